"""An exact phrase becomes every place where it stands, in the order of the text; no model is needed for that."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evidence.citation import Citation, cite, rows_within
from index.language.terms import fold
from index.quotable import Quotable
from index.transcript import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """The phrase at `text[start:stop]` and the citation of the sentences that hold it, whoever speaks them."""

    start: int
    stop: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Mentions:
    """Every place of `phrase`, in the order of the transcripts and their texts."""

    phrase: str
    places: tuple[Mention, ...]

    @property
    def count(self) -> int:
        return len(self.places)


def find_mentions(phrase: str, quotables: Sequence[Quotable]) -> Mentions:
    """Where `phrase` stands as whole words within one turn.

    Case, kinds of white space, quotation marks, apostrophes and dashes do not count; everything else does.
    """
    pattern = phrase_pattern(phrase)
    places = []
    for quotable in quotables:
        text = fold(quotable.transcript.text)
        for turn in quotable.transcript.turns:
            for match in pattern.finditer(text, turn.start, turn.stop):
                first, last = rows_within(quotable.passages, match.start(), match.end())
                is_said = not any(_overlap(match, line) for line in quotable.transcript.boilerplate)
                if first <= last and is_said:
                    places.append(Mention(match.start(), match.end(), cite(quotable, first, last)))
    return Mentions(phrase, tuple(places))


def phrase_pattern(phrase: str) -> re.Pattern[str]:
    """Matches `phrase` in a folded text, at the edges of words where the phrase itself begins or ends with one."""
    forms = dict.fromkeys((phrase, *(unicodedata.normalize(form, phrase) for form in ("NFC", "NFD"))))
    alternatives = [" +".join(re.escape(word) for word in fold(form).split()) for form in forms]
    before = r"(?<!\w)" if re.match(r"\w", phrase) and not _is_unspaced(phrase[0]) else ""
    after = r"(?!\w)" if re.search(r"\w$", phrase) and not _is_unspaced(phrase[-1]) else ""
    return re.compile(f"{before}(?:{'|'.join(alternatives)}){after}")


def _overlap(match: re.Match[str], line: Span) -> bool:
    return match.start() < line.stop and match.end() > line.start


def _is_unspaced(character: str) -> bool:
    """Chinese and Japanese write no spaces between words."""
    return "\u3040" <= character <= "\u9fff"
