"""A question becomes the words in it that may be misspelt: no numbers, addresses, paths, or words of phrases."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from index.language.terms import WORD

POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
NO_PROSE = re.compile(r"\S*(?:[@/\\_#]|\w[.:]\w)\S*")
"""Addresses, paths and the like: what stands there is spelt as it must be."""
BEFORE, AFTER = re.compile(r"(\w+) $"), re.compile(r" (\w+)")
ROMAN = re.compile(r"[IVXLCDM]+")
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Typed:
    """A word as it stands in a question, without a possessive's ending; `is_first` in its sentence.

    `before` and `after` are the words beside it, but for a space; "" where there are none.
    """

    start: int
    stop: int
    text: str
    is_first: bool
    before: str
    after: str


def typed_words(question: str, kept: Sequence[tuple[int, int]] = ()) -> list[Typed]:
    """The words outside of the spans `kept`, in order, of letters of one script that has capitals.

    >>> [typed.text for typed in typed_words("Did Vosov’s 2 medals (和平) reach a@b.kz?")]
    ['Did', 'Vosov', 'medals', 'reach']
    """
    spans = [*kept, *(match.span() for match in NO_PROSE.finditer(question))]
    found = []
    for match in WORD.finditer(question):
        text = POSSESSIVE.sub("", match.group())
        text = text.lower() if question.isupper() else text
        start, stop = match.start(), match.start() + len(text)
        is_free = not any(start < b and a < stop for a, b in spans)
        around = question[match.start() - 1 : match.start()] + question[match.end() : match.end() + 1]
        if is_free and _is_word(text) and not any(map(unicodedata.combining, around)):
            found.append(_typed(question, start, stop, text))
    return found


def _typed(question: str, start: int, stop: int, text: str) -> Typed:
    opening = question[:start].rstrip(" \"'“„«‘([—–-¿¡")
    before, after = BEFORE.search(question[max(start - LONGEST, 0) : start]), AFTER.match(question, stop)
    is_first = not opening or opening[-1] in ".?!:;…\n"
    return Typed(start, stop, text, is_first, before[1] if before else "", after[1] if after else "")


def _is_word(text: str) -> bool:
    """Whether it is made of letters of one script, each of which has a capital."""
    if len(text) > LONGEST or ROMAN.fullmatch(text) or not all(c.lower() != c.upper() for c in text):
        return False
    return len({unicodedata.name(c, "").partition(" ")[0] for c in text}) == 1
