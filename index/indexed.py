"""One transcript with everything that is needed to search it and to prove what is quoted from it."""

import hashlib
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.model.embedder import Matrix
from index.passages import Passages
from index.transcript import Transcript

DIGEST_BYTES = 16


class Citable(Protocol):
    """A transcript that can be quoted from with proof: indexed, or only cut into sentences."""

    @property
    def transcript(self) -> Transcript: ...
    @property
    def passages(self) -> Passages: ...
    @property
    def digests(self) -> tuple[bytes, ...]:
        """BLAKE2b of each sentence's UTF-8, 16 bytes, taken when the transcript was opened."""


@dataclass(frozen=True, slots=True)
class IndexedTranscript:
    """Rows of `digests`, `sentence_vectors`, `terms` and `token_runs` are those of `passages.sentences`, all roles."""

    transcript: Transcript
    passages: Passages
    digests: tuple[bytes, ...]
    """BLAKE2b of each sentence's UTF-8, 16 bytes."""
    sentence_vectors: Matrix
    """Shape (sentences, dim), rows of length 1."""
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


def sentence_digest(sentence: str) -> bytes:
    """16 bytes of BLAKE2b over the sentence's UTF-8."""
    return hashlib.blake2b(sentence.encode("utf-8"), digest_size=DIGEST_BYTES).digest()
