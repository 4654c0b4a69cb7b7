"""Whoever adds is killed, and so is the server: what was added is there, and of nothing there is a half or two."""

import os
from collections.abc import Callable, Iterator

import pytest
from support import INTERVIEW, LIGHTHOUSE, WordEmbedder, Write

from bench.losses import Parts, kill_loaders, kill_servers, wrong
from bench.overtaking import fail_over
from bench.postgres import QUICK, Cluster, cluster
from bench.store import parts_of, prepared
from index.library import open_transcripts
from index.postgres.connection import Server
from index.postgres.schema import build_indexes, migrate
from index.postgres.storing import Storing

ROUNDS = int(os.environ.get("KILLS", "3"))
"""More with KILLS=50."""


@pytest.fixture
def parts(write: Write) -> Parts:
    paths = [
        write(f"Ada: The {thing} was there.\nBo: I saw the {thing}.", f"{thing}.txt") for thing in ("lamp", "ship")
    ]
    return parts_of([INTERVIEW, LIGHTHOUSE, *paths], WordEmbedder(), None)


@pytest.fixture
def own() -> Iterator[Cluster]:
    """A server that may be killed."""
    with cluster(**QUICK) as running:
        yield running


def test_a_loader_that_is_killed_leaves_nothing_half(server: Server, empty: str, parts: Parts) -> None:
    losses = kill_loaders(empty, parts, ROUNDS)
    assert (losses.rounds, losses.lost, losses.wrong) == (ROUNDS, [], [])


def test_a_server_that_is_killed_loses_nothing(own: Cluster, parts: Parts, connect: Callable[..., Server]) -> None:
    server = connect(own.url())
    migrate(server, "d0", 12)
    build_indexes(server)
    losses = kill_servers(own, own.url(), parts, ROUNDS)
    assert losses.done > 0
    assert (losses.rounds, losses.lost, losses.wrong) == (ROUNDS, [], [])


def test_pages_are_asked_on_while_a_standby_takes_over(own: Cluster, parts: Parts) -> None:
    """Of each question the answer is right; nobody waits in vain but while there is no server."""
    prepared(own, WordEmbedder(), parts[:-1])
    with cluster(own, **QUICK) as standby:
        overtaking = fail_over(own, standby, WordEmbedder, 4, parts[-1:], 0.7)
    assert overtaking.asked > 50
    assert (overtaking.wrong, overtaking.errors) == (0, ())


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("DELETE FROM sentences WHERE sentence = 3", "sentences"),
        ("DELETE FROM words WHERE term = (SELECT min(term) FROM words)", "not all of its words"),
        ("UPDATE frequencies SET holding = holding + 1 WHERE kind = 1", "what is counted is not what is there"),
        ("DELETE FROM transcripts", "of no transcript"),
    ],
)
def test_what_is_wrong_is_found(
    postgres: Cluster, server: Server, storing: Storing, empty: str, damage: str, found: str
) -> None:
    storing.add(open_transcripts([LIGHTHOUSE]))
    assert wrong(server) == []
    postgres.execute(f"SET search_path = on_the_record; {damage}", empty.rpartition("/")[2])
    assert any(found in line for line in wrong(server))
