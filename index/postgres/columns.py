"""What is known of each sentence besides its words and vectors, as bytes: held in memory of all that are searched.

rows, paragraphs, rows that ask, questions: four int32. Of each row: served uint8, role int8; speaker, paragraph int32;
length float32; answers, how many words, how many runs of four letters int32. Then asking, asking_starts: int32.
"""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.search.postings import Postings
from index.search.segment import Segment


def packed(segment: Segment) -> bytes:
    """Of the segment of one transcript."""
    sizes = [len(segment), len(segment.paragraph_vectors), len(segment.asking), len(segment.asking_starts) - 1]
    columns = (
        np.array(sizes, "<i4"),
        segment.served.astype("u1"),
        segment.role.astype("i1"),
        segment.speaker.astype("<i4"),
        segment.paragraph.astype("<i4"),
        segment.length.astype("<f4"),
        segment.answers.astype("<i4"),
        segment.words.lengths.astype("<i4"),
        segment.grams.lengths.astype("<i4"),
        segment.asking.astype("<i4"),
        segment.asking_starts.astype("<i4"),
    )
    return b"".join(column.tobytes() for column in columns)


def packed_speakers(segment: Segment) -> bytes:
    return json.dumps(segment.speakers).encode("ascii")


def unpacked(columns: bytes, speakers: bytes, legible: float) -> Segment:
    """The segment of one transcript without anything that is compared: vectors, pieces, and what stands where."""
    (rows, paragraphs), taken = _taken(columns)
    served, role, speaker, paragraph, length, answers, words, grams, asked, asking_starts = taken
    return Segment(
        speakers=tuple(json.loads(speakers)),
        firsts=np.array([0, rows]),
        legible=np.array([legible]),
        paragraph=paragraph,
        served=served.astype(bool),
        length=length,
        speaker=speaker,
        role=role,
        asking=asked.astype(np.int64),
        asking_starts=asking_starts.astype(np.int64),
        answers=answers,
        sentence_vectors=np.zeros((rows, 0), np.float32),
        paragraph_vectors=np.zeros((paragraphs, 0), np.float32),
        tokens=np.zeros((0, 0), np.int8),
        token_ids=np.zeros(0, np.int32),
        piece_frequencies=np.zeros(0, np.int64),
        token_runs=np.broadcast_to(np.zeros(2, np.int64), (rows, 2)),
        words=_nothing(words),
        paragraph_words=_nothing(np.bincount(paragraph, words, paragraphs).astype(np.int32)),
        grams=_nothing(grams),
    )


def _taken(columns: bytes) -> tuple[tuple[int, int], list[NDArray[Any]]]:
    """How many rows and paragraphs there are, and the columns."""
    rows, paragraphs, asking, questions = np.frombuffer(columns, "<i4", 4).tolist()
    kinds = [("u1", rows), ("i1", rows), *[("<i4", rows)] * 2, ("<f4", rows), *[("<i4", rows)] * 3]
    taken, begin = [], 16
    for kind, size in [*kinds, ("<i4", asking), ("<i4", questions + 1)]:
        taken.append(np.frombuffer(columns, kind, size, begin))
        begin += taken[-1].nbytes
    return (rows, paragraphs), taken


def _nothing(lengths: NDArray[np.int32]) -> Postings:
    """Documents that hold so many terms, of which none is known."""
    return Postings(
        terms=np.zeros(0, np.uint64),
        starts=np.zeros(1, np.int64),
        documents=np.zeros(0, np.int32),
        times=np.zeros(0, np.uint16),
        lengths=lengths,
    )
