"""python -m bench quotes: how many false quotations pass the checker, how many true ones don't, and what it costs.

Each sample is checked against its own transcript alone. A sample that isn't seen as one quotation has no verdict that
is right; a true one is refused then.
"""

import argparse
import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

from bench.forgeries import Sample, forge
from bench.forging.cuts import CUT
from bench.forging.false import FALSE
from bench.forging.true import TRUE
from bench.sets import SetError
from bot.commands.options import DEFAULT_TRANSCRIPT
from bot.quote_check.article import read_article
from bot.quote_check.checker import Checker
from bot.quote_check.verdict import Checked
from index.library import open_transcripts
from index.quotable import Quotable

WORDS, COUNTS = 20_000, (16, 4, 1)
"""The same words are timed as so many articles: of 1,250, 5,000 and 20,000, each four times the one before."""
REPEATS = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back for a sample."""

    sample: Sample
    spans: tuple[Checked, ...]

    @property
    def accepted(self) -> bool:
        return bool(self.spans) and all(span.holds for span in self.spans)

    @property
    def right(self) -> bool:
        return len(self.spans) == 1 and self.spans[0].verdict in self.sample.verdicts

    @property
    def grave(self) -> bool:
        return any(span.grave for span in self.spans)

    @property
    def warned(self) -> bool:
        return any("cut" in span.warnings for span in self.spans)


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("quotes", help="check false and true quotations made of transcripts")
    parser.add_argument(
        "--set", type=Path, action="append", default=[], metavar="FOLDER", help="with docs/*.txt, besides the interview"
    )
    parser.add_argument("--seed", type=int, default=1, help="of what is made (default: %(default)s)")
    parser.add_argument("--of", type=int, default=3840, help="false ones, and as many true (default: %(default)s)")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N wrong ones of each kind")
    parser.add_argument("--speed", action="store_true", help="print only what long articles cost")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    paths = [path for folder in options.set for path in documents(folder)]
    quotables = open_transcripts([DEFAULT_TRANSCRIPT, *paths])
    if options.speed:
        print_speed(quotables, options.seed)
        return 0
    transcripts = [quotable.transcript for quotable in quotables]
    outcomes = measure(quotables, forge(transcripts, options.seed, options.of))
    print_kinds(outcomes)
    print_totals(outcomes)
    for kind in dict.fromkeys(outcome.sample.kind for outcome in outcomes):
        wrong = [outcome for outcome in outcomes if outcome.sample.kind == kind and _is_wrong(outcome)]
        for outcome in wrong[: options.show]:
            print(f"\n{described(outcome)}")
    return 0


def documents(folder: Path) -> list[Path]:
    """The transcripts of an evaluation set. Raises SetError if there are none."""
    paths = sorted((folder / "docs").glob("*.txt"))
    if not paths:
        raise SetError(f"{folder}: expected a folder with docs/*.txt; found none")
    return paths


def measure(quotables: Sequence[Quotable], samples: Iterable[Sample]) -> list[Outcome]:
    """Check every sample against the transcript that it was made of, in the order of the samples."""
    checkers = {quotable.transcript.id: Checker([quotable]) for quotable in quotables}
    outcomes = []
    for sample in samples:
        check = checkers[sample.doc].check(read_article(sample.article, "text"))
        outcomes.append(Outcome(sample, check.spans))
    return outcomes


def of_kinds(outcomes: Iterable[Outcome], kinds: Iterable[str]) -> list[Outcome]:
    """Those of the kinds named, in order."""
    return [outcome for outcome in outcomes if outcome.sample.kind in kinds]


def wilson(count: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927): wilson(0, 2400) is (0, 0.0016)."""
    z = 1.959964
    middle = count / of + z * z / (2 * of)
    spread = z * math.sqrt(count * (of - count) / of + z * z / 4) / of
    return max(0.0, (middle - spread) / (1 + z * z / of)), min(1.0, (middle + spread) / (1 + z * z / of))


def described(outcome: Outcome) -> str:
    """A sample, what is right, and what came back."""
    sample = outcome.sample
    grave = {None: "", True: ", grave", False: ", not grave"}[sample.grave]
    expected = f"{' or '.join(sample.verdicts)}{grave}"
    lines = [f"{sample.kind} ({sample.doc}): {sample.article!r}", f"  expected {expected}; {len(outcome.spans)} spans"]
    for span in outcome.spans:
        changes = []
        for difference in span.differences:
            change = f"{difference.said!r} -> {difference.written!r}"
            changes.append(f"{change} (grave)" if difference.grave else change)
        near = span.citation or span.nearest
        lines += [
            f"  {span.verdict} {span.text!r}, of {span.attributed_to!r}; {' '.join(span.warnings)}",
            f"    changed {', '.join(changes)}",
            f"    near {near.exact if near else None!r} ({near.speaker if near else ''})",
            f"    parts {[part.exact for part in span.parts]}",
        ]
    return "\n".join(lines)


