"""Transcripts as a model sees them that reads sixteen languages as one: for questions in another language than theirs.

They are embedded when the first such question comes, and not before.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import PreparingError
from index.model.locate import ACROSS_MODEL, ACROSS_PACKAGE
from index.search.names_across import NamesAcross

if TYPE_CHECKING:
    from index.indexes import Indexes
    from index.model.embedder import Embedder, Progress
    from index.quotable import Quotable
    from index.search.retriever import Retriever

LANGUAGES = frozenset("ar de en es fr it ja ko nl pl pt ru th tr zh".split())
"""ISO 639-1 codes of what the model has learnt, traditional and simplified Chinese as one."""
NEEDED = (ACROSS_PACKAGE, "anyascii")
"""Packages without which there is nothing for other languages."""
EMBEDDING = threading.Lock()
"""Held while some transcripts are embedded: those of one library after those of another."""


@cache
def across_embedder() -> "Embedder | None":
    """The model across languages, one for all who ask: it is loaded when it is first needed. None if it, or what reads
    names, is not installed.
    """
    from index.model.embedder import ModelEmbedder

    return ModelEmbedder(ACROSS_MODEL) if all(map(find_spec, NEEDED)) else None


def across_indexes(cache: Path | None, library: Path | None = None) -> "Indexes | None":
    """Its indexes, saved in `cache`, of the transcripts of a `library` or others; None where it is not installed."""
    from index.indexes import Indexes

    embedder = across_embedder()
    return Indexes(embedder, cache, library) if embedder else None


def open_across(quotables: "Sequence[Quotable]", cache: Path | None) -> "Across | None":
    """What compares languages, where no bot is needed; None where it is not installed."""
    indexes = across_indexes(cache)
    return Across(quotables, indexes) if indexes else None


class Across:
    """`quotables`, searched by what `indexes` has of them. Thread-safe.

    Whoever asks waits until they are embedded, at most `patience` seconds if that is set; `progress` counts sentences,
    and `guard` is entered as long as that lasts.
    """

    def __init__(self, quotables: "Sequence[Quotable]", indexes: "Indexes") -> None:
        self.names = NamesAcross(quotables)
        self.patience: float | None = None
        self.progress: Progress | None = None
        self.guard: Callable[[], AbstractContextManager[None]] = nullcontext
        self.spoken = frozenset(quotable.card.language for quotable in quotables)
        self.quotables, self._indexes = tuple(quotables), indexes
        self._opening: Future[Retriever] | None = None
        self._lock = threading.Lock()
        self._counted = 0, sum(quotable.card.sentences for quotable in quotables)

    @property
    def model(self) -> str:
        """Its name."""
        return self._indexes.embedder.name

    @property
    def digest(self) -> str:
        """As index.model.embedder.Embedder has it."""
        return self._indexes.embedder.digest

    def compared(self, asked: str, spoken: Iterable[str]) -> str:
        """The first of the languages `spoken` that the model can compare a question in `asked` with; "" if none is."""
        return next((language for language in spoken if {asked, language} <= LANGUAGES), "")

    def retriever(self) -> "Retriever":
        """What searches them. Raises PreparingError where that takes longer than `patience`, and ModelError."""
        with self._lock:
            if self._opening is None or (self._opening.done() and self._opening.exception()):
                self._opening = Future()  # what failed is tried again
                threading.Thread(target=self._open, args=(self._opening,), name="across", daemon=True).start()
            opening = self._opening
        try:
            error = opening.exception(self.patience)
        except NotYet:
            done, of = self._counted
            message = f"the transcripts are being read for questions in other languages: {done:,} of {of:,} sentences"
            raise PreparingError(message, done=done, of=of) from None
        if error:
            raise error.with_traceback(None)  # else it keeps all that was being done each time it is raised
        return opening.result()

    def _open(self, opening: "Future[Retriever]") -> None:
        from index.search.retriever import Retriever

        try:
            with EMBEDDING, self.guard():
                corpus = self._indexes.corpus(self.quotables, self._count)
                self.names.read()
            opening.set_result(Retriever(corpus, self._indexes.embedder, across=self.names))
        except BaseException as error:  # noqa: BLE001  # handed to whoever asks
            opening.set_exception(error)

    def _count(self, done: int, of: int) -> None:
        self._counted = done, of
        if self.progress:
            self.progress(done, of)
