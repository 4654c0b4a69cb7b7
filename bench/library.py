"""python -m bench library: a folder of many transcripts opened, added to, asked and checked against.

Each time stands beside that of what it saves: opening, beside reading and cutting the files; adding one, beside opening
all; a question to all, beside the same question to one.
"""

import argparse
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any, TypeVar

from bench.evaluate import print_columns
from bot.chat import Bot
from bot.commands.options import DEFAULT_TRANSCRIPT, add_model
from bot.quote_check.article import read_article
from bot.quote_check.checker import Checker
from bot.within import Within
from index.folder import Folder, files_of
from index.library import Library
from index.model.embedder import ModelEmbedder
from index.quotable import Quotable, quotable
from index.readers.table import read_transcript
from index.shelf import Shelf

ASKED = 200
QUOTED = 40
MOST_READ = 40
"""Files that are read anew, for comparison."""
Result = TypeVar("Result")


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("library", help="open, ask and check against a folder of many transcripts")
    parser.add_argument("library", type=Path, metavar="DIR")
    add_model(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    embedder = ModelEmbedder(options.model, cache=options.cache)
    embedder.load()
    with tempfile.TemporaryDirectory() as work:
        copy = Path(shutil.copytree(options.library, Path(work, "library")))
        _open(copy, embedder, options.cache)  # whatever is not yet saved
        opened, (shelf, library, bot) = _timed(lambda: _open(copy, embedder, options.cache))
        rows = [
            ["transcripts, sentences", f"{len(library.quotables):,}, {_sentences(library):,}"],
            ["open, s", f"{opened:.1f}"],
            ["read and cut the same anew, s", f"{_read_anew(copy):.1f}"],
            ["most memory, MB", f"{_memory():,.0f}"],
            *_asked(bot),
            *_checked(library.quotables),
            ["add one, s", f"{_add(copy, shelf):.1f}"],
        ]
    print_columns(str(options.library), ["", "this machine"], rows)
    return 0


def _asked(bot: Bot) -> list[list[str]]:
    questions = _questions(bot.library.quotables)
    everywhere = [_timed(partial(bot.ask, question))[0] for question, _ in questions]
    in_one = [_timed(partial(bot.ask, question, within=Within(transcripts=(name,))))[0] for question, name in questions]
    return [
        ["ask all, ms (median, 95th percentile)", _milliseconds(everywhere)],
        ["ask one of them, ms", _milliseconds(in_one)],
    ]


def _checked(quotables: tuple[Quotable, ...]) -> list[list[str]]:
    made, checker = _timed(lambda: Checker(quotables))
    article = read_article(_article(quotables))
    return [
        ["make the checker, s", f"{made:.1f}"],
        [f"check {QUOTED} quotations, s", f"{_timed(lambda: checker.check(article))[0]:.2f}"],
    ]


def _open(folder: Path, embedder: ModelEmbedder, cache: Path) -> tuple[Shelf, Library, Bot]:
    read = Folder(folder, cache)
    read.read()
    shelf = Shelf(read, embedder)
    library = shelf.library()
    return shelf, library, Bot(library)


def _read_anew(folder: Path) -> float:
    """As long as all files would take, by some of them."""
    paths = list(files_of(folder).values())
    some = paths[:: max(len(paths) // MOST_READ, 1)]
    taken, _ = _timed(lambda: [quotable(read_transcript(path)) for path in some])
    return taken * len(paths) / len(some)


def _add(folder: Path, shelf: Shelf) -> float:
    shutil.copy(DEFAULT_TRANSCRIPT, folder / "added-for-this.txt")

    def added() -> Bot:
        shelf.folder.read()
        return Bot(shelf.library())

    return _timed(added)[0]


def _questions(quotables: tuple[Quotable, ...]) -> list[tuple[str, str]]:
    """What was asked in some of the transcripts, with the id of each."""
    asked = [(words, one.transcript.id) for one in quotables for words in one.asking.values()]
    if not asked:
        asked = [("What was decided?", one.transcript.id) for one in quotables]
    return random.Random(0).choices(asked, k=ASKED)


def _article(quotables: tuple[Quotable, ...]) -> str:
    """Sentences of anybody, quoted."""
    chance, lines = random.Random(0), []
    for one in chance.choices(quotables, k=QUOTED):
        sentence = chance.choice(one.passages.sentences)
        lines.append(f"Somebody said: “{one.transcript.text[sentence.start : sentence.stop]}”")
    return "\n\n".join(lines)


def _timed(do: Callable[[], Result]) -> tuple[float, Result]:
    began = time.perf_counter()
    result = do()
    return time.perf_counter() - began, result


def _milliseconds(times: list[float]) -> str:
    return f"{1000 * median(times):.0f}, {1000 * quantiles(times, n=20)[-1]:.0f}"


def _memory() -> float:
    """Megabytes, the most so far."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def _sentences(library: Library) -> int:
    return sum(len(one.passages.sentences) for one in library.quotables)
