"""A folder of transcripts becomes a library that can be opened again: only what changed since is embedded."""

from pathlib import Path
from typing import TYPE_CHECKING

from index.folder import Folder
from index.library import Library
from index.quotable import Quotable, Quotables, by_id
from index.store import folder_name, load, open_index

if TYPE_CHECKING:
    from index.indexed import IndexedTranscript
    from index.model.embedder import Embedder, Progress


class Shelf:
    """The transcripts of `folder`, embedded; what is embedded is saved where the folder's readings are."""

    def __init__(self, folder: Folder, embedder: "Embedder") -> None:
        self.folder, self._embedder = folder, embedder
        self._indexed: dict[str, IndexedTranscript] = {}

    def library(self, progress: "Progress | None" = None) -> Library:
        """Of the folder as it was last read; `progress` counts sentences that are embedded.

        Raises TranscriptError where it has no transcript, ModelError.
        """
        quotables = {} if self.folder.is_empty else by_id(self.folder.quotables)
        self._indexed = {name: indexed for name, indexed in self._indexed.items() if name in quotables}
        if not quotables:
            raise self.folder.empty()
        self._index(quotables, progress)
        return Library([self._indexed[name] for name in quotables], self._embedder)

    def saved(self) -> list[Path]:
        """The folders of the indexes that are saved. Raises TranscriptError where there is no transcript."""
        folders = map(self._folder_of, self.folder.quotables)
        return [folder for folder in folders if folder.is_dir()]

    def _folder_of(self, quotable: Quotable) -> Path:
        return self.folder.cache / folder_name(quotable, self._embedder.digest)

    def _index(self, quotables: Quotables, progress: "Progress | None") -> None:
        """Open or build the index of each transcript that has none open."""
        missing: dict[str, Quotable] = {}
        for name, quotable in quotables.items():
            indexed = self._indexed.get(name)
            if indexed is None or indexed.quotable is not quotable:
                saved = load(self._folder_of(quotable), quotable)
                if saved:
                    self._indexed[name] = saved
                else:
                    missing[name] = quotable
        counted = _Counted(progress, sum(len(one.passages.sentences) for one in missing.values()))
        for name, quotable in missing.items():
            self._indexed[name] = open_index(quotable, self._embedder, self.folder.cache, counted.one)
            counted.done += len(quotable.passages.sentences)


class _Counted:
    """Progress with one transcript becomes progress with all of them."""

    def __init__(self, progress: "Progress | None", of: int) -> None:
        self._progress, self._of, self.done = progress, of, 0

    def one(self, done: int, _: int) -> None:
        if self._progress:
            self._progress(self.done + done, self._of)
