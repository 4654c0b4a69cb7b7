"""python -m bench topics: in which state questions for what was said on a subject end, if it was spoken of and if not.

Written by people who saw neither the program nor its rules: `said` by the interviewee, `unsaid` though near the theme,
half of these with a word of the text, and `far` from it.
"""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from bench.evaluate import print_columns
from bot import Bot, open_bot
from bot.answer import State
from bot.commands.options import DEFAULT_TRANSCRIPT, ROOT, add_model

TOPICS = ROOT / "data" / "topics.jsonl"
STATES: tuple[State, ...] = ("answered", "related", "not_found")


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("topics", help="measure questions for what was said on a subject")
    add_model(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    topics = read_topics()
    counts: Counter[tuple[str, State]] = Counter()
    for doc in dict.fromkeys(topic["doc"] for topic in topics):
        bot = open_bot([path_of(doc)], model=options.model, cache=options.cache)
        counts += states([topic for topic in topics if topic["doc"] == doc], bot)
    kinds = dict.fromkeys(topic["kind"] for topic in topics)
    rows = [[kind, *(str(counts[kind, state]) for state in STATES)] for kind in kinds]
    print_columns(f"{TOPICS.name}: {len(topics)} questions for what was said on a subject", ["", *STATES], rows)
    return 0


def read_topics() -> list[dict[str, str]]:
    """Rows of `doc`, `question` and `kind`."""
    return [json.loads(line) for line in TOPICS.read_text("utf-8").splitlines()]


def path_of(doc: str) -> Path:
    """The transcript of that name, which ships."""
    return (
        DEFAULT_TRANSCRIPT if doc == DEFAULT_TRANSCRIPT.stem else ROOT / "data" / "interviews" / "docs" / f"{doc}.txt"
    )


def states(topics: list[dict[str, str]], bot: Bot) -> Counter[tuple[str, State]]:
    """How often a question of each kind comes out in each state."""
    return Counter((topic["kind"], bot.ask(topic["question"]).state) for topic in topics)
