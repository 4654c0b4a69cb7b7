"""A server that is gone, full, read-only or not what it should be is told in one line; what passes is waited out."""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import errors
from support import INTERVIEW, LIGHTHOUSE, WordEmbedder, Write

from bench.losses import wrong
from bench.postgres import QUICK, USER, Cluster, cluster, free_port
from bench.store import prepared
from bot.chat import Bot
from index.errors import ChangedError, StoreError
from index.indexes import Indexes
from index.library import Library, open_transcripts
from index.postgres.connection import Server
from index.postgres.faults import is_passing, store_error
from index.postgres.schema import migrate
from index.postgres.shelf import StoreShelf
from index.postgres.storing import Storing
from index.readers.files import check_unchanged

Connect = Callable[..., Server]
Keep = Callable[..., Library]


@pytest.fixture
def own() -> Iterator[Cluster]:
    """A server that may be stopped."""
    with cluster(**QUICK) as running:
        yield running


@pytest.mark.parametrize(
    ("error", "said", "passes"),
    [
        (
            errors.DiskFull("no space left"),
            "the server's disk is full; nothing of this was kept (no space left)",
            False,
        ),
        (errors.InsufficientPrivilege("for words"), "this user has no right to do that (for words)", False),
        (errors.InvalidPassword("failed"), "the server does not let this user in (failed)", False),
        (errors.InvalidCatalogName("talks"), "there is no such database (talks)", False),
        (errors.UndefinedTable("words"), "expected the tables of this program; found none, or others", False),
        (errors.ReadOnlySqlTransaction("COPY"), "this server only reads: it is a standby, or set to (COPY)", False),
        (errors.TooManyConnections("sorry"), "the server has too many connections (sorry)", False),
        (errors.AdminShutdown("terminating"), "expected a server that answers; found none (terminating)", True),
        (errors.CannotConnectNow("starting"), "expected a server that answers; found none (starting)", True),
        (errors.SerializationFailure("recovery"), "expected a server that answers; found none (recovery)", True),
        (
            psycopg.OperationalError("connection\n refused"),
            "a server that answers; found none (connection refused)",
            True,
        ),
        (psycopg.OperationalError('FATAL: database "talks" does not exist'), "there is no such database", False),
        (psycopg.OperationalError('FATAL: role "me" does not exist'), "the server does not let this user in", False),
        (psycopg.OperationalError("FATAL: password authentication failed"), "does not let this user in", False),
        (psycopg.OperationalError("session is read-only"), "this server only reads: it is a standby", True),
        (errors.DivisionByZero("by zero"), "the server can't do that (by zero)", False),
    ],
)
def test_what_a_server_says_becomes_one_line(error: psycopg.Error, said: str, passes: bool) -> None:
    message = str(store_error(error, "postgresql://one/talks"))
    assert message.startswith("postgresql://one/talks: ")
    assert said in message
    assert "\n" not in message
    assert is_passing(error) is passes


def test_a_server_that_is_not_there_is_told_after_the_patience(connect: Connect, words: WordEmbedder) -> None:
    url = f"postgresql://me:secret@127.0.0.1:{free_port()}/talks"
    began = time.monotonic()
    for use in (
        StoreShelf(connect(url, 0.5), words).library,
        lambda: Storing(connect(url, 0.5), Indexes(words, None)).remove(["a"]),
    ):
        with pytest.raises(StoreError, match="expected a server that answers; found none") as raised:
            use()
        assert "secret" not in str(raised.value)
    assert time.monotonic() - began < 5


def test_a_database_that_is_not_there_is_told_at_once(postgres: Cluster, connect: Connect, words: WordEmbedder) -> None:
    server, began = connect(postgres.url("nothing")), time.monotonic()
    for use in (StoreShelf(server, words).library, lambda: Storing(server, Indexes(words, None)).remove(["a"])):
        with pytest.raises(StoreError, match="there is no such database"):
            use()
    assert time.monotonic() - began < 2


def test_questions_wait_while_a_server_is_started_again(own: Cluster, connect: Connect, words: WordEmbedder) -> None:
    """Of those that are asked in the meantime none fails, and all find the same."""
    url = prepared(own, words)
    server = connect(url)
    Storing(server, Indexes(words, None)).add(open_transcripts([LIGHTHOUSE]))
    retriever = StoreShelf(server, words).library().retriever
    expected, found, done = retriever.search("What happened to the lamp?", 3), list[object](), threading.Event()

    def ask() -> None:
        while not done.is_set():
            found.append(retriever.search("What happened to the lamp?", 3))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for mode in ("immediate", "fast"):
        time.sleep(0.2)
        own.stop(mode)
        own.start()
    time.sleep(0.2)
    done.set()
    for thread in threads:
        thread.join()
    assert len(found) > 10
    assert all(hits == expected for hits in found)


