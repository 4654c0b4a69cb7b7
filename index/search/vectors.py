"""Vector search by inner product, exact, by FAISS (its only importer), which is imported when something is searched.

While all rows are candidates nothing is searched: then their inner products are worked out where they lie.
"""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from faiss import IndexFlatIP, SearchParameters


class VectorIndex:
    """The rows of a float32 matrix (n, dim), searched exactly."""

    def __init__(self, matrix: NDArray[np.float32]) -> None:
        self._matrix = np.ascontiguousarray(matrix, np.float32)

    def __len__(self) -> int:
        return len(self._matrix)

    def search(
        self, vector: NDArray[np.float32], k: int, among: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The k best rows and their inner products, best first, equal ones rising; fewer if there are fewer, or fewer
        `among`.

        `vector` has shape (dim,); `among` is the rows that may be found, all if None.
        """
        among = np.arange(len(self)) if among is None else among
        k = wanted = min(k, len(among))
        if k < 1:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        parameters = _only(among, len(self))
        while True:  # of equal ones FAISS gives any: more are asked for until a worse one is among them
            wanted = min(2 * wanted, len(among))
            scores, rows = self._flat.search(np.asarray(vector, np.float32)[None, :], wanted, params=parameters)
            if scores[0, -1] < scores[0, k - 1] or wanted == len(among):
                break
        order = np.lexsort((rows[0], -scores[0]))[:k]
        return rows[0][order], scores[0][order]

    def at(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The inner products of `vector`, shape (dim,), with `rows`, in their order."""
        if len(rows) and not 0 <= rows.min() <= rows.max() < len(self):
            raise IndexError(f"expected rows from 0 to {len(self) - 1}; found {rows.min()} to {rows.max()}")
        if 2 * len(rows) < len(self):
            return _products(self._matrix[rows], vector)
        return _products(self._matrix, vector)[rows]  # to take most rows out first would cost more

    @cached_property
    def _flat(self) -> "IndexFlatIP":
        import faiss

        faiss.omp_set_num_threads(1)  # one query over some thousand rows: threads cost more than they save
        index = faiss.IndexFlatIP(self._matrix.shape[1])
        index.add(self._matrix)
        return index


def _only(among: NDArray[np.int64], count: int) -> "SearchParameters":
    """What tells FAISS to find nothing but these of `count` rows."""
    import faiss

    may_be_found = np.zeros(count, bool)
    may_be_found[among] = True
    bitmap = np.packbits(may_be_found, bitorder="little")
    selector = faiss.IDSelectorBitmap(bitmap)  # type: ignore[call-arg, arg-type]  # as it is wrapped at run time
    return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]


def _products(matrix: NDArray[np.float32], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """One row at a time, so that equal rows have equal products wherever they stand."""
    return np.asarray(np.vecdot(matrix, np.asarray(vector, np.float32)), np.float32)
