"""A PostgreSQL server, or several of which one takes over from another: the only importer of psycopg and pgvector.

A URL may name several servers, postgresql://one,two/name. Any of them is read, unless the URL says which; the one that
takes writes is written to. What fails because a server is gone is tried again, as long as `PATIENCE` seconds: reading
always, for it changes nothing, and writing, for all that is done to a store is what a second time changes nothing.
"""

import logging
import random
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from index.errors import StoreError
from index.postgres.faults import is_passing, store_error

if TYPE_CHECKING:
    from psycopg import Connection
    from psycopg_pool import ConnectionPool

SCHEMA = "on_the_record"
PATIENCE = 10.0
"""Seconds in which what fails in passing is tried again."""
PAUSE = 0.1, 1.0
"""Seconds before the first time, and the most."""
MOST = 8
"""Connections that read at once."""
SETTINGS = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""What a connection has where its URL says nothing else: a machine that has vanished is given up in ten seconds."""
Result = TypeVar("Result")

log = logging.getLogger(__name__)


class Server:
    """What is behind `url`; connected to when it is first needed. Thread-safe."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        self._url, self._patience = url, patience
        self.place = place_of(url)
        """To be told in messages: without a password."""
        self._reading: ConnectionPool[Connection[Any]] | None = None
        self._opening = threading.Lock()

    def read(self, work: "Callable[[Connection[Any]], Result]") -> Result:
        """What `work` returns, from one state of the store: in a transaction that only reads. Raises StoreError."""

        def once() -> Result:
            with self._pool().connection(timeout=PAUSE[1]) as connection:
                return work(connection)

        return self._tried(once)

    def write(self, work: "Callable[[Connection[Any]], Result]") -> Result:
        """What `work` returns, all that it does in one transaction. It may be done twice, and must then change nothing:
        whether a transaction was kept is not known when the server is lost while it is. Raises StoreError.
        """
        import psycopg

        def once() -> Result:
            options = {**self._settings(), "target_session_attrs": "read-write"}
            with psycopg.connect(self._url, **options) as connection:
                _configure(connection)
                return work(connection)

        return self._tried(once)

    def close(self) -> None:
        with self._opening:
            if self._reading:
                self._reading.close()
            self._reading = None

    def _pool(self) -> "ConnectionPool[Connection[Any]]":
        import psycopg
        from psycopg_pool import ConnectionPool

        with self._opening:
            if self._reading is None:
                logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # what it warns of is waited out, or raised
                psycopg.connect(self._url, **self._settings()).close()  # the pool would not say why there is none
                self._reading = ConnectionPool(
                    self._url,
                    kwargs=self._settings(),
                    min_size=0,
                    max_size=MOST,
                    open=True,
                    configure=_configure_reading,
                    check=ConnectionPool.check_connection,
                    reconnect_timeout=self._patience,
                )
            return self._reading

    def _settings(self) -> dict[str, Any]:
        from psycopg.conninfo import conninfo_to_dict

        given = conninfo_to_dict(self._url)
        return {name: value for name, value in SETTINGS.items() if name not in given}

    def _tried(self, once: Callable[[], Result]) -> Result:
        """Again and again, at growing intervals, while what goes wrong may pass."""
        from psycopg import Error

        began, pause = time.monotonic(), PAUSE[0]
        while True:
            try:
                return once()
            except Error as error:
                if not is_passing(error) or time.monotonic() - began + pause > self._patience:
                    raise store_error(error, self.place) from error
                log.info("%s: %s; tried again", self.place, " ".join(str(error).split()))
            time.sleep(pause * random.uniform(0.5, 1))
            pause = min(2 * pause, PAUSE[1])


def place_of(url: str) -> str:
    """postgresql://me:secret@one:5432,two/talks?x=y -> postgresql://one:5432,two/talks

    Raises StoreError for what is no such URL.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise StoreError("--store: expected postgresql://SERVER/DATABASE; found something else")
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def halves(matrix: NDArray[np.float32]) -> list[Any]:
    """Each row as a halfvec."""
    from pgvector import HalfVector

    return [HalfVector(row) for row in matrix]


def copy(connection: "Connection[Any]", table: str, columns: Sequence[str], rows: Any) -> None:
    """Add `rows`, tuples of as many values as there are types, by COPY in its binary format. `columns` are each a name
    and a type, "row int4".
    """
    names = ", ".join(column.partition(" ")[0] for column in columns)
    with connection.cursor().copy(f"COPY {table} ({names}) FROM STDIN (FORMAT binary)") as copied:
        copied.set_types([column.partition(" ")[2] for column in columns])
        for row in rows:
            copied.write_row(row)


def _configure(connection: "Connection[Any]") -> None:
    from pgvector.psycopg import register_vector
    from psycopg.types import TypeInfo

    path = "SELECT set_config('search_path', %s || ', ' || current_setting('search_path'), false)"
    connection.execute(path, [SCHEMA])
    if TypeInfo.fetch(connection, "halfvec"):  # else the schema is not there yet
        register_vector(connection)
    connection.commit()


def _configure_reading(connection: "Connection[Any]") -> None:
    from psycopg import IsolationLevel

    connection.read_only, connection.isolation_level = True, IsolationLevel.REPEATABLE_READ
    _configure(connection)
