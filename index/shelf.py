"""A folder of transcripts becomes a library that can be opened again: only what changed since is embedded."""

from pathlib import Path
from typing import TYPE_CHECKING

from index.across import across_indexes
from index.folder import Folder
from index.indexes import Indexes
from index.library import Library
from index.store import folder_name

if TYPE_CHECKING:
    from index.model.embedder import Embedder, Progress


class Shelf:
    """The transcripts of `folder`, embedded; what is embedded is saved where the folder's readings are."""

    def __init__(self, folder: Folder, embedder: "Embedder") -> None:
        self.folder, self._embedder = folder, embedder
        self._indexes = Indexes(embedder, folder.cache)
        self._across = across_indexes(folder.cache)

    def library(self, progress: "Progress | None" = None) -> Library:
        """Of the folder as it was last read; `progress` counts sentences that are embedded.

        Raises TranscriptError where it has no transcript, ModelError.
        """
        quotables = () if self.folder.is_empty else self.folder.quotables
        indexed = self._indexes.of(quotables, progress)
        if not quotables:
            raise self.folder.empty()
        return Library(indexed, self._embedder, self._across)

    def saved(self) -> list[Path]:
        """The folders of the indexes that are saved. Raises TranscriptError where there is no transcript."""
        names = (folder_name(quotable, self._embedder.digest) for quotable in self.folder.quotables)
        return [folder for folder in (self.folder.cache / name for name in names) if folder.is_dir()]
