"""python -m bench scale: libraries of growing size: how they are built, opened and asked, and what that takes.

The first is the library that is given; larger ones are made of its transcripts (bench/repeated.py). Each step runs in a
process of its own, so that memory is told apart.
"""

import argparse
import json
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from typing import Any, TypeVar

import numpy as np

from bench.evaluate import print_columns
from bench.growth import Growth, growth_svg
from bench.repeated import RepeatedEmbedder, write_copies
from bot.chat import Bot
from bot.commands.options import add_model
from index.folder import Folder
from index.indexes import Indexes
from index.library import Library
from index.model.embedder import ModelEmbedder
from index.scope import EVERYWHERE
from index.search.ranking import ranking_of
from index.search.retriever import Retriever
from index.search.searched import DEPTH
from index.search.segmented import SegmentedCorpus
from index.shelf import Shelf

ASKED = 300
COMPARED = 200
"""Questions of which the nearest sentences are compared with those of an exact search."""
NEAREST = 10
Result = TypeVar("Result")


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("scale", help="build, open and ask libraries of growing size")
    parser.add_argument("library", type=Path, metavar="DIR", help="a library of real transcripts")
    parser.add_argument(
        "--questions", type=Path, required=True, nargs="+", metavar="FILE", help="questions.jsonl files"
    )
    parser.add_argument("--sentences", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], metavar="N")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep what is built there, and use it if it is there")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="write an SVG of how they grow")
    add_model(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    questions = _questions(options.questions)
    with tempfile.TemporaryDirectory() as scratch:
        work = options.work or Path(scratch)
        sizes = _apart(_embed, options.library, options.model, options.cache)
        rows = []
        for sentences in options.sentences:
            folder = work / str(sentences)
            built = _build_once(options, folder, sentences, sizes)
            asked = _apart(measure, folder, options.model, questions, sentences <= sum(sizes.values()))
            rows.append({**built, **asked})
            print(json.dumps(rows[-1]), flush=True)
    if options.plot:
        options.plot.write_text(growth_svg(_growths(rows)), "utf-8")
    columns = ["", *(f"{row['sentences']:,}" for row in rows)]
    print_columns("sentences", columns, [[name, *(str(row.get(name, "–")) for row in rows)] for name in rows[0]])
    return 0


def _growths(rows: Sequence[dict[str, Any]]) -> list[Growth]:
    def growth(name: str, unit: str, key: str) -> Growth:
        return Growth(name, unit, [(row["sentences"], row[key]) for row in rows])

    return [
        growth("a question, p50", "ms", "a question without the reader, ms, p50"),
        growth("opening", "s", "opening, s"),
        growth("resident", "MB", "resident, MB"),
        growth("on disk", "MB", "disk, MB"),
    ]


def _build_once(options: argparse.Namespace, folder: Path, sentences: int, sizes: dict[Path, int]) -> dict[str, Any]:
    facts = folder / "built.json"
    if not facts.exists():
        shutil.rmtree(folder, ignore_errors=True)
        write_copies(sizes, folder / "texts", sentences)
        facts.write_text(json.dumps(_apart(_build, options.library, folder, options.model, options.cache)), "utf-8")
    built: dict[str, Any] = json.loads(facts.read_text("utf-8"))
    return built


def _embed(library: Path, model: str, cache: Path) -> dict[Path, int]:
    """The number of sentences of each transcript of a library; all of them are embedded, each for itself."""
    folder = Folder(library, cache)
    folder.read()
    Indexes(ModelEmbedder(model, cache=cache), cache).of(folder.quotables)
    return {quotable.card.source.path: quotable.card.sentences for quotable in folder.quotables}


def _build(library: Path, folder: Path, model: str, cache: Path) -> dict[str, Any]:
    """Read, cut, count and pack the texts in `folder`; what they are embedded with was embedded before."""
    real = Folder(library, cache)
    real.read()
    embedder = ModelEmbedder(model, cache=cache)
    repeated = RepeatedEmbedder(embedder, Indexes(embedder, cache).of(real.quotables))
    began = time.perf_counter()
    texts = Folder(folder / "texts", folder / "cache")
    texts.read()
    read = time.perf_counter() - began
    corpus = Indexes(repeated, folder / "cache", texts.path).corpus(texts.quotables)
    packed = time.perf_counter() - began - read - repeated.seconds
    assert isinstance(corpus, SegmentedCorpus)
    return {
        "transcripts": len(corpus.quotables),
        "sentences": len(corpus),
        "read and cut, s": round(read, 1),
        "count, pack and index, s": round(packed, 1),
        "disk, MB": round(sum(file.stat().st_size for file in (folder / "cache").rglob("*") if file.is_file()) / 1e6),
        "text, MB": round(sum(file.stat().st_size for file in texts.path.rglob("*") if file.is_file()) / 1e6),
        "most memory while it is built, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3),
    }


def measure(folder: Path, model: str, questions: Sequence[str], is_real: bool) -> dict[str, Any]:
    """Open what was built, and ask; how much of what an exact search finds is found, if the sentences are real."""
    embedder = ModelEmbedder(model, cache=folder / "cache")
    embedder.load()
    opened, library = _timed(lambda: _open(folder, embedder))
    made, bot = _timed(lambda: Bot(library))
    first = _timed(lambda: bot.ask(questions[0]))[0]
    with_reader = [_timed(partial(bot.ask, question))[0] for question in questions[1 : 1 + ASKED // 4]]
    ranking = replace(ranking_of(embedder.digest, embedder.reader_digest), reading=0.0)
    library.retriever = Retriever(library.corpus, embedder, ranking)
    without = [_timed(partial(bot.ask, question))[0] for question in questions[1 : 1 + ASKED]]
    facts = {
        "opening, s": round(opened + made, 2),
        "first question, s": round(first, 2),
        **_milliseconds("a question without the reader, ms", without),
        **_milliseconds("with the reader, ms", with_reader),
        **_memory(),
    }
    if is_real:
        facts[f"recall@{NEAREST}"] = round(_recall(library.corpus, embedder, questions[:COMPARED]), 4)
    return facts


def _open(folder: Path, embedder: ModelEmbedder) -> Library:
    texts = Folder(folder / "texts", folder / "cache")
    texts.read()
    return Shelf(texts, embedder).library()


def _recall(corpus: Any, embedder: ModelEmbedder, questions: Sequence[str]) -> float:
    """The share of the NEAREST statements by an exact search that are among those that the index proposes."""
    shares, served = [], corpus.served_in(EVERYWHERE)
    for question in questions:
        vector = embedder.queries([question]).vectors[0]
        found = corpus.sentence_vectors.search(vector, DEPTH, served)[0]
        exact = served[np.argsort(-corpus.sentence_vectors.at(vector, served), kind="stable")[:NEAREST]]
        shares.append(np.isin(exact, found).mean())
    return float(np.mean(shares))


def _questions(files: Sequence[Path]) -> list[str]:
    asked = [json.loads(line)["question"] for file in files for line in file.read_text("utf-8").splitlines()]
    return random.Random(0).sample(asked, min(len(asked), ASKED + 1))


def _apart(do: Callable[..., Result], *arguments: Any) -> Result:
    """In a process of its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(do, *arguments).result()


def _timed(do: Callable[[], Result]) -> tuple[float, Result]:
    began = time.perf_counter()
    result = do()
    return time.perf_counter() - began, result


def _milliseconds(name: str, times: Sequence[float]) -> dict[str, int]:
    return {f"{name}, p50": round(1000 * median(times)), f"{name}, p95": round(1000 * quantiles(times, n=20)[-1])}


def _memory() -> dict[str, int]:
    """Megabytes as Linux counts them: of the process alone, and with the pages of files that it has mapped."""
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    sizes = {name: int(lines[name].split()[0]) // 1000 for name in ("RssAnon", "VmRSS")}
    return {"resident, MB": sizes["VmRSS"], "of that not mapped files": sizes["RssAnon"]}
