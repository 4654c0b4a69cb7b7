"""What tests share besides fixtures: paths, an embedder whose numbers one can work out by hand, a running server."""

import os
import signal
import socket
import subprocess
import threading
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.chat import Bot
from bot.quote_check.checker import Checker
from bot.quote_check.verdict import Checked
from index.card import Card
from index.errors import ModelError
from index.language.terms import WORD
from index.library import Library, open_library, open_transcripts
from index.model.embedder import Embedded
from index.model.token_embeddings import SCALE, Tokens, runs
from index.model.utterance import Utterance
from index.transcript import Span, Transcript

ROOT = Path(__file__).resolve().parent.parent
INTERVIEW = ROOT / "data" / "ambassador-interview.txt"
LIGHTHOUSE = ROOT / "tests" / "data" / "lighthouse.txt"
FORGET = "The Chinese people will never forget them"
Write = Callable[..., Path]
Verdict = Callable[[str], Checked]
EVERY_VERDICT = (
    "Zhang Xiao said: “The Chinese people will never forget them.” “The Chinese people will always forget them,” he "
    "said. “Why do we still have to celebrate this day?” asked Zhang Xiao.\n> many Kazakhstani fighters like him\n\n"
    "“Many Kazakhstani fighters … participated in this great battle”. “Many Kazakhstani fighters like him … attended "
    "the ceremony together with representatives of various circles”. “To the moon with all of us.” "
    "„Мы не забудем их подвиг“. “We honor this historic day not to perpetuate hatred”."
)
"""Of INTERVIEW: exact, altered, wrong speaker, punctuation, elided, stitched, not found, translated, exact."""


def has_ipv6() -> bool:
    """Whether this machine has the address ::1."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


needs_ipv6 = pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")


class WordEmbedder:
    """One dimension a word of VOCABULARY: a text's vector has the square root of each word's share of those it holds.

    A document with none of them points along a dimension of its own, a question with none along another.
    "lamp storm" is 0.7071 along each of the two. Each word of a text is a piece, along the first word of VOCABULARY
    that it holds ("lamps" is "lamp"), or along the dimension of those with none. Pieces of VOCABULARY are numbered
    from 0, others from 10.

    It has a reader if `reader_digest` says so: a sentence answers if it holds all words of VOCABULARY that the question
    has, with a logit of 2, else -2; what was said before it by the same speaker counts too.
    """

    VOCABULARY = ("lamp", "storm", "ship", "lens", "house", "medal", "history", "surrender", "museum", "epidemic")

    def __init__(self, digest: str = "d0", reader_digest: str = "") -> None:
        self.name = "words"
        self.digest = digest
        self.reader_digest = reader_digest
        self.asked: list[tuple[str, tuple[Utterance, ...]]] = []
        self.embedded: list[str] = []

    def queries(self, texts: Sequence[str]) -> Embedded:
        return self._embed(texts, len(self.VOCABULARY) + 1)

    def documents(self, texts: Sequence[str], parts: Sequence[Sequence[Span]] = ()) -> Embedded:
        self.embedded += texts
        return self._embed(texts, len(self.VOCABULARY), parts)

    def read(self, question: str, utterances: Sequence[Utterance]) -> NDArray[np.float32]:
        self.asked.append((question, tuple(utterances)))
        sought = {word for word in self.VOCABULARY if word in question.lower()}
        heard = [f"{one.before} {one.sentence}".lower() for one in utterances]
        return np.array([2 if all(word in text for word in sought) else -2 for text in heard], np.float32)

    def _embed(self, texts: Sequence[str], none: int, parts: Sequence[Sequence[Span]] = ()) -> Embedded:
        tokens = self._tokens(texts, none)
        owners = [owner for owner, of_text in enumerate(parts) for _ in of_text]
        spans = [part for of_text in parts for part in of_text]
        slices = [texts[owner][part.start : part.stop] for owner, part in zip(owners, spans, strict=True)]
        offsets = np.array([(part.start, part.stop) for part in spans], np.int64).reshape(-1, 2)
        return Embedded(
            vectors=self._vectors(texts, none),
            tokens=tokens,
            letters=0,
            letters_read=0,
            parts=self._vectors(slices, none),
            runs=runs(tokens, np.array(owners, np.int64), offsets),
        )

    def _vectors(self, texts: Sequence[str], none: int) -> NDArray[np.float32]:
        counts = np.zeros((len(texts), len(self.VOCABULARY) + 2), np.float32)
        for row, text in zip(counts, texts, strict=True):
            row[:-2] = [text.lower().count(word) for word in self.VOCABULARY]
            row[none] = not row.any()
        return np.sqrt(counts / counts.sum(axis=1, keepdims=True)).astype(np.float32)

    def _tokens(self, texts: Sequence[str], none: int) -> Tokens:
        found = [list(WORD.finditer(text)) for text in texts]
        words = [match.group().lower() for matches in found for match in matches]
        dims = [next((i for i, known in enumerate(self.VOCABULARY) if known in word), none) for word in words]
        ids = [
            dim if dim < len(self.VOCABULARY) else 10 + zlib.crc32(word.encode()) % 1000
            for dim, word in zip(dims, words, strict=True)
        ]
        return Tokens(
            matrix=(SCALE * np.eye(len(self.VOCABULARY) + 2, dtype=np.int8))[dims],
            ids=np.array(ids, np.int32),
            spans=np.array([match.span() for matches in found for match in matches], np.int32).reshape(-1, 2),
            stops=np.cumsum([len(matches) for matches in found], dtype=np.int64),
        )


class SlowEmbedder(WordEmbedder):
    """Embeds when it `may`; fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        super().__init__()
        self.may = threading.Event()
        self.failures = failures

    def documents(self, texts: Sequence[str], parts: Sequence[Sequence[Span]] = ()) -> Embedded:
        assert self.may.wait(10)
        if self.failures:
            self.failures -= 1
            raise ModelError("the model is broken")
        return super().documents(texts, parts)


def library_of(*paths: Path, cache: Path | None = None) -> Library:
    """The transcripts at `paths` with the word embedder."""
    return open_library(open_transcripts(paths), WordEmbedder(), cache)


def transcripts_of(bot: Bot) -> tuple[Card, ...]:
    return bot.library.cards


@dataclass(frozen=True)
class Server:
    """A running app.py."""

    url: str
    process: subprocess.Popen[str] | BaseProcess

    def send(self, number: signal.Signals) -> None:
        assert self.process.pid
        os.kill(self.process.pid, number)

    def status(self) -> int | None:
        """Its exit status; nothing while it runs."""
        return self.process.poll() if isinstance(self.process, subprocess.Popen) else self.process.exitcode

    def end(self, seconds: float = 20) -> int:
        """Its exit status, once it has ended."""
        if isinstance(self.process, subprocess.Popen):
            return self.process.wait(seconds)
        self.process.join(seconds)
        assert self.process.exitcode is not None, "it still runs"
        return self.process.exitcode


def turns(transcript: Transcript) -> list[tuple[str, str, str]]:
    """Speaker, role and words of each turn."""
    return [(t.speaker, t.role, transcript.text[t.start : t.stop]) for t in transcript.turns]


def checker_of(*paths: Path) -> Checker:
    return Checker(open_transcripts(paths))
