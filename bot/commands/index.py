"""python -m bot index: embed transcripts ahead of the first question, or delete what is saved."""

import argparse
from pathlib import Path

from bot.commands.options import add_layout, add_model
from bot.commands.terminal import print_lines, progress_bar
from bot.render.text import Line, visible
from index.forgetting import clear
from index.library import open_transcripts
from index.model.embedder import ModelEmbedder
from index.store import open_index


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--clear", action="store_true", help="delete every saved index first")
    add_layout(parser)
    add_model(parser)
    parser.set_defaults(run=run, parser=parser)


def run(options: argparse.Namespace) -> int:
    if not options.paths and not options.clear:
        options.parser.error("expected a PATH to index, or --clear")
    lines = []
    if options.clear:
        lines.append(Line(f"Deleted {clear(options.cache)} saved indexes from {options.cache}."))
    embedder = ModelEmbedder(options.model, cache=options.cache)
    for quotable in open_transcripts(options.paths, options.layout) if options.paths else ():
        name, passages = visible(quotable.transcript.id), quotable.passages
        with progress_bar(f"Indexing {name}") as progress:
            open_index(quotable, embedder, options.cache, progress)
        lines.append(Line(f"{name}: {len(passages.paragraphs)} paragraphs, {len(passages.sentences)} sentences"))
    print_lines(lines)
    return 0
