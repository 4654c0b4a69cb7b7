"""One visitor's own transcripts: put in, looked at and corrected, then embedded, asked, and forgotten whole."""

import threading
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from bot.errors import BusyError, GoneError, UploadError
from bot.own.files import copy_in, delete_folder, free_stem, safe_name, space_in, take_in
from index.errors import TranscriptError
from index.folder import METADATA, Folder, files_of
from index.library import Library
from index.model.embedder import Embedder
from index.quotable import Quotable
from index.readers.metadata import write_metadata
from index.shelf import Shelf

MOST_KNOWN = 20_000
"""Characters of what is known of a text, all in all."""
LONGEST_TITLE = 300
"""Characters of the title of a text that is pasted."""


class Room:
    """The files are in `home`/texts and what is made of them is in `home`/cache: nowhere else. Thread-safe."""

    def __init__(self, home: Path, embedder: Embedder) -> None:
        self._home, self._texts = home, home / "texts"
        self._texts.mkdir(mode=0o700, parents=True)
        self._folder = Folder(self._texts, home / "cache", quiet=True)
        self._shelf = Shelf(self._folder, embedder)
        self._using = threading.Lock()
        self._is_left = False

    @property
    def quotables(self) -> tuple[Quotable, ...]:
        """As they were last read; none where nothing is there."""
        return () if self._folder.is_empty else self._folder.quotables

    @property
    def is_in_use(self) -> bool:
        """Whether something is just being done in it."""
        return self._using.locked()

    def put(self, uploaded: Path, name: str, metadata: Path | None = None) -> tuple[str, ...]:
        """Take in a file, with its `metadata`, or an archive's files: of each that is no transcript the reason, and
        nothing of it is kept. Raises UploadError.
        """
        with self._in_use():
            return self._kept(take_in(uploaded, name, self._texts, metadata))

    def write(self, text: str, name: str) -> tuple[str, ...]:
        """Take in a text that was pasted; if it is no transcript, why, and nothing is kept. Raises UploadError."""
        title = " ".join(name.encode("utf-8", "replace").decode("utf-8").split())[:LONGEST_TITLE]
        with self._in_use():
            content, space = text.encode("utf-8", "replace"), space_in(self._texts)
            if len(content) > space.bytes or space.files < 1:
                raise UploadError("expected a shorter text, or fewer", "error.upload.full")
            stem = free_stem(Path(safe_name(f"{title or 'text'}.txt")).stem, self._texts)
            path = self._texts / f"{stem}.txt"
            if title:
                self._write(path, {"title": title})
            path.write_bytes(content)
            return self._kept([path])

    def correct(self, name: str, table: Mapping[str, Any]) -> tuple[str, ...]:
        """Say what is known of a transcript: the keys of its TOML; those that are not named stay as they are.

        Returns the names of the speakers whose part is another than was said, for the reader could not follow that.
        Raises UploadError for what can't be kept, or with which the transcript can't be read: then nothing is changed.
        """
        with self._in_use():
            path = self._path(name)
            beside = path.with_suffix(METADATA)
            before = beside.read_bytes() if beside.exists() else None
            known = tomllib.loads(before.decode("utf-8-sig")) if before else {}
            speakers = table.get("speakers") or {}
            if not isinstance(speakers, Mapping):
                raise UploadError("speakers: expected an object", "error.upload.known")
            self._write(path, known | dict(table) | {"speakers": {**known.get("speakers", {}), **speakers}})
            self._folder.read()
            if name not in {quotable.card.id for quotable in self.quotables}:
                if before is None:
                    beside.unlink()
                else:
                    beside.write_bytes(before)
                self._folder.read()
                raise UploadError("the transcript can't be read so", "error.upload.known")
            (corrected,) = (one for one in self.quotables if one.card.id == name)
            parts = {(voice.speaker, voice.role) for voice in corrected.card.voices}
            return tuple(who for who, part in speakers.items() if not _is_heard(who, part, parts))

    def remove(self, name: str) -> None:
        """Forget one of them. Raises UploadError if there is none of that id."""
        with self._in_use():
            self._delete(self._path(name))
            self._folder.read()

    def metadata(self, name: str) -> str:
        """The TOML beside a transcript, "" where there is none yet. Raises UploadError."""
        beside = self._path(name).with_suffix(METADATA)
        return beside.read_text("utf-8") if beside.exists() else ""

    def library(self, progress: Callable[[int, int], None]) -> Library:
        """Of all of them, embedded. Raises UploadError where nothing is there, ModelError."""

        def count(done: int, of: int) -> None:
            self._check()
            progress(done, of)

        with self._in_use(patient=True):
            if self._folder.is_empty:
                raise UploadError("expected a transcript; found none", "error.upload.gone")
            library = self._shelf.library(count)
        if library.across:  # it is embedded later, and not if all of it is forgotten by then
            library.across.guard, library.across.progress = partial(self._in_use, patient=True), count
        return library

    def share(self, folder: Path) -> None:
        """Copy all of them, with what is known of them, into a folder: all or none. Raises UploadError."""
        with self._in_use():
            there = {path.stem.casefold() for path in folder.iterdir()}
            texts = [quotable.card.source.path for quotable in self.quotables]
            for text in texts:
                if text.stem.casefold() in there:
                    name = text.stem
                    raise UploadError(f"expected another name than {name!r}", "error.upload.name", name=name)
            copied: list[Path] = []
            try:
                for file in (file for text in texts for file in (text.with_suffix(METADATA), text) if file.exists()):
                    copy_in(file, folder)
                    copied.append(folder / file.name)
            except OSError as error:  # also if somebody else has just put one of that name there
                for path in copied:
                    path.unlink(missing_ok=True)
                raise UploadError(f"can't be added: {error.strerror}", "error.upload") from error

    def leave(self) -> None:
        """Forget everything, at once, or as soon as what runs has seen that."""
        self._is_left = True
        if self._using.acquire(blocking=False):
            try:
                delete_folder(self._home)
            finally:
                self._using.release()

    def _kept(self, taken: Sequence[Path]) -> tuple[str, ...]:
        """Read what is new, and delete what of it is no transcript; the reasons."""
        try:
            self._folder.read()
        except Exception:
            for path in taken:
                self._delete(path)
            raise
        reasons = list(self._folder.left_out)
        for path in set(files_of(self._texts).values()) - self._there():  # perhaps for what now stands beside it
            path.with_suffix(METADATA).unlink(missing_ok=True)
        self._folder.read()
        for path in taken:
            if path not in self._there():
                self._delete(path)
        self._folder.read()
        return tuple(reasons)

    def _there(self) -> set[Path]:
        return {quotable.card.source.path for quotable in self.quotables}

    def _write(self, path: Path, table: Mapping[str, Any]) -> None:
        """The metadata beside a text. Raises UploadError."""
        try:
            if len(repr(table)) > MOST_KNOWN:
                raise UploadError("expected less of what is known", "error.upload.known")
            write_metadata(path.with_suffix(METADATA), table)
        except (TranscriptError, ValueError, TypeError, RecursionError) as error:
            raise UploadError(f"what is known can't be kept: {error}", "error.upload.known") from error

    def _delete(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        path.with_suffix(METADATA).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        self._check()
        path = files_of(self._texts).get(name)
        if path is None:
            raise UploadError(f"expected the id of a transcript; found {name!r}", "error.upload.gone")
        return path

    def _check(self) -> None:
        if self._is_left:
            raise GoneError("these files were deleted")

    @contextmanager
    def _in_use(self, patient: bool = False) -> Iterator[None]:
        """While it lasts nothing else changes the room; if it was left in the meantime, all of it is deleted behind.

        Raises BusyError where something else does, unless `patient`: a request that waited would keep others waiting.
        """
        if not self._using.acquire(blocking=patient):
            raise BusyError("something else is being done with these files; try again in a moment")
        try:
            self._check()
            yield
        finally:
            self._using.release()
            if self._is_left:
                delete_folder(self._home)


def _is_heard(who: str, part: object, parts: Set[tuple[str, str]]) -> bool:
    """Whether a speaker has that part alone; none at all, if what was taken for a name is text."""
    roles = {role for name, role in parts if name == who}
    return roles == (set() if part == "text" else {part})
