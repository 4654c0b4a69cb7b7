"""python -m bench store: a store's servers and loaders are killed, one server takes over from another: what is lost?

Each number is of a real PostgreSQL, whose processes are ended as a power cut ends them.
"""

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bench.evaluate import print_columns
from bench.losses import Parts, kill_loaders, kill_servers
from bench.overtaking import PAUSE, fail_over
from bench.postgres import Cluster, cluster
from bot.commands.options import ROOT, add_model
from index.indexes import Indexes
from index.library import open_transcripts
from index.model.embedder import Embedder, ModelEmbedder
from index.postgres.adding import add as add_batch
from index.postgres.apart import apart
from index.postgres.connection import Server
from index.postgres.loading import stored
from index.postgres.schema import build_indexes, migrate
from index.search.segment import gather

DOCUMENTS = ROOT / "data" / "interviews" / "docs"


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("store", help="kill a store's servers and loaders, and count what is lost")
    parser.add_argument("--loaders", type=int, default=50, metavar="N", help="loading processes to kill (%(default)s)")
    parser.add_argument("--servers", type=int, default=20, metavar="N", help="servers to kill (%(default)s)")
    parser.add_argument("--clients", type=int, default=20, metavar="N", help="clients of two pages (%(default)s)")
    add_model(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    embedder = ModelEmbedder(options.model, cache=options.cache)
    paths = sorted(DOCUMENTS.glob("*.txt"))
    parts = parts_of(paths, embedder, options.cache)
    with cluster() as primary:
        url = prepared(primary, embedder)
        rows = [[f"{options.loaders} loaders killed", str(kill_loaders(url, parts, options.loaders))]]
        rows.append([f"{options.servers} servers killed", str(kill_servers(primary, url, parts, options.servers))])
    make = partial(ModelEmbedder, options.model, cache=options.cache)
    with cluster() as primary, cluster(primary) as standby:
        prepared(primary, embedder, parts[:-1])
        rows.append(
            ["one server took over", str(fail_over(primary, standby, make, options.clients, parts[-1:], PAUSE))]
        )
    print_columns("store", ["", "seen"], rows)
    return 0


def parts_of(paths: Sequence[Path], embedder: Embedder, cache: Path | None) -> Parts:
    """Transcripts as they are added."""
    quotables = open_transcripts(paths)
    whole = gather(Indexes(embedder, cache).of(quotables))
    every = apart(whole, np.arange(len(quotables)))
    return [(stored(quotable), segment) for quotable, segment in zip(quotables, every, strict=True)]


def prepared(primary: Cluster, embedder: Embedder, parts: Parts | None = None) -> str:
    """The URL of a store that has `parts`, or nothing."""
    primary.execute("CREATE DATABASE talks")
    server = Server(primary.url("talks"))
    migrate(server, embedder.digest, embedder.queries(["a"]).vectors.shape[1])
    build_indexes(server)
    server.write(partial(add_batch, batch=parts or []))
    server.close()
    return primary.url("talks")
