"""python -m bench.peers: measures all in turn and prints a Markdown table; --out FILE saves the raw figures too."""

import argparse
import datetime
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from bench.peers.corpora import INTERVIEWS, Documents, Judged, judged
from bench.peers.environments import OURS, PEERS, PeerError, interpreter, versions
from bench.peers.machine import described, load, take_cores
from bench.peers.measure import Result, measure_round, quality
from bench.peers.table import table

Step = Callable[[Result], None]
ELSEWHERE = "xquad-en"
"""The set in EVAL that is asked too. Its paragraphs are passages as they stand; qmsum's turns are a few words each."""


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 if a peer failed."""
    options = _parser().parse_args(arguments)
    before, cores = load(), take_cores()
    results = [Result(entry) for entry in (OURS, *PEERS) if entry.name in (options.only or entry.name)]
    about = f"{datetime.date.today()}, {described(cores)}, {options.rounds} rounds, load before them {before:.1f}"
    pins = {result.entry.title: versions(result.entry) for result in results if result.entry != OURS}
    for name, result, step in steps(results, options.rounds):
        attempt(name, result, step)
        if options.out:  # each time, so that a run that is broken off is not lost
            raw = {"about": about, "versions": pins, "results": [asdict(result) for result in results]}
            options.out.write_text(json.dumps(raw, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"{about}.\n\n{table(results)}\n")
    print("\n".join(f"- {title}: {pinned}" for title, pinned in pins.items()))
    return 1 if any(result.failed for result in results) else 0


def steps(results: Sequence[Result], rounds: int) -> Iterator[tuple[str, Result, Step]]:
    """What is to be done with whom: each step of all in turn, so that what else the machine does meets all alike."""
    every: list[tuple[str, Step]] = [("environment", _prepare)]
    every += [(f"round {number} of {rounds}", _round) for number in range(1, rounds + 1)]
    for folder in (INTERVIEWS, Path(os.environ.get("EVAL", ""), ELSEWHERE)):
        if folder.is_dir():
            every.append((f"nDCG@10 {folder.name}", partial(_quality, folder.name, *judged(folder))))
    return ((name, result, step) for name, step in every for result in results)


def attempt(name: str, result: Result, step: Step) -> None:
    """Take a step with a peer, if it has not failed before."""
    if not result.failed:
        print(f"{name}: {result.entry.title}", file=sys.stderr)
        try:
            step(result)
        except PeerError as error:
            result.failed = str(error)


def _prepare(result: Result) -> None:
    interpreter(result.entry)


def _round(result: Result) -> None:
    result.rounds.append(measure_round(result.entry))


def _quality(name: str, documents: Documents, questions: Sequence[Judged], result: Result) -> None:
    result.ndcg[name] = quality(result.entry, documents, questions)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description="Measure the peers and ours, in turn.")
    names = [entry.name for entry in (OURS, *PEERS)]
    parser.add_argument("--only", action="append", choices=names, help="may be given again (default: all)")
    parser.add_argument(
        "--rounds",
        type=int,
        choices=range(1, 100),
        default=5,
        metavar="N",
        help="medians are of N (default: %(default)s)",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="save the raw figures there, as JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())
