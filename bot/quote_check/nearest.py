"""The real words that a span comes nearest to (with index.spelling.typos, the importer of rapidfuzz).

A similarity only chooses which words are shown beside those that were written; it never makes them a quotation.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from bot.evidence.concordance import BREAK, Concordance, Run, units_of
from index.search.bm25 import LexicalIndex

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


class Nearest:
    """The sentences of a concordance, to find the words that are most like others."""

    def __init__(self, concordance: Concordance) -> None:
        self._concordance = concordance

    def near(self, words: Sequence[str]) -> Near | None:
        """The units whose words, in lower case, are most like `words`, in one turn; None if they share no word."""
        spelt = self._concordance.spell(words)
        places: list[tuple[float, int, int, int]] = []
        for row, first, last in self._windows(spelt):
            score, start, stop = _most_like(spelt, self._concordance.entries[row].loose[first:last])
            if score:
                places.append((score, row, first + start, first + stop))
        places.sort(key=lambda place: -place[0])
        if not places:
            return None
        refined = [
            (*_refined(spelt, self._concordance.entries[row].loose, first, last), row)
            for _, row, first, last in places[:REFINED]
        ]
        likeness, first, last, row = max(refined, key=lambda place: place[0])
        first, last = self._completed(spelt, row, first, last)
        words_of = self._concordance.entries[row].words
        return Near(Run(row, words_of[first], words_of[last - 1] + 1), likeness)

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

    def _completed(self, spelt: str, row: int, first: int, last: int) -> tuple[int, int]:
        """With words beside the run in the place of those that were written at either end and not said.

        No further than the next sign.
        """
        words, loose = self._concordance.entries[row].words, self._concordance.entries[row].loose

        def are_beside(left: int) -> bool:
            return loose[left] != BREAK != loose[left + 1] and words[left] + 1 == words[left + 1]

        changed = list(steps(spelt, loose[first:last]))
        begins, ends = changed[0], changed[-1]
        for _ in range(begins[2] - begins[1] if begins[0] == "delete" else 0):
            first -= 1 if first and are_beside(first - 1) else 0
        for _ in range(ends[2] - ends[1] if ends[0] == "delete" and len(changed) > 1 else 0):
            last += 1 if last < len(words) - 1 and are_beside(last - 1) else 0
        return first, last

    def _windows(self, spelt: str) -> list[tuple[int, int, int]]:
        """(transcript, first word, last) around each candidate sentence, in its turn; the likeliest first."""
        found: dict[tuple[int, int, int], None] = {}
        size = len(spelt)
        for sentence in self._candidates(spelt):
            row, first, last = self._sentences[sentence]
            loose = self._concordance.entries[row].loose
            start = loose.rfind(BREAK, max(first - size - SLACK, 0), first) + 1 or max(first - size - SLACK, 0)
            stop = loose.find(BREAK, last, last + size + SLACK)
            found[(row, start, stop if stop >= 0 else min(last + size + SLACK, len(loose)))] = None
        return list(found)

    def _candidates(self, spelt: str) -> list[int]:
        scores = self._lexical.scores(spelt)
        top = np.argsort(-scores, kind="stable")[:CANDIDATES]
        return [int(i) for i in top if scores[i] > 0]

    @cached_property
    def _sentences(self) -> list[tuple[int, int, int]]:
        """Of each sentence that holds words: its transcript, and its words in `loose`."""
        found = []
        for row, entry in enumerate(self._concordance.entries):
            for sentence in entry.source.passages.sentences:
                first, last = units_of(entry, sentence.start, sentence.stop)
                words = bisect_left(entry.words, first), bisect_left(entry.words, last)
                if words[0] < words[1]:
                    found.append((row, *words))
        return found

    @cached_property
    def _lexical(self) -> LexicalIndex:
        """Of the sentences' words as they are spelt, one character each."""
        entries = self._concordance.entries
        return LexicalIndex([entries[row].loose[first:last] for row, first, last in self._sentences])


def _most_like(spelt: str, window: str) -> tuple[float, int, int]:
    """How like `spelt` a part of `window` of its length is, 0 to 100, and where that part begins and ends."""
    from rapidfuzz import fuzz

    if len(window) <= len(spelt):
        return fuzz.ratio(spelt, window), 0, len(window)
    found = fuzz.partial_ratio_alignment(spelt, window)
    return (found.score, found.dest_start, found.dest_end) if found else (0.0, 0, 0)


def _refined(spelt: str, loose: str, first: int, last: int) -> tuple[float, int, int]:
    """The likeness of the run around `first` to `last` that is most like `spelt`, and the shortest such run."""
    from rapidfuzz.distance import Indel

    low = max(loose.rfind(BREAK, 0, first) + 1, first - SLACK)
    high = loose.find(BREAK, last, last + SLACK)
    high = min(len(loose), last + SLACK) if high < 0 else high
    starts, stops = range(low, min(first + SLACK, last)), range(max(last - SLACK, first + 1), high + 1)
    ends = list(product(starts, stops)) if len(spelt) <= MOST_REFINED else [(first, last)]
    tried = ((Indel.normalized_similarity(spelt, loose[a:b]), a - b, a, b) for a, b in ends if a < b)
    likeness, _, a, b = max(tried)
    return likeness, a, b


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
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(spelt):
        ends = range(at, len(spelt) + 1)
        length = bisect_right(ends, False, key=lambda end: not concordance.has_words(spelt[at:end])) - 1
        if length >= shortest:
            found.append((at, at + length))
        at += max(length, 1)
    return found
