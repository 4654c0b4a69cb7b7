"""A folder of transcripts becomes a library that can be opened again: only what changed since is embedded.

What stood in the folder is remembered, so that what was taken out of it is forgotten, on disk too:
    libraries/FOLDER.json       of each transcript the names of what is saved of it
"""

import hashlib
import json
import logging
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from index.folder import Folder
from index.library import Library
from index.quotable import Quotable, Quotables, by_id
from index.saved_reading import forget
from index.store import folder_name, load, open_index
from index.whole import write_whole

if TYPE_CHECKING:
    from index.indexed import IndexedTranscript
    from index.model.embedder import Embedder, Progress

FOLDER = "libraries"
SAVED = re.compile(r"[0-9a-f-]+")
"""A name of what is saved."""

log = logging.getLogger(__name__)


class Shelf:
    """The transcripts of `folder`, embedded; what is embedded is saved where the folder's readings are."""

    def __init__(self, folder: Folder, embedder: "Embedder") -> None:
        self.folder, self._embedder = folder, embedder
        self._indexed: dict[str, IndexedTranscript] = {}

    def library(self, progress: "Progress | None" = None) -> Library:
        """Of the folder as it was last read; `progress` counts sentences that are embedded.

        Raises TranscriptError where it has no transcript, ModelError.
        """
        names = self._names()
        if names:
            self._index(by_id(self.folder.quotables), names, progress)
        self._indexed = {name: self._indexed[name] for name in names}
        self._remember(names)
        if not names:
            raise self.folder.empty()
        return Library(list(self._indexed.values()), self._embedder)

    def saved(self) -> list[Path]:
        """The folders of the indexes that are saved."""
        folders = (self.folder.cache / name for name in self._names().values())
        return [folder for folder in folders if folder.is_dir()]

    def remember(self) -> None:
        """Forget what is saved of transcripts that are no longer in the folder; nothing is embedded."""
        self._remember(self._names())

    def _names(self) -> dict[str, str]:
        """Those of the folders in which the transcripts' indexes are saved, by ids."""
        held = by_id(self.folder.quotables) if self.folder.keys else {}
        return {name: folder_name(quotable, self._embedder.digest) for name, quotable in held.items()}

    def _index(self, quotables: Quotables, names: dict[str, str], progress: "Progress | None") -> None:
        """Open or build the index of each transcript that has none open."""
        missing: dict[str, Quotable] = {}
        for name, quotable in quotables.items():
            indexed = self._indexed.get(name)
            if indexed is None or indexed.quotable is not quotable:
                saved = load(self.folder.cache / names[name], quotable)
                if saved:
                    self._indexed[name] = saved
                else:
                    missing[name] = quotable
        counted = _Counted(progress, sum(len(one.passages.sentences) for one in missing.values()))
        for name, quotable in missing.items():
            self._indexed[name] = open_index(quotable, self._embedder, self.folder.cache, counted.one)
            counted.done += len(quotable.passages.sentences)

    def _remember(self, names: dict[str, str]) -> None:
        """Write down what is in the folder now, and delete what is saved of what no longer is."""
        cache = self.folder.cache
        now = {name: [key, names[name]] for name, key in self.folder.keys.items()}
        file = cache / FOLDER / f"{hashlib.sha256(os.fsencode(self.folder.path.resolve())).hexdigest()[:16]}.json"
        kept = {saved for both in now.values() for saved in both}
        for reading, index in _recall(file):
            if reading not in kept:
                forget(reading, cache)
            if index not in kept:
                shutil.rmtree(cache / index, ignore_errors=True)
        try:
            write_whole(file, json.dumps(now, indent=1).encode())
        except OSError as error:
            log.warning("what is in the library is not saved: %s", error)


class _Counted:
    """Progress with one transcript becomes progress with all of them."""

    def __init__(self, progress: "Progress | None", of: int) -> None:
        self._progress, self._of, self.done = progress, of, 0

    def one(self, done: int, _: int) -> None:
        if self._progress:
            self._progress(self.done + done, self._of)


def _recall(file: Path) -> list[tuple[str, str]]:
    """The names of what was saved of each transcript, as far as they are names."""
    try:
        saved = [(str(reading), str(index)) for reading, index in json.loads(file.read_bytes()).values()]
    except (OSError, ValueError, TypeError, AttributeError):
        return []
    return [both for both in saved if all(map(SAVED.fullmatch, both))]
