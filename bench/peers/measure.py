"""A peer becomes its figures: each round and each step of it in a fresh process."""

import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.peers.corpora import Documents, Judged, seed, speed, warm_questions
from bench.peers.environments import OURS, Entry, interpreter
from bench.peers.ndcg import ndcg
from bench.peers.process import Cost, Process

QUESTION = "Who received a medal from the ambassador?"
QUESTIONS = 100
UNCOUNTED = 3
"""Questions that warm a process up."""


@dataclass(frozen=True, slots=True)
class Round:
    """Measured once: seconds; bytes, of `peak` and `disk`; passages a second, `cpu_rate` of processor time."""

    first_answer: float
    first_cpu: float
    peak: int
    rate: float
    cpu_rate: float
    p50: float
    p95: float
    disk: int


@dataclass(slots=True)
class Result:
    """A peer's rounds and its nDCG@10 by set; `failed` says why there are no more."""

    entry: Entry
    rounds: list[Round] = field(default_factory=list)
    ndcg: dict[str, float] = field(default_factory=dict)
    failed: str = ""

    def median(self, name: str) -> float:
        """Of a field of Round."""
        values: list[float] = [getattr(measured, name) for measured in self.rounds]
        return statistics.median(values)


def measure_round(entry: Entry) -> Round:
    """Raises PeerError."""
    documents = speed()
    with _folder() as saved, _folder() as warm:
        with Process(adapter(entry)) as process:
            _index(process, seed(), saved)
            cost = indexing(process, documents, warm)
        disk = sum(path.stat().st_size for path in warm.rglob("*") if path.is_file())
        with Process(adapter(entry)) as process:
            process.request({"do": "open", "folder": str(warm)})
            times = [_ask(process, question)[1].seconds for question in warm_questions(QUESTIONS + UNCOUNTED)]
        first, process = first_answer(entry, saved)
    counted, passages = times[UNCOUNTED:], len(documents[0])
    return Round(
        first_answer=first,
        first_cpu=process.cpu,
        peak=process.peak,
        rate=passages / cost.seconds,
        cpu_rate=passages / cost.cpu,
        p50=statistics.median(counted),
        p95=statistics.quantiles(counted, n=20, method="inclusive")[-1],
        disk=disk,
    )


def indexing(process: Process, documents: Documents, folder: Path) -> Cost:
    """What `documents` cost more than two passages do, after something was indexed: no start, no loading of the model.

    Whatever is loaded anew for every index, as ours may, is in both and falls out.
    """
    with _folder() as small:
        least = _index(process, [seed()[0][:2]], small)
    return _index(process, documents, folder) - least


def first_answer(entry: Entry, folder: Path) -> tuple[float, Process]:
    """Seconds from the start of a process until its answer is out, on an index saved before, and the process, ended."""
    command = [*adapter(entry), str(folder), QUESTION]
    if entry == OURS:  # what a user runs
        where = ["--transcript", str(folder / "0000.txt"), "--cache", str(folder / "index")]
        command = [str(interpreter(entry)), "-m", "bot", "ask", *where, "--", QUESTION]
    start = time.perf_counter()
    with Process(command) as process:
        process.output()
        seconds = time.perf_counter() - start
    return seconds, process


def quality(entry: Entry, documents: Documents, questions: Sequence[Judged]) -> float:
    """Mean nDCG@10 of the questions, asked of all the documents together. Raises PeerError."""
    with _folder() as folder, Process(adapter(entry)) as process:
        _index(process, documents, folder)
        return statistics.fmean(ndcg(_ask(process, row.question)[0], row.relevant) for row in questions)


def adapter(entry: Entry) -> list[str]:
    return [str(interpreter(entry)), "-m", f"bench.peers.{entry.name}.peer"]


def _index(process: Process, documents: Documents, folder: Path) -> Cost:
    return process.request({"do": "index", "documents": documents, "folder": str(folder)})[1]


def _ask(process: Process, question: str) -> tuple[list[int], Cost]:
    reply, cost = process.request({"do": "ask", "question": question})
    return reply["passages"], cost


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)
