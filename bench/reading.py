"""python -m bench reading: the time that reading takes by the number of lines, in several layouts, as ratios."""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.readers.text import parse
from index.transcript import Metadata, Source

SIZES = (10_000, 100_000, 1_000_000)
LINES: dict[str, Callable[[int], str]] = {
    "colon": lambda n: f"{'Ann' if n % 2 else 'Ben'}: I said number {n}, and it was fine.\n",
    "above": lambda n: f"{'ANN' if n % 2 else 'BEN'}\nI said number {n}, and it was fine.\n\n",
    "wrapped": lambda n: f"the words of line {n} go on and on until the line has its length and\n",
    "timed": lambda n: f"{n // 3600}:{n // 60 % 60:02}:{n % 60:02}\nthe words of cue {n} are\n",
    "court": lambda n: f"{n % 25 + 1:2}        {('Q', ' ', 'A', ' ')[n % 4]}    the line {n} goes on\n",
    "captions": lambda n: f"{n}\n{clock(n)},000 --> {clock(n)},900\nthe words of cue {n} are\n\n",
}
"""One turn, line or cue of each layout."""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("reading", help="time by the number of lines, as ratios to ten times fewer")
    parser.add_argument("--most", type=int, default=SIZES[-1], metavar="N", help="lines at most (default: %(default)s)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Ten times the lines should take about ten times as long."""
    print(f"{'layout':10}{'lines':>10}{'seconds':>10}{'times ten fewer':>18}")
    for layout, line in LINES.items():
        before = None
        for size in SIZES:
            if size > options.most:
                break
            seconds = timed("".join(map(line, range(size))))
            ratio = f"{seconds / before:18.1f}" if before else ""
            print(f"{layout:10}{size:10,}{seconds:10.2f}{ratio}", flush=True)
            before = seconds
    return 0


def timed(text: str) -> float:
    """Seconds that reading a text takes."""
    start = time.perf_counter()
    parse(text, Source(Path("talk.txt"), "", 0, 0), Metadata())
    return time.perf_counter() - start


def clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
