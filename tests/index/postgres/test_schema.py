"""Tables by numbered migrations: from every number to the newest, and never backwards."""

from collections.abc import Callable

import pytest
from support import LIGHTHOUSE, WordEmbedder

from bench.postgres import Cluster
from index.errors import StoreError
from index.indexes import Indexes
from index.library import open_transcripts
from index.postgres.connection import Server, place_of
from index.postgres.schema import check_pgvector, migrate, migrations
from index.postgres.shelf import StoreShelf
from index.postgres.storing import Storing

Connect = Callable[..., Server]


def test_migrations_are_numbered_from_one_without_a_gap() -> None:
    assert list(migrations()) == list(range(1, len(migrations()) + 1))


@pytest.mark.parametrize("upto", migrations())
def test_each_schema_becomes_the_newest(empty: str, connect: Connect, upto: int, words: WordEmbedder) -> None:
    server = connect(empty)
    assert migrate(server, words.digest, 12, upto) == list(range(1, upto + 1))
    assert migrate(server, words.digest, 12) == list(range(upto + 1, max(migrations()) + 1))
    assert migrate(server, words.digest, 12) == []
    Storing(server, Indexes(words, None)).add(open_transcripts([LIGHTHOUSE]))
    assert len(StoreShelf(server, words).library().quotables) == 1


def test_a_store_without_tables_says_what_makes_them(empty: str, connect: Connect, words: WordEmbedder) -> None:
    with pytest.raises(StoreError, match=r"expected the tables of this program; found none: .* --migrate"):
        StoreShelf(connect(empty), words).library()


def test_a_store_of_a_newer_program_is_left_alone(postgres: Cluster, server: Server, empty: str) -> None:
    newer = max(migrations()) + 1
    postgres.execute(f"INSERT INTO on_the_record.migrations (number) VALUES ({newer})", empty.rpartition("/")[2])
    with pytest.raises(StoreError, match=rf"expected schema {newer - 1}; found {newer}, of a newer program"):
        StoreShelf(server, WordEmbedder()).library()
    with pytest.raises(StoreError, match="of a newer program"):
        migrate(server, WordEmbedder().digest, 12)


def test_a_store_of_an_older_program_says_how_it_is_migrated(postgres: Cluster, server: Server, empty: str) -> None:
    database = empty.rpartition("/")[2]
    postgres.execute("UPDATE on_the_record.migrations SET number = number - 1", database)
    with pytest.raises(StoreError, match=r"expected (schema|the tables).* --migrate"):
        StoreShelf(server, WordEmbedder()).library()


def test_a_store_of_another_model_is_not_searched(server: Server) -> None:
    with pytest.raises(StoreError, match="expected a store of the model d1; found one of the model d0"):
        StoreShelf(server, WordEmbedder("d1")).library()
    with pytest.raises(StoreError, match="expected a store of the model d1; found one of the model d0"):
        migrate(server, "d1", 12)
    with pytest.raises(StoreError, match="expected a store of the model d1"):
        Storing(server, Indexes(WordEmbedder("d1"), None)).add(open_transcripts([LIGHTHOUSE]))


@pytest.mark.parametrize(
    ("version", "found"),
    [(None, "found none: CREATE EXTENSION vector"), ("0.7.4", "found 0.7.4: install"), ("0.5", "found 0.5: install")],
)
def test_pgvector_must_be_there_and_new_enough(version: str | None, found: str) -> None:
    with pytest.raises(StoreError, match=rf"place: expected pgvector 0\.8 or newer; {found}"):
        check_pgvector(version, "place")


@pytest.mark.parametrize("version", ["0.8.0", "0.8", "0.10.1", "1.0.0"])
def test_newer_versions_of_pgvector_are_taken(version: str) -> None:
    check_pgvector(version, "place")


def test_what_fails_while_tables_are_made_leaves_nothing(
    empty: str, connect: Connect, postgres: Cluster, monkeypatch: pytest.MonkeyPatch, words: WordEmbedder
) -> None:
    whole = migrations()
    with monkeypatch.context() as patched:
        patched.setattr("index.postgres.schema.migrations", lambda: {1: f"{whole[1]}; SELECT 1 / 0"})
        with pytest.raises(StoreError, match="division by zero"):
            migrate(connect(empty), words.digest, 12)
    database = empty.rpartition("/")[2]
    assert postgres.execute("SELECT count(*) FROM on_the_record.migrations", database) == [(0,)]
    assert migrate(connect(empty), words.digest, 12) == list(whole)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("postgresql://me:secret@one:5432,two/talks?x=y", "postgresql://one:5432,two/talks"),
        ("postgres:///talks", "postgres:///talks"),
    ],
)
def test_a_password_is_never_told(url: str, place: str) -> None:
    assert place_of(url) == place
    with pytest.raises(StoreError, match="expected postgresql://SERVER/DATABASE; found something else"):
        place_of("mysql://me:secret@one/talks")
