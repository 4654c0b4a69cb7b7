"""What some transcripts are searched by, of one model: built where none is saved, and packed where they are many."""

import hashlib
import logging
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from index.catalog import recall
from index.quotable import Quotable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.indexed import IndexedTranscript
    from index.model.embedder import Embedder, Progress
    from index.packing import Packing
    from index.packs import Packs
    from index.search.corpus import Corpus
    from index.search.segment import Segment

FRESH = 5_000
"""Sentences of transcripts that are in no pack, from which on they are packed."""
BATCH = 25_000
"""Sentences of transcripts that are open at once to be packed."""
MOST = 100
"""Transcripts that are open at once: each has three files open, and a process may have a thousand."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Saved:
    """How many of some transcripts are saved, how many are in packs that are no longer among them, and all bytes."""

    transcripts: int
    gone: int
    size: int


class Indexes:
    """Of the model behind `embedder`; saved in `cache`, or nowhere if that is None. Thread-safe.

    With a `library`, the folder that all transcripts are from, those are packed when they have many sentences.
    """

    def __init__(self, embedder: "Embedder", cache: Path | None, library: Path | None = None) -> None:
        self.embedder, self._cache, self._library = embedder, cache, library
        self._open: dict[str, IndexedTranscript] = {}
        self._packs: Packs | None = None
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
            loose = [quotables[row] for row in packing.loose]
            try:
                if sum(quotable.card.sentences for quotable in loose) >= FRESH or len(loose) > MOST:
                    self._pack(loose, packing, progress)
                self._embedded([quotables[row] for row in packing.loose], packing, progress)  # while packs have them
                if packing.gone or loose:
                    packing.settle()
            except OSError as error:
                log.warning("transcripts are not packed: %s", error)
            indexed = self._embedded([quotables[row] for row in packing.loose], packing, progress)
            segments, written = [pack.segment for pack in packing.packs], [pack.written for pack in packing.packs]
            return SegmentedCorpus(quotables, segments, packing.parts, indexed, packing.loose, written)

    def compact(self, quotables: Sequence[Quotable], progress: "Progress | None" = None) -> None:
        """Leave nothing on disk of what is no longer among them: all becomes one pack. Raises ModelError, OSError."""
        with self._opening:
            packing = self._packing(quotables)
            self.of(())  # closes those that are open
            if packing is not None:
                if packing.loose and (packing.packs or packing.idle):
                    self._pack([quotables[row] for row in packing.loose], packing, progress)
                packing.compact()

    def of(self, quotables: Sequence[Quotable], progress: "Progress | None" = None) -> "list[IndexedTranscript]":
        """One for each, in their order; all others are closed. `progress` counts the sentences that are embedded.

        Raises ModelError.
        """
        return self._embedded(quotables, None, progress)

    def saved(self, quotables: Sequence[Quotable]) -> Saved:
        """What is saved of them on disk."""
        with self._opening:
            packing = self._packing(quotables)
        loose = packing.loose if packing else range(len(quotables))
        folders = {folder for folder in (self._folder(quotables[row]) for row in loose) if folder and folder.is_dir()}
        packs = [*packing.packs, *packing.idle] if packing else []
        return Saved(
            transcripts=len(quotables) - len(loose) + sum(self._folder(quotables[row]) in folders for row in loose),
            gone=packing.gone if packing else 0,
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

        with self._opening:
            packing = self._packing(quotables)
        loose = packing.loose if packing else list(range(len(quotables)))
        if packing:
            yield from ((pack.segment, numbers) for pack, numbers in zip(packing.packs, packing.numbers, strict=True))
        counted, done = _Counted(progress, sum(quotables[row].card.sentences for row in loose)), 0
        for batch in _batches([quotables[row] for row in loose]):
            indexed = self._embedded(batch, packing, counted.one)
            yield gather(indexed), np.array(loose[done : done + len(batch)], np.int64)
            counted.done += sum(quotable.card.sentences for quotable in batch)
            done += len(batch)

    def _embedded(
        self, quotables: Sequence[Quotable], packing: "Packing | None", progress: "Progress | None"
    ) -> "list[IndexedTranscript]":
        """As `of` has it; what a pack has of the same text is taken from there."""
        from index.store import open_index

        with self._opening:
            held = {one.card.id: self._held(one) or (packing and packing.taken_out(one)) for one in quotables}
            opened = {name: indexed for name, indexed in held.items() if indexed}
            missing = [quotable for quotable in quotables if quotable.card.id not in opened]
            counted = _Counted(progress, sum(quotable.card.sentences for quotable in missing))
            for quotable in missing:
                opened[quotable.card.id] = open_index(quotable, self.embedder, self._cache, counted.one)
                counted.done += quotable.card.sentences
            self._open = opened
            return [opened[quotable.card.id] for quotable in quotables]

    def _packing(self, quotables: Sequence[Quotable]) -> "Packing | None":
        """Which of them are packed; None where nothing ever is."""
        from index.packing import Packing
        from index.packs import DIGESTS, FOLDER, FORMAT, Packs

        if self._cache is None or self._library is None:
            return None
        if self._packs is None:
            library = hashlib.sha256(os.fsencode(self._library.resolve())).hexdigest()[:16]
            home = self._cache / FOLDER / f"{library}-{self.embedder.digest[:12]}-{FORMAT}"
            self._packs = Packs(home, self._cache / DIGESTS)
        return Packing(self._packs, quotables, partial(self._is_newest, quotables))

    def _is_newest(self, quotables: Sequence[Quotable]) -> bool:
        """Whether they are what stood in the folder when any process last read it."""
        assert self._cache
        assert self._library
        entries = recall(self._library, self._cache).entries.values()
        return {entry.card.key for entry in entries if entry.card} == {one.card.key for one in quotables}

    def _pack(self, loose: Sequence[Quotable], packing: "Packing", progress: "Progress | None") -> None:
        """Put them into packs, some at a time, and delete what is saved of each alone."""
        counted = _Counted(progress, sum(quotable.card.sentences for quotable in loose))
        for batch in _batches(loose):
            packing.add(self._embedded(batch, packing, counted.one))
            for folder in filter(None, map(self._folder, batch)):
                shutil.rmtree(folder, ignore_errors=True)
            counted.done += sum(quotable.card.sentences for quotable in batch)

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
    """In order, BATCH sentences at a time, or MOST transcripts."""
    batch: list[Quotable] = []
    size = 0
    for quotable in quotables:
        batch.append(quotable)
        size += quotable.card.sentences
        if size >= BATCH or len(batch) == MOST:
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
