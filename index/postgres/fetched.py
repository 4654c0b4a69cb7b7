"""What some sentences are compared by, out of a store: vectors, pieces, and runs of four letters."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, fields
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.postgres.loading import GRAM
from index.postgres.numbering import Numbering
from index.search.postings import Postings
from index.search.segment import Rows, Small
from index.search.vectors import Matrix

if TYPE_CHECKING:
    from psycopg import Connection

HELD = 256_000_000
"""Bytes of what was fetched that are held for the next question about the same, at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Fetched:
    """`rows`, rising, with their pieces and runs of four letters; `with_vector`, rising, they and what asks them;
    `paragraphs`, rising, those that they are in.
    """

    rows: Rows
    tokens: NDArray[np.int8]
    token_runs: Rows
    grams: Postings
    with_vector: Rows
    vectors: Matrix
    paragraphs: Rows
    paragraph_vectors: Matrix

    @property
    def size(self) -> int:
        """In bytes."""
        own = sum(getattr(self, field.name).nbytes for field in fields(self) if field.name != "grams")
        return int(own + self.grams.documents.nbytes + self.grams.times.nbytes)


class Shelved:
    """What was fetched lately, by its rows. Thread-safe."""

    def __init__(self) -> None:
        self._held: OrderedDict[bytes, Fetched] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, rows: Rows, fetch: Callable[[], Fetched]) -> Fetched:
        """Of these rows; fetched if it is not held."""
        key = blake2b(rows.tobytes(), digest_size=16).digest()
        with self._lock:
            held = self._held.get(key)
            if held:
                self._held.move_to_end(key)
                return held
        fetched = fetch()
        with self._lock:
            self._held[key] = fetched
            size = sum(each.size for each in self._held.values())
            while size > HELD and len(self._held) > 1:
                size -= self._held.popitem(last=False)[1].size
        return fetched


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """`rows`, rising, with the rows that ask them, and their `paragraphs`, rising; vectors of `dim` numbers, pieces of
    `piece_dim`. `gram_lengths` says of every row of the corpus how many runs of four letters it has.
    """

    rows: Rows
    asking: Rows
    paragraphs: Rows
    gram_lengths: Small
    dim: int
    piece_dim: int


def fetch(connection: "Connection[Any]", wanted: Wanted, sentences: Numbering, paragraphs: Numbering) -> Fetched:
    """All of what is wanted is there."""
    rows, dim = wanted.rows, wanted.dim
    compared = _rows(connection, "vector, tokens, grams", "sentences", "sentence", sentences.places(rows))
    only_asking = np.setdiff1d(wanted.asking, rows)
    asking = _rows(connection, "vector", "sentences", "sentence", sentences.places(only_asking))
    around = _rows(connection, "vector", "paragraphs", "paragraph", paragraphs.places(wanted.paragraphs))
    tokens, token_runs = _tokens([pieces for _, pieces, _ in compared], wanted.piece_dim)
    with_vector = np.concatenate([rows, only_asking])
    order = np.argsort(with_vector)
    vectors = _matrix([vector for vector, *_ in [*compared, *asking]], dim)
    return Fetched(
        rows=rows,
        tokens=tokens,
        token_runs=token_runs,
        grams=_grams(rows, [pairs for _, _, pairs in compared], wanted.gram_lengths),
        with_vector=with_vector[order],
        vectors=vectors[order],
        paragraphs=wanted.paragraphs,
        paragraph_vectors=_matrix([vector for (vector,) in around], dim),
    )


def _rows(
    connection: "Connection[Any]", columns: str, table: str, column: str, places: tuple[Rows, Rows]
) -> list[tuple[Any, ...]]:
    """The columns of the rows at some places, in their order: all are there."""
    if not len(places[0]):
        return []
    found = connection.execute(
        f"SELECT {columns}, place FROM unnest(%s::int4[], %s::int4[]) WITH ORDINALITY AS sought (number, own, place)"
        f" JOIN {table} ON transcript = number AND {column} = own",
        [places[0].tolist(), places[1].tolist()],
        binary=True,
    ).fetchall()
    found.sort(key=lambda row: row[-1])
    assert len(found) == len(places[0])
    return [row[:-1] for row in found]


def _matrix(vectors: list[bytes], dim: int) -> Matrix:
    return np.frombuffer(b"".join(vectors), "<f4").astype(np.float32, copy=False).reshape(-1, dim)


def _tokens(pieces: list[bytes], dim: int) -> tuple[NDArray[np.int8], Rows]:
    ends = np.cumsum([0, *(len(own) // dim for own in pieces)], dtype=np.int64)
    return np.frombuffer(b"".join(pieces), np.int8).reshape(-1, dim), np.stack([ends[:-1], ends[1:]], axis=1)


def _grams(rows: Rows, pairs: list[bytes], lengths: Small) -> Postings:
    joined = np.frombuffer(b"".join(pairs), GRAM)
    owners = np.repeat(rows, [len(own) // GRAM.itemsize for own in pairs])
    order = np.argsort(joined["term"], kind="stable")
    terms, sizes = np.unique(joined["term"], return_counts=True)
    return Postings(
        terms=terms.astype(np.uint64),
        starts=np.concatenate([[0], np.cumsum(sizes)]),
        documents=owners[order].astype(np.int32),
        times=joined["times"][order].astype(np.uint16),
        lengths=lengths,
    )
