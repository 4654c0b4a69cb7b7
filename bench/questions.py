"""python -m bench questions: our own gold questions about the interview that ships, as figures and by kind."""

import argparse
import json
from pathlib import Path
from typing import Any

from bench.answers import ask
from bench.evaluate import print_kinds, print_table
from bench.judging import judge
from bench.measures import bootstrap
from bench.reliability import brier
from bench.sets import Question
from bot import Bot, open_bot
from bot.commands.options import DEFAULT_TRANSCRIPT, ROOT, add_model
from index.transcript import Span

QUESTIONS = ROOT / "data" / "questions.jsonl"


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("questions", help="ask our own questions about the interview that ships")
    add_model(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    print_figures(open_bot([DEFAULT_TRANSCRIPT], model=options.model, cache=options.cache), QUESTIONS)
    return 0


def print_figures(bot: Bot, path: Path) -> None:
    """Of the questions in a file about the transcript that ships, asked of a bot over that alone."""
    transcript = bot.library.quotables[0].transcript
    questions = read_questions(path)
    responses = [ask(bot, question, 0) for question in questions]
    judgements = judge(questions, responses, {transcript.id: transcript.text})
    print_table(f"{path.name}: {len(questions)} questions of our own about the interview", bootstrap(judgements))
    print_kinds(judgements)
    print(f"  Brier score {brier(judgements):.3f}")


def read_questions(path: Path) -> list[Question]:
    """The questions about the transcript that ships."""
    questions: list[Question] = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        spans = tuple(Span(start, stop) for start, stop in row["spans"])
        questions.append(Question(row["id"], DEFAULT_TRANSCRIPT.stem, row["question"], spans, row["kind"]))
    return questions
