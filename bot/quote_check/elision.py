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
    gaps = list(_gaps(normal))
    before, end = _Gap("start", 0, 0), _Gap("start", len(normal.keys), len(normal.keys))
    for gap in (*gaps, end):
        keys, begins = normal.keys[before.stop : gap.first], before.stop
        if before.word:
            keys, begins = (before.word, *keys), before.first
        if any(is_word(key) for key in keys):
            parts.append(Part(before.joint, keys, normal.starts[begins], normal.stops[gap.first - 1]))
        if gap.joint == "inserted":
            inserted.append(normal.keys[gap.first + 1 : gap.stop - 1])
        before = gap
    return Elided(tuple(parts), tuple(inserted), bool(gaps))


@dataclass(frozen=True, slots=True)
class _Gap:
    """Units `first` to `stop` (exclusive), which are not offered as said, but for the `word` that [T]he is."""

    joint: Joint
    first: int
    stop: int
    word: str = ""


def _gaps(normal: Normal) -> Iterator[_Gap]:
    at = 0
    while at < len(normal.keys):
        gap = _gap(normal, at)
        if gap:
            yield gap
        at = gap.stop if gap else at + 1


def _gap(normal: Normal, at: int) -> _Gap | None:
    """The ellipsis or bracket that begins at unit `at`."""
    keys = normal.keys
    if keys[at] == ELIDED:
        return _Gap("elided", at, at + 1)
    close = BRACKETS.get(keys[at])
    if close is None or close not in keys[at : at + LONGEST]:
        return None
    stop = keys.index(close, at) + 1
    inside = keys[at + 1 : stop - 1]
    if inside == (ELIDED,):
        return _Gap("elided", at, stop)
    if keys[at] != "[":
        return None
    is_letter = len(inside) == 1 and len(inside[0]) == 1 and inside[0].isalpha()
    is_tied = stop < len(keys) and normal.starts[stop] == normal.stops[stop - 1]
    if is_letter and is_tied and is_word(keys[stop]):
        return _Gap("letter", at, stop + 1, inside[0] + keys[stop])
    return _Gap("inserted", at, stop)
