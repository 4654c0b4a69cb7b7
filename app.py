"""The web chat's front door: read the transcripts, build the page, load the model behind it, serve it."""

import argparse
import logging
import socket
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.options import add_model, add_transcript, stay_offline, transcripts
from index.errors import OnTheRecordError
from index.transcript import Transcript

if TYPE_CHECKING:
    from bot.chat import Bot


def main() -> int:
    """Serve until stopped; 2 if a transcript can't be read or the port is taken."""
    options = read_options()
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    logging.getLogger("bot").setLevel(logging.INFO)
    stay_offline()

    from index.library import read_all

    try:
        texts = read_all(transcripts(options))
        listening = socket.create_server((options.host, options.port))
    except OnTheRecordError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]
        print(f"error: can't listen on {options.host}, port {options.port}: {reason}", file=sys.stderr)
        return 2

    from bot.web.server import Loading, allowed_hosts, build_app, serve

    loading = Loading(lambda: load(texts, options))
    app = build_app(texts, loading, allowed_hosts(options.host, options.allow_host))
    print(f"On the Record: http://{options.host}:{listening.getsockname()[1]} (Ctrl+C stops it)", flush=True)
    serve(app, listening)
    return 0


def load(texts: Sequence[Transcript], options: argparse.Namespace) -> "Bot":
    """The bot, with its model loaded and what is not yet saved indexed."""
    from bot.chat import Bot
    from bot.commands.terminal import progress_bar
    from index.embedder import SentenceTransformerEmbedder
    from index.library import open_library

    embedder = SentenceTransformerEmbedder(options.model)
    embedder.load()
    with progress_bar("Indexing") as progress:
        return Bot(open_library(texts, embedder, options.cache, progress))


def read_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Ask an interview in the browser.")
    add_transcript(parser)
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: %(default)s, this machine only)"
    )
    parser.add_argument("--port", type=int, default=7860, help="port to listen on (default: %(default)s)")
    parser.add_argument(
        "--allow-host", action="append", default=[], metavar="NAME", help="a name that browsers may use for this server"
    )
    add_model(parser)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
