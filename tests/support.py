"""What tests share besides fixtures: paths, an embedder whose vectors one can work out by hand, a running server."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedder import Progress
from index.library import Library, open_library, read_all
from index.transcript import Transcript

ROOT = Path(__file__).resolve().parent.parent
INTERVIEW = ROOT / "data" / "ambassador-interview.txt"
LIGHTHOUSE = ROOT / "tests" / "data" / "lighthouse.txt"


class WordEmbedder:
    """One dimension a word of VOCABULARY: a text's vector has the square root of each word's share of those it holds.

    A document with none of them points along a dimension of its own, a question with none along another.
    "lamp storm" is 0.7071 along each of the two.
    """

    VOCABULARY = ("lamp", "storm", "ship", "lens", "house", "medal", "history", "surrender", "museum", "epidemic")

    def __init__(self, digest: str = "d0") -> None:
        self.name = "words"
        self.digest = digest
        self.embedded: list[str] = []

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embed(texts, -1)

    def documents(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        self.embedded += texts
        if progress:
            progress(len(texts), len(texts))
        return self._embed(texts, -2)

    def _embed(self, texts: Sequence[str], none: int) -> NDArray[np.float32]:
        counts = np.zeros((len(texts), len(self.VOCABULARY) + 2), np.float32)
        for row, text in zip(counts, texts, strict=True):
            row[:-2] = [text.lower().count(word) for word in self.VOCABULARY]
            row[none] = not row.any()
        return np.sqrt(counts / counts.sum(axis=1, keepdims=True)).astype(np.float32)


def library_of(*paths: Path, cache: Path | None = None) -> Library:
    """The transcripts at `paths` with the word embedder."""
    return open_library(read_all(paths), WordEmbedder(), cache)


@dataclass(frozen=True)
class Server:
    """A running app.py."""

    url: str
    process: subprocess.Popen[str]


def turns(transcript: Transcript) -> list[tuple[str, str, str]]:
    """Speaker, role and words of each turn."""
    return [(t.speaker, t.role, transcript.text[t.start : t.stop]) for t in transcript.turns]
