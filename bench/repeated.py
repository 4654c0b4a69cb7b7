"""A library of any size out of a smaller one: its transcripts again and again, each time a little otherwise.

What was embedded once is not embedded again: its vectors are taken, moved by some noise. So the time and the memory of
a large library can be measured, and not how well it is searched.
"""

import random
import time
from collections.abc import Mapping, Sequence
from itertools import cycle
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.indexed import IndexedTranscript
from index.model.embedder import Embedded, ModelEmbedder
from index.model.token_embeddings import Tokens
from index.transcript import Span

NOISE = 0.3
"""Its length, that of a vector being 1: two copies of a sentence have a cosine of about 0.92."""


def write_copies(sizes: Mapping[Path, int], folder: Path, sentences: int) -> None:
    """Transcripts, of which each has so many sentences, in no particular order, until there are so many `sentences`."""
    files = sorted(sizes)
    random.Random(0).shuffle(files)
    for number, path in enumerate(cycle(files)):
        if sentences <= 0:
            break
        again = number // len(files)
        copy = folder / f"{again:03}" / f"{number % len(files):05}-{path.name}"
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes().rstrip() + (f" {again}." if again else "").encode())
        sentences -= sizes[path]


class RepeatedEmbedder:
    """`embedder`, but for paragraphs that are among those of `indexed`; `seconds` is what it took."""

    def __init__(self, embedder: ModelEmbedder, indexed: Sequence[IndexedTranscript]) -> None:
        self._embedder, self.seconds = embedder, 0.0
        self._noise = np.random.default_rng(0)
        self._known: dict[str, tuple[IndexedTranscript, int]] = {}
        for one in indexed:
            text = one.quotable.transcript.text
            for row, paragraph in enumerate(one.quotable.passages.paragraphs):
                self._known[text[paragraph.start : paragraph.stop]] = one, row

    @property
    def name(self) -> str:
        return self._embedder.name

    @property
    def digest(self) -> str:
        return self._embedder.digest

    @property
    def reader_digest(self) -> str:
        return self._embedder.reader_digest

    def queries(self, texts: Sequence[str]) -> Embedded:
        return self._embedder.queries(texts)

    def read(self, question: str, utterances: Sequence) -> NDArray[np.float32]:  # type: ignore[type-arg]
        return self._embedder.read(question, utterances)

    def documents(self, texts: Sequence[str], parts: Sequence[Sequence[Span]] = ()) -> Embedded:
        """As index.model.embedder.Embedder has it; one text after the other."""
        began = time.perf_counter()
        pieces, runs = 0, []
        both = zip(texts, parts or [()] * len(texts), strict=True)
        every = [self._known_one(text, own) or self._embedder.documents([text], [own]) for text, own in both]
        for one in every:
            runs.append(one.runs + pieces)
            pieces += len(one.tokens.ids)
        embedded = Embedded(
            vectors=np.concatenate([one.vectors for one in every]),
            tokens=_joined([one.tokens for one in every]),
            letters=sum(one.letters for one in every),
            letters_read=sum(one.letters_read for one in every),
            parts=np.concatenate([one.parts for one in every]),
            runs=np.concatenate(runs),
        )
        self.seconds += time.perf_counter() - began
        return embedded

    def _known_one(self, text: str, parts: Sequence[Span]) -> Embedded | None:
        """What was embedded of the same paragraph, if it was cut in the same way."""
        if text not in self._known:
            return None
        one, row = self._known[text]
        paragraph = one.quotable.passages.paragraphs[row]
        sentences = slice(paragraph.first, paragraph.last)
        if paragraph.last - paragraph.first != len(parts) or not parts:
            return None
        runs = one.token_runs[sentences]
        first, last = int(runs[0, 0]), int(runs[-1, 1])
        size = last - first
        return Embedded(
            vectors=self._moved(one.paragraph_vectors[row : row + 1]),
            tokens=Tokens(
                one.token_matrix[first:last], one.token_ids[first:last], np.zeros((size, 2), np.int32), np.array([size])
            ),
            letters=len(text),
            letters_read=round(one.legible * len(text)),
            parts=self._moved(one.sentence_vectors[sentences]),
            runs=runs - first,
        )

    def _moved(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Each by a vector of the length NOISE, and then of length 1 again."""
        noise = self._noise.normal(size=vectors.shape).astype(np.float32)
        moved = vectors + NOISE * noise / np.linalg.norm(noise, axis=1, keepdims=True)
        return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)


def _joined(tokens: Sequence[Tokens]) -> Tokens:
    filled = [one for one in tokens if len(one.ids)] or tokens[:1]
    return Tokens(
        np.concatenate([one.matrix for one in filled]),
        np.concatenate([one.ids for one in filled]),
        np.concatenate([one.spans for one in filled]),
        np.cumsum([len(one.ids) for one in tokens]),
    )
