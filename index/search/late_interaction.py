"""Late interaction: each word piece of a question finds its nearest in a sentence (ColBERT's MaxSim)."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from index.language.terms import content_spans, terms
from index.model.encoder import Matrix
from index.model.token_embeddings import SCALE, Tokens
from index.search.segment import Rows, Segment, rows_of
from index.search.signals import Column
from index.search.stacked import Stacked

CHUNK = 512
"""Pieces that are compared at once."""
WordSpan = tuple[int, int]
"""Start and stop in code points of the question."""


class TokenIndex:
    """The word pieces of all rows of some segments, compared where they lie: on disk, if they were saved.

    Where those are some rows of a whole, `held`, rising, says which, and `size` how many the whole has: then they have
    the numbers that they have there.
    """

    def __init__(self, segments: Sequence[Segment], held: Rows | None = None, size: int = 0) -> None:
        from threadpoolctl import threadpool_limits

        threadpool_limits(1, user_api="blas")  # NumPy's threads would spin between two questions, in torch's way
        self._matrices = [np.asarray(segment.tokens) for segment in segments]  # no copies of mapped ones
        self._runs = Stacked([segment.token_runs for segment in segments])
        self._frequencies = _summed([segment.piece_frequencies for segment in segments])
        self._held, self._size = held, size or len(self._runs)

    def similarities(self, query: Tokens, rows: NDArray[np.int64]) -> Matrix:
        """The best cosine of each piece of the query with a piece of each row, 0 where there is none.

        `rows` rise. Shape (pieces, rows). Khattab and Zaharia 2020: "ColBERT", equation 3, before its sum.
        """
        asked = np.ascontiguousarray(query.matrix.T.astype(np.float32) / np.float32(SCALE**2))
        best = np.zeros((len(rows), len(query.ids)), np.float32)
        rows = rows if self._held is None else np.searchsorted(self._held, rows)
        ends = zip(self._runs.firsts, self._runs.firsts[1:], strict=False)
        for matrix, own_runs, (first, stop) in zip(self._matrices, self._runs.parts, ends, strict=True):
            own = slice(*np.searchsorted(rows, (first, stop)).tolist())
            best[own] = _best(matrix, own_runs[rows[own] - first], asked)
        return best.T

    def idf(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """How rare each piece is among the sentences, in BM25's form; above 0. Shape (pieces,)."""
        known = np.where(ids < len(self._frequencies), ids, 0)
        frequency = np.where(ids < len(self._frequencies), self._frequencies[known], 0)
        return np.asarray(np.log1p((self._size - frequency + 0.5) / (frequency + 0.5)), np.float32)


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


def _best(matrix: NDArray[np.int8], runs: Rows, asked: Matrix) -> Matrix:
    """Of the pieces in each of `runs`, which rise, the best product with each column of `asked`; 0 where there is none.

    Shape (runs, columns).
    """
    best = np.zeros((len(runs), asked.shape[1]), np.float32)
    lengths = runs[:, 1] - runs[:, 0]
    full = np.flatnonzero(lengths)
    if not len(full) or not asked.size:
        return best
    runs, lengths = runs[full], lengths[full]
    if 2 * lengths.sum() < len(matrix):
        products = _products(matrix[rows_of(runs)], asked)
        best[full] = np.maximum.reduceat(products, np.cumsum(lengths) - lengths, axis=0)
    else:  # to cut most of them out would cost more: what stands between two runs is compared too and left out
        products = _products(matrix, asked)[: runs[-1, 1]]
        best[full] = np.maximum.reduceat(products, runs.ravel()[:-1], axis=0)[::2]
    return best


def _products(matrix: NDArray[np.int8], asked: Matrix) -> Matrix:
    """The matrix times `asked`: so few rows at a time that they stay in the processor's cache as float32."""
    products = np.empty((len(matrix), asked.shape[1]), np.float32)
    buffer = np.empty((CHUNK, asked.shape[0]), np.float32)
    for start in range(0, len(matrix), CHUNK):
        pieces = matrix[start : start + CHUNK]
        rows = buffer[: len(pieces)]
        np.copyto(rows, pieces)
        np.matmul(rows, asked, out=products[start : start + len(pieces)])
    return products


def _summed(frequencies: Sequence[Rows]) -> Rows:
    """Of arrays of several lengths."""
    total = np.zeros(max(map(len, frequencies)), np.int64)
    for own in frequencies:
        total[: len(own)] += own
    return total
