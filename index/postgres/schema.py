"""The tables of a store, by numbered migrations: each is applied once, in its order, in a transaction of its own."""

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import StoreError
from index.postgres.connection import SCHEMA, Server

if TYPE_CHECKING:
    from psycopg import Connection

MIGRATIONS = Path(__file__).parent / "migrations"
PGVECTOR = 0, 8
"""The oldest version: 0.7 has no search that goes on until enough is found."""
LOCK = 7_305_808_869_232_681_330
"""The number of the advisory lock under which the schema is changed."""
INDEXES = {
    "nearest_sentences": "sentence_vectors",
    "nearest_paragraphs": "paragraph_vectors",
}
"""What finds the nearest vectors, and of which table."""


def migrations() -> dict[int, str]:
    """All that this program knows, by number: 001_tables.sql is 1."""
    return {int(file.name[:3]): file.read_text("utf-8") for file in sorted(MIGRATIONS.glob("[0-9][0-9][0-9]_*.sql"))}


def migrate(server: Server, model: str, dim: int, upto: int | None = None) -> list[int]:
    """Make the tables, or bring them to what this program expects; the numbers of what was applied. `model` is the
    digest of what everything is embedded with, to vectors of `dim` numbers.

    Raises StoreError: for a store of a newer program or another model too, and where pgvector is missing or too old.
    """
    known, applied = migrations(), list[int]()
    server.write(_prepare)
    for number in sorted(known):
        if number <= (upto or max(known)):
            sql = known[number].replace("{dim}", str(dim))
            applied += server.write(partial(_apply, number=number, sql=sql))

    def settle(connection: "Connection[Any]") -> None:
        begin = "INSERT INTO state (version, model, dim) VALUES (gen_random_uuid(), %s, %s) ON CONFLICT DO NOTHING"
        connection.execute(begin, [model, dim])
        check(connection, model, server.place, upto)

    server.write(settle)
    return applied


def check(connection: "Connection[Any]", model: str, place: str, number: int | None = None) -> None:
    """Raise StoreError unless the schema is this program's, or of migration `number`, and the model the store's."""
    newest, found = number or max(migrations()), _number(connection)
    if found is None:
        raise StoreError(f"{place}: expected the tables of this program; found none: python -m bot index --migrate")
    if found < newest:
        raise StoreError(f"{place}: expected schema {newest}; found {found}: python -m bot index --migrate")
    if found > newest:
        raise StoreError(f"{place}: expected schema {newest}; found {found}, of a newer program")
    check_pgvector(_pgvector(connection), place)
    state = connection.execute("SELECT model FROM state").fetchone()
    if state is None or state[0] != model:
        held = f"one of the model {state[0][:12]}" if state else "none"
        raise StoreError(f"{place}: expected a store of the model {model[:12]}; found {held}")


def version_of(connection: "Connection[Any]") -> str:
    """What is another one with each change of the store."""
    row = connection.execute("SELECT version FROM state").fetchone()
    return str(row[0]) if row else ""


def check_pgvector(version: str | None, place: str) -> None:
    """Raise StoreError unless `version`, as "0.8.5", is new enough; None is none at all."""
    oldest = ".".join(map(str, PGVECTOR))
    if version is None:
        raise StoreError(f"{place}: expected pgvector {oldest} or newer; found none: CREATE EXTENSION vector")
    if tuple(map(int, re.findall(r"\d+", version)[:2])) < PGVECTOR:
        found = f"found {version}: install a newer one, then ALTER EXTENSION vector UPDATE"
        raise StoreError(f"{place}: expected pgvector {oldest} or newer; {found}")


def build_indexes(server: Server) -> None:
    """Make those that are missing; of many vectors it takes minutes. Raises StoreError."""
    for name, table in INDEXES.items():
        if server.read(partial(_is_missing, name=name)):
            of = f"{SCHEMA}.{table} USING hnsw (vector halfvec_ip_ops) WITH (m = 16, ef_construction = 100)"
            server.write(partial(_execute, sql=f"CREATE INDEX IF NOT EXISTS {name} ON {of}"))


def drop_indexes(server: Server) -> None:
    """Vectors are added several times as fast without them; who may not drop them leaves them. Raises StoreError."""
    if server.read(_is_owner):
        for name in INDEXES:
            server.write(partial(_execute, sql=f"DROP INDEX IF EXISTS {SCHEMA}.{name}"))


def _prepare(connection: "Connection[Any]") -> None:
    """What the first migration needs: pgvector, and a place to note what was applied."""
    _lock(connection)
    if _pgvector(connection) is None:
        available = "SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'"
        row = connection.execute(available).fetchone()
        if not row or not row[0]:
            check_pgvector(None, connection.info.dbname)
        connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
    check_pgvector(_pgvector(connection), connection.info.dbname)
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    noted = "number integer PRIMARY KEY, applied timestamptz NOT NULL DEFAULT now()"
    connection.execute(f"CREATE TABLE IF NOT EXISTS {SCHEMA}.migrations ({noted})")


def _apply(connection: "Connection[Any]", number: int, sql: str) -> list[int]:
    """`number`, if it was not applied before."""
    _lock(connection)
    if (_number(connection) or 0) >= number:
        return []
    connection.execute(sql.encode())
    connection.execute(f"INSERT INTO {SCHEMA}.migrations (number) VALUES (%s)", [number])
    return [number]


def _is_missing(connection: "Connection[Any]", name: str) -> bool:
    row = connection.execute("SELECT to_regclass(%s)", [f"{SCHEMA}.{name}"]).fetchone()
    return row is None or row[0] is None


def _is_owner(connection: "Connection[Any]") -> bool:
    sql = "SELECT pg_has_role(relowner, 'MEMBER') FROM pg_class WHERE oid = 'sentence_vectors'::regclass"
    row = connection.execute(sql).fetchone()
    return bool(row and row[0])


def _execute(connection: "Connection[Any]", sql: str) -> None:
    connection.execute(sql.encode())


def _lock(connection: "Connection[Any]") -> None:
    """Whoever else would change the schema waits until this transaction ends."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _number(connection: "Connection[Any]") -> int | None:
    """Of the newest migration that was applied; None where there are no tables."""
    row = connection.execute(f"SELECT to_regclass('{SCHEMA}.migrations')").fetchone()
    if row is None or row[0] is None:
        return None
    row = connection.execute(f"SELECT max(number) FROM {SCHEMA}.migrations").fetchone()
    return int(row[0]) if row and row[0] else None


def _pgvector(connection: "Connection[Any]") -> str | None:
    row = connection.execute("SELECT extversion FROM pg_extension WHERE extname = 'vector'").fetchone()
    return str(row[0]) if row else None
