"""Transcripts are put into a store: embedded first, and a folder so that the store has what the folder has."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.postgres.adding import add, remove
from index.postgres.apart import apart
from index.postgres.connection import Server
from index.postgres.loading import Stored, stored
from index.postgres.schema import build_indexes, check, drop_indexes
from index.search.segment import Segment

if TYPE_CHECKING:
    from psycopg import Connection

    from index.indexes import Indexes
    from index.model.embedder import Progress
    from index.quotable import Quotable

BATCH = 10_000
"""Sentences that are added in one transaction."""
MANY = 20_000
"""Sentences of an empty store from which on its vectors are indexed when all are there."""


class Storing:
    """Adds to a store what `indexes` have or embed, and removes. Several processes may, at the same time."""

    def __init__(self, server: Server, indexes: "Indexes") -> None:
        self._server, self._indexes = server, indexes

    def add(self, quotables: "Sequence[Quotable]", origin: str = "", progress: "Progress | None" = None) -> list[str]:
        """Add transcripts, each in place of what has its name; the names of those that were not there as they are.

        Some thousand sentences are added in one transaction: of a transcript all is there, or nothing. `progress`
        counts the sentences that are added. Raises StoreError, ModelError.
        """
        self._server.read(lambda connection: check(connection, self._indexes.embedder.digest, self._server.place))
        there = self._server.read(_there)
        missing = [each for each in quotables if there.get(each.card.id) != (origin, stored(each).sha256)]
        size, added = sum(each.card.sentences for each in missing), list[str]()
        if not there and size >= MANY:
            drop_indexes(self._server)
        done = 0
        for batch in _batches(self._parts(missing)):
            added += self._server.write(partial(add, batch=batch, origin=origin))
            done += sum(len(segment) for _, segment in batch)
            if progress:
                progress(done, size)
        build_indexes(self._server)
        return added

    def remove(self, names: Sequence[str], origin: str | None = None) -> list[str]:
        """Remove transcripts, in one transaction; the names of those that were there. Raises StoreError."""
        return self._server.write(partial(remove, names=names, origin=origin))

    def sync(
        self, quotables: "Sequence[Quotable]", folder: Path, progress: "Progress | None" = None
    ) -> tuple[list[str], list[str]]:
        """Make the store have of `folder` what it has now; the names of what was added, and of what was removed.

        Raises StoreError, ModelError.
        """
        origin = str(folder.resolve())
        added = self.add(quotables, origin, progress)
        kept = {quotable.card.id for quotable in quotables}
        gone = [name for name, (of, _) in self._server.read(_there).items() if of == origin and name not in kept]
        return added, self.remove(gone, origin) if gone else []

    def _parts(self, quotables: "Sequence[Quotable]") -> Iterator[tuple[Stored, Segment]]:
        for whole, numbers in self._indexes.segments(quotables):
            chosen = np.flatnonzero(numbers >= 0)
            for number, segment in zip(numbers[chosen].tolist(), apart(whole, chosen), strict=True):
                yield stored(quotables[number]), segment


def _there(connection: "Connection[Any]") -> dict[str, tuple[str, bytes]]:
    """By name, what each transcript is kept up to date with, and its SHA-256."""
    rows = connection.execute("SELECT name, origin, content_sha256 FROM transcripts")
    return {name: (origin, sha256) for name, origin, sha256 in rows}


def _batches(parts: Iterable[tuple[Stored, Segment]]) -> Iterator[list[tuple[Stored, Segment]]]:
    """In order, about BATCH sentences at a time."""
    batch: list[tuple[Stored, Segment]] = []
    size = 0
    for part in parts:
        batch.append(part)
        size += len(part[1])
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
