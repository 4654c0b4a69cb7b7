"""A store becomes a library that can be asked."""

import hashlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.card import Card
from index.contents import Contents
from index.errors import ChangedError, TranscriptError
from index.library import Library
from index.postgres.columns import unpacked
from index.postgres.connection import Server
from index.postgres.corpus import Entry, PostgresCorpus
from index.postgres.readings import load, load_card
from index.postgres.schema import check, version_of
from index.quotable import Content
from index.readers.files import check_unchanged

if TYPE_CHECKING:
    from psycopg import Connection

    from index.model.embedder import Embedder
COLUMNS = "id, content_sha256, columns, speakers, legible, card, source_path, source_mtime_ns"
"""What is read of a transcript."""
FOLDER = "stores"
AT_ONCE = 200
"""Transcripts that are taken from the server at once."""
Key = tuple[int, bytes]
"""The number of a transcript, and the SHA-256 of what is stored of it: a server that takes over may give a number
again that another one had given before it was lost.
"""


class StoreShelf:
    """The transcripts of a store, which `embedder` embedded; only those that are new are asked for again, and each is
    opened when somebody looks at it.

    What is worked out of them is kept in `cache`, or nowhere if that is None.
    """

    def __init__(self, server: Server, embedder: "Embedder", cache: Path | None = None) -> None:
        self._server, self._embedder = server, embedder
        self._memory = cache / FOLDER / hashlib.sha256(server.place.encode()).hexdigest()[:16] if cache else None
        self._contents = Contents()
        self._entries: dict[Key, Entry] = {}
        self._version = ""
        self._library: Library | None = None

    def look(self) -> bool:
        """Whether the store is another one than when it was last opened. Raises StoreError."""
        return self._server.read(version_of) != self._version

    def library(self) -> Library:
        """Of the store as it is now: the same as before while it is the same. Raises StoreError, and TranscriptError
        where it has no transcript.
        """
        version, dim, entries = self._server.read(self._read)
        if version != self._version or self._library is None:
            self._entries, self._version, self._library = entries, version, None
            if not entries:
                raise TranscriptError(f"{self._server.place}: expected a transcript; found none")
            in_order = sorted(entries.values(), key=lambda entry: entry.quotable.card.id)
            corpus = PostgresCorpus(self._server, in_order, version, dim)
            self._library = Library(corpus, self._embedder, memory=self._memory)
        return self._library

    def _read(self, connection: "Connection[Any]") -> tuple[str, int, dict[Key, Entry]]:
        """Version, numbers of a vector, and every transcript; those that are held are not read again."""
        check(connection, self._embedder.digest, self._server.place)
        version, (dim,) = version_of(connection), *connection.execute("SELECT dim FROM state")
        if version == self._version:
            return version, dim, self._entries
        there: set[Key] = set(connection.execute("SELECT id, content_sha256 FROM transcripts", binary=True))
        entries = {key: entry for key, entry in self._entries.items() if key in there}
        missing = [number for number, sha256 in there if (number, sha256) not in entries]
        with connection.cursor(name="transcripts") as cursor:
            cursor.itersize = AT_ONCE
            cursor.execute(f"SELECT {COLUMNS} FROM transcripts WHERE id = ANY(%s)", [missing], binary=True)
            for row in cursor:
                entry = self._entry(*row)
                entries[entry.number, entry.sha256] = entry
        return version, dim, entries

    def _entry(self, number: int, sha256: bytes, columns: bytes, speakers: bytes, legible: float, *card: Any) -> Entry:
        known = load_card(*card)
        quotable = self._contents.lazy(known, partial(self._content, number, sha256, known))
        return Entry(number, sha256, quotable, unpacked(columns, speakers, legible))

    def _content(self, number: int, sha256: bytes, card: Card) -> Content:
        """Of one transcript. Raises StoreError, ChangedError where it is no longer there."""
        check_unchanged(card.source)
        sought = "SELECT reading FROM transcripts WHERE id = %s AND content_sha256 = %s"
        row = self._server.read(lambda connection: connection.execute(sought, [number, sha256], binary=True).fetchone())
        if row is None:
            name = card.source.path.name
            raise ChangedError(f"{name}: is no longer in the store; open it again", "error.unreadable", file=name)
        return load(row[0], card)
