"""python -m bench COMMAND: dispatches, and turns every expected error into one line and exit status 2."""

import argparse
import logging
import sys

from bench import (
    ablate,
    across,
    answers,
    conversations,
    evaluate,
    fit,
    library,
    misspelt,
    near_misses,
    page,
    project,
    questions,
    quotes,
    reading,
    scale,
    store,
    topics,
    train,
    walk,
    without,
)
from bot.__main__ import run
from bot.commands.options import stay_offline

COMMANDS = (
    *(answers, evaluate, questions, across, topics, conversations, near_misses, ablate),
    *(fit, train, project, page, library, scale, quotes, misspelt, reading, store, walk, without),
)
"""Each has `add(subparsers)`, which names the function that runs it and returns the exit status."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command; its exit status."""
    stay_offline()
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure how well questions are answered.")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(subparsers)
    return run(parser.parse_args(arguments))


if __name__ == "__main__":
    sys.exit(main())
