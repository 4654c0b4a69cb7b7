"""A corpus of segments, in memory or mapped from files, as one list of sentences."""

from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.indexed import IndexedTranscript
from index.quotable import Quotable
from index.scope import EVERYWHERE, Scope
from index.search.bm25 import LexicalIndex
from index.search.late_interaction import TokenIndex
from index.search.mapped import give_back
from index.search.naming import SpeakerNames
from index.search.searched import DEPTH, DEPTH_OF_PARAGRAPHS, FEW, LEGIBLE, Part, Searched
from index.search.segment import ROLES, Rows, Segment, Small, gather, rows_of
from index.search.vectors import VectorIndex
from index.spelling.written import WordTable, count_words_of, merge

MOST_TOUCHED = 5_000
"""Rows that are looked at before the pages of files that this has brought into memory are given back."""


class SegmentedCorpus:
    """`segments`, whose rows are numbered through, and as one more segment those that are `indexed` in memory.

    `parts` says of each segment's transcripts which of `quotables` they are: nothing is found of one that is gone.
    `loose` says the same of those indexed. There is at least one transcript.

    What is kept in memory is some bytes for each row; all else stays where it lies.
    """

    def __init__(
        self,
        quotables: Sequence[Quotable],
        segments: Sequence[Segment],
        parts: Sequence[Part],
        indexed: Sequence[IndexedTranscript] = (),
        loose: Sequence[int] = (),
        written: Sequence[WordTable] = (),
    ) -> None:
        self.quotables, self.indexed, self._written = tuple(quotables), tuple(indexed), tuple(written)
        self.parts, numbers = tuple(parts), [part.numbers for part in parts]
        if indexed:
            segments, numbers = [*segments, gather(indexed)], [*numbers, np.array(loose, np.int64)]
        self._scattered = [array for one in segments for array in one.looked_at_by_row]
        self._touched = 0
        self._place(segments, numbers)
        self._add_columns(segments)
        self._served_paragraphs = self.paragraphs_of(self.served)
        self.sentence_vectors = VectorIndex(
            [segment.sentence_vectors for segment in segments], [segment.nearest_sentences for segment in segments]
        )
        self.paragraph_vectors = VectorIndex(
            [segment.paragraph_vectors for segment in segments], [segment.nearest_paragraphs for segment in segments]
        )
        self.sentence_words = LexicalIndex([segment.words for segment in segments])
        self.paragraph_words = LexicalIndex([segment.paragraph_words for segment in segments])
        self.sentence_grams = LexicalIndex([segment.grams for segment in segments])
        self.tokens = TokenIndex(segments)

    def _place(self, segments: Sequence[Segment], numbers: Sequence[Rows]) -> None:
        """Which transcript each row is of."""
        self._numbers = np.concatenate(numbers)
        sizes = np.concatenate([np.diff(segment.firsts) for segment in segments])
        self._firsts = np.concatenate([[0], np.cumsum(sizes)])
        is_there = self._numbers >= 0
        self._first_of = np.zeros(len(self.quotables), np.int64)
        self._first_of[self._numbers[is_there]] = self._firsts[:-1][is_there]
        self._legible = np.concatenate([segment.legible for segment in segments]) >= LEGIBLE
        self.is_legible = bool(self._legible[is_there].any())
        """Whether the model reads the script of a transcript."""
        self._is_there = np.repeat(is_there, sizes)
        self._is_served = np.concatenate([segment.served for segment in segments]) & self._is_there
        self.served = np.flatnonzero(self._is_served)
        """The rows that may be statements, rising."""

    def _add_columns(self, segments: Sequence[Segment]) -> None:
        """What each row is."""
        self.length = np.concatenate([segment.length for segment in segments])
        self.paragraph = _numbered([(each.paragraph, len(each.paragraph_vectors)) for each in segments])
        """Numbered through all transcripts, rising."""
        self.speakers = tuple(name for segment in segments for name in segment.speakers)
        """Whoever speaks, more than once where several segments have them."""
        self.speaker = _numbered([(each.speaker, len(each.speakers)) for each in segments])
        """The place in `speakers` of who speaks each row."""
        heard = np.bincount(self.speaker[self._is_there], minlength=len(self.speakers)) > 0
        self._names = SpeakerNames(name for name, speaks in zip(self.speakers, heard.tolist(), strict=True) if speaks)
        self._role = np.concatenate([segment.role for segment in segments])
        self.answers = _numbered([(each.answers, len(each.asking_starts) - 1) for each in segments])
        """The question that each row answers, -1 where it answers none."""
        self._asking = _numbered([(each.asking, len(each)) for each in segments])
        self._asking_starts = np.append(
            _numbered([(each.asking_starts[:-1], len(each.asking)) for each in segments]), len(self._asking)
        )

    def holds(self, term: str) -> bool:
        """Whether a sentence has the term."""
        return bool((self.transcripts(self.sentence_words.holding(term)) >= 0).any())

    def written(self) -> list[WordTable]:
        """As index.search.corpus.Corpus has it."""
        return [*self._written, merge(count_words_of(each.quotable) for each in self.indexed)]

    def transcripts_with(self, words: Sequence[Collection[str]]) -> list[int]:
        """As index.search.corpus.Corpus has it."""
        kept = np.unique(self._numbers)
        for terms in words:
            rows = np.concatenate([self.sentence_words.holding(term) for term in terms])
            kept = np.intersect1d(kept, self.transcripts(rows))
        return [row for row in kept.tolist() if row >= 0]

    def candidates(self, searched: Sequence[Searched], also: Collection[tuple[int, int]], scope: Scope) -> Rows:
        """As index.search.corpus.Corpus has it."""
        served = self.served_in(scope)
        if len(served) <= FEW:
            return served
        proposed, paragraphs, may_be_found = [self.rows_at(also)], self._served_paragraphs, self._is_served
        if served is not self.served:
            paragraphs, may_be_found = self.paragraphs_of(served), np.zeros(len(self), bool)
            may_be_found[served] = True
        for text in searched:
            vector = text.embedded.vectors[0]
            proposed.append(self.sentence_vectors.nearest(vector, DEPTH, served))
            proposed.append(self.rows_in(self.paragraph_vectors.nearest(vector, DEPTH_OF_PARAGRAPHS, paragraphs)))
            proposed.append(self.sentence_words.best(text.terms, DEPTH, may_be_found.__getitem__))
        rows = np.unique(np.concatenate(proposed))
        return rows[may_be_found[rows]]

    def part(self, rows: Rows, searched: Sequence[Searched]) -> "tuple[SegmentedCorpus, Rows]":
        """As index.search.corpus.Corpus has it."""
        self._touched += len(rows)
        if self._touched > MOST_TOUCHED:  # by this question or those before it
            give_back(self._scattered)
            self._touched = 0
        return self, rows

    def __len__(self) -> int:
        return int(self._firsts[-1])

    def place(self, row: int) -> tuple[int, int]:
        """A row's transcript and its sentence in that."""
        transcript = int(np.searchsorted(self._firsts, row, side="right")) - 1
        return int(self._numbers[transcript]), row - int(self._firsts[transcript])

    def transcripts(self, rows: Rows) -> Rows:
        """Which of `quotables` each row is of."""
        return np.asarray(self._numbers[np.searchsorted(self._firsts, rows, side="right") - 1])

    def rows_at(self, places: Iterable[tuple[int, int]]) -> Rows:
        """The rows at (transcript, sentence), in no particular order."""
        return np.array([self._first_of[transcript] + sentence for transcript, sentence in places], np.int64)

    def are_named(self, question: str) -> NDArray[np.float32]:
        """Of each of `speakers`, 1 if the question names them, else 0."""
        named, are_named = self._names.named(question), np.zeros(len(self.speakers), np.float32)
        if named:
            are_named[[row for row, speaker in enumerate(self.speakers) if speaker in named]] = 1
        return are_named

    def legible(self, rows: Rows) -> NDArray[np.bool_]:
        """Of each row: whether the model reads its transcript's script."""
        return self._legible[np.searchsorted(self._firsts, rows, side="right") - 1]

    def rows_in(self, paragraphs: Rows) -> Rows:
        """The rows of some paragraphs."""
        ends = [np.searchsorted(self.paragraph, paragraphs, side) for side in ("left", "right")]
        return rows_of(np.stack(ends, axis=1))

    def paragraphs_of(self, rows: Rows) -> Rows:
        """The paragraphs of rows that rise, each once."""
        paragraphs = self.paragraph[rows]
        return np.asarray(paragraphs[np.diff(paragraphs, prepend=-1) > 0], np.int64)

    def served_in(self, scope: Scope) -> Rows:
        """The rows that may be statements and lie in `scope`, rising."""
        if scope == EVERYWHERE:
            return self.served
        kept = self._is_served
        if scope.transcripts is not None:
            kept = kept & np.repeat(np.isin(self._numbers, list(scope.transcripts)), np.diff(self._firsts))
        if scope.speakers is not None:
            kept = kept & np.array([name in scope.speakers for name in self.speakers], bool)[self.speaker]
        if scope.roles is not None:
            kept = kept & np.array([role in scope.roles for role in ROLES], bool)[self._role]
        return np.flatnonzero(kept)

    def asked_of(self, rows: Rows) -> tuple[Rows, Rows, Rows]:
        """The questions that some rows answer: all their own rows, one question after the other, where each begins in
        that, and of each of `rows` the number of its question among them, -1 where it answers none.
        """
        questions, places = np.unique(self.answers[rows], return_inverse=True)
        first = int(np.searchsorted(questions, 0))  # without the -1
        starts, stops = self._asking_starts[questions[first:]], self._asking_starts[questions[first:] + 1]
        asking = self._asking[rows_of(np.stack([starts, stops], axis=1))]
        begins = np.cumsum(stops - starts, dtype=np.int64) - (stops - starts)
        return asking.astype(np.int64), begins, places.reshape(-1).astype(np.int64) - first


def corpus_of(indexed: Sequence[IndexedTranscript]) -> SegmentedCorpus:
    """Of transcripts that are open, in their order."""
    return SegmentedCorpus([each.quotable for each in indexed], (), (), indexed, range(len(indexed)))


def _numbered(columns: Sequence[tuple[NDArray[np.integer], int]]) -> Small:
    """The columns one below the other; what each numbers from 0, of so many, is numbered through, and what is below 0
    stays.
    """
    firsts = np.cumsum([0, *(size for _, size in columns)]).astype(np.int32)
    shifted = [
        np.where(column >= 0, column + first, column) for (column, _), first in zip(columns, firsts, strict=False)
    ]
    return np.concatenate(shifted).astype(np.int32, copy=False)
