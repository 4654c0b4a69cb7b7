"""Text becomes vectors: the Embedder seam, and the sentence-transformers model behind it."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Lock, Thread
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError
from index.model.digests import file_digests
from index.model.encoder import Encoder, Kind, Matrix
from index.model.locate import DEFAULT_MODEL, DIGESTS, locate
from index.model.prepared import open_encoder, open_network
from index.model.reader import Reader, ReaderFile, reader_of
from index.model.token_embeddings import Projection, Tokens, add_sums, compress, projection_of, runs
from index.model.utterance import Utterance
from index.model.windows import Window, embeddings_of, legibility, pieces_of, pooled, windows
from index.transcript import Span

Progress = Callable[[int, int], None]
"""Called with how many of how many texts are done."""
BLOCK = 32
"""Windows that are read before their embeddings are made small."""


@dataclass(frozen=True, slots=True, eq=False)
class Embedded:
    """What a model makes of some texts in one pass."""

    vectors: Matrix
    """Shape (texts, dim): rows of length 1, comparable by their inner product."""
    tokens: Tokens
    """The texts' word pieces; none where the model has no token embeddings."""
    letters: int
    """How many the texts have, and how many of them the model can read."""
    letters_read: int
    parts: Matrix
    """Shape (parts, dim): of the parts of the texts, in their order; rows of length 1, or 0 for one without a piece."""
    runs: NDArray[np.int64]
    """Shape (parts, 2): each part's pieces among `tokens`, the first and the last + 1."""

    @property
    def legible(self) -> float:
        """The share of the letters that the model can read, 0 to 1; 1 where there are none."""
        return self.letters_read / self.letters if self.letters else 1.0


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

    def documents(self, texts: Sequence[str], parts: Sequence[Sequence[Span]] = ()) -> Embedded:
        """Of what may answer them, and of `parts` of each, which are spans of it in its order."""

    @property
    def reader_digest(self) -> str:
        """Hexadecimal; "" where the model has no reader. Known before any model is loaded."""

    def read(self, question: str, utterances: Sequence[Utterance]) -> NDArray[np.float32]:
        """By the model's reader, if it has one: logits, as of index.model.reader.Reader. Raises ModelError."""