def print_kinds(outcomes: Sequence[Outcome]) -> None:
    print(f"{'false':22}{'n':>6}{'accepted':>10}{'right verdict':>15}{'right grave':>13}")
    for kind in FALSE:
        _print_kind(kind, of_kinds(outcomes, [kind]), lambda outcome: outcome.accepted)
    print(f"{'true':22}{'n':>6}{'refused':>10}{'right verdict':>15}")
    for kind in TRUE:
        _print_kind(kind, of_kinds(outcomes, [kind]), lambda outcome: not outcome.accepted)


def print_totals(outcomes: Sequence[Outcome]) -> None:
    false, true = of_kinds(outcomes, FALSE), of_kinds(outcomes, TRUE)
    _print_share("false, accepted", [outcome.accepted for outcome in false])
    _print_share("true, refused", [not outcome.accepted for outcome in true])
    _print_share("right verdict", [outcome.right for outcome in false + true])
    measured = [outcome for outcome in false if outcome.sample.grave is not None]
    _print_share("right about grave", [_is_grave_right(outcome) for outcome in measured])
    for kind, what in zip(CUT, ("truncations, warned", "plain parts, warned"), strict=True):
        _print_share(what, [outcome.warned for outcome in of_kinds(outcomes, [kind])])


def print_speed(quotables: Sequence[Quotable], seed: int) -> None:
    """The first transcript's true and false quotations, cut into articles, against it alone and against all."""
    quotations = [sample.article for sample in forge([quotables[0].transcript], seed, WORDS // 10)]
    Random(seed).shuffle(quotations)
    for given in dict.fromkeys((tuple(quotables[:1]), tuple(quotables))):
        start = time.process_time()
        checker = Checker(given)
        words = sum(len(quotable.transcript.text.split()) for quotable in given)
        built = time.process_time() - start
        print(f"{len(given)} transcripts, {words:,} words: built in {built:.3f} s; a processor's time, as below")
        before = math.nan
        for count in COUNTS:
            texts = articles(quotations, WORDS, count)
            taken = _seconds(checker, texts) / count
            length = sum(len(text.split()) for text in texts) / count
            ratio = "" if math.isnan(before) else f", {taken / before:.2f} times the one before"
            print(f"  {length:6,.0f} words: {taken:7.3f} s, {1000 * taken / length:.4f} s for 1,000 words{ratio}")
            before = taken


def articles(quotations: Sequence[str], words: int, count: int) -> list[str]:
    """The quotations, a paragraph each, again and again until there are `words`; `count` articles of equally many."""
    needed = length = 0
    for quotation in cycle(quotations):
        needed += 1
        length += len(quotation.split())
        if length >= words:
            break
    size = math.ceil(needed / count)
    chosen = list(islice(cycle(quotations), size * count))
    return ["\n\n".join(chosen[at : at + size]) for at in range(0, len(chosen), size)]


def _seconds(checker: Checker, texts: Sequence[str]) -> float:
    """The fewest that it takes to read and check all articles, of a few times."""
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        for text in texts:
            checker.check(read_article(text, "text"))
        times.append(time.process_time() - start)
    return min(times)


def _is_wrong(outcome: Outcome) -> bool:
    if outcome.sample.kind in CUT:
        return outcome.warned is (outcome.sample.kind == "plain part")
    return not (outcome.right and _is_grave_right(outcome))


def _is_grave_right(outcome: Outcome) -> bool:
    return outcome.sample.grave in (None, outcome.grave)


def _print_kind(kind: str, outcomes: Sequence[Outcome], wrong: Callable[[Outcome], bool]) -> None:
    if not outcomes:
        print(f"  {kind:20}{0:6}")
        return
    right = sum(outcome.right for outcome in outcomes) / len(outcomes)
    grave = [_is_grave_right(outcome) for outcome in outcomes if outcome.sample.grave is not None]
    share = f"{100 * sum(grave) / len(grave):12.1f}%" if grave else ""
    print(f"  {kind:20}{len(outcomes):6}{sum(map(wrong, outcomes)):10}{100 * right:14.1f}%{share}")


def _print_share(what: str, values: Sequence[bool]) -> None:
    if not values:
        print(f"{what:22} none to be measured")
        return
    low, high = wilson(sum(values), len(values))
    share = 100 * sum(values) / len(values)
    print(f"{what:22} {sum(values):5} of {len(values):5}: {share:6.2f}% ({100 * low:.2f} – {100 * high:.2f})")
