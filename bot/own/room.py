"""One visitor's own transcripts: put in, looked at and corrected, then embedded, asked, and forgotten whole."""

import logging
import threading
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.errors import UploadError
from bot.own.files import copy_in, delete_folder, room_in, safe_name, take_in
from index.errors import OnTheRecordError
from index.folder import METADATA, Folder, files_of
from index.library import Library
from index.model.embedder import Embedder
from index.quotable import Quotable
from index.readers.metadata import metadata_path, write_metadata
from index.shelf import Shelf

log = logging.getLogger(__name__)


class Room:
    """The files are in `home`/texts and what is made of them is in `home`/cache: nowhere else. Thread-safe."""

    def __init__(self, home: Path, embedder: Embedder) -> None:
        self._home, self._texts = home, home / "texts"
        self._texts.mkdir(mode=0o700, parents=True)
        self._folder = Folder(self._texts, home / "cache")
        self._shelf = Shelf(self._folder, embedder)
        self._using = threading.Lock()
        self._is_left = False

    @property
    def quotables(self) -> tuple[Quotable, ...]:
        """As they were last read; none where nothing is there."""
        return self._folder.quotables if self._folder.keys else ()

    def put(self, uploaded: Path, name: str) -> tuple[str, ...]:
        """Take in a file, or an archive's files: of each that is no transcript the reason, and nothing of it is kept.

        Raises UploadError.
        """
        with self._in_use():
            return self._read(take_in(uploaded, name, self._texts))

    def write(self, text: str, name: str) -> tuple[str, ...]:
        """Take in a text that was pasted; if it is no transcript, why, and nothing is kept. Raises UploadError."""
        with self._in_use():
            content = text.encode("utf-8", "replace")
            if len(content) > room_in(self._texts).bytes or room_in(self._texts).files < 1:
                raise UploadError("expected a shorter text", "error.upload.full")
            path = self._texts / f"{Path(safe_name(name or 'text')).stem}.txt"
            if path.exists():
                raise UploadError(f"expected another name than {path.stem!r}", "error.upload.name", name=path.stem)
            path.write_bytes(content)
            if name:
                write_metadata(metadata_path(path), {"title": name})
            return self._read([path])

    def correct(self, name: str, table: Mapping[str, Any]) -> None:
        """Say what is known of a transcript: the keys of its TOML; those that are not named stay as they are.

        Raises UploadError and TranscriptError.
        """
        with self._in_use():
            beside = metadata_path(self._path(name))
            known = tomllib.loads(beside.read_text("utf-8")) if beside.exists() else {}
            speakers = {**known.get("speakers", {}), **table.get("speakers", {})}
            write_metadata(beside, known | dict(table) | {"speakers": speakers})
            self._folder.read()

    def remove(self, name: str) -> None:
        """Forget one of them. Raises UploadError if there is none of that id."""
        with self._in_use():
            path = self._path(name)
            path.unlink(missing_ok=True)
            metadata_path(path).unlink(missing_ok=True)
            self._folder.read()
            self._shelf.remember()

    def metadata(self, name: str) -> str:
        """The TOML beside a transcript, "" where there is none yet. Raises UploadError."""
        beside = metadata_path(self._path(name))
        return beside.read_text("utf-8") if beside.exists() else ""

    def library(self, progress: Callable[[int, int], None]) -> Library:
        """Of all of them, embedded. Raises UploadError where it was left meanwhile, TranscriptError, ModelError."""

        def count(done: int, of: int) -> None:
            self._check()
            progress(done, of)

        with self._in_use():
            return self._shelf.library(count)

    def share(self, folder: Path) -> None:
        """Copy all of them, with what is known of them, into a folder: all or none. Raises UploadError."""
        with self._in_use():
            files = sorted(self._texts.iterdir(), key=lambda path: path.suffix.lower() != METADATA)  # metadata first
            for file in files:
                if (folder / file.name).exists():
                    name = file.name
                    raise UploadError(f"expected another name than {name!r}", "error.upload.name", name=name)
            for file in files:
                copy_in(file, folder)

    def leave(self) -> None:
        """Forget everything, at once, or as soon as what runs has seen that."""
        self._is_left = True
        if self._using.acquire(blocking=False):
            try:
                delete_folder(self._home)
            finally:
                self._using.release()

    def _read(self, taken: Sequence[Path]) -> tuple[str, ...]:
        """Read what is new, and delete what of it is no transcript; the reasons."""
        self._folder.read()
        reasons = self._folder.left_out
        read = {quotable.transcript.source.path for quotable in self.quotables}
        for path in taken:
            if path not in read and path.suffix.lower() != METADATA:
                path.unlink()
                metadata_path(path).unlink(missing_ok=True)
        self._folder.read()
        return reasons

    def _path(self, name: str) -> Path:
        self._check()
        path = files_of(self._texts).get(name)
        if path is None:
            raise UploadError(f"expected the id of a transcript; found {name!r}", "error.upload.gone")
        return path

    def _check(self) -> None:
        if self._is_left:
            raise UploadError("these files were deleted", "error.upload.gone")

    def _in_use(self) -> "_Use":
        return _Use(self._using, self._check, self._end)

    def _end(self) -> None:
        if self._is_left:
            delete_folder(self._home)


class _Use:
    """While it lasts nothing else changes the room; what was left in the meantime is deleted behind it."""

    def __init__(self, lock: threading.Lock, check: Callable[[], None], end: Callable[[], object]) -> None:
        self._lock, self._check, self._end = lock, check, end

    def __enter__(self) -> None:
        self._lock.acquire()
        try:
            self._check()
        except OnTheRecordError:
            self._lock.release()
            raise

    def __exit__(self, *_: object) -> None:
        self._lock.release()
        self._end()
