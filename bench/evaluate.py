"""python -m bench evaluate: the figures of evaluation sets, with intervals, as tables."""

import argparse
import math
import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from bench.answers import ask_all_shown, written_whole
from bench.measures import Estimate, Judgement, bootstrap, judge, mean
from bench.reliability import Bin, bins, brier, diagram
from bench.sets import EvaluationSet, SetError, read_set, read_texts
from bot.answer import State
from bot.commands.options import add_model
from index.model.embedder import Embedder, ModelEmbedder

HEADINGS = ("figure", "value", "95 % interval")
SEED = 0
LONG = 100
"""Code points from which on a line that stands in two documents is no coincidence."""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("evaluate", help="ask every question of some sets and print the figures")
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET_DIR")
    parser.add_argument(
        "--elsewhere", action="store_true", help="also ask each question of another document of its set"
    )
    parser.add_argument(
        "--diagram", type=Path, metavar="FILE.svg", help="draw confidence against outcome, for all sets"
    )
    add_model(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    embedder = ModelEmbedder(options.model, cache=options.cache)
    drawn: dict[str, Sequence[Bin]] = {}
    for evaluation_set in [read_set(folder) for folder in options.sets]:
        asked = f"{len(evaluation_set.questions):,} questions, {len(evaluation_set.docs):,} documents"
        judgements = judged(evaluation_set, embedder, options.cache)
        print_table(f"{evaluation_set.name}: {asked}", bootstrap(judgements))
        if not all(judgement.answerable for judgement in judgements):
            print(f"  Brier score {brier(judgements):.3f}\n")
            drawn[evaluation_set.name] = bins(judgements)
        if options.elsewhere:
            title = f"{evaluation_set.name}: each question asked of another document"
            print_table(title, ask_elsewhere(evaluation_set, embedder, options.cache))
    if options.diagram:
        with written_whole(options.diagram) as file:
            file.write(diagram(drawn))
    return 0


def judged(evaluation_set: EvaluationSet, embedder: Embedder, cache: Path | None) -> list[Judgement]:
    """Ask everything; what each response is worth."""
    responses = ask_all_shown(evaluation_set, embedder, cache)
    return judge(evaluation_set.questions, responses, read_texts(evaluation_set))


def ask_elsewhere(evaluation_set: EvaluationSet, embedder: Embedder, cache: Path | None) -> dict[str, Estimate]:
    """The share of each state when every question is asked of a document that it is not about.

    The interval resamples the documents that the questions are about.
    """
    docs = [question.doc for question in evaluation_set.questions]
    responses = ask_all_shown(evaluation_set, embedder, cache, elsewhere(docs, read_texts(evaluation_set)))
    return {state: mean(docs, [response.state == state for response in responses]) for state in get_args(State)}


def elsewhere(docs: Sequence[str], texts: Mapping[str, str], seed: int = SEED) -> list[str]:
    """For each of `docs` another of `texts` at random; none that has a long line of it, as a shortened copy has.

    Raises SetError where there is none.
    """
    long_lines = {doc: {line for line in text.split("\n") if len(line) >= LONG} for doc, text in texts.items()}
    others_of: dict[str, list[str]] = {}
    for doc in dict.fromkeys(docs):
        others_of[doc] = [
            other for other in texts if texts[other] != texts[doc] and long_lines[other].isdisjoint(long_lines[doc])
        ]
        if not others_of[doc]:
            raise SetError(f"{doc}: expected another document in its set that shares no text with it; found none")
    rng = random.Random(seed)
    return [rng.choice(others_of[doc]) for doc in docs]


def print_table(title: str, estimates: Mapping[str, Estimate]) -> None:
    """On a terminal with colours, in a pipe as plain columns."""
    rows = [(name, _number(name, figure.value), _interval(name, figure)) for name, figure in estimates.items()]
    if not sys.stdout.isatty():
        print(title)
        for name, value, interval in (HEADINGS, *rows):
            print(f"  {name:14}{value:>8}   {interval}")
        print(flush=True)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(*HEADINGS, title=title, title_justify="left")
    table.columns[1].justify = "right"
    for row in rows:
        table.add_row(*row)
    Console(highlight=False).print(table)


def _number(name: str, value: float) -> str:
    return f"{value:.1f}" if name.startswith("words") else f"{value:.3f}"


def _interval(name: str, figure: Estimate) -> str:
    if math.isnan(figure.low):
        return "one document"
    return f"{_number(name, figure.low)} – {_number(name, figure.high)}"
