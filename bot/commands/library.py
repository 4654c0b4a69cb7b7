"""python -m bot library: what stands in a folder of transcripts; to put in and take out."""

import argparse
from contextlib import suppress
from pathlib import Path

from bot.commands.options import add_layout, add_model
from bot.commands.terminal import print_lines, progress_bar
from bot.errors import OptionError
from bot.own.files import copy_in
from bot.question.speakers import people_of
from bot.render.text import Line, visible_lines
from index.card import Card
from index.errors import TranscriptError
from index.folder import Folder, files_of
from index.indexes import Saved
from index.model.embedder import ModelEmbedder
from index.readers.metadata import metadata_path
from index.readers.table import read_transcript
from index.shelf import Shelf


def add(parser: argparse.ArgumentParser) -> None:
    parser.description = "A library is a folder: every transcript in it and below it, with its metadata beside it."
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    for name, act, what in (
        ("list", run_list, "the transcripts: id, title, date, language, sentences, speakers"),
        ("status", run_status, "how many there are, what is left out and why, what is saved of them"),
        ("add", run_add, "copy files into the folder, with their metadata, and index them"),
        ("remove", run_remove, "delete transcripts from the folder, and what is saved of each alone"),
    ):
        action = actions.add_parser(name, help=what, description=what)
        action.add_argument("library", type=Path, metavar="DIR")
        if name == "add":
            action.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        if name == "remove":
            action.add_argument("ids", nargs="+", metavar="ID")
        add_layout(action)
        add_model(action)
        action.set_defaults(run=act)


def run_list(options: argparse.Namespace) -> int:
    folder = _read(options)
    print_lines(visible_lines([Line(_described(quotable.card)) for quotable in folder.quotables]))
    return 0


def run_status(options: argparse.Namespace) -> int:
    folder = _read(options)
    shelf = Shelf(folder, _embedder(options))
    saved = shelf.saved()
    transcripts = _count(len(folder.quotables), "transcript")
    sentences = _count(sum(quotable.card.sentences for quotable in folder.quotables), "sentence")
    lines = [
        Line(f"{options.library}: {transcripts}, {sentences}", "title"),
        Line(f"Indexed in {options.cache}: {saved.transcripts:,} of them, {round(saved.size / 1e6):,} MB"),
    ]
    lines += _still_packed(saved, options.library)
    lines += [Line(f"left out: {why}", "note") for why in folder.left_out]
    print_lines(visible_lines(lines))
    return 0


def run_add(options: argparse.Namespace) -> int:
    """Nothing is copied unless everything can be read, and has a name that is free."""
    options.library.mkdir(parents=True, exist_ok=True)
    names: set[str] = set()
    for path in options.paths:
        read_transcript(path, options.layout)
        for file in _with_metadata(path):
            if (options.library / file.name).exists() or file.name in names:
                raise OptionError(f"{options.library / file.name}: expected a new name; found a file of that name")
            names.add(file.name)
    for path in options.paths:
        for file in reversed(_with_metadata(path)):  # so that it is never read without it
            copy_in(file, options.library)
    folder = _read(options)
    with progress_bar("Indexing") as progress:
        Shelf(folder, _embedder(options)).library(progress)
    added = {path.name for path in options.paths}
    there = [quotable.card for quotable in folder.quotables if quotable.card.source.path.name in added]
    print_lines(visible_lines([Line(f"added {_described(card)}") for card in there]))
    return 0


def run_remove(options: argparse.Namespace) -> int:
    paths = files_of(options.library)
    for name in options.ids:
        if name not in paths:
            raise OptionError(f"{options.library}: expected the id of a transcript there; found {name!r}")
    chosen = [paths[name] for name in options.ids]
    kept = {metadata_path(path) for name, path in paths.items() if name not in options.ids}
    for path in chosen:
        path.unlink()
        if metadata_path(path) not in kept:
            metadata_path(path).unlink(missing_ok=True)
    folder = _read(options)  # what is saved of them is forgotten
    shelf, lines = Shelf(folder, _embedder(options)), [Line(f"removed {path}") for path in chosen]
    if folder.is_empty:
        with suppress(TranscriptError):  # there is none
            shelf.library()
    else:
        lines += _still_packed(shelf.saved(), options.library)
    print_lines(visible_lines(lines))
    return 0


def _still_packed(saved: Saved, library: Path) -> list[Line]:
    """How what was taken out of a library is taken out of its packs too, if there is any."""
    if not saved.gone:
        return []
    compact = f"python -m bot index --library {library} --compact"
    return [Line(f"Still packed, though taken out: {_count(saved.gone, 'transcript')} ({compact})", "note")]


def _read(options: argparse.Namespace) -> Folder:
    folder = Folder(options.library, options.cache, options.layout)
    folder.read()
    return folder


def _embedder(options: argparse.Namespace) -> ModelEmbedder:
    return ModelEmbedder(options.model, cache=options.cache)


def _with_metadata(path: Path) -> list[Path]:
    beside = metadata_path(path)
    return [path, beside] if path.suffix and beside.exists() else [path]


def _described(card: Card) -> str:
    facts = (
        card.id,
        card.title if card.title != card.id else "",
        card.metadata.date or "no date",
        card.language,
        _count(card.sentences, "sentence"),
        ", ".join(person.name for person in people_of(card)),
    )
    return " · ".join(filter(None, facts))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
