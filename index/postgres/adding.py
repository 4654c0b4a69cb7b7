"""Transcripts are added and removed, some in one transaction, by several people at a time.

Whoever changes a transcript of a name holds the lock of that name until the end; what counts all transcripts is changed
last, by one after the other: so nobody waits for somebody who waits for them.
"""

import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.errors import StoreError
from index.postgres.loading import COUNTED, Stored, counted, insert
from index.search.segment import Segment

if TYPE_CHECKING:
    from psycopg import Connection

NAMES = 730_580_886
"""The first number of the advisory locks of names."""


def add(connection: "Connection[Any]", batch: Sequence[tuple[Stored, Segment]], origin: str = "") -> list[str]:
    """Add some transcripts of different names, each in place of what has its name; the names of those that were not
    there already as they are.

    `origin` is the folder that they are kept up to date with. Raises StoreError for what is kept up to date with
    another one.
    """
    there = _there(connection, [one.name for one, _ in batch])
    counts, added = [np.zeros(0, COUNTED)], []
    for one, segment in batch:
        number, of, sha256 = there.get(one.name, (None, origin, None))
        if of != origin:
            found = f"found one that is kept up to date with {of or 'no folder'}"
            raise StoreError(f"{one.name}: expected no transcript of this name; {found}")
        if sha256 == one.sha256:
            continue
        if number is not None:
            counts.append(_delete(connection, number))
        insert(connection, one, origin, segment)
        counts.append(counted(segment))
        added.append(one.name)
    if added:
        _count(connection, np.concatenate(counts))
    return added


def remove(connection: "Connection[Any]", names: Sequence[str], origin: str | None = None) -> list[str]:
    """Remove the transcripts of these names, with an `origin` those of it; the names of those that were there."""
    there = _there(connection, names)
    chosen = {name: number for name, (number, of, _) in there.items() if origin in (None, of)}
    counts = [_delete(connection, number) for number in chosen.values()]
    if counts:
        _count(connection, np.concatenate(counts))
    return sorted(chosen)


def _there(connection: "Connection[Any]", names: Sequence[str]) -> dict[str, tuple[int, str, bytes]]:
    """Number, origin and SHA-256 of those that are there; nobody else changes one of `names` from now on."""
    keys = sorted({zlib.crc32(name.encode()) - 2**31 for name in names})
    connection.execute("SELECT pg_advisory_xact_lock(%s, key) FROM unnest(%s::int4[]) AS key", [NAMES, keys])
    found = "SELECT name, id, origin, content_sha256 FROM transcripts WHERE name = ANY(%s)"
    rows = connection.execute(found, [list(names)], binary=True)
    return {name: (number, origin, sha256) for name, number, origin, sha256 in rows}


def _delete(connection: "Connection[Any]", number: int) -> NDArray[np.void]:
    """Delete all of one transcript; what is to be added to the frequencies, COUNTED."""
    gone = "DELETE FROM transcripts WHERE id = %s RETURNING counted, terms"
    row = connection.execute(gone, [number], binary=True).fetchone()
    assert row
    counts, terms = np.frombuffer(row[0], COUNTED).copy(), np.frombuffer(row[1], "<i8").tolist()
    of_words = "DELETE FROM words USING unnest(%s::int8[]) AS own (own) WHERE term = own AND transcript = %s"
    connection.execute(of_words, [terms, number])
    for table in ("sentence_vectors", "paragraph_vectors", "sentences", "paragraphs"):
        connection.execute(f"DELETE FROM {table} WHERE transcript = %s", [number])
    counts["holding"] *= -1
    return counts


def _count(connection: "Connection[Any]", counts: NDArray[np.void]) -> None:
    """Add COUNTED to the frequencies. Whoever else does waits from here on until this transaction ends."""
    connection.execute("UPDATE state SET version = gen_random_uuid()")
    order = np.lexsort((counts["term"], counts["kind"]))
    counts = counts[order]
    is_first = np.append(True, (np.diff(counts["kind"]) != 0) | (np.diff(counts["term"]) != 0))[: len(counts)]
    firsts = np.flatnonzero(is_first)
    if not len(firsts):
        return
    holding = np.add.reduceat(counts["holding"].astype(np.int64), firsts)
    columns = [counts["kind"][firsts].tolist(), counts["term"][firsts].tolist(), holding.tolist()]
    connection.execute(
        "INSERT INTO frequencies AS known (kind, term, holding)"
        " SELECT * FROM unnest(%s::int2[], %s::int8[], %s::int8[])"
        " ON CONFLICT (kind, term) DO UPDATE SET holding = known.holding + excluded.holding",
        columns,
    )
