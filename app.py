"""The web chat's front door: read the transcripts, serve it, load the model behind it."""

import argparse
import logging
import signal
import sys
from functools import cached_property
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from bot.commands.options import (
    add_models,
    add_transcript,
    chooser,
    library,
    quotables,
    reranker,
    stay_offline,
    store,
    transcripts,
)
from bot.errors import OptionError
from bot.own.home import Home
from index.errors import OnTheRecordError
from index.quotable import by_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from bot import Bot
    from bot.own.room import Room
    from bot.web.rooms import Rooms
    from bot.web.uploads import Uploads
    from index.library import Library
    from index.model.embedder import ModelEmbedder, Progress
    from index.postgres.shelf import StoreShelf
    from index.quotable import Quotables
    from index.shelf import Shelf


def main() -> int:
    """Serve until stopped; 2 if a transcript or an option can't be used, or the port is taken."""
    options = read_options()
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    logging.getLogger("bot").setLevel(logging.INFO)
    logging.getLogger("index.model").setLevel(logging.INFO)  # says what takes seconds, once
    stay_offline()
    try:
        run(options)
    except OnTheRecordError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:  # ends the process at once: Python would say where it was, and wait for threads
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.raise_signal(signal.SIGINT)
    return 0


def run(options: argparse.Namespace) -> None:
    """Listen as soon as nothing is left that an option may have wrong; Gradio and the model come after that."""
    from bot.web.access import access
    from bot.web.address import listen, written
    from bot.web.serve import serve, serve_until_made
    from bot.web.starting import starting_app

    asked = Asked(options)
    allowed = access(options.host, options.allow_host, options.allow_frame, options.auth, options.root_path)
    listening = listen(options.host, options.port)
    print(f"On the Record: http://{written(options.host)}:{listening.getsockname()[1]} (Ctrl+C stops it)", flush=True)

    def make() -> "ASGIApp":
        uploads = asked.uploads()  # before Gradio is imported, which asks where they go
        rooms = asked.rooms()

        from bot.web.application import build_app

        return build_app(rooms, allowed, uploads)

    signal.signal(signal.SIGTERM, lambda *_: end(asked))  # which the server raises again when it has finished
    try:
        serve(serve_until_made(make, starting_app(allowed), listening), listening)
    finally:
        asked.leave()


def end(asked: "Asked") -> None:
    """End as SIGTERM ends a process, without what visitors brought along."""
    asked.leave()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.raise_signal(signal.SIGTERM)


