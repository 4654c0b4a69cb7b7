"""Vector search by inner product, by FAISS (its only importer), which is imported when something is searched.

Few vectors are compared exactly, where they lie; many by inverted lists of 8-bit codes (IVF, Jégou et al. 2011) mapped
from a file, and what those find is scored again by the vectors themselves. While all rows are candidates nothing is
searched: then their inner products are worked out.
"""

import os
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from index.search.stacked import Stacked

if TYPE_CHECKING:
    from faiss import IndexIVF

Rows = NDArray[np.int64]
Matrix = NDArray[np.float32]

EXACT = 10_000
"""Vectors up to which each is compared."""
LISTS = 4
"""Times the square root of the number of vectors: into so many lists they are parted."""
TRAINED, ROUNDS = 40, 10
"""Vectors for each list by which the lists are chosen, and rounds of k-means."""
AT_ONCE = 20_000
"""Vectors that are added at once."""
ROUNDING = 1e-6
"""Of an inner product of unit vectors."""
PROBED = 400
"""Of this many vectors all lists are looked through, and of 8, 27, 64 times as many one of 2, 3, 4: on real sentences
about 0.98 of the ten nearest are found so, whatever their number (docs/scaling.md).
"""


class Approximate:
    """The nearest of many vectors, by an index in a file that is mapped. Raises OSError."""

    def __init__(self, file: Path) -> None:
        import faiss

        try:
            self._index = cast("IndexIVF", faiss.read_index(str(file), faiss.IO_FLAG_MMAP_IFC))
        except RuntimeError as error:
            raise FileNotFoundError(f"{file}: can't be mapped: {error}") from error

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vector: Matrix, k: int, among: Rows) -> Rows:
        """About the k nearest `among` the rows, which rise, in no particular order. The fewer those are of all, the
        more lists are looked through: as many of theirs are compared.
        """
        import faiss

        faiss.omp_set_num_threads(1)  # of this thread: for one question others cost more than they save
        index = self._index
        share = min((PROBED / len(self)) ** (1 / 3) * len(self) / len(among), 1.0)
        lists = ceil(index.nlist * share)
        chosen = None if len(among) == len(self) else _only(among)
        parameters = faiss.SearchParametersIVF(nprobe=lists, sel=chosen)  # type: ignore[call-arg]
        rows = index.search(vector[None, :], min(k, len(among)), params=parameters)[1][0]
        return np.asarray(rows[rows >= 0], np.int64)


def write_approximate(matrix: Matrix, rows: Rows, file: Path) -> None:
    """The index of `rows` of a matrix, (n, dim), of which they are to be found. Raises OSError."""
    import faiss

    faiss.omp_set_num_threads(os.cpu_count() or 1)
    dim, lists = matrix.shape[1], round(LISTS * len(rows) ** 0.5)
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dim), dim, lists, faiss.ScalarQuantizer.QT_8bit_uniform, faiss.METRIC_INNER_PRODUCT, False
    )
    index.cp.spherical, index.cp.niter = True, ROUNDS
    chosen = np.random.default_rng(0).permutation(rows)[: TRAINED * lists]
    index.train(np.ascontiguousarray(matrix[np.sort(chosen)], np.float32))
    for start in range(0, len(rows), AT_ONCE):
        block = rows[start : start + AT_ONCE]
        index.add_with_ids(np.ascontiguousarray(matrix[block], np.float32), block)
    try:
        faiss.write_index(index, str(file))
    except RuntimeError as error:
        raise OSError(f"{file}: can't be written: {error}") from error


class VectorIndex:
    """The rows of float32 matrices (n, dim), at least one, numbered through; `approximate` finds in those that have
    one. Where they are some rows of a whole, `held`, rising, says which: then they have the numbers that they have
    there, and can't be searched.
    """

    def __init__(
        self,
        matrices: Sequence[Matrix],
        approximate: Sequence[Approximate | None] | None = None,
        held: Rows | None = None,
    ) -> None:
        self._matrix, self._held = Stacked(matrices), held
        self._approximate = tuple(approximate or [None] * len(matrices))

    def __len__(self) -> int:
        return len(self._matrix)

    def search(self, vector: Matrix, k: int, among: Rows | None = None) -> tuple[Rows, Matrix]:
        """The k best rows and their inner products, best first, equal ones rising; fewer if there are fewer, or fewer
        `among`.

        `vector` has shape (dim,); `among` is the rows that may be found, rising, all if None.
        """
        rows = self.nearest(vector, k, np.arange(len(self)) if among is None else among)
        scores = self.at(vector, rows)
        order = np.lexsort((rows, -scores))
        return rows[order], scores[order]

    def nearest(self, vector: Matrix, k: int, among: Rows) -> Rows:
        """The rows that `search` finds, in no particular order."""
        vector, found = np.asarray(vector, np.float32), [np.zeros(0, np.int64)]
        parts = zip(self._matrix.parts, self._approximate, self._matrix.firsts, self._matrix.firsts[1:], strict=False)
        for matrix, approximate, first, stop in parts:
            own = among[np.searchsorted(among, first) : np.searchsorted(among, stop)]
            own = own - first if first else own
            if approximate is not None and len(own) > EXACT:
                found.append(first + approximate.search(vector, k, own))
            elif len(own) and k > 0:
                found.append(first + _exact(matrix, vector, k, own))
        rows = np.concatenate(found)
        if len(rows) <= k:
            return rows
        return rows[np.lexsort((rows, -self.at(vector, rows)))[: max(k, 0)]]

    def at(self, vector: Matrix, rows: Rows) -> Matrix:
        """The inner products of `vector`, shape (dim,), with `rows`, in their order."""
        rows = rows if self._held is None else np.searchsorted(self._held, rows)
        if len(rows) and not 0 <= rows.min() <= rows.max() < len(self):
            raise IndexError(f"expected rows from 0 to {len(self) - 1}; found {rows.min()} to {rows.max()}")
        if 2 * len(rows) < len(self) or len(self._matrix.parts) > 1:
            return _products(self._matrix.at(rows), vector)
        return _products(self._matrix.parts[0], vector)[rows]  # to take most rows out first would cost more


def _exact(matrix: Matrix, vector: Matrix, k: int, among: Rows) -> Rows:
    """The k best of the rows `among`, and all that are as good as the last of them."""
    scores = matrix[among] @ vector if 2 * len(among) < len(matrix) else (matrix @ vector)[among]
    if len(among) <= k:
        return among
    least = np.partition(scores, len(among) - k)[len(among) - k]
    return np.asarray(among[scores >= least - ROUNDING])  # equal rows may differ by it, as they stand


def _only(rows: Rows) -> object:
    """What tells FAISS to find nothing but these rows."""
    import faiss

    may_be_found = np.zeros(int(rows[-1]) + 1, bool)
    may_be_found[rows] = True
    return faiss.IDSelectorBitmap(np.packbits(may_be_found, bitorder="little"))  # type: ignore[call-arg, arg-type]


def _products(matrix: Matrix, vector: Matrix) -> Matrix:
    """One row at a time, so that equal rows have equal products wherever they stand."""
    return np.asarray(np.vecdot(matrix, np.asarray(vector, np.float32)), np.float32)
