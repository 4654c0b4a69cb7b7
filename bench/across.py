"""python -m bench across: our questions in other languages about the interview that ships, and what they take."""

import argparse
import statistics
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.evaluate import print_columns
from bench.latency import copies
from bench.questions import QUESTIONS, print_figures, read_questions
from bot import open_bot
from bot.commands.options import DEFAULT_TRANSCRIPT, add_model
from index.across import Across
from index.indexes import Indexes
from index.library import open_transcripts
from index.model.embedder import ModelEmbedder
from index.model.locate import ACROSS_MODEL
from index.quotable import Quotable

LANGUAGES = ("ru", "zh", "kk")
TIMES = 5
"""How often each question is asked again, for the median."""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "across", help="ask about the interview in Russian, Chinese and Kazakh; and the time"
    )
    add_model(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    bot = open_bot([DEFAULT_TRANSCRIPT], model=options.model, cache=options.cache)
    for language in LANGUAGES:
        print_figures(bot, file_of(language))
    with tempfile.TemporaryDirectory() as folder:
        many = open_transcripts(copies(Path(folder)))
        rows = [_timed(one) for one in (bot.library.quotables, many)]
    print_columns("Time of a search, s; ms", ("sentences", "first", "later, median"), rows)
    return 0


def _timed(quotables: tuple[Quotable, ...]) -> tuple[str, str, str]:
    """Sentences; the first search, with the model loaded and all embedded for it, in seconds; later ones in ms."""
    questions = [one.question for language in LANGUAGES[:2] for one in read_questions(file_of(language))]
    with tempfile.TemporaryDirectory() as cache:
        start = perf_counter()
        retriever = Across(quotables, Indexes(ModelEmbedder(ACROSS_MODEL), Path(cache))).retriever()
        retriever.search(questions[0], 3)
        first, later = perf_counter() - start, []
        for question in questions[1:] * TIMES:
            start = perf_counter()
            retriever.search(question, 3)
            later.append(perf_counter() - start)
    sentences = sum(len(quotable.passages.sentences) for quotable in quotables)
    return f"{sentences:,}", f"{first:.1f}", f"{1000 * statistics.median(later):.1f}"


def file_of(language: str) -> Path:
    """Our questions in a language."""
    return QUESTIONS.with_stem(f"questions-{language}")
