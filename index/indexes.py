"""What some transcripts are searched by, of one model: built where none is saved, and packed where they are many."""

import hashlib
import logging
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.quotable import Quotable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.indexed import IndexedTranscript
    from index.model.embedder import Embedder, Progress
    from index.packing import Packing
    from index.search.corpus import Corpus
    from index.search.segment import Segment

FRESH = 5_000
"""Sentences of transcripts that are in no pack, from which on they are packed."""
BATCH = 25_000
"""Sentences of transcripts that are open at once to be packed."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Saved:
    """How many of some transcripts are saved, in how many packs, how many of those in them are gone, and all bytes."""

    transcripts: int
    packs: int
    gone: int
    size: int


class Indexes:
    """Of the model behind `embedder`; saved in `cache`, or nowhere if that is None. Thread-safe.

    With a `library`, the folder that all transcripts are from, those are packed when they have many sentences.
    """

    def __init__(self, embedder: "Embedder", cache: Path | None, library: Path | None = None) -> None:
        self.embedder, self._cache, self._library = embedder, cache, library
        self._open: dict[str, IndexedTranscript] = {}
        self._opening = threading.RLock()

    def corpus(self, quotables: Sequence[Quotable], progress: "Progress | None" = None) -> "Corpus":
        """What searches them, at least one, in their order. `progress` counts the sentences that are embedded.

        Raises ModelError.
        """
        from index.search.segmented import SegmentedCorpus, corpus_of

        with self._opening:
            packing = self._packing(quotables)
            if packing is None:
                return corpus_of(self.of(quotables, progress))
            if sum(quotables[row].card.sentences for row in packing.loose) >= FRESH:
                try:
                    self._pack([quotables[row] for row in packing.loose], packing, progress)
                except OSError as error:
                    log.warning("transcripts are not packed: %s", error)
            loose = self.of([quotables[row] for row in packing.loose], progress)
            segments, written = [pack.segment for pack in packing.packs], [pack.written for pack in packing.packs]
            return SegmentedCorpus(quotables, segments, packing.parts, loose, packing.loose, written)

    def compact(self, quotables: Sequence[Quotable], progress: "Progress | None" = None) -> None:
        """Leave nothing on disk of what is no longer among them: all becomes one pack. Raises ModelError, OSError."""
        with self._opening:
            packing = self._packing(quotables)
            self.of(())  # closes those that are open
            if packing is not None:
                if packing.packs and packing.loose:
                    self._pack([quotables[row] for row in packing.loose], packing, progress)
                packing.compact()

    def of(self, quotables: Sequence[Quotable], progress: "Progress | None" = None) -> "list[IndexedTranscript]":
        """One for each, in their order; all others are closed. `progress` counts the sentences that are embedded."""
        from index.store import open_index

        with self._opening:
            held = {quotable.card.id: self._held(quotable) for quotable in quotables}
            opened = {name: indexed for name, indexed in held.items() if indexed}
            missing = [quotable for quotable in quotables if quotable.card.id not in opened]
            counted = _Counted(progress, sum(quotable.card.sentences for quotable in missing))
            for quotable in missing:
                opened[quotable.card.id] = open_index(quotable, self.embedder, self._cache, counted.one)
                counted.done += quotable.card.sentences
            self._open = opened
            return [opened[quotable.card.id] for quotable in quotables]

    def saved(self, quotables: Sequence[Quotable]) -> Saved:
        """What is saved of them on disk."""
        packing = self._packing(quotables)
        loose = packing.loose if packing else range(len(quotables))
        folders = {folder for folder in (self._folder(quotables[row]) for row in loose) if folder and folder.is_dir()}
        packs = packing.packs if packing else []
        return Saved(
            transcripts=len(quotables) - len(loose) + sum(self._folder(quotables[row]) in folders for row in loose),
            packs=len(packs),
            gone=sum(int((numbers < 0).sum()) for numbers in packing.numbers) if packing else 0,
            size=sum(_bytes(folder) for folder in (*folders, *(pack.folder for pack in packs))),
        )

    def segments(
        self, quotables: Sequence[Quotable], progress: "Progress | None" = None
    ) -> "Iterator[tuple[Segment, NDArray[np.int64]]]":
        """Everything of them, some at a time: a segment, and of each of its transcripts which of them it is, -1 for
        others. `progress` counts the sentences that are embedded. Raises ModelError.
        """
        import numpy as np

        from index.search.segment import gather

        packing = self._packing(quotables)
        loose = packing.loose if packing else list(range(len(quotables)))
        if packing:
            yield from ((pack.segment, numbers) for pack, numbers in zip(packing.packs, packing.numbers, strict=True))
        counted, done = _Counted(progress, sum(quotables[row].card.sentences for row in loose)), 0
        for batch in _batches([quotables[row] for row in loose]):
            yield gather(self.of(batch, counted.one)), np.array(loose[done : done + len(batch)], np.int64)
            counted.done += sum(quotable.card.sentences for quotable in batch)
            done += len(batch)

    def _packing(self, quotables: Sequence[Quotable]) -> "Packing | None":
        """Which of them are packed; None where nothing ever is."""
        from index.packing import Packing
        from index.packs import FOLDER, FORMAT, Packs

        if self._cache is None or self._library is None:
            return None
        library = hashlib.sha256(os.fsencode(self._library.resolve())).hexdigest()[:16]
        home = self._cache / FOLDER / f"{library}-{self.embedder.digest[:12]}-{FORMAT}"
        return Packing(Packs(home, self._cache / "digests"), quotables)

    def _pack(self, loose: Sequence[Quotable], packing: "Packing", progress: "Progress | None") -> None:
        """Put them into packs, some at a time, and delete what is saved of each alone."""
        counted = _Counted(progress, sum(quotable.card.sentences for quotable in loose))
        for batch in _batches(loose):
            packing.add(self.of(batch, counted.one))
            for folder in filter(None, map(self._folder, batch)):
                shutil.rmtree(folder, ignore_errors=True)
            counted.done += sum(quotable.card.sentences for quotable in batch)
        packing.settle()

    def _held(self, quotable: Quotable) -> "IndexedTranscript | None":
        """What is open, else what is saved."""
        from index.store import load

        indexed = self._open.get(quotable.card.id)
        if indexed and indexed.quotable is quotable:
            return indexed
        folder = self._folder(quotable)
        return load(folder, quotable) if folder else None

    def _folder(self, quotable: Quotable) -> Path | None:
        """Where what is made of one is saved."""
        from index.store import folder_name

        return self._cache / folder_name(quotable, self.embedder.digest) if self._cache else None


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


def _batches(quotables: Sequence[Quotable]) -> Iterator[list[Quotable]]:
    """In order, BATCH sentences at a time."""
    batch: list[Quotable] = []
    size = 0
    for quotable in quotables:
        batch.append(quotable)
        size += quotable.card.sentences
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Counted:
    """Progress with one transcript becomes progress with all of them."""

    def __init__(self, progress: "Progress | None", of: int) -> None:
        self._progress, self._of, self.done = progress, of, 0

    def one(self, done: int, _: int) -> None:
        if self._progress:
            self._progress(self.done + done, self._of)
