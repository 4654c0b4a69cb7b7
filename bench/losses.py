"""Loaders and servers are killed in the middle of it, and what is there afterwards is counted again."""

import multiprocessing
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from bench.postgres import Cluster
from index.postgres.adding import add, remove
from index.postgres.columns import unpacked
from index.postgres.connection import Server
from index.postgres.loading import COUNTED, POSTING, Stored
from index.search.segment import Segment

Parts = list[tuple[Stored, Segment]]
Tell = Callable[[tuple[str, bool | None]], None]
"""Takes a name, and whether it is there from now on; None: whoever adds or removes it has begun to."""
SECONDS = 1.0
"""After so long at most something is killed."""


@dataclass
class Losses:
    """What is wrong after `rounds`; `done` counts what was told to be added or removed."""

    rounds: int = 0
    done: int = 0
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.done} changes kept, {len(self.lost)} lost, {len(self.wrong)} double or torn"


def kill_loaders(url: str, parts: Parts, rounds: int, seed: int = 0) -> Losses:
    """Each is a process that adds and removes until it is killed."""
    losses, chance, known = Losses(), random.Random(seed), dict[str, bool | None]()
    server, forking = Server(url), multiprocessing.get_context("fork")
    for number in range(rounds):
        receiver, sender = forking.Pipe(duplex=False)
        process = forking.Process(target=_change, args=(url, parts, number, sender.send))
        server.close()  # its threads would not be there in the other process
        process.start()
        sender.close()
        time.sleep(chance.uniform(0.05, SECONDS))
        process.kill()
        process.join()
        for name, is_there in _told(receiver):
            _note(known, losses, name, is_there)
        _compare(server, known, losses)
    server.close()
    return losses


def kill_servers(cluster: Cluster, url: str, parts: Parts, rounds: int, seed: int = 0) -> Losses:
    """The server is killed and started again while somebody adds and removes, who notices nothing but a pause."""
    losses, chance, known = Losses(), random.Random(seed), dict[str, bool | None]()
    server = Server(url)
    for number in range(rounds):
        done = threading.Event()
        changing = threading.Thread(
            target=_change, args=(url, parts, number, lambda told: _note(known, losses, *told), done.is_set)
        )
        changing.start()
        time.sleep(chance.uniform(0.05, SECONDS))
        cluster.kill()
        cluster.start()
        time.sleep(chance.uniform(0.05, SECONDS))
        done.set()
        changing.join()
        _compare(server, known, losses)
    server.close()
    return losses


def wrong(server: Server) -> list[str]:
    """What is not whole, or there without its transcript, or not counted as it is."""
    return server.read(lambda connection: [*_torn(connection), *_left(connection), *_miscounted(connection)])


def _change(url: str, parts: Parts, seed: int, tell: Tell, is_done: Callable[[], bool] = lambda: False) -> None:
    """Add and remove at random, and tell what is done, before and after it."""
    server, chance = Server(url, patience=60), random.Random(seed)
    while not is_done():
        one, segment = chance.choice(parts)
        is_added = chance.random() < 0.6
        tell((one.name, None))
        if is_added:
            server.write(partial(add, batch=[(one, segment)]))
        else:
            server.write(partial(remove, names=[one.name]))
        tell((one.name, is_added))


def _note(known: dict[str, bool | None], losses: Losses, name: str, is_there: bool | None) -> None:
    known[name] = is_there
    losses.done += is_there is not None


def _told(receiver: Any) -> Iterator[tuple[str, bool | None]]:
    """What somebody told before it was killed, as far as it was told to the end."""
    with suppress(EOFError, OSError):
        while True:
            yield receiver.recv()


def _compare(server: Server, known: dict[str, bool | None], losses: Losses) -> None:
    names = server.read(lambda connection: [name for (name,) in connection.execute("SELECT name FROM transcripts")])
    losses.rounds += 1
    losses.lost += [
        f"{name}, round {losses.rounds}" for name, told in known.items() if told not in (None, name in names)
    ]
    losses.wrong += wrong(server)


def _torn(connection: Any) -> list[str]:
    sql = "SELECT id, name, columns, speakers, legible FROM transcripts"
    found = []
    for number, name, columns, speakers, legible in connection.execute(sql, binary=True).fetchall():
        segment = unpacked(columns, speakers, legible)
        served = np.flatnonzero(segment.served)
        expected = {
            "sentences": len(segment),
            "sentence_vectors": len(served),
            "paragraphs": len(segment.paragraph_vectors),
            "paragraph_vectors": len(np.unique(segment.paragraph[served])),
        }
        for table, size in expected.items():
            (count,) = connection.execute(f"SELECT count(*) FROM {table} WHERE transcript = %s", [number]).fetchone()
            found += [f"{name}: {count} of {size} {table}"] if count != size else []
        sql = "SELECT postings FROM words WHERE transcript = %s"
        joined = b"".join(part for (part,) in connection.execute(sql, [number], binary=True))
        if np.frombuffer(joined, POSTING)["times"].sum() != segment.words.lengths.sum():
            found.append(f"{name}: not all of its words")
    return found


def _left(connection: Any) -> list[str]:
    tables = ("sentences", "sentence_vectors", "paragraphs", "paragraph_vectors", "words")
    sql = "SELECT count(*) FROM {} WHERE transcript NOT IN (SELECT id FROM transcripts)"
    counts = {table: connection.execute(sql.format(table)).fetchone()[0] for table in tables}
    return [f"{count} {table} of no transcript" for table, count in counts.items() if count]


def _miscounted(connection: Any) -> list[str]:
    expected = Counter[tuple[int, int]]()
    for (counts,) in connection.execute("SELECT counted FROM transcripts", binary=True):
        for kind, term, holding in np.frombuffer(counts, COUNTED).tolist():
            expected[kind, term] += holding
    sql = "SELECT kind, term, holding FROM frequencies WHERE holding <> 0"
    found = {(kind, term): holding for kind, term, holding in connection.execute(sql)}
    return ["what is counted is not what is there"] if found != dict(expected) else []
