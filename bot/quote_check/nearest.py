"""The real words that a span comes nearest to (with index.spelling.typos, the importer of rapidfuzz).

A similarity only chooses which words are shown beside those that were written; it never makes them a quotation.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from bot.evidence.concordance import Concordance, Run, units_within
from bot.evidence.units import BREAK
from index.search.bm25 import LexicalIndex
from index.search.postings import count, postings_of

CANDIDATES = 24
"""Sentences that the lexical leg proposes."""
REFINED = 5
"""Places of which the ends are tried: the part of a place that is as long as the span does not tell the likest."""
SLACK = 4
"""Words by which the nearest words may be more or fewer than those written, at either end."""
MOST_REFINED = 400
"""Words above which the ends are not tried one by one."""


@dataclass(frozen=True, slots=True)
class Near:
    """Units of a transcript and how like they are to what was written.

    `likeness` is 0 to 1: twice the words that both have, in order, by the words of both (Indel similarity).
    """

    run: Run
    likeness: float


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words `first` to `last` (exclusive) in the `loose` of transcript number `row`, and how like others they are."""

    row: int
    first: int
    last: int
    likeness: float = 0.0


class Nearest:
    """The sentences of a concordance, to find the words that are most like others."""

    def __init__(self, concordance: Concordance) -> None:
        self._concordance = concordance

    def near(self, words: Sequence[str]) -> Near | None:
        """The units whose words, in lower case, are most like `words`, in one turn; None if they share no word."""
        spelt = self._concordance.spell(words)
        likeliest = self._likeliest(spelt)
        if not likeliest:
            return None
        refined = [_refined(spelt, self._loose(stretch), stretch) for stretch in likeliest]
        best = max(refined, key=lambda stretch: stretch.likeness)
        first, last = self._completed(spelt, best)
        words_of = self._concordance.entries[best.row].words
        return Near(Run(best.row, words_of[first], words_of[last - 1] + 1), best.likeness)

    def longest_new(self, words: Sequence[str], run: Run) -> int:
        """How many of `words` follow each other that do not stand there in `run`."""
        entry = self._concordance.entries[run.row]
        first, last = bisect_left(entry.words, run.first), bisect_left(entry.words, run.last)
        longest = here = 0
        for kind, start, stop, _, _ in steps(self._concordance.spell(words), entry.loose[first:last]):
            if kind != "equal":
                here += stop - start
            elif stop - start > 1:  # a word alone in the middle of others is one by chance
                here = 0
            longest = max(longest, here)
        return longest

    def _loose(self, stretch: _Stretch) -> str:
        return self._concordance.entries[stretch.row].loose

    def _likeliest(self, spelt: str) -> list[_Stretch]:
        """The REFINED stretches of the length of `spelt` that are most like it, likest first: 0 to 100."""
        stretches = []
        for window in self._windows(spelt):
            likeness, start, stop = _most_like(spelt, self._loose(window)[window.first : window.last])
            if likeness:
                stretches.append(_Stretch(window.row, window.first + start, window.first + stop, likeness))
        stretches.sort(key=lambda stretch: -stretch.likeness)
        return stretches[:REFINED]

    def _completed(self, spelt: str, best: _Stretch) -> tuple[int, int]:
        """With words beside the run in the place of those that were written at either end and not said.

        No further than the next sign.
        """
        words, loose = self._concordance.entries[best.row].words, self._loose(best)

        def are_beside(left: int) -> bool:
            return loose[left] != BREAK != loose[left + 1] and words[left] + 1 == words[left + 1]

        first, last = best.first, best.last
        changes = list(steps(spelt, loose[first:last]))
        kind, start, stop, _, _ = changes[0]
        for _ in range(stop - start if kind == "delete" else 0):
            if first and are_beside(first - 1):
                first -= 1
        kind, start, stop, _, _ = changes[-1]
        for _ in range(stop - start if kind == "delete" and len(changes) > 1 else 0):
            if last < len(words) - 1 and are_beside(last - 1):
                last += 1
        return first, last

    def _windows(self, spelt: str) -> list[_Stretch]:
        """What stands around each candidate sentence in its turn, each once; the likeliest first."""
        windows: dict[_Stretch, None] = {}
        around = len(spelt) + SLACK
        for sentence in self._candidates(spelt):
            row, first, last = self._sentences[sentence]
            loose = self._concordance.entries[row].loose
            start, stop = _to_breaks(loose, first, last, around)
            windows[_Stretch(row, start, stop)] = None
        return list(windows)

    def _candidates(self, spelt: str) -> list[int]:
        scores = self._lexical.scores(spelt)
        top = np.argsort(-scores, kind="stable")[:CANDIDATES]
        return [int(i) for i in top if scores[i] > 0]

    @cached_property
    def _sentences(self) -> list[tuple[int, int, int]]:
        """Of each sentence that holds words: its transcript, and its words in `loose`."""
        sentences = []
        for row, entry in enumerate(self._concordance.entries):
            for sentence in entry.source.passages.sentences:
                first_unit, last_unit = units_within(entry, sentence.start, sentence.stop)
                first, last = bisect_left(entry.words, first_unit), bisect_left(entry.words, last_unit)
                if first < last:
                    sentences.append((row, first, last))
        return sentences

    @cached_property
    def _lexical(self) -> LexicalIndex:
        """Of the sentences' words as they are spelt, one character each."""
        entries = self._concordance.entries
        counts = count([entries[row].loose[first:last] for row, first, last in self._sentences])
        return LexicalIndex([postings_of(counts)])


