"""Vector search by inner product: exact, by FAISS (its only importer)."""

import numpy as np
from numpy.typing import NDArray


class VectorIndex:
    """The rows of a float32 matrix (n, dim), searched exactly: at n below 10,000 that takes a millisecond."""

    def __init__(self, matrix: NDArray[np.float32]) -> None:
        import faiss

        faiss.omp_set_num_threads(1)  # one query over some thousand rows: threads cost more than they save
        self._index = faiss.IndexFlatIP(matrix.shape[1])
        if len(matrix):
            self._index.add(np.ascontiguousarray(matrix, np.float32))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(
        self, vector: NDArray[np.float32], k: int, among: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The k best rows and their inner products, best first; fewer if there are fewer, or fewer `among`.

        `vector` has shape (dim,); `among` is the rows that may be found, all if None.
        """
        import faiss

        k = min(k, len(self) if among is None else len(among))
        if k < 1:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        parameters = None
        if among is not None:
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(among))  # type: ignore[call-arg]
        scores, rows = self._index.search(np.asarray(vector, np.float32)[None, :], k, params=parameters)
        return rows[0], scores[0]

    def at(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The inner products of `vector`, shape (dim,), with `rows`, in their order."""
        import faiss

        query, labels = np.ascontiguousarray(vector, np.float32), np.ascontiguousarray(rows, np.int64)
        if not len(labels):
            return np.zeros(0, np.float32)
        if not 0 <= labels.min() <= labels.max() < len(self):
            raise IndexError(f"expected rows from 0 to {len(self) - 1}; found {labels.min()} to {labels.max()}")
        scores = np.empty(len(labels), np.float32)
        pointer = faiss.swig_ptr
        self._index.compute_distance_subset(  # type: ignore[attr-defined]  # added at run time
            1, pointer(query), len(labels), pointer(scores), pointer(labels)
        )
        return scores
