"""python -m bot mcp: an AI agent asks, checks and reads, over the Model Context Protocol."""

import argparse
import signal

from bot import Bot, assemble, assembled
from bot.commands.options import add_models, add_transcript, chooser, library, quotables, reranker, store
from bot.errors import OptionError
from index.model.embedder import ModelEmbedder
from index.shelf import Shelf


def add(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Speaks the protocol on standard input and output until the input ends: the agent's program starts "
        "it. Needs what requirements-mcp.txt names."
    )
    add_transcript(parser)
    add_models(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    try:
        from bot.agent.protocol import serve
    except ImportError as error:
        raise OptionError(
            f"the Model Context Protocol's package is not installed: pip install -r requirements-mcp.txt ({error})"
        ) from error
    from bot.agent.tools import Tools

    folder = library(options) if options.library else None
    if folder:
        folder.read()
    opened = folder.quotables if folder else quotables(options)
    reread, choosing = reranker(options), chooser(options)

    def load() -> Bot:
        embedder = ModelEmbedder(options.model, cache=options.cache)
        if options.store:
            return assembled(store(options, embedder).library(), reranker=reread, chooser=choosing)
        if folder:
            return assembled(Shelf(folder, embedder).library(), reranker=reread, chooser=choosing)
        return assemble(opened, embedder, options.cache, reranker=reread, chooser=choosing)

    # Ctrl+C ends the process at once: a KeyboardInterrupt would wait for the thread that waits for the next line.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    serve(Tools(opened, load))
    return 0
