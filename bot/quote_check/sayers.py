"""The words before a quotation, or behind it, become whom they say it is from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evidence.quoted_speech import DENIALS
from bot.quote_check.clauses import (
    APART,
    BEING,
    JOINS,
    ORIGINS,
    OTHERS,
    PARTICLES,
    PREPOSITIONS,
    SAYS,
    Subject,
    Token,
    agent,
    is_titled,
    subjects,
    tokens,
)
from bot.quote_check.people import VIEWS, Mention, People
from bot.quote_check.unnamed import Unnamed
from index.language.knowledge import all_words, alternatives

CLAUSE_END = re.compile(r"[,;:—–]")
SET_OFF = re.compile(r"[:：,，—–\]-]\s*$")
SIGNED = re.compile(r"\s*(?:,?\s*[—–~-]+|\()\s*$")
SAY = rf"(?P<say>(?:{alternatives('reporting.say')}|{SAYS.pattern})\b)"
UNSAID = re.compile(
    rf"\W*(?:(?:{alternatives('negations.unsaid', languages=('en',))})(?!\w)\s*{SAY}?"
    rf"|(?P<whole>{alternatives('negations.unsaid', languages=('ru', 'kk'))})(?!\w))"
)
"""Vik never said; without a verb of saying it may be another thing that Vik did not do."""
IS = alternatives("clauses.being")
HEARD = re.compile(rf"\W*(?:{IS})\s+(?:\w+ly\s+)?(?:{'|'.join(all_words('reporting.heard'))})\b(?! to have)")
HEARD_LAST = re.compile(rf"\W*(?:{IS})\s+(?:{'|'.join(all_words('reporting.heard_last'))})\W*$")
HEARS = re.compile(rf"\W*(?:{'|'.join(all_words('reporting.hears'))})\b")
IMPERSONAL = re.compile(rf"\b(?:{alternatives('clauses.impersonal')})\s+(?:{IS})\s+(?:{SAYS.pattern})")
"""It is said."""
LABEL = re.compile(r"[\s*_]*[:：][\s*_]*")
OPENS = re.compile(r"(?:^|\n)[\s*_]*$")
VIEW = re.compile(rf"(?<!\w){VIEWS}(?!\w)")
VIEWED = re.compile(rf"(?<!\w)(?:{alternatives('people.their')})\s+{VIEWS}(?!\w)")
VIEW_OF = re.compile(rf"\b{VIEWS} (?:{alternatives('clauses.possessing')})$")
QUOTED = re.compile(rf"(?:{alternatives('reporting.quotes')})\s+$")
ABOUT = re.compile(rf"\s*(?:{alternatives('reporting.about')})(?!\w)")
MOST_JOINING = 3
"""Signs and words between a name and a clause within its own: Vik, to whom Marsh told it."""
SAYS_APART = re.compile(rf",[^,.;]{{2,80}},\s+{SAYS.pattern}")


@dataclass(frozen=True, slots=True)
class Source:
    """Whose a quotation is said to be, "" where no name is plainly there; `is_denied` if it is said not to be."""

    name: str = ""
    is_denied: bool = False


class Sayers:
    """Reads who says what stands between some words; a pronoun is left as it is."""

    def __init__(self, people: People, unnamed: Unnamed) -> None:
        self._people = people
        self._unnamed = unnamed

    def ahead(self, before: str) -> Source | None:
        """By the words before the quotation: a label, or the last subject that stands there.

        None where there is nobody, a source without a name where it is somebody else, and nobody says who.
        """
        mentions = self._people.mentions(before)
        if mentions and LABEL.fullmatch(before[mentions[-1].stop :]) and OPENS.search(before[: mentions[-1].start]):
            return Source(mentions[-1].name)
        sayer = next((one for one in mentions if QUOTED.search(before[: one.start])), None) or agent(before, mentions)
        if sayer:
            return Source(sayer.name)  # Marsh quoted Vik as saying
        found = subjects(before, mentions)
        while found:
            subject = found.pop()
            if self._is_aside(subject, before, found[-1] if found else None):
                continue
            source = self._of(subject, before)
            if source or not found:
                return source
        return None

    def behind(self, after: str) -> Source | None:
        """By the words behind the quotation: the first who is named in their first clause."""
        mentions = self._people.mentions(after)
        found = tokens(after, mentions)
        while found and found[0].is_sign and found[0].text not in (":", "：", ";"):
            del found[0]
        if not found or found[0].is_sign:
            return None
        if found[0].text in JOINS - APART:
            return None
        clause = next((found[:row] for row, token in enumerate(found) if token.is_sign), found)
        first = next((row for row, token in enumerate(clause) if token.mention), None)
        if found[0].text in OTHERS and not (first and is_titled(clause, first, after)):
            return Source(self._unnamed.first(after[found[0].start :]))
        mention = next((one for one in mentions if QUOTED.search(after[: one.start])), None)
        mention = mention or (clause[first].mention if first is not None else None)
        if first is None or mention is None:
            return self._apposed(found, after)
        rest = after[mention.stop : max(mention.stop, clause[-1].stop)]
        if mention.is_possessive and not VIEW.match(rest.lstrip()):
            whose = self._unnamed.whose(mention, rest, SAYS.search(after) is not None)
            return self._apposed(found, after) or (Source(whose) if whose else None)
        if UNSAID.match(rest):
            return Source(is_denied=True)
        return Source(mention.name) if not HEARD.match(rest) and _is_tag(clause[:first], mention, after, rest) else None

    def _is_aside(self, subject: Subject, before: str, earlier: Subject | None) -> bool:
        """Whether it is not the sayer while another may be: a clause within another, an apposition, a name alone."""
        mention, rest = subject.mention, before[subject.stop :]
        own = rest if mention else before[subject.stop : subject.clause_stop]
        is_alone = not any(c.isalnum() for c in rest)
        if is_alone and not SET_OFF.search(before) and not (mention and mention.is_possessive):
            return True
        if earlier is None:
            return False
        is_bare = earlier.mention is not None and earlier.stop == earlier.clause_stop
        if subject.is_within and is_bare and len(before[earlier.stop : subject.start].split()) <= MOST_JOINING:
            return True  # Vik, when Marsh asked
        if SAYS.search(own):
            return False
        is_apposed = mention is None and any(c.isalnum() for c in before[subject.clause_stop :])
        return subject.is_within or is_apposed

    def _of(self, subject: Subject, before: str) -> Source | None:
        """Whose the quotation is if `subject` is the one of whom the words before it tell."""
        mention, rest = subject.mention, before[subject.stop :]
        if mention is None:
            return Source(self._unnamed.first(before[subject.stop : subject.clause_stop]))
        whose = self._unnamed.whose(mention, rest, is_said=False) if mention.is_possessive else ""
        if whose:
            return Source(whose)
        lead = CLAUSE_END.split(before[: mention.start])[-1]
        if DENIALS.search(lead):
            return Source(is_denied="true" in lead)  # “It is not true that X said”
        denied = UNSAID.match(rest)
        if denied:
            is_denied = bool(denied["say"] or denied["whole"]) or not SET_OFF.search(before)
            return Source(is_denied=True) if is_denied else Source(mention.name)
        last = CLAUSE_END.split(rest.rstrip(" ,;:—–"))[-1]
        if HEARD.search(last) or HEARD_LAST.search(last) or HEARS.match(rest) or IMPERSONAL.search(rest):
            return Source()
        return Source(mention.name) if _tells(subject, mention, before, rest) else None

    def _apposed(self, found: Sequence[Token], after: str) -> Source | None:
        """By words that begin with a verb: “…,” said the firm’s president, Ann Lee; said one of the guests."""
        start = found[0].start
        other = self._unnamed.said_by(after[start:])
        if other:
            return Source(other)
        said = SAYS.match(after, start)
        later = [token.mention for token in found if token.mention and after[: token.start].rstrip().endswith(",")]
        if said and later and re.fullmatch(r"[^,.;]{2,60},\s+", after[said.end() : later[0].start]):
            return Source(later[0].name)
        return Source() if said or found[0].text in PREPOSITIONS else None


def _tells(subject: Subject, mention: Mention, before: str, rest: str) -> bool:
    """Whether `rest` may be what the sayer does: anything for the known, little or a verb of saying for others."""
    if mention.is_known or mention.is_pronoun or subject.is_said or SAYS.search(rest) or VIEWED.search(rest):
        return True
    if mention.is_possessive and VIEW.match(rest.lstrip()):
        return True
    is_first = SET_OFF.search(before) is not None and mention.start == 0
    is_short = len(rest.split()) <= 3 and BEING.isdisjoint(rest.split()[:1])
    return is_first and (is_short or ABOUT.match(rest) is not None)


def _is_tag(verbs: Sequence[Token], mention: Mention, after: str, rest: str) -> bool:
    """Whether “…,” `verbs` Name `rest` names the sayer."""
    if not verbs:
        is_signed = SIGNED.fullmatch(after[: mention.start]) is not None and not rest.strip(" .")
        is_short = 0 < len(rest.split()) <= 2 or SAYS.match(rest.lstrip()) or SAYS_APART.match(after, mention.stop)
        return is_signed or mention.is_known or mention.is_pronoun or bool(is_short)
    words = after[verbs[0].start : verbs[-1].stop]
    if verbs[-1].text in PREPOSITIONS - ORIGINS - PARTICLES and not VIEW_OF.search(words):
        return False
    is_said = SAYS.search(words) is not None or verbs[-1].text in ORIGINS or VIEW.search(words) is not None
    if (verbs[0].text in PREPOSITIONS and not is_said) or (verbs[0].text in BEING and not mention.is_known):
        return False
    return is_said or SAYS.match(rest.lstrip()) is not None or len(verbs) <= (3 if mention.is_known else 2)
