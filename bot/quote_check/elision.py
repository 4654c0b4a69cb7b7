"""A quotation with … or [brackets] becomes the parts that are offered as said, and what stands between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.evidence.normal import ELIDED, Normal, count_words, is_word
from bot.quote_check.adapted import adapted_word, begins_word

BRACKETS = {"[": "]", "(": ")"}
LONGEST = 40
"""Units within a bracket."""

Joint = Literal["start", "elided", "inserted", "adapted"]
"""What stands before a part: nothing; an ellipsis; words of the writer; nothing, but its first word was adapted."""


@dataclass(frozen=True, slots=True)
class Insertion:
    """The writer's words in square brackets, at `start` to `stop`; `is_tied` to the word behind: a[n in]famous."""

    keys: tuple[str, ...]
    start: int
    stop: int
    is_tied: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Units that are offered as said without a gap, and what the writer put in before them.

    `keys` is not `normal.keys` only where the first word was adapted: [T]he, rescu[ing], gover[n]ment. `kept` is what
    is offered as said of that word, its beginning and its end: ("rescu", ""); ("", "") for any other part.
    """

    joint: Joint
    keys: tuple[str, ...]
    start: int
    stop: int
    inserted: tuple[Insertion, ...] = ()
    kept: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Elided:
    """The parts in order, what the writer put in behind the last, and what else is marked.

    `adapted` are the letters put into words, but for a first one; `is_elided`: anything was left out or put in;
    `begins_elided`, `ends_elided`: an ellipsis stands beside the first part, or the last; `is_noted`: it is notes'
    numbers.
    """

    parts: tuple[Part, ...]
    inserted_last: tuple[Insertion, ...]
    adapted: tuple[Insertion, ...]
    is_elided: bool
    begins_elided: bool
    ends_elided: bool
    is_noted: bool

    @property
    def inserted(self) -> tuple[Insertion, ...]:
        """All that the writer put in, in order."""
        before = [insertion for part in self.parts for insertion in part.inserted]
        return tuple(sorted((*before, *self.inserted_last, *self.adapted), key=lambda one: one.start))


def words_together(parts: Sequence[Part]) -> list[int]:
    """How many words each part has, with those of the parts that it goes on with."""
    groups: list[list[Part]] = []
    for part in parts:
        if part.joint == "adapted" and groups:
            groups[-1].append(part)
        else:
            groups.append([part])
    return [sum(count_words(part.keys) for part in group) for group in groups for _ in group]


@dataclass(frozen=True, slots=True)
class _Gap:
    """Units `first` to `stop` (exclusive), which are not offered as said, but for the `word` that an adapted one is."""

    joint: Joint
    first: int
    stop: int
    word: str = ""


def elide(normal: Normal) -> Elided:
    """Cut at each ellipsis, alone or in brackets, at what stands in square brackets, and before each adapted word.

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
            start, stop = normal.starts[begins], normal.stops[max(gap.first, before.stop) - 1]
            parts.append(Part(_joint(since), keys, start, stop, _inserted(normal, since), _kept(normal, before)))
            since = []
        since.append(gap)
        before = gap
    inserted = _inserted(normal, gaps)
    return Elided(
        parts=tuple(parts),
        inserted_last=_inserted(normal, since),
        adapted=_adapted(normal, gaps),
        is_elided=bool(gaps),
        begins_elided=bool(parts) and _outside(normal, gaps, parts)[0] == "elided",
        ends_elided=bool(parts) and _outside(normal, gaps, parts)[1] == "elided",
        is_noted=len(inserted) == len(gaps) and all("".join(one.keys).isdigit() for one in inserted),
    )


def _outside(normal: Normal, gaps: list[_Gap], parts: list[Part]) -> tuple[Joint, Joint]:
    """What stands right before the first part and right behind the last."""
    before = [gap.joint for gap in gaps if normal.starts[gap.first] < parts[0].start]
    behind = [gap.joint for gap in gaps if normal.starts[gap.first] >= parts[-1].stop]
    return (before or ["start"])[-1], (behind or ["start"])[0]


def _joint(gaps: list[_Gap]) -> Joint:
    """What a part is joined by that stands behind all of `gaps`: an adapted word hides nothing by itself."""
    joints = {gap.joint for gap in gaps}
    return next((joint for joint in ("elided", "inserted", "adapted") if joint in joints), "start")


def _inserted(normal: Normal, gaps: list[_Gap]) -> tuple[Insertion, ...]:
    return tuple(_insertion(normal, gap.first, gap.stop) for gap in gaps if gap.joint == "inserted")


def _adapted(normal: Normal, gaps: list[_Gap]) -> tuple[Insertion, ...]:
    """The brackets in adapted words; a first letter in another case is nobody's word."""
    brackets = [
        _insertion(normal, unit, normal.keys.index("]", unit) + 1)
        for gap in gaps
        for unit in range(gap.first, gap.stop)
        if gap.word and normal.keys[unit] == "[" and not (unit == gap.first and len(normal.keys[unit + 1]) == 1)
    ]
    return tuple(one for one in brackets if one.keys)


def _insertion(normal: Normal, first: int, stop: int) -> Insertion:
    keys = normal.keys[first + 1 : stop - 1]
    return Insertion(keys, normal.starts[first], normal.stops[stop - 1], begins_word(normal, stop))


def _kept(normal: Normal, gap: _Gap) -> tuple[str, str]:
    if not gap.word:
        return "", ""
    first, last = (key if is_word(key) else "" for key in (normal.keys[gap.first], normal.keys[gap.stop - 1]))
    return first, last


def _gaps(normal: Normal) -> Iterator[_Gap]:
    at = 0
    while at < len(normal.keys):
        gap = _gap(normal, at)
        if gap:
            yield gap
        at = gap.stop if gap else at + 1


def _gap(normal: Normal, at: int) -> _Gap | None:
    """The ellipsis, bracket or adapted word that begins at unit `at`."""
    keys = normal.keys
    adapted = adapted_word(normal, at)
    if adapted:
        return _Gap("adapted", at, *adapted)
    if keys[at] == ELIDED:
        return _Gap("elided", at, at + 1)
    close = BRACKETS.get(keys[at])
    if close is None or close not in keys[at : at + LONGEST]:
        return None
    stop = keys.index(close, at) + 1
    if keys[at + 1 : stop - 1] == (ELIDED,):
        return _Gap("elided", at, stop)
    return _Gap("inserted", at, stop) if keys[at] == "[" else None
