"""The words around a quotation become the name of whom they say it is from.

No verb is needed to read that: whoever speaks in the transcripts, or is pointed at by a pronoun, and stands where the
sayer stands is the sayer. That is behind the quotation, first (“…,” Vik sighed) or behind its first words (“…,” sighed
Vik), or as a signature; before it, as the subject of the last clause that has one of its own, one within another clause
(when Vik came) counting only with a verb of saying; in the sentence before, as its first subject, where no other words
stand in the quotation's own sentence. Of two names, one before the quotation and one behind it, the one with a colon is
the sayer, else the one behind. Strangers need a verb of saying, or a form that leaves nothing open: “…,” sighed Per
Holm. To whom something is said, of whom it is, and whose it is not, is nobody's attribution. Where two stand there
alike (Vik and Marsh agreed), the nearer is the sayer: a right quotation refused is seen by a person, a wrong one that
holds by nobody. A pronoun stands for the first subject of the last sentence that names somebody who may be meant.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.quote_check.chinese import Chinese
from bot.quote_check.clauses import AGENTS, PREPOSITIONS, SAYS, subjects
from bot.quote_check.people import People, may_be
from bot.quote_check.sayers import HEARD, SET_OFF, Sayers, Source
from bot.quote_check.unnamed import Unnamed
from index.language.knowledge import alternatives
from index.language.quotation_marks import DIRECTED_SIGNS, STRAIGHT
from index.transcript import Transcript

SIGN = re.compile(f"[{DIRECTED_SIGNS}{STRAIGHT.opening}]")
SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)[.!?…]\s+")
COLON = re.compile(r"[:：]\s*$")
LABEL = re.compile(r"\s*[:：]\s*(?=\S)")
LONGEST_LABEL = 80
ASKS = re.compile(rf"\b(?:{alternatives('reporting.asks')})\b")
LEADING = 14
"""Words of a sentence that does nothing but lead to the quotation behind it."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words around a quotation: those of its sentence on either side, the sentence before where it begins one,
    and all that is told earlier, by which pronouns are read.
    """

    before: str = ""
    after: str = ""
    lead: str = ""
    earlier: str = ""
    is_question: bool = False


class Reporting:
    """Reads attributions; those who speak in some transcripts are known by all their names."""

    def __init__(self, transcripts: Sequence[Transcript]) -> None:
        self._people = People(transcripts)
        self._sayers = Sayers(self._people, Unnamed(self._people, transcripts))
        self._chinese = Chinese(self._people.labels)

    def read(self, around: Surroundings) -> Source:
        """Of a quotation in `around`, as far as its sentence goes on either side."""
        outside = SIGN.split(around.before)[::2]
        before, after = outside[-1].lstrip(" ,;."), SIGN.split(around.after)[0]
        told = f"{around.earlier} {around.lead} "
        chinese = self._chinese.read(before, after)
        if chinese is not None:
            return self._resolved(Source(*chinese), told, before)
        ahead, behind = self._sayers.ahead(before), self._sayers.behind(after)
        if (ahead and ahead.is_denied) or (behind and behind.is_denied):
            return Source(is_denied=True)
        if behind is None or (ahead and ahead.name and self._leads(before, around.after)):
            source = ahead
            before = before.rpartition(ahead.name)[0] if ahead and ahead.name else before
        else:
            source = behind
        if len(outside) > 1 and not (source and source.name) and not self._people.mentions(before):
            source = self._sayers.ahead(" ".join(outside))  # Vik said “one” and “two”
        if source is None and not any(c.isalnum() for c in before + after):
            source = self._led(around.lead, around.is_question)
        return self._resolved(source or Source(), told, before)

    def name(self, words: str) -> str:
        """As it was written; "" for a pronoun and what else is no name."""
        words = words.strip()
        return "" if self._people.is_none(words) else words

    def label(self, words: str) -> tuple[str, int]:
        """Who is named with a colon at the beginning of `words`, and where the words of that person begin."""
        for mention in self._people.mentions(words[:LONGEST_LABEL])[:1]:
            colon = LABEL.match(words, mention.stop)
            if colon and not words[: mention.start].strip() and mention.is_known:
                return mention.name, colon.end()
        return "", 0

    def is_tag(self, after: str) -> bool:
        """Whether words that go on from a quotation without a sign begin with who says it: “One” Vik said."""
        after = SIGN.split(after)[0]
        if SAYS.match(after.lstrip()):
            return True
        return SAYS.search(after) is not None and self._sayers.behind(after) is not None

    def is_signature(self, words: str) -> bool:
        """Whether `words` are a name that is known and nothing else, or what that person is behind a comma."""
        first = next(iter(self._people.mentions(words)), None)
        if first is None or first.start > 0 or not first.is_known:
            return False
        return words[first.stop :].strip(" .")[:1] in ("", ",")

    def _leads(self, before: str, after: str) -> bool:
        """Whether the words before a quotation name its sayer rather than those behind, which may lead to another."""
        is_followed = SIGN.search(after) is not None
        return COLON.search(before) is not None or (is_followed and SET_OFF.search(before) is not None)

    def _led(self, lead: str, is_question: bool) -> Source | None:
        """Whose a quotation is by the sentence before it: Vik shook his head. “…”"""
        *quoting, tail = SIGN.split(lead)
        is_asked = ASKS.search(tail) is not None and not is_question
        if quoting:
            return None if is_asked else self._sayers.behind(tail)
        mentions = self._people.mentions(tail)
        subject = next(iter(subjects(tail, mentions)), None)
        first = subject.mention if subject else None
        if first is None or len(tail.split()) > LEADING or HEARD.match(tail[first.stop :]):
            return None
        if is_asked:  # Marsh asked Vik. “…”
            others = [one for one in mentions if one.is_known and one.start > first.stop]
            return Source(others[0].name) if others else None
        is_plain = len(tail[first.stop :].split()) <= 2 or SAYS.search(tail, first.stop)
        return Source(first.name) if first.is_known or first.is_pronoun or is_plain else None

    def _resolved(self, source: Source, told: str, before: str) -> Source:
        """With the name that a pronoun stands for, by the words before it in its sentence, and what was told."""
        if not self._people.is_pronoun(source.name):
            return source
        whole = [(sentence, AGENTS) for sentence in reversed(SENTENCE_END.split(told))]
        is_whole = before.rstrip().endswith((".", "!", "?"))
        for sentence, after in ((before, AGENTS if is_whole else PREPOSITIONS), *whole):
            mentions = self._people.mentions(sentence)
            meant = [
                one
                for one in mentions
                if may_be(source.name, one.name)
                and self._people.may_be_meant(one, sentence)
                and not after.intersection(sentence[: one.start].lower().split()[-1:])
            ]
            if meant:
                found = [one.mention for one in subjects(sentence, mentions) if one.mention in meant]
                first = next((one for one in found if one and not one.is_possessive), meant[-1])
                return replace(source, name=first.name)
        return replace(source, name="")
