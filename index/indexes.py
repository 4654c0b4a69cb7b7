"""The indexes of some transcripts by one model, open as long as they are asked for, and built where none is saved."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.quotable import Quotable

if TYPE_CHECKING:
    from index.indexed import IndexedTranscript
    from index.model.embedder import Embedder, Progress


class Indexes:
    """Of the model behind `embedder`; saved in `cache`, or nowhere if that is None. Thread-safe."""

    def __init__(self, embedder: "Embedder", cache: Path | None) -> None:
        self.embedder, self._cache = embedder, cache
        self._open: dict[str, IndexedTranscript] = {}
        self._opening = threading.Lock()

    def of(self, quotables: Sequence[Quotable], progress: "Progress | None" = None) -> "list[IndexedTranscript]":
        """One for each, in their order; all others are closed. `progress` counts the sentences that are embedded."""
        from index.store import open_index

        with self._opening:
            held = {quotable.transcript.id: self._held(quotable) for quotable in quotables}
            opened = {name: indexed for name, indexed in held.items() if indexed}
            missing = [quotable for quotable in quotables if quotable.transcript.id not in opened]
            counted = _Counted(progress, sum(len(quotable.passages.sentences) for quotable in missing))
            for quotable in missing:
                opened[quotable.transcript.id] = open_index(quotable, self.embedder, self._cache, counted.one)
                counted.done += len(quotable.passages.sentences)
            self._open = opened
            return [opened[quotable.transcript.id] for quotable in quotables]

    def _held(self, quotable: Quotable) -> "IndexedTranscript | None":
        """What is open, else what is saved."""
        from index.store import folder_name, load

        indexed = self._open.get(quotable.transcript.id)
        if indexed and indexed.quotable is quotable:
            return indexed
        if self._cache is None:
            return None
        return load(self._cache / folder_name(quotable, self.embedder.digest), quotable)


class _Counted:
    """Progress with one transcript becomes progress with all of them."""

    def __init__(self, progress: "Progress | None", of: int) -> None:
        self._progress, self._of, self.done = progress, of, 0

    def one(self, done: int, _: int) -> None:
        if self._progress:
            self._progress(self.done + done, self._of)
