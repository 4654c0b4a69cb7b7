"""A transcript becomes rows of the store's tables, by binary COPY."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.postgres.columns import packed, packed_speakers
from index.postgres.connection import copy, halves
from index.postgres.readings import dump, dump_card, dump_words
from index.quotable import Quotable
from index.search.postings import Postings
from index.search.segment import Segment

if TYPE_CHECKING:
    from psycopg import Connection

POSTING = np.dtype([("sentence", "<i4"), ("times", "<u2")])
MOST_POSTINGS = 400
"""In one part of a term's: an entry of an index is at most a third of a page, 2,704 bytes."""
GRAM = np.dtype([("term", "<u8"), ("times", "<u2")])
COUNTED = np.dtype([("kind", "<i2"), ("term", "<i8"), ("holding", "<i4")])
GRAMS, PIECES = 0, 1
"""Kinds of what is counted in `frequencies`."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A transcript to be stored; `sha256` is of its card, which tells it from every other."""

    quotable: Quotable
    card: bytes
    sha256: bytes

    @property
    def name(self) -> str:
        return self.quotable.card.id


def stored(quotable: Quotable) -> Stored:
    """What can be said of it without opening it."""
    card = dump_card(quotable.card)
    return Stored(quotable, card, hashlib.sha256(card).digest())


def insert(connection: "Connection[Any]", one: Stored, origin: str, segment: Segment) -> None:
    """Add one transcript, `segment`, that is not there yet; what counts all of them is not touched."""
    source = one.quotable.card.source
    values = {
        "name": one.name,
        "origin": origin,
        "content_sha256": one.sha256,
        "card": one.card,
        "reading": dump(one.quotable),
        "written": dump_words(one.quotable),
        "source_path": os.fsencode(source.path),
        "source_mtime_ns": source.mtime_ns,
        "sentences": len(segment),
        "legible": float(segment.legible[0]),
        "speakers": packed_speakers(segment),
        "columns": packed(segment),
        "counted": counted(segment).tobytes(),
        "terms": segment.words.terms.astype("<i8").tobytes(),
    }
    places = ", ".join(f"%({name})s" for name in values)
    sql = f"INSERT INTO transcripts ({', '.join(values)}) VALUES ({places}) RETURNING id"
    row = connection.execute(sql, values).fetchone()
    assert row
    _copy(connection, int(row[0]), segment)


def _copy(connection: "Connection[Any]", number: int, segment: Segment) -> None:
    """Everything of a transcript that is compared."""
    key, served = "transcript int4", np.flatnonzero(segment.served)
    paragraphs = np.unique(segment.paragraph[served]).astype(np.int64)
    of_sentences = _vectors(number, served, segment.sentence_vectors)
    of_paragraphs = _vectors(number, paragraphs, segment.paragraph_vectors)
    whole = ((number, row, vector.tobytes()) for row, vector in enumerate(segment.paragraph_vectors))
    compared = (key, "sentence int4", "vector bytea", "grams bytea", "tokens bytea")
    copy(connection, "sentence_vectors", (key, "sentence int4", "vector halfvec"), of_sentences)
    copy(connection, "paragraph_vectors", (key, "paragraph int4", "vector halfvec"), of_paragraphs)
    copy(connection, "sentences", compared, _sentences(number, segment))
    copy(connection, "paragraphs", (key, "paragraph int4", "vector bytea"), whole)
    copy(connection, "words", ("term int8", key, "part int4", "postings bytea"), _words(number, segment.words))


def counted(segment: Segment) -> NDArray[np.void]:
    """In how many of its rows each run of four letters and each piece occurs, as COUNTED."""
    pieces = np.flatnonzero(segment.piece_frequencies)
    counts = np.zeros(len(segment.grams.terms) + len(pieces), COUNTED)
    of_grams, of_pieces = counts[: len(segment.grams.terms)], counts[len(segment.grams.terms) :]
    of_grams["kind"], of_pieces["kind"] = GRAMS, PIECES
    of_grams["term"], of_grams["holding"] = segment.grams.terms.astype("<i8"), np.diff(segment.grams.starts)
    of_pieces["term"], of_pieces["holding"] = pieces, segment.piece_frequencies[pieces]
    return counts


def _vectors(number: int, rows: NDArray[np.int64], matrix: NDArray[np.float32]) -> Iterator[tuple[Any, ...]]:
    return ((number, row, vector) for row, vector in zip(rows.tolist(), halves(matrix[rows]), strict=True))


def _sentences(number: int, segment: Segment) -> Iterator[tuple[Any, ...]]:
    grams = segment.grams
    order = np.argsort(grams.documents, kind="stable")
    pairs = np.zeros(len(order), GRAM)
    pairs["term"] = np.repeat(grams.terms, np.diff(grams.starts))[order]
    pairs["times"] = grams.times[order]
    ends = np.searchsorted(grams.documents[order], np.arange(len(segment) + 1)).tolist()
    for row, (first, stop) in enumerate(segment.token_runs.tolist()):
        own = pairs[ends[row] : ends[row + 1]]
        yield number, row, segment.sentence_vectors[row].tobytes(), own.tobytes(), segment.tokens[first:stop].tobytes()


def _words(number: int, words: Postings) -> Iterator[tuple[int, int, int, bytes]]:
    pairs = np.zeros(len(words.documents), POSTING)
    pairs["sentence"], pairs["times"] = words.documents, words.times
    ends = zip(words.terms.astype("<i8").tolist(), words.starts[:-1].tolist(), words.starts[1:].tolist(), strict=True)
    for term, first, stop in ends:
        for part, begin in enumerate(range(first, stop, MOST_POSTINGS)):
            yield term, number, part, pairs[begin : min(begin + MOST_POSTINGS, stop)].tobytes()
