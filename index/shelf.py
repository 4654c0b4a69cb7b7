"""A folder of transcripts becomes a library that can be opened again: only what changed since is embedded."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from index.across import across_indexes
from index.folder import Folder
from index.indexes import Indexes, Saved
from index.library import Library
from index.quotable import Quotable

if TYPE_CHECKING:
    from index.model.embedder import Embedder, Progress


class Shelved(Protocol):
    """Transcripts that may change while they are asked: in a folder, or in a store on a server."""

    def look(self) -> bool:
        """Look at them again: whether they have changed since."""

    def library(self) -> Library:
        """Of them as they were when they were last looked at. Raises TranscriptError where there is none."""


class Shelf:
    """The transcripts of `folder`, embedded; what is embedded is saved where the folder's readings are."""

    def __init__(self, folder: Folder, embedder: "Embedder") -> None:
        self.folder, self._embedder = folder, embedder
        self._indexes = Indexes(embedder, folder.cache, folder.path)
        self._across = across_indexes(folder.cache, folder.path)

    def look(self) -> bool:
        """Read what changed in the folder; whether anything did. Raises TranscriptError if it is none."""
        return self.folder.read()

    def library(self, progress: "Progress | None" = None) -> Library:
        """Of the folder as it was last read; `progress` counts sentences that are embedded.

        Raises TranscriptError where it has no transcript, ModelError.
        """
        if self.folder.is_empty:
            self._compact((), None)
            raise self.folder.empty()
        corpus = self._indexes.corpus(self.folder.quotables, progress)
        return Library(corpus, self._embedder, self._across, self.folder.cache)

    def compact(self, progress: "Progress | None" = None) -> None:
        """Leave nothing on disk of what is no longer in the folder. Raises as `library`, and OSError."""
        self._compact(self.folder.quotables, progress)

    def saved(self) -> Saved:
        """What is saved of its transcripts by the model, and what is gone by any. Raises TranscriptError where there
        is none.
        """
        own, across = (each and each.saved(self.folder.quotables) for each in (self._indexes, self._across))
        assert own
        return replace(own, gone=max(own.gone, across.gone), size=own.size + across.size) if across else own

    def _compact(self, quotables: Sequence[Quotable], progress: "Progress | None") -> None:
        """By every model."""
        for indexes in filter(None, (self._indexes, self._across)):
            indexes.compact(quotables, progress)