class ModelEmbedder:
    """Any sentence-transformers model, by folder or name; loaded when it is first needed. Safe to share by threads.

    What is prepared for a quick start is kept in `cache`; without one, or if the model is of a kind that can't be
    prepared, it runs on PyTorch. A text longer than the model reads is embedded in windows that fit:
    its vector is their mean, weighted by their lengths in pieces. Nothing is looked up outside this machine unless
    `name` is a hub's that isn't stored here yet. With `projected`, token embeddings have the dimensions of the model's
    projection, if it has one; the digest says so.
    """

    def __init__(self, name: str = DEFAULT_MODEL, *, cache: Path | None = None, projected: bool = True) -> None:
        self.name = name
        self._kept = cache / "models" if cache else None
        self._projected = projected
        self._lock = Lock()
        self._encoder: Encoder | None = None

    @property
    def digest(self) -> str:
        with self._lock:
            projection = self._projection
            return projection.digest if projection else self._model[1]

    def queries(self, texts: Sequence[str]) -> Embedded:
        with self._lock:
            return self._embed(texts, "query", ())

    def documents(self, texts: Sequence[str], parts: Sequence[Sequence[Span]] = ()) -> Embedded:
        """Each text is read once where the model's vectors are the means of its embeddings: then a part's vector is
        the mean of its own (late chunking: Günther and others 2024). Other models read the parts by themselves.
        """
        with self._lock:
            return self._embed(texts, "document", parts)

    @property
    def model_digest(self) -> str:
        """Of the model alone, without its projection."""
        with self._lock:
            return self._model[1]

    @property
    def reader_digest(self) -> str:
        return self._reader_file.digest if self._reader_file else ""

    def read(self, question: str, utterances: Sequence[Utterance]) -> NDArray[np.float32]:
        with self._lock:
            return self._reader.read(question, utterances)

    def load(self) -> None:
        """Load the model and its reader now. Raises ModelError."""
        with self._lock:
            self._load()
            if self._reader_file:
                _ = self._reader

    def load_ahead(self) -> None:
        """Load the model in a thread of its own; what goes wrong is raised when it is needed."""

        def load() -> None:
            with suppress(Exception):
                self.load()

        Thread(target=load, name="model", daemon=True).start()

    @cached_property
    def _model(self) -> tuple[Path, str]:
        """The model's folder and digest. ModelError if the files of one that comes with us are not what they were."""
        folder = locate(self.name)
        digests = file_digests(folder, self._kept)
        for file, digest in DIGESTS.get(self.name, {}).items():
            if digests.get(file) != digest:
                found = digests.get(file, "none")
                raise ModelError(f"model {self.name}: expected {file} with sha256 {digest}; found {found}")
        listing = "".join(f"{file}\t{digest}\n" for file, digest in digests.items())
        return folder, hashlib.sha256(listing.encode()).hexdigest()

    @cached_property
    def _projection(self) -> Projection | None:
        return projection_of(self._model[1]) if self._projected else None

    @cached_property
    def _reader_file(self) -> ReaderFile | None:
        return reader_of(self._model[1])

    @cached_property
    def _reader(self) -> Reader:
        if self._reader_file is None:
            raise ModelError(f"model {self.name}: expected a reader that was trained from it; found none")
        encoder, (folder, digest) = self._load(), self._model
        network = open_network(folder, digest, self._reader_file, self._kept)
        return Reader(encoder, network, self._reader_file.special)

    def _load(self) -> Encoder:
        if self._encoder is None:
            folder, digest = self._model
            try:
                self._encoder = open_encoder(self.name, folder, digest, self._kept)
            except ModelError as error:
                raise ModelError(f"model {self.name}: {error}") from error
        return self._encoder

    def _embed(self, texts: Sequence[str], kind: Kind, parts: Sequence[Sequence[Span]]) -> Embedded:
        traits = self._load().traits
        if traits.is_apart and parts:
            return self._embed_apart(texts, kind, parts)
        cut = windows(self._load(), texts)
        pieces = pieces_of(cut)
        owners = np.repeat(np.arange(len(parts)), [len(of_text) for of_text in parts])
        spans = np.array([(part.start, part.stop) for of_text in parts for part in of_text], np.int64).reshape(-1, 2)
        part_runs = runs(pieces, owners, spans)
        vectors, matrix, sums = self._read(cut, kind, part_runs)
        if traits.is_mean:
            of_parts = unit(sums)
        else:
            slices = _slices(texts, parts)
            of_parts = self._embed(slices, kind, ()).vectors if slices else vectors[:0]
        letters, read = legibility(cut, traits.unknown)
        return Embedded(vectors, replace(pieces, matrix=matrix), letters, read, of_parts, part_runs)

    def _embed_apart(self, texts: Sequence[str], kind: Kind, parts: Sequence[Sequence[Span]]) -> Embedded:
        """Texts and parts each by itself: the word pieces are those of the parts."""
        encoder, own = self._load(), self._embed(_slices(texts, parts), kind, ())
        cut = windows(encoder, texts)
        vectors = [text.vector for texts_read in _blocks(cut) for text in encoder.encode(texts_read, kind)]
        ends = np.concatenate([[0], own.tokens.stops]).astype(np.int64)
        part_runs = np.stack([ends[:-1], ends[1:]], axis=1)
        letters = legibility(cut, encoder.traits.unknown)
        return Embedded(pooled(cut, vectors, encoder.traits.dim), own.tokens, *letters, own.vectors, part_runs)

    def _read(
        self, cut: Sequence[Window], kind: Kind, part_runs: NDArray[np.int64]
    ) -> tuple[Matrix, NDArray[np.int8], NDArray[np.float64]]:
        """The texts' vectors, their pieces as in Tokens.matrix, and the sum of each part's embeddings, shape (parts,
        dim). BLOCK windows at a time are in memory at full precision, however long a text is.
        """
        encoder, projection = self._load(), self._projection.matrix if self._projection else None
        sums = np.zeros((len(part_runs), encoder.traits.dim))
        vectors, matrices, first = [], [], 0
        for start in range(0, len(cut), BLOCK):
            block = cut[start : start + BLOCK]
            encoded = encoder.encode([window.text for window in block], kind)
            embeddings = embeddings_of(block, encoded, encoder.traits.tail)
            vectors += [text.vector for text in encoded]
            if len(embeddings):
                matrices.append(compress(embeddings, projection))
                if encoder.traits.is_mean:
                    add_sums(sums, embeddings, part_runs, first)
                first += len(embeddings)
        matrix = np.concatenate(matrices) if matrices else np.zeros((0, 0), np.int8)
        return pooled(cut, vectors, encoder.traits.dim), matrix, sums


def _blocks(cut: Sequence[Window]) -> Iterator[list[str]]:
    """The texts of BLOCK windows at a time."""
    for start in range(0, len(cut), BLOCK):
        yield [window.text for window in cut[start : start + BLOCK]]


def _slices(texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> list[str]:
    return [texts[owner][part.start : part.stop] for owner, of_text in enumerate(parts) for part in of_text]


def unit(rows: NDArray[np.float64]) -> Matrix:
    """Scaled to length 1; 0 stays 0."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12), np.float32)
