"""Segments become one in a folder: their arrays one below the other, without the transcripts that are gone.

Whatever is large goes from file to file in pieces, so that memory does not grow with it:
    FIELD.npy               the arrays of index.search.segment.Segment
    FIELD.PART.npy          those of its postings
    FIELD.faiss             what finds the nearest of many vectors
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from index.search.mapped import map_array
from index.search.postings import Postings, merged, rows_from
from index.search.segment import Rows, Segment, frequencies, rows_of
from index.search.vectors import EXACT, Approximate, write_approximate

AT_ONCE = 20_000
"""Rows that are moved at once."""
POSTINGS = ("words", "paragraph_words", "grams")
NEAREST = {"nearest_sentences": "sentence_vectors", "nearest_paragraphs": "paragraph_vectors"}
NO_ARRAYS = (*POSTINGS, *NEAREST, "speakers")


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """What is kept of a segment: its `transcripts`, `rows`, `paragraphs`, `speakers` and `questions`, all rising."""

    segment: Segment
    transcripts: Rows
    rows: Rows
    paragraphs: Rows
    speakers: Rows
    questions: Rows


def kept(segment: Segment, alive: NDArray[np.bool_]) -> Kept:
    """What is left with the transcripts that are `alive`, shape (transcripts,)."""
    rows = np.flatnonzero(np.repeat(alive, np.diff(segment.firsts)))
    answered = segment.answers[rows]
    return Kept(
        segment,
        np.flatnonzero(alive),
        rows,
        np.unique(segment.paragraph[rows]),
        np.unique(segment.speaker[rows]),
        np.unique(answered[answered >= 0]),
    )


def write_merged(parts: Sequence[Kept], folder: Path, is_lasting: bool = True) -> tuple[str, ...]:
    """Write the arrays of all `parts`, at least one, to a folder; the speakers of the whole. What is not lasting, and
    merged again soon, gets nothing to find the nearest by: it is searched exactly. Raises OSError.
    """
    speakers = tuple(part.segment.speakers[row] for part in parts for row in part.speakers.tolist())
    for name, array in _small(parts).items():
        np.save(folder / f"{name}.npy", array)
    _write_rows([(part.segment.sentence_vectors, part.rows) for part in parts], folder / "sentence_vectors.npy")
    _write_rows([(part.segment.paragraph_vectors, part.paragraphs) for part in parts], folder / "paragraph_vectors.npy")
    _write_pieces(parts, folder)
    for name in POSTINGS:
        _write_postings(parts, name, folder)
    if is_lasting:
        _write_nearest(folder)
    return speakers


def open_segment(folder: Path, speakers: Sequence[str]) -> Segment:
    """What was written to a folder, mapped. Raises OSError, ValueError."""
    arrays: dict[str, Any] = {"speakers": tuple(speakers)}
    for field in fields(Segment):
        if field.name in POSTINGS:
            parts = {part.name: map_array(folder / f"{field.name}.{part.name}.npy") for part in fields(Postings)}
            arrays[field.name] = Postings(**parts)
        elif field.name in NEAREST:
            file = folder / f"{field.name}.faiss"
            arrays[field.name] = Approximate(file) if file.exists() else None
        elif field.name not in NO_ARRAYS:
            arrays[field.name] = map_array(folder / f"{field.name}.npy")
    return Segment(**arrays)


def _small(parts: Sequence[Kept]) -> dict[str, NDArray[Any]]:
    """The columns, numbered through."""
    sizes = np.concatenate([np.diff(part.segment.firsts)[part.transcripts] for part in parts])
    asking, lengths = [], []
    for part, first in zip(parts, _firsts(parts, "rows"), strict=False):
        starts, stops = part.segment.asking_starts[part.questions], part.segment.asking_starts[part.questions + 1]
        rows = part.segment.asking[rows_from(starts, stops - starts)]
        asking.append(first + np.searchsorted(part.rows, rows))
        lengths.append(stops - starts)
    return {
        "firsts": np.concatenate([[0], np.cumsum(sizes)]),
        "legible": np.concatenate([part.segment.legible[part.transcripts] for part in parts]),
        "served": np.concatenate([part.segment.served[part.rows] for part in parts]),
        "length": np.concatenate([part.segment.length[part.rows] for part in parts]),
        "role": np.concatenate([part.segment.role[part.rows] for part in parts]),
        "paragraph": _renumbered(parts, "paragraph", "paragraphs"),
        "speaker": _renumbered(parts, "speaker", "speakers"),
        "answers": _renumbered(parts, "answers", "questions"),
        "asking": np.concatenate(asking).astype(np.int64),
        "asking_starts": np.concatenate([[0], np.cumsum(np.concatenate(lengths))]),
    }


def _renumbered(parts: Sequence[Kept], column: str, of: str) -> NDArray[np.int32]:
    """A column of the kept rows: its values are places in what is kept, or below 0 and stay."""
    numbers = []
    for part, first in zip(parts, _firsts(parts, of), strict=False):
        values = getattr(part.segment, column)[part.rows]
        numbers.append(np.where(values >= 0, first + np.searchsorted(getattr(part, of), values), values))
    return np.concatenate(numbers).astype(np.int32)


def _firsts(parts: Sequence[Kept], of: str) -> Rows:
    return np.cumsum([0, *(len(getattr(part, of)) for part in parts)])


def _write_pieces(parts: Sequence[Kept], folder: Path) -> None:
    """The pieces of the kept rows, in their order, and no others."""
    runs = [part.segment.token_runs[part.rows] for part in parts]
    lengths = np.concatenate([own[:, 1] - own[:, 0] for own in runs])
    token_runs = np.stack([np.cumsum(lengths) - lengths, np.cumsum(lengths)], axis=1)
    np.save(folder / "token_runs.npy", token_runs)
    for name in ("tokens", "token_ids"):
        matrices = [getattr(part.segment, name) for part in parts]
        whole = _new(folder / f"{name}.npy", _shaped(matrices, runs), int(lengths.sum()))
        done = 0
        for matrix, own in zip(matrices, runs, strict=True):
            for block in _blocks(own):
                rows = rows_of(block)
                if len(rows):
                    whole[done : done + len(rows)] = matrix[rows]
                done += len(rows)
    np.save(folder / "piece_frequencies.npy", frequencies(map_array(folder / "token_ids.npy"), token_runs))


def _write_postings(parts: Sequence[Kept], name: str, folder: Path) -> None:
    own = []
    for part in parts:
        postings: Postings = getattr(part.segment, name)
        is_kept = np.zeros(len(postings.lengths), bool)
        is_kept[part.paragraphs if name == "paragraph_words" else part.rows] = True
        own.append((postings, is_kept))

    def new(size: int) -> tuple[NDArray[np.int32], NDArray[np.uint16]]:
        of_documents, of_times = (folder / f"{name}.{part}.npy" for part in ("documents", "times"))
        return _new(of_documents, np.zeros(0, np.int32), size), _new(of_times, np.zeros(0, np.uint16), size)

    whole = merged(own, new)
    for part_name in ("terms", "starts", "lengths"):
        np.save(folder / f"{name}.{part_name}.npy", getattr(whole, part_name))


def _write_nearest(folder: Path) -> None:
    """What finds the nearest of the rows that may be statements, and of their paragraphs, where they are many."""
    served = np.flatnonzero(map_array(folder / "served.npy"))
    found = {"nearest_sentences": served, "nearest_paragraphs": np.unique(map_array(folder / "paragraph.npy")[served])}
    for name, rows in found.items():
        if len(rows) > EXACT:
            matrix = map_array(folder / f"{NEAREST[name]}.npy")
            write_approximate(matrix, rows.astype(np.int64), folder / f"{name}.faiss")


def _write_rows(taken: Sequence[tuple[NDArray[Any], Rows]], file: Path) -> None:
    """Rows of several matrices, one below the other."""
    matrices, every = [matrix for matrix, _ in taken], [rows for _, rows in taken]
    whole = _new(file, _shaped(matrices, every), sum(map(len, every)))
    done = 0
    for matrix, rows in taken:
        for block in _blocks(rows):
            whole[done : done + len(block)] = matrix[block]
            done += len(block)


def _shaped(matrices: Sequence[NDArray[Any]], rows: Sequence[Rows]) -> NDArray[Any]:
    """One of the matrices that rows are taken of, if any is: it says of what type and shape a row is."""
    return next((matrix for matrix, own in zip(matrices, rows, strict=True) if len(own) and matrix.size), matrices[0])


def _blocks(rows: Rows) -> Iterator[Rows]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def _new(file: Path, shaped: NDArray[Any], size: int) -> NDArray[Any]:
    """An array in a file, to be written to, of so many rows that are `shaped` as those of another."""
    shape = size, *shaped.shape[1:]
    if not all(shape):  # nothing can be mapped of an empty file
        np.save(file, np.zeros(shape, shaped.dtype))
        return np.zeros(shape, shaped.dtype)
    return open_memmap(file, mode="w+", dtype=shaped.dtype, shape=shape)
