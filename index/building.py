"""A transcript is embedded chunk by chunk: what is done is kept, and a run that was cut off goes on behind it.

Each word is embedded once, in its paragraph; a sentence is its part of that. While a transcript is embedded, its chunks
are files, so that memory does not grow with the text:
    .part-NAME/12.npz       the arrays of Chunk; written beside its place and renamed into it
Two processes that embed the same text at once share the files, for they make the same of it.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from index.model.embedder import Embedder, Progress
from index.model.encoder import Matrix
from index.quotable import Quotable
from index.transcript import Paragraph, Span

CHUNK = 32_000
"""Characters of neighbouring paragraphs from which on they are a chunk: enough for batches of like lengths."""


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """What a model makes of some neighbouring paragraphs."""

    sentence_vectors: Matrix
    """Shape (sentences, dim)."""
    paragraph_vectors: Matrix
    """Shape (paragraphs, dim)."""
    token_matrix: NDArray[np.int8]
    """Shape (pieces, dim of the projection)."""
    token_ids: NDArray[np.int32]
    """Shape (pieces,)."""
    token_runs: NDArray[np.int64]
    """Shape (sentences, 2): first piece of the chunk, and last + 1."""
    letters: NDArray[np.int64]
    """Shape (2,): of the paragraphs, and how many of them the model can read."""


FILES = {
    "sentence_vectors": "sentence_vectors",
    "paragraph_vectors": "paragraph_vectors",
    "tokens": "token_matrix",
    "token_ids": "token_ids",
    "token_runs": "token_runs",
}
"""The name of a saved array: what it is called here."""


def chunks(quotable: Quotable, embedder: Embedder, kept: Path, progress: Progress | None = None) -> Iterator[Chunk]:
    """All of a transcript, at least one, from the files in `kept` as far as they are there; the others are kept there.

    `progress` counts sentences. Raises ModelError.
    """
    done, sentences = 0, len(quotable.passages.sentences)
    for number, paragraphs in enumerate(_cut(quotable.passages.paragraphs)):
        file = kept / f"{number}.npz"
        chunk = _read(file, paragraphs)
        if chunk is None:
            chunk = _embed(quotable, paragraphs, embedder)
            _write(chunk, file)
        done += len(chunk.sentence_vectors)
        if progress:
            progress(done, sentences)
        yield chunk


def _cut(paragraphs: Sequence[Paragraph]) -> Iterator[Sequence[Paragraph]]:
    """Neighbours together until they have CHUNK characters."""
    first = size = 0
    for row, paragraph in enumerate(paragraphs):
        size += paragraph.stop - paragraph.start
        if size >= CHUNK:
            yield paragraphs[first : row + 1]
            first, size = row + 1, 0
    if size or not paragraphs:
        yield paragraphs[first:]


def _embed(quotable: Quotable, paragraphs: Sequence[Paragraph], embedder: Embedder) -> Chunk:
    text, sentences = quotable.transcript.text, quotable.passages.sentences
    texts = [text[paragraph.start : paragraph.stop] for paragraph in paragraphs]
    parts = [
        [
            Span(sentence.start - paragraph.start, sentence.stop - paragraph.start)
            for sentence in sentences[paragraph.first : paragraph.last]
        ]
        for paragraph in paragraphs
    ]
    embedded = embedder.documents(texts, parts)
    return Chunk(
        sentence_vectors=embedded.parts,
        paragraph_vectors=embedded.vectors,
        token_matrix=embedded.tokens.matrix,
        token_ids=embedded.tokens.ids,
        token_runs=embedded.runs,
        letters=np.array([embedded.letters, embedded.letters_read]),
    )


def _read(file: Path, paragraphs: Sequence[Paragraph]) -> Chunk | None:
    """None if it isn't there, or if it is not whole: then it is made again."""
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as saved:
            chunk = Chunk(**saved)
    except (OSError, ValueError, TypeError, EOFError, BadZipFile):
        return None
    shapes = len(chunk.paragraph_vectors), len(chunk.sentence_vectors), len(chunk.token_runs)
    sentences = sum(paragraph.last - paragraph.first for paragraph in paragraphs)
    return chunk if shapes == (len(paragraphs), sentences, sentences) else None


def _write(chunk: Chunk, file: Path) -> None:
    """Where it can't be kept, or is deleted by another process that is done, nothing is lost but time."""
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent, ignore_cleanup_errors=True) as work:
            whole = Path(work, file.name)
            np.savez(whole, **{field.name: getattr(chunk, field.name) for field in fields(chunk)})
            whole.replace(file)


def write_chunks(embedded: Iterable[Chunk], folder: Path) -> None:
    """The arrays of all chunks as .npy files, their pieces numbered through, and legible.npy. Raises OSError."""
    pieces, letters = 0, np.zeros(2, np.int64)
    with ExitStack() as stack:
        files = {name: stack.enter_context(_Growing(folder / f"{name}.npy")) for name in FILES}
        for chunk in embedded:
            for name, file in files.items():
                rows = getattr(chunk, FILES[name])
                file.append(rows + pieces if name == "token_runs" else rows)
            pieces += len(chunk.token_ids)
            letters += chunk.letters
    np.save(folder / "legible.npy", np.array([letters[1] / letters[0] if letters[0] else 1.0]))


class _Growing:
    """An .npy file that rows are appended to. NumPy leaves room in its header for the number of rows to grow."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._rows: NDArray[Any] | None = None
        self._count = 0

    def __enter__(self) -> "_Growing":
        return self

    def append(self, rows: NDArray[Any]) -> None:
        """The first that are not empty say of what shape and type a row is."""
        if not self._count:
            self._rows = rows
            self._write_header()
        self._file.write(np.ascontiguousarray(rows).tobytes())
        self._count += len(rows)

    def __exit__(self, *_: object) -> None:
        self._write_header()
        self._file.close()

    def _write_header(self) -> None:
        if self._rows is not None:
            self._file.seek(0)
            descr, shape = np.lib.format.dtype_to_descr(self._rows.dtype), (self._count, *self._rows.shape[1:])
            np.lib.format.write_array_header_1_0(self._file, {"descr": descr, "fortran_order": False, "shape": shape})
