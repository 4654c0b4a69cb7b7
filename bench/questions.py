"""python -m bench questions: our own gold questions about the interview that ships, as figures and by kind."""

import argparse
import json
from pathlib import Path
from typing import Any

from bench.answers import ask
from bench.evaluate import print_table
from bench.measures import Judgement, bootstrap, judge
from bench.reliability import brier
from bench.sets import Question
from bot import open_bot
from bot.commands.options import DEFAULT_TRANSCRIPT, ROOT, add_model
from index.transcript import Span

QUESTIONS = ROOT / "data" / "questions.jsonl"


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("questions", help="ask our own questions about the interview that ships")
    add_model(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    bot = open_bot([DEFAULT_TRANSCRIPT], model=options.model, cache=options.cache)
    transcript = bot.library.quotables[0].transcript
    kinds, questions = read_questions(QUESTIONS)
    responses = [ask(bot, question, 0) for question in questions]
    judgements = judge(questions, responses, {transcript.id: transcript.text})
    print_table(f"{QUESTIONS.name}: {len(questions)} questions of our own about the interview", bootstrap(judgements))
    print(f"  Brier score {brier(judgements):.3f}")
    for kind in dict.fromkeys(kinds):
        print(f"  {_by_kind(kind, [one for one, other in zip(judgements, kinds, strict=True) if other == kind])}")
    return 0


def read_questions(path: Path) -> tuple[list[str], list[Question]]:
    """The kind of each question, and the questions, of the transcript that ships."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [row["kind"] for row in rows], [
        Question(row["id"], DEFAULT_TRANSCRIPT.stem, row["question"], tuple(Span(*span) for span in row["spans"]))
        for row in rows
    ]


def _by_kind(kind: str, judgements: list[Judgement]) -> str:
    answered = sum(one.answered for one in judgements)
    if not judgements[0].answerable:
        return f"{kind:12} {len(judgements):3} unanswerable: {answered} called answered"
    first, three = (sum(1 <= one.rank <= most for one in judgements) for most in (1, 3))
    return f"{kind:12} {len(judgements):3} answerable: right first {first}, among three {three}, answered {answered}"
