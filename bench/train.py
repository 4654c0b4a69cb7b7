"""python -m bench train: a reader from evaluation sets; resumed where it was cut off, and written whole at the end."""

import argparse
import hashlib
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.answers import whole
from bench.lessons import (
    Lesson,
    lessons,
    lessons_of_sentences,
    read_lessons,
    with_history,
    with_offices,
    with_twins,
    write_lessons,
)
from bench.sets import LEARNT, SetError, read_set_to_fit, read_text
from bot.commands.options import ROOT, add_model
from index.model.embedder import ModelEmbedder
from index.model.locate import locate
from index.model.reader import FOLDER, reader_path

WORK = ROOT / "build" / "reader"
MOST_BYTES = 15_000_000
"""Of a reader's file."""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("train", help="teach a model to read question and sentence together")
    parser.add_argument(
        "sets", nargs="+", type=Path, metavar="SET_DIR", help="learnt from by one half of its documents"
    )
    parser.add_argument("--whole", nargs="+", type=Path, default=[], metavar="SET_DIR", help="by all its documents")
    parser.add_argument(
        "--sentences",
        nargs="+",
        type=Path,
        default=[],
        metavar="FILE.jsonl",
        help="rows {id, question, sentences, answers}",
    )
    parser.add_argument("--loss", choices=("both", "listwise", "pointwise"), default="both")
    parser.add_argument("--epochs", type=float, default=3.0, help="how often each question is asked (default: 3)")
    parser.add_argument("--share", type=float, default=1.0, help="of the questions, drawn by their ids (default: all)")
    parser.add_argument("--kept", type=int, default=2, help="lower layers that stay the model's (default: 2)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--bfloat16",
        action="store_true",
        help="multiply in it: twice as quick where the processor can, else far slower",
    )
    parser.add_argument("--started", type=Path, metavar="FILE", help="a reader to train further (default: begin anew)")
    parser.add_argument("--work", type=Path, default=WORK, help="what is kept to resume (default: %(default)s)")
    parser.add_argument("--out", type=Path, help="the file to write (default: the model's reader)")
    add_model(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from bench.learning import Plan, learn, write_reader

    embedder = ModelEmbedder(options.model, cache=options.cache)
    gathered = options.work / f"lessons-{_digest(options)}.jsonl"
    options.work.mkdir(parents=True, exist_ok=True)
    if not gathered.exists():
        write_lessons(gathered, gather(options, embedder))
    learnt = drawn(with_offices(with_history(with_twins(read_lessons(gathered)))), options.share)
    for name, count in Counter(lesson.set for lesson in learnt).items():
        print(f"{count:>7,} questions of {name}")
    plan = Plan(options.loss, options.epochs, options.kept, options.seed, len(learnt))
    network, special = learn(
        learnt,
        plan,
        locate(options.model),
        options.work,
        started=options.started,
        bfloat16=options.bfloat16,
        report=_report,
    )
    out = options.out or reader_path(FOLDER, embedder.model_digest)
    with whole(out) as beside:
        write_reader(network, special, beside, embedder.model_digest, plan)
        size = beside.stat().st_size
        if size > MOST_BYTES:
            raise SetError(f"{out}: expected at most {MOST_BYTES:,} bytes; found {size:,}: keep more lower layers")
    print(f"wrote {out}")
    return 0


def gather(options: argparse.Namespace, embedder: ModelEmbedder) -> Iterator[Lesson]:
    """What is learnt from everything that was named."""
    for folder in options.sets:
        yield from lessons(folder, embedder, options.cache, half=LEARNT)
    for folder in options.whole:
        yield from lessons(folder, embedder, options.cache)
    for path in options.sentences:
        yield from lessons_of_sentences(path, embedder)


def _digest(options: argparse.Namespace) -> str:
    """Of the questions that were named: what was gathered of others is not what is asked for. Raises SetError."""
    found = hashlib.sha256()
    for kind in ("sets", "whole", "sentences"):
        for path in getattr(options, kind):
            questions = path if kind == "sentences" else read_set_to_fit(path).folder / "questions.jsonl"
            found.update(f"{kind} {path.name} {read_text(questions)}".encode())
    return found.hexdigest()[:16]


def drawn(given: Sequence[Lesson], share: float) -> list[Lesson]:
    """A share of them, the same whatever else is given; a question asked of two twins is drawn with both or neither."""
    return [lesson for lesson in given if random.Random(lesson.base).random() < share]


def _report(step: int, steps: int, loss: float) -> None:
    print(f"step {step:,} of {steps:,}: loss {loss:.3f}", flush=True)
