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
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.options import DEFAULT_TRANSCRIPT, ROOT, stay_offline

if TYPE_CHECKING:
    from bot.chat import Bot
    from index.model.embedder import Embedder

QUESTION = "Who received a medal from the ambassador?"
RUNS = 30
COPIES = 4
"""Of the interviews in data/interviews, which together have more than 2,000 statements."""


def median_ms(do: Callable[[], object], runs: int = RUNS) -> float:
    """Median milliseconds of `runs` calls, after three that are not counted."""
    times = []
    for run in range(runs + 3):
        start = time.perf_counter()
        do()
        if run >= 3:
            times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def copies(folder: Path) -> list[Path]:
    """COPIES of each of the twelve interviews in `folder`; they share their saved indexes, as their texts are equal."""
    paths: list[Path] = []
    for path in sorted((ROOT / "data" / "interviews" / "docs").glob("*.txt")):
        paths += [Path(shutil.copy(path, folder / f"{path.stem}-{number}.txt")) for number in range(COPIES)]
    return paths


def ratio(bot: "Bot", embedder: "Embedder") -> float:
    """How many times the embedding of a question a warm answer costs: the median of pairs taken in turns."""
    ratios = []
    for _ in range(RUNS):
        alone = median_ms(lambda: embedder.queries([QUESTION]), 1)
        answer = median_ms(lambda: bot.ask(QUESTION), 1)
        ratios.append(answer / alone)
    return statistics.median(ratios)


def main() -> None:
    stay_offline()
    start = time.perf_counter()
    import bm25s
    import faiss
    import sentence_transformers

    imported = time.perf_counter()
    from bot.chat import Bot
    from index.library import open_library, open_transcripts
    from index.model.embedder import SentenceTransformerEmbedder
    from index.store import default_cache

    embedder = SentenceTransformerEmbedder()
    embedder.load()
    loaded = time.perf_counter()
    bot = Bot(open_library(open_transcripts([DEFAULT_TRANSCRIPT]), embedder, default_cache()))
    opened = time.perf_counter()
    bot.ask(QUESTION)
    asked = time.perf_counter()
    names = ", ".join(module.__name__ for module in (sentence_transformers, faiss, bm25s))
    print(f"imports      {imported - start:6.2f} s ({names})")
    print(f"model        {loaded - imported:6.2f} s")
    print(f"open index   {opened - loaded:6.3f} s")
    print(f"first answer {asked - opened:6.3f} s")

    embed = median_ms(lambda: embedder.queries([QUESTION]))
    print(f"embedding the question alone {embed:6.1f} ms")
    print(f"a warm answer over the interview: {ratio(bot, embedder):.2f} times that")
    with tempfile.TemporaryDirectory() as folder:
        large = Bot(open_library(open_transcripts(copies(Path(folder))), embedder, default_cache()))
        count = len(large.library.retriever.compare(QUESTION).rows)
        print(f"a warm answer over {count:,} statements: {ratio(large, embedder):.2f} times that")

    start = time.perf_counter()
    command = [sys.executable, "-m", "bot", "ask", QUESTION]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    print(f"python -m bot ask, from start to end {time.perf_counter() - start:6.2f} s")


if __name__ == "__main__":
    main()
