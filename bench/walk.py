"""python -m bench walk: the modules that a question and a checked quotation pass, in the order in which they come."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from bot import open_bot
from bot.commands.options import DEFAULT_TRANSCRIPT, ROOT, add_model
from bot.quote_check.article import read_article
from bot.quote_check.checker import Checker

QUESTION = "Who received a medal from the ambassador?"
FOLLOW_UP = ("And who got it?", ["Was there a medal?", "What should be done against the epidemic?"])
QUOTATION = "“The Chinese people will always forget them,” said Zhang Xiao."


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("walk", help="name the modules that a question and a checked quotation pass")
    add_model(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    bot = open_bot([DEFAULT_TRANSCRIPT], model=options.model, cache=options.cache)
    checker = Checker(bot.library.quotables)
    question, history = FOLLOW_UP
    walks = {
        "a first question": lambda: bot.ask(QUESTION),
        "a follow-up of two earlier questions": lambda: bot.ask(question, history=history),
        "a checked quotation": lambda: checker.check(read_article(QUOTATION)),
    }
    for name, walk in walks.items():
        passed = modules_passed(walk)
        print(f"{name}: {len(passed)} modules")
        print(f"  {' '.join(passed)}")
    return 0


def modules_passed(call: Callable[[], object]) -> list[str]:
    """The modules of index and bot in which a function runs while `call` does, each once, as they are entered.

    What a module does when it is imported does not count.
    """
    passed: dict[str, None] = {}  # in order, each once

    def enter(frame: FrameType, event: str, _: object) -> None:
        if event != "call" or frame.f_code.co_name == "<module>":
            return
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT / "index") or path.is_relative_to(ROOT / "bot"):
            passed[".".join(path.relative_to(ROOT).with_suffix("").parts)] = None

    sys.setprofile(enter)
    try:
        call()
    finally:
        sys.setprofile(None)
    return list(passed)
