"""Text becomes vectors: the Embedder seam, and the sentence-transformers model behind it (its only importer)."""

import hashlib
import math
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError
from index.models import DEFAULT_MODEL, DEFAULT_WEIGHTS, file_digests, first_line, locate

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Progress = Callable[[int, int], None]
"""Called with how many of how many texts are done."""
Matrix = NDArray[np.float32]

CHUNK = 128
"""Texts between two calls of `progress`."""


class Embedder(Protocol):
    """Texts in, float32 vectors of length 1 out, one row a text; rows are comparable by their inner product."""

    @property
    def name(self) -> str:
        """What the user named it."""

    @property
    def digest(self) -> str:
        """Hexadecimal; two embedders with one digest give the same vectors. Known before any model is loaded."""

    def queries(self, texts: Sequence[str]) -> Matrix:
        """Shape (texts, dim)."""

    def documents(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """Shape (texts, dim)."""


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by folder or name; loaded when it is first needed. Safe to share by threads.

    A text longer than the model reads is embedded in pieces that fit: its vector is their mean, weighted by their
    lengths in tokens. Nothing is looked up outside this machine unless `name` is a hub's that isn't stored here yet.
    """

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        self.name = name
        self._folder: Path | None = None
        self._digest = ""
        self._model: SentenceTransformer | None = None
        self._lock = Lock()

    @property
    def digest(self) -> str:
        with self._lock:
            self._check()
            return self._digest

    def queries(self, texts: Sequence[str]) -> Matrix:
        with self._lock:
            return self._embed(self._load().encode_query, texts, None)

    def documents(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        with self._lock:
            return self._embed(self._load().encode_document, texts, progress)

    def load(self) -> None:
        """Load the model now. Raises ModelError."""
        with self._lock:
            self._load()

    def _check(self) -> Path:
        """The model's folder, its files hashed once. ModelError if the default's weights are not the original's."""
        if self._folder is None:
            folder = locate(self.name)
            digests = file_digests(folder)
            weights = digests.get("model.safetensors", "none")
            if self.name == DEFAULT_MODEL and weights != DEFAULT_WEIGHTS:
                raise ModelError(f"model {self.name}: expected weights with sha256 {DEFAULT_WEIGHTS}; found {weights}")
            self._digest = hashlib.sha256("".join(f"{n}\t{d}\n" for n, d in digests.items()).encode()).hexdigest()
            self._folder = folder
        return self._folder

    def _load(self) -> "SentenceTransformer":
        if self._model is None:
            folder = self._check()
            os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
            from sentence_transformers import SentenceTransformer
            from transformers.utils.logging import disable_progress_bar

            disable_progress_bar()
            try:
                self._model = SentenceTransformer(str(folder), local_files_only=True)
            except Exception as error:  # whatever a foreign folder makes the libraries raise
                raise ModelError(f"model {self.name}: can't be loaded from {folder}: {first_line(error)}") from error
        return self._model

    def _embed(self, encode: Callable[..., Any], texts: Sequence[str], progress: Progress | None) -> Matrix:
        model = self._load()
        pieces, owners, weights = _fit(model, texts)
        vectors = []
        for start in range(0, len(pieces), CHUNK):
            chunk = pieces[start : start + CHUNK]
            vectors.append(encode(chunk, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True))
            if progress:
                progress(int(owners[start + len(chunk) - 1]) + 1, len(texts))
        if not vectors:
            return np.zeros((0, model.get_embedding_dimension() or 0), np.float32)
        return pool(np.concatenate(vectors), owners, weights)


def pool(vectors: NDArray[np.floating[Any]], owners: NDArray[np.int64], weights: NDArray[np.float64]) -> Matrix:
    """Mean of each owner's rows by weight, scaled to length 1; owners count from 0 without a gap. Shape (owners, dim).

    >>> pool(np.eye(2), np.array([0, 0]), np.array([3.0, 4.0])).round(1).tolist()
    [[0.6000000238418579, 0.800000011920929]]
    """
    if len(owners) == 0 or len(vectors) == owners[-1] + 1:
        return np.ascontiguousarray(vectors, np.float32)
    sums = np.zeros((owners[-1] + 1, vectors.shape[1]))
    np.add.at(sums, owners, vectors * weights[:, None])
    return np.ascontiguousarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12), np.float32)


def _fit(
    model: "SentenceTransformer", texts: Sequence[str]
) -> tuple[list[str], NDArray[np.int64], NDArray[np.float64]]:
    """Pieces that the model reads whole, the text that each belongs to, and their lengths in tokens."""
    limit = model.get_max_seq_length()
    if not limit or not math.isfinite(limit) or not texts:
        return list(texts), np.arange(len(texts)), np.ones(len(texts))
    prompts = max((_count(model, prompt) for prompt in model.prompts.values() if prompt), default=0)
    room = limit - _count(model, "") - prompts
    if room < 1:
        raise ModelError(f"the model reads {limit} tokens, and its prompts leave room for none of a text's")
    encoded = model.tokenizer(
        list(texts), add_special_tokens=False, truncation=False, return_offsets_mapping=True, verbose=False
    )
    pieces: list[str] = []
    owners: list[int] = []
    weights: list[float] = []
    for owner, (text, offsets) in enumerate(zip(texts, encoded["offset_mapping"], strict=True)):
        for start, stop, tokens in _windows(offsets, room) or [(0, len(text), 1)]:
            whole = len(offsets) <= room
            pieces.append(text if whole else text[start:stop])
            owners.append(owner)
            weights.append(tokens)
    return pieces, np.array(owners), np.array(weights, float)


def _windows(offsets: Sequence[tuple[int, int]], room: int) -> list[tuple[int, int, int]]:
    """Neighbouring runs of at most `room` tokens, as (start, stop, tokens) of the text: first and last characters."""
    runs = [offsets[i : i + room] for i in range(0, len(offsets), room)]
    return [(run[0][0], run[-1][1], len(run)) for run in runs]


def _count(model: "SentenceTransformer", text: str) -> int:
    return len(model.tokenizer(text, truncation=False, verbose=False)["input_ids"])
