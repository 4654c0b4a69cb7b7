"""python -m bench.latency: where the time goes from a cold start to an answer, and what a warm question costs.

Ratios are to embedding the question alone, in the same run: absolute times are this machine's at this moment.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from bot.commands.options import DEFAULT_TRANSCRIPT, ROOT, stay_offline

if TYPE_CHECKING:
    from bot.chat import Bot
    from index.library import Library
    from index.model.embedder import Embedder

QUESTION = "Who received a medal from the ambassador?"
MAX_K = 100
"""As many as an answer asks for."""
ROUNDS = 3
"""Of all QUESTIONS, after one that is not counted."""
COPIES = 4
"""Of the interviews in data/interviews, which together have more than 2,000 statements."""
QUESTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (QUESTION, ()),
    ("What should be done against the epidemic?", ()),
    ("What did he say about the “Silk Road of Health”?", ()),
    ("What does he say about the Opuim War?", ()),
    ("How many people died in the war?", ()),
    ("What did Zhang Xiao think of multilateralism?", ()),
    ("When did he come, and could he swim?", ()),
    ("And who got it?", ("Was there a medal?",)),
    ("Why?", ("What did he say about the epidemic?",)),
    ("every mention of peace", ()),
)
"""Each with what was asked before: plain ones, quoting, misspelt, of a number, naming, of two parts, leaning."""


@dataclass(frozen=True)
class Times:
    """Milliseconds of warm answers, sorted, and how many times the embedding of their questions each took."""

    answers: list[float]
    ratios: list[float]

    def __str__(self) -> str:
        p50, p95 = statistics.median(self.answers), self.answers[int(0.95 * len(self.answers))]
        return f"p50 {p50:5.1f} ms, p95 {p95:5.1f} ms; {statistics.median(self.ratios):.2f} times the embedding alone"


def milliseconds(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return 1000 * (time.perf_counter() - start)


def copies(folder: Path) -> list[Path]:
    """COPIES of each of the twelve interviews in `folder`; they share their saved indexes, as their texts are equal."""
    paths: list[Path] = []
    for path in sorted((ROOT / "data" / "interviews" / "docs").glob("*.txt")):
        paths += [Path(shutil.copy(path, folder / f"{path.stem}-{number}.txt")) for number in range(COPIES)]
    return paths


def warm(bot: "Bot", embedder: "Embedder") -> Times:
    """Of QUESTIONS, asked in turns with the embedding of each alone."""
    answers, ratios = [], []
    for number in range(ROUNDS + 1):
        for question, history in QUESTIONS:
            alone = milliseconds(partial(embedder.queries, [question]))
            answer = milliseconds(partial(bot.ask, question, history=history))
            if number:
                answers.append(answer)
                ratios.append(answer / alone)
    return Times(sorted(answers), ratios)


def of_reading(library: "Library", embedder: "Embedder") -> str:
    """What reading the best adds to a search, by the library that runs the model; in turns with searches without it."""
    from index.search.ranking import ranking_of
    from index.search.retriever import Retriever

    ranking = ranking_of(embedder.digest, embedder.reader_digest)
    reads = Retriever(library.corpus, embedder, ranking)
    does_not = Retriever(library.corpus, embedder, replace(ranking, reading=0.0))
    added = []
    for number in range(ROUNDS + 1):
        for question, _ in QUESTIONS:
            without = milliseconds(partial(does_not.search, question, MAX_K))
            with_it = milliseconds(partial(reads.search, question, MAX_K))
            if number:
                added.append((with_it - without, with_it / without))
    return f"{statistics.median(more for more, _ in added):.0f} ms, {statistics.median(r for _, r in added):.1f} times"


def cold() -> tuple["Bot", "Embedder"]:
    """From nothing to a first answer, by stages, in this process."""
    stages = [("", time.perf_counter())]

    def done(stage: str) -> None:
        stages.append((stage, time.perf_counter()))

    import numpy  # noqa: F401

    done("import of NumPy")
    from bot.chat import Bot
    from index.library import open_library, open_transcripts
    from index.model.embedder import ModelEmbedder
    from index.store import default_cache

    done("import of ours")
    embedder = ModelEmbedder(cache=default_cache())
    embedder.load()
    done("model")
    quotables = open_transcripts([DEFAULT_TRANSCRIPT])
    done("reading")
    bot = Bot(open_library(quotables, embedder, default_cache()))
    done("opening")
    bot.ask(QUESTION)
    done("first answer")
    bot.ask(QUESTION)
    done("the same again")
    for (_, start), (stage, stop) in pairwise(stages):
        print(f"{stage:16} {1000 * (stop - start):7.0f} ms")
    return bot, embedder


def main() -> None:
    stay_offline()
    bot, embedder = cold()
    warm_answers(bot, embedder)
    command = [sys.executable, "-m", "bot", "ask", QUESTION]
    whole = milliseconds(lambda: subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL))
    print(f"python -m bot ask, from start to end: {whole / 1000:.2f} s")


def warm_answers(bot: "Bot", embedder: "Embedder") -> None:
    """Over the interview and over 2,000 statements, what was read being remembered; then what reading adds."""
    print(f"a warm answer over the interview: {warm(bot, embedder)}")
    from bot.chat import Bot
    from index.library import open_library, open_transcripts
    from index.model.embedder import ModelEmbedder
    from index.store import default_cache

    with tempfile.TemporaryDirectory() as folder:
        large = Bot(open_library(open_transcripts(copies(Path(folder))), embedder, default_cache()))
        count = len(large.library.retriever.compare(QUESTION).rows)
        print(f"a warm answer over {count:,} statements: {warm(large, embedder)}")
        if embedder.reader_digest:
            for runs, by in (("ONNX Runtime", embedder), ("PyTorch", ModelEmbedder())):
                with patch("index.model.reader.KNOWN", 0):
                    added = of_reading(large.library, by)
                print(f"a new question is read: by {runs} that adds {added} a search without it")


if __name__ == "__main__":
    main()