def test_a_standby_is_read_and_says_that_it_takes_no_writes(
    own: Cluster, connect: Connect, words: WordEmbedder
) -> None:
    primary = connect(prepared(own, words))
    Storing(primary, Indexes(words, None)).add(open_transcripts([LIGHTHOUSE]))
    with cluster(own, **QUICK) as following:
        standby = connect(following.url("talks"), 1.0)
        assert len(StoreShelf(standby, words).library().retriever.search("A lamp?", 2)) == 2
        with pytest.raises(StoreError, match="read-only"):
            Storing(standby, Indexes(words, None)).remove(["lighthouse"])
        both = connect(f"postgresql://postgres@127.0.0.1:{following.port},127.0.0.1:{own.port}/talks")
        assert Storing(both, Indexes(words, None)).add(open_transcripts([INTERVIEW])) == ["ambassador-interview"]
        standby.close()
        both.close()


def test_a_full_disk_keeps_nothing_half(own: Cluster, connect: Connect, words: WordEmbedder, tmp_path: Path) -> None:
    """A disk of four megabytes, which is filled, and made empty again."""
    disk = own.home / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size=6m,uid={USER},mode=0777", "tmpfs", disk], check=False
    )
    if mounted.returncode:
        pytest.skip("a disk can only be made by root, and not in every container")
    try:
        own.execute(f"CREATE TABLESPACE small LOCATION '{disk}'")
        own.execute("CREATE DATABASE talks")
        own.execute("ALTER DATABASE talks SET default_tablespace = small")
        server = connect(own.url("talks"))
        migrate(server, words.digest, 12)
        storing = Storing(server, Indexes(words, None))
        storing.add(open_transcripts([LIGHTHOUSE]))
        (disk / "ballast").write_bytes(b"0" * (os.statvfs(disk).f_bavail * 4096 - 100_000))
        with pytest.raises(StoreError, match="the server's disk is full; nothing of this was kept"):
            storing.add(open_transcripts([INTERVIEW]))
        assert wrong(server) == []
        assert len(StoreShelf(server, words).library().quotables) == 1
        (disk / "ballast").unlink()
        assert storing.add(open_transcripts([INTERVIEW])) == ["ambassador-interview"]
        assert wrong(server) == []
        server.close()
        own.stop("immediate")
    finally:
        subprocess.run(["umount", disk], check=True)


def test_what_is_stored_is_proved_where_its_file_is_elsewhere(stored: Keep, write: Write) -> None:
    path = write("Ada: The lamp was there.\nBo: We saw the lamp.\nAda: Yes.", "talk.txt")
    here = stored(path)
    assert here.quotables[0].transcript.remarks == ()
    path.unlink()
    check_unchanged(here.cards[0].source)
    answer = Bot(here).ask("Who saw the lamp?")
    assert "We saw the lamp." in [statement.citation.exact for statement in answer.statements]


def test_a_transcript_says_that_its_file_is_elsewhere(
    server: Server, storing: Storing, write: Write, words: WordEmbedder
) -> None:
    path = write("Ada: The lamp was there.\nBo: We saw the lamp.\nAda: Yes.", "talk.txt")
    storing.add(open_transcripts([path]))
    path.unlink()
    (quotable,) = StoreShelf(server, words).library().quotables
    (remark,) = quotable.transcript.remarks
    assert remark.startswith("the file is not on this machine: its text is what the store was given, sha256 ")


def test_a_file_that_is_there_has_to_be_the_one_that_is_stored(stored: Keep, write: Write) -> None:
    path = write("Ada: The lamp was there.\nBo: We saw the lamp.\nAda: Yes.", "talk.txt")
    library = stored(path)
    path.write_text("Ada: The lamp was not there.\nBo: We saw no lamp.\nAda: Yes.", "utf-8")
    with pytest.raises(ChangedError, match=r"talk\.txt: changed since it was opened"):
        Bot(library).ask("Who saw the lamp?")


def test_a_reading_that_is_damaged_is_not_opened(
    postgres: Cluster, server: Server, storing: Storing, empty: str, words: WordEmbedder
) -> None:
    storing.add(open_transcripts([LIGHTHOUSE]))
    damage = "UPDATE on_the_record.transcripts SET reading = set_byte(reading, 300, 65)"
    postgres.execute(damage, empty.rpartition("/")[2])
    with pytest.raises(StoreError, match=r"lighthouse\.txt: what the store holds of it is damaged; add it again"):
        _ = StoreShelf(server, words).library().quotables[0].transcript
