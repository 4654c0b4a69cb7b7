"""python -m bot index --store: put transcripts into a store on a server, or take them out."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.commands.options import library
from bot.commands.terminal import print_lines, progress_bar
from bot.errors import OptionError
from bot.render.text import Line, visible
from index.library import open_transcripts

if TYPE_CHECKING:
    from index.model.embedder import ModelEmbedder
    from index.postgres.connection import Server
    from index.postgres.storing import Storing


def add_store(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("a store", "of transcripts on a PostgreSQL server, which pages elsewhere ask")
    group.add_argument(
        "--store",
        metavar="URL",
        help="put them into the store at postgresql://SERVER/DATABASE; of a "
        "--library it has from then on what that has",
    )
    group.add_argument("--migrate", action="store_true", help="make its tables, or bring them up to date, first")
    group.add_argument("--remove", action="append", default=[], metavar="ID", help="take this transcript out of it")


def store(options: argparse.Namespace, embedder: "ModelEmbedder") -> int:
    """Migrate, remove and add, in this order, as far as it is asked for; prints what was done."""
    if options.paths and options.library:
        raise OptionError("expected PATHs or --library; found both")
    from index.indexes import Indexes
    from index.postgres.connection import Server
    from index.postgres.storing import Storing

    server = Server(options.store)
    storing = Storing(server, Indexes(embedder, options.cache, options.library))
    lines = _migrated(server, embedder) if options.migrate else []
    if options.remove:
        lines += _told("Removed", storing.remove(options.remove))
    if options.library:
        lines += _synced(storing, options)
    elif options.paths:
        with progress_bar("Adding") as progress:
            added = storing.add(open_transcripts(options.paths, options.layout), progress=progress)
        lines += _told("Added", added)
    server.close()
    print_lines(lines)
    return 0


def _migrated(server: "Server", embedder: "ModelEmbedder") -> list[Line]:
    from index.postgres.schema import build_indexes, migrate

    applied = migrate(server, embedder.digest, embedder.queries(["a"]).vectors.shape[1])
    build_indexes(server)
    numbers = ", ".join(map(str, applied))
    return [Line(f"Applied migrations: {numbers}." if applied else "No migration was needed.")]


def _synced(storing: "Storing", options: argparse.Namespace) -> list[Line]:
    """The store has of the folder what the folder has."""
    folder = library(options)
    folder.read()
    with progress_bar("Adding") as progress:
        added, removed = storing.sync(folder.quotables, folder.path, progress)
    return [*_told("Added", added), *_told("Removed", removed)]


def _told(done: str, names: Sequence[str]) -> list[Line]:
    return [Line(f"{done} {len(names)} transcripts."), *(Line(visible(name), indent=2) for name in names)]
