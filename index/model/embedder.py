"""Text becomes vectors: the Embedder seam, and the sentence-transformers model behind it."""

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError
from index.model.locate import DEFAULT_MODEL, DEFAULT_WEIGHTS, file_digests, first_line, locate
from index.model.token_embeddings import SCALE, Projection, Tokens, projection_of
from index.model.windows import Window, legibility, pool, tail, windows

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Progress = Callable[[int, int], None]
"""Called with how many of how many texts are done."""
Matrix = NDArray[np.float32]

CHUNK = 128
"""Texts between two calls of `progress`."""


@dataclass(frozen=True, slots=True, eq=False)
class Embedded:
    """What a model makes of some texts in one pass."""

    vectors: Matrix
    """Shape (texts, dim): rows of length 1, comparable by their inner product."""
    tokens: Tokens
    """The texts' word pieces; none where the model has no token embeddings."""
    legible: float
    """The share of the texts' letters that the model can read, 0 to 1; 1 where there are none."""


class Embedder(Protocol):
    """Texts in, sentence vectors and token embeddings out."""

    @property
    def name(self) -> str:
        """What the user named it."""

    @property
    def digest(self) -> str:
        """Hexadecimal; two embedders with one digest give the same numbers. Known before any model is loaded."""

    def queries(self, texts: Sequence[str]) -> Embedded:
        """Of questions."""

    def documents(self, texts: Sequence[str], progress: Progress | None = None) -> Embedded:
        """Of what may answer them."""


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by folder or name; loaded when it is first needed. Safe to share by threads.

    A text longer than the model reads is embedded in windows that fit: its vector is their mean, weighted by their
    lengths in tokens. Nothing is looked up outside this machine unless `name` is a hub's that isn't stored here yet.
    With `projected`, token embeddings have the dimensions of the model's projection, if it has one; the digest says so.
    """

    def __init__(self, name: str = DEFAULT_MODEL, *, projected: bool = True) -> None:
        self.name = name
        self._projected = projected
        self._projection: Projection | None = None
        self._folder: Path | None = None
        self._digest = ""
        self._model: SentenceTransformer | None = None
        self._tail = 0
        self._lock = Lock()

    @property
    def digest(self) -> str:
        with self._lock:
            self._check()
            return self._digest

    def queries(self, texts: Sequence[str]) -> Embedded:
        with self._lock:
            return self._embed(self._load().encode_query, texts, None)

    def documents(self, texts: Sequence[str], progress: Progress | None = None) -> Embedded:
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
            listing = "".join(f"{file}\t{digest}\n" for file, digest in digests.items())
            self._digest = hashlib.sha256(listing.encode()).hexdigest()
            self._projection = projection_of(self._digest) if self._projected else None
            self._digest = self._projection.digest if self._projection else self._digest
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
                self._tail = tail(self._model)
            except Exception as error:  # whatever a foreign folder makes the libraries raise
                raise ModelError(f"model {self.name}: can't be loaded from {folder}: {first_line(error)}") from error
        return self._model

    def _embed(self, encode: Callable[..., Any], texts: Sequence[str], progress: Progress | None) -> Embedded:
        model = self._load()
        cut = windows(model, texts)
        vectors, tokens = [], []
        for start in range(0, len(cut), CHUNK):
            chunk = cut[start : start + CHUNK]
            encoded = encode(
                [window.text for window in chunk], output_value=None, normalize_embeddings=True, show_progress_bar=False
            )
            for window, features in zip(chunk, encoded, strict=True):
                vectors.append(features["sentence_embedding"].cpu().numpy())
                tokens.append(self._tokens(window, features))
            if progress:
                progress(chunk[-1].owner + 1, len(texts))
        owners = np.array([window.owner for window in cut], np.int64)
        weights = np.array([max(len(window.ids), 1) for window in cut], float)
        dim = model.get_embedding_dimension() or 0
        return Embedded(
            vectors=pool(np.stack(vectors), owners, weights) if vectors else np.zeros((0, dim), np.float32),
            tokens=_by_text(concatenate(tokens), owners),
            legible=legibility(cut, getattr(model.tokenizer, "unk_token_id", None)),
        )

    def _tokens(self, window: Window, features: dict[str, Any]) -> Tokens:
        """The window's pieces: behind the special tokens and the prompt, before the special tokens at the end."""
        matrix = np.zeros((0, 0), np.int8)
        if window.ids:
            embeddings = features["token_embeddings"][features["attention_mask"].bool()].cpu().numpy()
            stop = len(embeddings) - self._tail
            projection = self._projection.matrix if self._projection else None
            matrix = compress(embeddings[stop - len(window.ids) : stop], projection)
        return Tokens(
            matrix=matrix,
            ids=np.array(window.ids, np.int32),
            spans=np.array(window.spans, np.int32).reshape(-1, 2),
            stops=np.array([len(window.ids)], np.int64),
        )


def compress(embeddings: NDArray[np.float32], projection: NDArray[np.float32] | None) -> NDArray[np.int8]:
    """Embeddings of any length, shape (pieces, from), as rows of Tokens.matrix.

    `projection` has shape (from, dim); None keeps all dimensions.
    """
    rows = embeddings if projection is None else embeddings @ projection
    rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return np.asarray(np.round(rows * SCALE), np.int8)


def concatenate(parts: list[Tokens]) -> Tokens:
    """The texts of `parts` one after the other."""
    full = [part.matrix for part in parts if len(part.ids)]
    offsets = np.cumsum([0, *(len(part.ids) for part in parts)])
    stops = [part.stops + offset for part, offset in zip(parts, offsets[:-1], strict=True)]
    return Tokens(
        matrix=np.concatenate(full) if full else np.zeros((0, 0), np.int8),
        ids=np.concatenate([np.zeros(0, np.int32), *(part.ids for part in parts)]),
        spans=np.concatenate([np.zeros((0, 2), np.int32), *(part.spans for part in parts)]),
        stops=np.concatenate([np.zeros(0, np.int64), *stops]),
    )


def _by_text(tokens: Tokens, owners: NDArray[np.int64]) -> Tokens:
    """Windows of one text become one."""
    last = np.flatnonzero(np.diff(owners, append=-1))
    return Tokens(tokens.matrix, tokens.ids, tokens.spans, tokens.stops[last])
