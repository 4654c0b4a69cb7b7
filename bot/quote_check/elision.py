"""A quotation with … or [brackets] becomes the parts that are offered as said, and what stands between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.evidence.normal import ELIDED, Normal, is_word

BRACKETS = {"[": "]", "(": ")"}
LONGEST = 40
"""Units within a bracket."""

Joint = Literal["start", "elided", "inserted", "letter"]
"""What stands before a part: nothing; an ellipsis; words of the writer; a letter that the writer changed, [T]he."""


@dataclass(frozen=True, slots=True)
class Part:
    """Units that are offered as said without a gap. `keys` is not `normal.keys` only where a letter was changed."""

    joint: Joint
    keys: tuple[str, ...]
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Elided:
    """The parts in order, the words of the writer in brackets, and whether it begins or ends with an ellipsis."""

    parts: tuple[Part, ...]
    inserted: tuple[tuple[str, ...], ...]
    is_elided: bool


def elide(normal: Normal) -> Elided:
    """Cut at each ellipsis, alone or in brackets, and at what stands in square brackets.

    >>> [part.keys for part in elide(normalise("We honor … peace [in Asia] together")).parts]
    [('We', 'honor'), ('peace',), ('together',)]
    """
    parts: list[Part] = []
    inserted: list[tuple[str, ...]] = []
    joint: Joint = "start"
    letter: tuple[str, ...] = ()
    begins = at = 0
    marks = list(_marks(normal))
    for mark in (*marks, _Mark("start", len(normal.keys), len(normal.keys), "")):
        keys = letter + normal.keys[at : mark.first]
        if any(map(is_word, keys)):
            parts.append(Part(joint, keys, normal.starts[begins], normal.stops[mark.first - 1]))
        if mark.joint == "inserted":
            inserted.append(normal.keys[mark.first + 1 : mark.stop - 1])
        joint, at = mark.joint, mark.stop
        letter, begins = ((mark.letter,), mark.first) if mark.letter else ((), mark.stop)
    return Elided(tuple(parts), tuple(inserted), bool(marks))


@dataclass(frozen=True, slots=True)
class _Mark:
    """Units `first` to `stop` (exclusive), which are not offered as said, but for `letter`, a word begun so."""

    joint: Joint
    first: int
    stop: int
    letter: str


def _marks(normal: Normal) -> Iterator[_Mark]:
    at = 0
    while at < len(normal.keys):
        mark = _mark(normal, at)
        at = mark.stop if mark else at + 1
        if mark:
            yield mark


def _mark(normal: Normal, at: int) -> _Mark | None:
    """The ellipsis or bracket that begins at unit `at`."""
    keys = normal.keys
    if keys[at] == ELIDED:
        return _Mark("elided", at, at + 1, "")
    close = BRACKETS.get(keys[at])
    if close is None or close not in keys[at : at + LONGEST]:
        return None
    stop = keys.index(close, at) + 1
    inside = keys[at + 1 : stop - 1]
    if inside == (ELIDED,):
        return _Mark("elided", at, stop, "")
    if keys[at] != "[":
        return None
    is_letter = len(inside) == 1 and len(inside[0]) == 1 and inside[0].isalpha()
    if is_letter and stop < len(keys) and normal.starts[stop] == normal.stops[stop - 1] and is_word(keys[stop]):
        return _Mark("letter", at, stop + 1, inside[0] + keys[stop])
    return _Mark("inserted", at, stop, "")
