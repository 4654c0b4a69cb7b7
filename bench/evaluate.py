"""python -m bench evaluate: the figures of evaluation sets, with intervals, as tables."""

import argparse
import math
import random
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from bench.answers import ask_all_shown, written_whole
from bench.judging import Judgement, judge
from bench.measures import Estimate, bootstrap, by_kind, mean
from bench.reliability import Bin, bins, brier, diagram
from bench.sets import MEASURED, EvaluationSet, SetError, half, read_set, read_texts
from bot.answer import State
from bot.commands.options import add_model
from index.model.embedder import Embedder, ModelEmbedder

HEADINGS = ("figure", "value", "95 % interval")
KIND_HEADINGS = ("kind", "answerable", "questions", "answered", "hit@1", "hit@3")
NUMBER = re.compile(r"[\d.,]+")
SEED = 0
LONG = 100
"""Code points from which on a line that stands in two documents is no coincidence."""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("evaluate", help="ask every question of some sets and print the figures")
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET_DIR")
    parser.add_argument(
        "--measured", action="store_true", help="ask only of the half of a set's documents that nothing learns from"
    )
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
        if options.measured:
            evaluation_set = half(evaluation_set, MEASURED)
        asked = f"{len(evaluation_set.questions):,} questions, {len(evaluation_set.docs):,} documents"
        judgements = judged(evaluation_set, embedder, options.cache)
        print_table(f"{evaluation_set.name}: {asked}", bootstrap(judgements))
        print_kinds(judgements)
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
    """A row for each figure, with its interval."""
    rows = [(name, _number(name, figure.value), _interval(name, figure)) for name, figure in estimates.items()]
    print_columns(title, HEADINGS, rows)


def print_kinds(judgements: Sequence[Judgement]) -> None:
    """A row for each kind of question that the set names, the answerable ones first; nothing if it names none."""
    if not any(judgement.kind for judgement in judgements):
        return
    rows = []
    for (kind, answerable), of_kind in by_kind(judgements).items():
        figures = bootstrap(of_kind)
        answered = "coverage" if answerable else "false_answers"
        shown = [_with_interval(figures[name]) for name in (answered, "hit@1", "hit@3") if name in figures]
        rows.append((kind, "yes" if answerable else "no", f"{len(of_kind):,}", *shown, *[""] * (3 - len(shown))))
    print_columns("By kind of question", KIND_HEADINGS, rows)


def print_columns(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """On a terminal with colours, in a pipe as plain columns; numbers stand right."""
    columns = list(zip(*rows, strict=True))
    are_numbers = [all(not cell or NUMBER.fullmatch(cell) for cell in column) for column in columns]
    if not sys.stdout.isatty():
        widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
        aligned = [f"{'>' if is_number else '<'}{width}" for is_number, width in zip(are_numbers, widths, strict=True)]
        print(title)
        for row in (headings, *rows):
            cells = [format(cell, form) for cell, form in zip(row, aligned, strict=True)]
            print(f"  {'   '.join(cells)}".rstrip())
        print(flush=True)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    for heading, is_number in zip(headings, are_numbers, strict=True):
        table.add_column(heading, justify="right" if is_number else "left")
    for row in rows:
        table.add_row(*row)
    Console(highlight=False).print(table)


def _number(name: str, value: float) -> str:
    return f"{value:.1f}" if name.startswith("words") else f"{value:.3f}"


def _with_interval(figure: Estimate) -> str:
    value = _number("", figure.value)
    return value if math.isnan(figure.low) else f"{value} ({_interval('', figure)})"


def _interval(name: str, figure: Estimate) -> str:
    if math.isnan(figure.low):
        return "one document"
    return f"{_number(name, figure.low)} – {_number(name, figure.high)}"
