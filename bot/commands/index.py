"""python -m bot index: embed transcripts ahead of the first question, or delete what is saved."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from bot.commands.options import add_layout, add_model, library
from bot.commands.storing import add_store, store
from bot.commands.terminal import print_lines, progress_bar
from bot.errors import OptionError
from bot.render.text import Line, visible, visible_lines
from index.forgetting import clear
from index.library import open_transcripts
from index.model.embedder import ModelEmbedder
from index.shelf import Shelf
from index.store import open_index


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--library", type=Path, metavar="DIR", help="index all transcripts in a folder, and below it")
    parser.add_argument(
        "--compact", action="store_true", help="leave nothing on disk of what is no longer in the --library"
    )
    parser.add_argument("--clear", action="store_true", help="delete every saved index first")
    add_layout(parser)
    add_model(parser)
    add_store(parser)
    parser.set_defaults(run=run, parser=parser)


def run(options: argparse.Namespace) -> int:
    if options.store:
        return store(options, ModelEmbedder(options.model, cache=options.cache))
    if options.migrate or options.remove:
        raise OptionError("expected --migrate and --remove with --store; found them without")
    if not (options.paths or options.library or options.clear):
        options.parser.error("expected a PATH or a --library to index, or --clear")
    if options.compact and not options.library:
        options.parser.error("expected --compact with a --library")
    lines = []
    if options.clear:
        lines.append(Line(f"Deleted {clear(options.cache)} saved indexes from {options.cache}."))
    embedder = ModelEmbedder(options.model, cache=options.cache)
    lines += _transcripts(options, embedder) if options.paths else ()
    lines += _library(options, embedder) if options.library else ()
    print_lines(lines)
    return 0


def _transcripts(options: argparse.Namespace, embedder: ModelEmbedder) -> Iterator[Line]:
    for quotable in open_transcripts(options.paths, options.layout):
        name, card = visible(quotable.card.id), quotable.card
        with progress_bar(f"Indexing {name}") as progress:
            open_index(quotable, embedder, options.cache, progress)
        yield Line(f"{name}: {card.paragraphs} paragraphs, {card.sentences} sentences")


def _library(options: argparse.Namespace, embedder: ModelEmbedder) -> Iterator[Line]:
    folder = library(options)
    folder.read()
    shelf = Shelf(folder, embedder)
    with progress_bar("Indexing") as progress:
        shelf.library(progress)
        if options.compact:
            shelf.compact(progress)
    saved, sentences = shelf.saved(), sum(quotable.card.sentences for quotable in folder.quotables)
    said = (
        f"{options.library}: {saved.transcripts:,} transcripts, {sentences:,} sentences, {round(saved.size / 1e6):,} MB"
    )
    yield from visible_lines([Line(said)])
