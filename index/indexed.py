"""One transcript with everything that is needed to search it and to prove what is quoted from it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.model.encoder import Matrix
from index.quotable import Quotable


@dataclass(frozen=True, slots=True, eq=False)
class IndexedTranscript:
    """Rows of `sentence_vectors`, `terms` and `token_runs` are the sentences of `quotable`, of all roles."""

    quotable: Quotable
    sentence_vectors: Matrix
    """Shape (sentences, dim), rows of length 1, or 0 for a sentence without a word piece."""
    paragraph_vectors: Matrix
    """Shape (paragraphs, dim), rows of length 1."""
    terms: tuple[tuple[str, ...], ...]
    """Each sentence's terms, in no particular order, repeated as often as they occur."""
    token_matrix: NDArray[np.int8]
    """Shape (pieces, dim): the paragraphs' word pieces, as in index.model.token_embeddings; memory-mapped where
    they were saved."""
    token_ids: NDArray[np.int32]
    """Shape (pieces,): in the model's vocabulary."""
    token_runs: NDArray[np.int64]
    """Shape (sentences, 2): each sentence's first piece and last + 1; none where the model has no token embeddings."""
    legible: float
    """The share of the letters that the model can read, 0 to 1."""
