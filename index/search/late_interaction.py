"""Late interaction: each word piece of a question finds its nearest in a sentence (ColBERT's MaxSim)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.indexed import IndexedTranscript
from index.model.token_embeddings import SCALE, Tokens

Matrix = NDArray[np.float32]


class TokenIndex:
    """The word pieces of all sentences of some transcripts, compared where they lie: on disk, if they were saved."""

    def __init__(self, indexed: Sequence[IndexedTranscript]) -> None:
        from threadpoolctl import threadpool_limits

        threadpool_limits(1, user_api="blas")  # NumPy's threads would spin between two questions, in torch's way
        self._parts = [(one.token_matrix, one.token_runs) for one in indexed]
        self._firsts = np.cumsum([0, *(len(one.token_runs) for one in indexed)])
        self._frequencies = _frequencies(indexed)

    def similarities(self, query: Tokens, rows: NDArray[np.int64]) -> Matrix:
        """The best cosine of each piece of the query with a piece of each row, 0 where there is none.

        `rows` rise. Shape (pieces, rows). Khattab and Zaharia 2020: "ColBERT", equation 3, before its sum.
        """
        asked = query.matrix.astype(np.float32) / np.float32(SCALE**2)
        parts = [np.zeros((len(asked), 0), np.float32)]
        for (matrix, runs), first, last in zip(self._parts, self._firsts[:-1], self._firsts[1:], strict=True):
            within = rows[(first <= rows) & (rows < last)] - first
            parts.append(_best(asked, matrix, runs[within]))
        return np.concatenate(parts, axis=1)

    def idf(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """How rare each piece is among the sentences, in BM25's form; above 0. Shape (pieces,)."""
        known = np.where(ids < len(self._frequencies), ids, 0)
        frequency = np.where(ids < len(self._frequencies), self._frequencies[known], 0)
        return np.asarray(np.log1p((self._firsts[-1] - frequency + 0.5) / (frequency + 0.5)), np.float32)


def _best(asked: Matrix, matrix: NDArray[np.int8], runs: NDArray[np.int64]) -> Matrix:
    """The greatest inner product of each row of `asked` within each run of rows of `matrix`; 0 for an empty run."""
    best = np.zeros((len(asked), len(runs)), np.float32)
    lengths = runs[:, 1] - runs[:, 0]
    full = np.flatnonzero(lengths)
    if not len(full) or not len(asked):
        return best
    stops = np.cumsum(lengths[full])
    starts = stops - lengths[full]
    taken = np.arange(stops[-1]) + np.repeat(runs[full, 0] - starts, lengths[full])
    products = matrix[taken].astype(np.float32) @ asked.T
    best[:, full] = np.maximum.reduceat(products, starts, axis=0).T
    return best


def _frequencies(indexed: Sequence[IndexedTranscript]) -> NDArray[np.int64]:
    """In how many sentences each piece of the vocabulary occurs, as far as one does."""
    size = max((int(one.token_ids.max(initial=0)) for one in indexed), default=0) + 1
    counts = np.zeros(size, np.int64)
    for one in indexed:
        lengths = one.token_runs[:, 1] - one.token_runs[:, 0]
        stops = np.cumsum(lengths)
        within = np.arange(stops[-1] if len(stops) else 0)
        taken = within + np.repeat(one.token_runs[:, 0] - stops + lengths, lengths)
        owners = np.repeat(np.arange(len(lengths)), lengths)
        pairs = np.unique(owners * size + one.token_ids[taken])
        counts += np.bincount(pairs % size, minlength=size)
    return counts
