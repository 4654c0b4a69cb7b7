"""python -m bot index: embed transcripts ahead of the first question, or delete what is saved."""

import argparse
from pathlib import Path
from typing import Any

from bot.commands.options import add_model
from bot.commands.terminal import print_lines, progress_bar
from bot.render.text import Line, visible
from index.library import read_all
from index.model.embedder import SentenceTransformerEmbedder
from index.store import clear, open_index


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("index", help="index transcripts ahead of the first question")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--clear", action="store_true", help="delete every saved index first")
    add_model(parser)
    parser.set_defaults(run=run, parser=parser)


def run(options: argparse.Namespace) -> int:
    if not options.paths and not options.clear:
        options.parser.error("expected a PATH to index, or --clear")
    lines = []
    if options.clear:
        lines.append(Line(f"Deleted {clear(options.cache)} saved indexes from {options.cache}."))
    embedder = SentenceTransformerEmbedder(options.model)
    for transcript in read_all(options.paths) if options.paths else ():
        with progress_bar(f"Indexing {visible(transcript.id)}") as progress:
            indexed = open_index(transcript, embedder, options.cache, progress)
        counts = f"{len(indexed.passages.paragraphs)} paragraphs, {len(indexed.passages.sentences)} sentences"
        lines.append(Line(visible(f"{transcript.id}: {counts}")))
    print_lines(lines)
    return 0
