"""Where the words of a claim stand in the transcripts, exactly or with parts left out; no likeness has a say in it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.evidence.citation import rows_within
from bot.evidence.concordance import BREAK, Concordance, Run
from bot.evidence.normal import count_words, other_case
from bot.quote_check.elision import Elided, Part
from index.passages import Passages
from index.transcript import Span

FEW = 3
"""Fewer words prove nothing."""
LOOSE_ENDS = (".", ",", "-")
"""Signs at the end of a quotation that the sentence around it asks for."""
MOST_PARTS = 40
"""A quotation with more ellipses is none."""
MOST_PLACES = 2_000
"""Places of one claim that are looked at: of a word like “the” there are thousands, and they prove nothing."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place where all parts of a claim stand, in order and in one turn of transcript number `row`."""

    row: int
    parts: tuple[Span, ...]

    @property
    def span(self) -> Span:
        return Span(self.parts[0].start, self.parts[-1].stop)


def find_whole(keys: Sequence[str], concordance: Concordance) -> list[Found]:
    """Every place where `keys` stand one after the other."""
    runs = _runs(keys, concordance, is_free=True)
    return [Found(run.row, (concordance.entries[run.row].slice(run.first, run.last),)) for run in runs]


def find_elided(elided: Elided, concordance: Concordance) -> list[Found]:
    """The places where the parts stand in order in one turn, each part exactly; for each last part the shortest.

    None for more than MOST_PARTS.
    """
    if len(elided.parts) > MOST_PARTS:
        return []
    # a sentence may begin behind an ellipsis, not behind a bracket
    places = [
        _runs(part.keys, concordance, is_free=part.joint != "inserted" or not i) for i, part in enumerate(elided.parts)
    ]
    if not all(places):
        return []
    firsts = [[(run.row, run.first) for run in runs] for runs in places]
    found = []
    for run in places[0]:
        chain = [run, *_follow(run, elided.parts, places, firsts)]
        entry = concordance.entries[run.row]
        if len(chain) == len(places) and BREAK not in entry.exact[run.first : chain[-1].last]:
            spans = tuple(entry.slice(one.first, one.last) for one in chain)
            if _holds_together(elided.parts, spans, entry.source.passages):
                found.append(Found(run.row, spans))
    found.sort(key=lambda one: (one.span.stop - one.span.start, one.row, one.span.start))
    shortest: dict[tuple[int, int], Found] = {}
    for one in found:
        shortest.setdefault((one.row, one.span.stop), one)
    return list(shortest.values())


def _holds_together(parts: Sequence[Part], spans: Sequence[Span], passages: Passages) -> bool:
    """Whether every part of fewer than FEW words shares a sentence with a part beside it: from single words of a long
    turn anything could be put together."""
    rows = [rows_within(passages, span.start, span.stop) for span in spans]
    joined = [left[1] == right[0] for left, right in pairwise(rows)]
    beside = [any(joined[max(i - 1, 0) : i + 1]) for i in range(len(parts))]
    if rows[0][0] != rows[-1][1] and all(count_words(part.keys) < FEW for part in parts):
        return False
    return len(parts) == 1 or all(ok or count_words(part.keys) >= FEW for part, ok in zip(parts, beside, strict=True))


def stands(part: Part, concordance: Concordance) -> Run | None:
    """The first place of one part."""
    return next(iter(_runs(part.keys, concordance, is_free=True)), None)


def _follow(
    run: Run, parts: Sequence[Part], places: Sequence[Sequence[Run]], firsts: Sequence[Sequence[tuple[int, int]]]
) -> Iterator[Run]:
    """The nearest run of each further part behind the one before it."""
    for i in range(1, len(parts)):
        at = bisect_left(firsts[i], (run.row, run.last))
        if at == len(places[i]) or places[i][at].row != run.row:
            return
        if parts[i].joint == "letter" and places[i][at].first != run.last:
            return
        run = places[i][at]
        yield run


def _runs(keys: Sequence[str], concordance: Concordance, is_free: bool) -> list[Run]:
    """Where `keys` stand, as they are or without the loose ends; where both do, as they are.

    If `is_free`, the first letter may be in either case.
    """
    found: dict[tuple[int, int], Run] = {}
    for form in dict.fromkeys((tuple(keys), _tied(keys))):
        starts = dict.fromkeys((form[0], other_case(form[0]))) if is_free and form else form[:1]
        for start in starts:
            for run in _limited(concordance, (start, *form[1:])):
                found.setdefault((run.row, run.first), run)
    return [found[place] for place in sorted(found)]


def _limited(concordance: Concordance, keys: Sequence[str]) -> Iterator[Run]:
    runs = concordance.find(concordance.spell(keys))
    for _, run in zip(range(MOST_PLACES), runs, strict=False):
        yield run


def _tied(keys: Sequence[str]) -> tuple[str, ...]:
    first, last = 0, len(keys)
    while last - first > 1 and keys[last - 1] in LOOSE_ENDS:
        last -= 1
    while last - first > 1 and keys[first] == "-":
        first += 1
    return tuple(keys[first:last])
