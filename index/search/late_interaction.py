"""Late interaction: each word piece of a question finds its nearest in a sentence (ColBERT's MaxSim)."""

from collections.abc import Collection, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.indexed import IndexedTranscript
from index.language.terms import content_spans, terms
from index.model.encoder import Matrix
from index.model.token_embeddings import SCALE, Tokens
from index.search.corpus import Rows
from index.search.signals import Column

CHUNK = 512
"""Pieces that are compared at once."""
WordSpan = tuple[int, int]
"""Start and stop in code points of the question."""


class TokenIndex:
    """The word pieces of all sentences of some transcripts, compared where they lie: on disk, if they were saved."""

    def __init__(self, indexed: Sequence[IndexedTranscript]) -> None:
        from threadpoolctl import threadpool_limits

        threadpool_limits(1, user_api="blas")  # NumPy's threads would spin between two questions, in torch's way
        self._matrices = [np.asarray(transcript.token_matrix) for transcript in indexed]  # no copies of mapped ones
        self._firsts = np.cumsum([0, *map(len, self._matrices)])
        runs = zip((transcript.token_runs for transcript in indexed), self._firsts, strict=False)
        self._runs = np.concatenate([own + first for own, first in runs])
        self._frequencies = _frequencies(indexed)

    def similarities(self, query: Tokens, rows: NDArray[np.int64]) -> Matrix:
        """The best cosine of each piece of the query with a piece of each row, 0 where there is none.

        `rows` rise. Shape (pieces, rows). Khattab and Zaharia 2020: "ColBERT", equation 3, before its sum.
        """
        asked = np.ascontiguousarray(query.matrix.T.astype(np.float32) / np.float32(SCALE**2))
        best = np.zeros((len(rows), len(query.ids)), np.float32)
        lengths = self._runs[rows, 1] - self._runs[rows, 0]
        full = np.flatnonzero(lengths)
        if not len(full) or not asked.size:
            return best.T
        runs, lengths = self._runs[rows[full]], lengths[full]
        if 2 * lengths.sum() < self._firsts[-1]:
            products = _products(self._cut_out(_rows_of(runs, lengths)), asked)
            starts = np.cumsum(lengths) - lengths
            best[full] = np.maximum.reduceat(products, starts, axis=0)
        else:  # to cut most of them out would cost more: what stands between two runs is compared too and left out
            products = _products(self._matrices, asked)[: runs[-1, 1]]
            best[full] = np.maximum.reduceat(products, runs.ravel()[:-1], axis=0)[::2]
        return best.T

    def _cut_out(self, pieces: NDArray[np.int64]) -> list[NDArray[np.int8]]:
        """The rows of all matrices, rising."""
        within = np.searchsorted(pieces, self._firsts)
        ends = pairwise(within.tolist())
        return [
            matrix[pieces[start:stop] - first]
            for matrix, first, (start, stop) in zip(self._matrices, self._firsts, ends, strict=False)
        ]

    def idf(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """How rare each piece is among the sentences, in BM25's form; above 0. Shape (pieces,)."""
        known = np.where(ids < len(self._frequencies), ids, 0)
        frequency = np.where(ids < len(self._frequencies), self._frequencies[known], 0)
        return np.asarray(np.log1p((len(self._runs) - frequency + 0.5) / (frequency + 0.5)), np.float32)


def token_column(
    index: TokenIndex, rows: Rows, query: Tokens, naming: Sequence[WordSpan], *, across: bool = False
) -> Column:
    """The signal tokens of each row, compared with `query`; pieces of the words `naming` in it ask for nothing.

    Each piece counts by how rare it is; `across` languages, where no sentence has it, by how rarely anything like it is
    said.
    """
    similarities = index.similarities(query, rows)
    rarity = _rarity(similarities) if across else index.idf(query.ids)
    idf = rarity * ~_inside(query, naming)
    total = idf.sum()
    return np.asarray(idf @ similarities / (total if total else 1), np.float32)


def _rarity(similarities: Matrix) -> NDArray[np.float32]:
    """An idf of each piece, of `similarities` with rows, shape (pieces, rows): a row that is half as like it as the
    likest one counts as half a row that has it. Shape (pieces,).
    """
    pieces, rows = similarities.shape
    alike = np.maximum(similarities, 0)
    share = alike / np.maximum(alike.max(axis=1, initial=0, keepdims=True), 1e-6)
    return np.asarray(np.log((rows + 1) / np.maximum(share.sum(axis=1), 0.5)), np.float32).reshape(pieces)


def naming_words(question: str, languages: Sequence[str], naming: Collection[str]) -> list[WordSpan]:
    """Where the words stand that only name the interviewee, by the terms `naming`: none if no other word asks.

    >>> naming_words("What did Mr. Vik break?", ["en"], ["mr", "vik"])
    [(9, 11), (13, 16)]
    """
    words = content_spans(question, languages)
    names = [
        (start, stop)
        for start, stop in words
        if {term for language in languages for term in terms(question[start:stop], language)}.issubset(naming)
    ]
    return names if len(names) < len(words) else []


def _inside(tokens: Tokens, words: Sequence[WordSpan]) -> NDArray[np.bool_]:
    """Which pieces of a text are of one of the words, shape (pieces,)."""
    found = np.zeros(len(tokens.ids), bool)
    for start, stop in words:
        found |= (start <= tokens.spans[:, 0]) & (tokens.spans[:, 1] <= stop)
    return found


def _products(matrices: Sequence[NDArray[np.int8]], asked: Matrix) -> Matrix:
    """All matrices, one below the other, times `asked`: so few rows at a time that they stay in the processor's cache
    as float32.
    """
    products = np.empty((sum(map(len, matrices)), asked.shape[1]), np.float32)
    buffer, done = np.empty((CHUNK, asked.shape[0]), np.float32), 0
    for matrix in matrices:
        for start in range(0, len(matrix), CHUNK):
            pieces = matrix[start : start + CHUNK]
            rows = buffer[: len(pieces)]
            np.copyto(rows, pieces)
            np.matmul(rows, asked, out=products[done : done + len(pieces)])
            done += len(pieces)
    return products


def _frequencies(indexed: Sequence[IndexedTranscript]) -> NDArray[np.int64]:
    """In how many sentences each piece of the vocabulary occurs, as far as one does."""
    size = max((int(transcript.token_ids.max(initial=0)) for transcript in indexed), default=0) + 1
    counts = np.zeros(size, np.int64)
    for transcript in indexed:
        runs = transcript.token_runs
        lengths = runs[:, 1] - runs[:, 0]
        sentences = np.repeat(np.arange(len(lengths)), lengths)
        # a piece counts once in a sentence, however often it stands there: sentence and piece make one number
        pairs = np.sort(sentences * size + transcript.token_ids[_rows_of(runs, lengths)])
        counts += np.bincount(pairs[np.diff(pairs, prepend=-1) > 0] % size, minlength=size)
    return counts


def _rows_of(runs: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows of all `runs`, one run after the other: [[3, 5], [9, 10]] -> [3, 4, 9]."""
    starts = np.cumsum(lengths) - lengths
    return np.asarray(np.arange(lengths.sum()) + np.repeat(runs[:, 0] - starts, lengths), np.int64)
