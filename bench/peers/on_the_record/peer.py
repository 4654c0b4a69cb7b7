"""Ours, by the Python door: each document is a transcript whose paragraphs are the passages; no reader, no reranker.

A statement counts as the passage that it begins in; several of one passage count once, at the rank of the best.
"""

from bisect import bisect_right
from itertools import accumulate
from pathlib import Path

from bench.peers.serve import TOP, serve
from bot import open_bot
from index.store import default_cache

GAP = "\n\n"
MODELS = default_cache() / "models"
"""Where the model is kept that was prepared once, as for a user; it is no part of an index."""


class OnTheRecord:
    def index(self, documents: list[list[str]], folder: Path) -> None:
        for number, passages in enumerate(documents):
            (folder / f"{number:04}.txt").write_text(GAP.join(passages), "utf-8")
        cache = folder / "index"
        cache.mkdir()
        (cache / "models").symlink_to(MODELS, target_is_directory=True)
        self.open(folder)

    def open(self, folder: Path) -> None:
        paths = sorted(folder.glob("*.txt"))
        self.bot = open_bot(paths, cache=folder / "index")
        passages = [path.read_text("utf-8").split(GAP) for path in paths]
        self.starts = {path.stem: starts(document) for path, document in zip(paths, passages, strict=True)}
        firsts = accumulate(map(len, passages), initial=0)
        self.firsts = dict(zip(self.starts, firsts, strict=False))

    def ask(self, question: str) -> list[int]:
        citations = [statement.citation for statement in self.bot.ask(question, k=TOP).statements]
        found = [
            self.firsts[citation.transcript] + bisect_right(self.starts[citation.transcript], citation.start) - 1
            for citation in citations
        ]
        return list(dict.fromkeys(found))


def starts(passages: list[str]) -> list[int]:
    """Where each passage starts in its transcript's text: ["abc", "d"] -> [0, 5]."""
    return list(accumulate((len(passage) + len(GAP) for passage in passages[:-1]), initial=0))


if __name__ == "__main__":
    serve(OnTheRecord)
