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
class Insertion:
    """The writer's words in square brackets, at `start` to `stop`; `is_tied` to the word before: grow[s]."""

    keys: tuple[str, ...]
    start: int
    stop: int
    is_tied: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Units that are offered as said without a gap, and what the writer put in before them.

    `keys` is not `normal.keys` only where a letter was changed.
    """

    joint: Joint
    keys: tuple[str, ...]
    start: int
    stop: int
    inserted: tuple[Insertion, ...] = ()


@dataclass(frozen=True, slots=True)
class Elided:
    """The parts in order, what the writer put in behind the last, and what else is marked.

    `is_elided`: anything was left out or put in; `ends_elided`: after the last part; `is_noted`: it is notes' numbers.
    """

    parts: tuple[Part, ...]
    inserted_last: tuple[Insertion, ...]
    is_elided: bool
    ends_elided: bool
    is_noted: bool

    @property
    def inserted(self) -> tuple[Insertion, ...]:
        """All that the writer put in, in order."""
        before = [insertion for part in self.parts for insertion in part.inserted]
        return (*before, *self.inserted_last)


@dataclass(frozen=True, slots=True)
class _Gap:
    """Units `first` to `stop` (exclusive), which are not offered as said, but for the `word` that [T]he is."""

    joint: Joint
    first: int
    stop: int
    word: str = ""


def elide(normal: Normal) -> Elided:
    """Cut at each ellipsis, alone or in brackets, and at what stands in square brackets.

    >>> [part.keys for part in elide(normalise("We honor … peace [in Asia] together")).parts]
    [('We', 'honor'), ('peace',), ('together',)]
    """
    parts: list[Part] = []
    since: list[_Gap] = []
    gaps = list(_gaps(normal))
    before, end = _Gap("start", 0, 0), _Gap("start", len(normal.keys), len(normal.keys))
    for gap in (*gaps, end):
        keys, begins = normal.keys[before.stop : gap.first], before.stop
        if before.word:
            keys, begins = (before.word, *keys), before.first
        if any(is_word(key) for key in keys):
            start, stop = normal.starts[begins], normal.stops[gap.first - 1]
            parts.append(Part(_joint(since), keys, start, stop, _inserted(normal, since)))
            since = []
        since.append(gap)
        before = gap
    inserted = _inserted(normal, gaps)
    return Elided(
        parts=tuple(parts),
        inserted_last=_inserted(normal, since),
        is_elided=bool(gaps),
        ends_elided=any(gap.joint == "elided" for gap in since),
        is_noted=len(inserted) == len(gaps) and all("".join(one.keys).isdigit() for one in inserted),
    )


def _joint(gaps: list[_Gap]) -> Joint:
    """What a part is joined by that stands behind all of `gaps`: a changed letter hides nothing by itself."""
    joints = {gap.joint for gap in gaps}
    return next((joint for joint in ("elided", "inserted", "letter") if joint in joints), "start")


def _inserted(normal: Normal, gaps: list[_Gap]) -> tuple[Insertion, ...]:
    insertions = []
    for gap in gaps:
        if gap.joint == "inserted":
            keys = normal.keys[gap.first + 1 : gap.stop - 1]
            is_tied = gap.first > 0 and normal.stops[gap.first - 1] == normal.starts[gap.first]
            insertions.append(Insertion(keys, normal.starts[gap.first], normal.stops[gap.stop - 1], is_tied))
    return tuple(insertions)


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
    is_tied = stop < len(keys) and normal.starts[stop] == normal.stops[stop - 1] and is_word(keys[stop])
    if is_tied and len(inside) == 1 and _begins_word(inside[0], keys[stop]):
        return _Gap("letter", at, stop + 1, inside[0] + keys[stop])
    return _Gap("inserted", at, stop)


def _begins_word(inside: str, rest: str) -> bool:
    """Whether a bracket holds the beginning of the word behind it: [T]he, [19]45."""
    return (len(inside) == 1 and inside.isalpha()) or (inside.isdigit() and rest.isdigit())