def _to_breaks(loose: str, first: int, last: int, around: int) -> tuple[int, int]:
    """`first` and `last`, each moved out by so many words, but over no break."""
    lowest, highest = max(first - around, 0), min(last + around, len(loose))
    before, behind = loose.rfind(BREAK, lowest, first), loose.find(BREAK, last, highest)
    return lowest if before < 0 else before + 1, highest if behind < 0 else behind


def _most_like(spelt: str, window: str) -> tuple[float, int, int]:
    """How like `spelt` a part of `window` of its length is, 0 to 100, and where that part begins and ends."""
    from rapidfuzz import fuzz

    if len(window) <= len(spelt):
        return fuzz.ratio(spelt, window), 0, len(window)
    part = fuzz.partial_ratio_alignment(spelt, window)
    return (part.score, part.dest_start, part.dest_end) if part else (0.0, 0, 0)


def _refined(spelt: str, loose: str, stretch: _Stretch) -> _Stretch:
    """The run around `stretch` that is most like `spelt`, and the shortest such run; its likeness is 0 to 1."""
    from rapidfuzz.distance import Indel

    first, last = stretch.first, stretch.last
    ends = [(first, last)]
    if len(spelt) <= MOST_REFINED:
        lowest, highest = _to_breaks(loose, first, last, SLACK)
        starts = range(lowest, min(first + SLACK, last))
        stops = range(max(last - SLACK, first + 1), highest + 1)
        ends = [(start, stop) for start, stop in product(starts, stops) if start < stop]
    tried = [(Indel.normalized_similarity(spelt, loose[start:stop]), start - stop, start, stop) for start, stop in ends]
    likeness, _, start, stop = max(tried)
    return _Stretch(stretch.row, start, stop, likeness)


def steps(a: str, b: str) -> Iterator[tuple[str, int, int, int, int]]:
    """How `a` becomes `b` in the fewest insertions, deletions and replacements, as difflib's opcodes are."""
    from rapidfuzz.distance import Levenshtein

    for step in Levenshtein.opcodes(a, b):
        yield step.tag, step.src_start, step.src_end, step.dest_start, step.dest_end


def pieces(words: Sequence[str], concordance: Concordance, shortest: int) -> list[tuple[int, int]]:
    """`words` cut from left to right into the longest runs that stand somewhere, as (first, last exclusive).

    Runs of fewer than `shortest` words are left out.
    """
    spelt = concordance.spell(words)
    cuts: list[tuple[int, int]] = []
    at = 0
    while at < len(spelt):
        # a run that stands somewhere does so without its last word too: the longest is where that ceases to hold
        ends = range(at, len(spelt) + 1)
        length = bisect_right(ends, False, key=lambda end: not concordance.has_words(spelt[at:end])) - 1
        if length >= shortest:
            cuts.append((at, at + length))
        at += max(length, 1)
    return cuts