class Asked:
    """What is asked: some transcripts, or a library, which is looked at again and again. Raises what reading raises."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._reranker, self._chooser = reranker(options), chooser(options)
        self._store: StoreShelf | None = None
        self._folder = library(options) if options.library else None
        if self._folder:
            self._folder.read()
        if options.store:
            transcripts(options)  # no others
            self._store = store(options, self._embedder)
        kept = self._store.library() if self._store else self._folder
        self._quotables = kept.quotables if kept else quotables(options)
        if options.shared_library and not (options.library and options.auth and options.keep):
            raise OptionError("expected --shared-library with --library and --auth, and --keep not 0; found it without")
        self._home: Home | None = None
        self._rooms: Rooms | None = None

    @cached_property
    def _embedder(self) -> "ModelEmbedder":
        from index.model.embedder import ModelEmbedder

        return ModelEmbedder(self._options.model, cache=self._options.cache)

    def uploads(self) -> "Uploads | None":
        """Where Gradio puts what is uploaded; None where nobody may bring anything along."""
        from bot.web.uploads import Uploads

        if not self._options.keep:
            return None
        folder = self._options.cache / "visitors"
        try:
            self._home = Home(folder)
        except OSError as error:
            raise OptionError(f"{folder}: expected a folder for what visitors bring along: {error}") from error
        return Uploads(self._home.path / "uploads")

    def leave(self) -> None:
        """Delete what visitors brought along, and end what is being done with it."""
        if self._rooms:
            self._rooms.leave_all()
        if self._home:
            self._home.leave()

    def rooms(self) -> "Rooms":
        """The collection that everybody asks, loading from now on; it takes seconds to import what that needs."""
        from bot.web.collection import Collection
        from bot.web.loading import Loading
        from bot.web.rooms import Rooms
        from bot.web.watching import Watch
        from index.shelf import Shelf

        shelf = Shelf(self._folder, self._embedder) if self._folder else None
        loading = Loading(lambda progress: self._load(shelf, progress))

        def collect(quotables: "Quotables", loading: Loading) -> Collection:
            return Collection(quotables, loading, self._chooser, self._options.keep)

        def opened(library: "Library") -> Collection:
            """What a visitor brought along: nothing of it leaves this machine, whatever model --llm names."""
            loading = Loading.done(self._assembled(library, is_shared=False))
            return Collection(by_id(library.quotables), loading, hours=self._options.keep)

        shared = collect(by_id(self._quotables), loading)
        folder = self._options.library if self._options.shared_library else None
        self._rooms = Rooms(shared, self._new_room(), opened, self._options.keep * 3600, folder)
        changing = shelf or self._store
        if changing:
            Watch(changing, self._rooms, self._assembled, collect)
        return self._rooms

    def _load(self, shelf: "Shelf | None", count: "Progress") -> "Bot":
        """The bot, with its model loaded and what is not yet saved indexed; `count` is told how far that is."""
        from bot.commands.terminal import progress_bar
        from index.library import open_library

        self._embedder.load()
        if self._store:
            return self._assembled(self._store.library())
        with progress_bar("Indexing") as bar:

            def progress(done: int, of: int) -> None:
                count(done, of)
                if bar:
                    bar(done, of)

            if shelf:
                return self._assembled(shelf.library(progress))
            return self._assembled(open_library(self._quotables, self._embedder, self._options.cache, progress))

    def _new_room(self) -> "Callable[[], Room] | None":
        """What makes an empty room; None where nobody may bring anything along."""
        from bot.own.room import Room

        home, embedder = self._home, self._embedder
        return (lambda: Room(home.path / token_hex(16), embedder)) if home else None

    def _assembled(self, library: "Library", is_shared: bool = True) -> "Bot":
        from bot import assembled

        if library.across:
            library.across.patience = 0.0  # whoever asks waits elsewhere: bot/web/patience.py
        return assembled(library, reranker=self._reranker, chooser=self._chooser if is_shared else None)


def read_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Ask an interview in the browser.")
    add_transcript(parser)
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to listen on (default: %(default)s, this machine only; 0.0.0.0 and :: are all addresses)",
    )
    parser.add_argument("--port", type=int, default=7860, help="port to listen on (default: %(default)s)")
    parser.add_argument(
        "--allow-host", action="append", default=[], metavar="NAME", help="a name that browsers may use for this server"
    )
    parser.add_argument(
        "--allow-frame", action="append", default=[], metavar="ORIGIN", help="whose pages may show this one in a frame"
    )
    parser.add_argument("--auth", type=Path, metavar="FILE", help="ask for a password of FILE (python -m bot user)")
    parser.add_argument("--root-path", default="", metavar="/PATH", help="the path under which a proxy serves this")
    add_visitors(parser)
    add_models(parser)
    return parser.parse_args()


def add_visitors(parser: argparse.ArgumentParser) -> None:
    """What visitors may bring along."""
    parser.add_argument(
        "--keep",
        type=int,
        choices=range(169),
        default=8,
        metavar="HOURS",
        help="for so long what visitors bring along is kept at most, 0: they may bring nothing (default: %(default)s)",
    )
    parser.add_argument(
        "--shared-library", action="store_true", help="users of --auth may add what they bring along to the --library"
    )


if __name__ == "__main__":
    sys.exit(main())
