"""A folder becomes transcripts, each with the id that it has there; read again, only what changed is."""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.errors import TranscriptError
from index.forgetting import remember
from index.quotable import Quotable
from index.readers.metadata import metadata_path
from index.saved_reading import open_quotable
from index.store import text_and_cut
from index.transcript import Layout

METADATA = ".toml"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Held:
    """A file as it was when it was read: `quotable` is None where it was left out; `why` has its name and the reason.
    `key` is that of index.saved_reading, `text` the TEXT-CUT of index.store.
    """

    stamp: tuple[object, ...]
    quotable: Quotable | None = None
    key: str = ""
    text: str = ""
    why: str = ""


class Folder:
    """The transcripts at `path` and below it; what is read is saved in `cache`, and forgotten when they are gone.

    If `quiet`, no log names a file.
    """

    def __init__(self, path: Path, cache: Path, layout: Layout | None = None, quiet: bool = False) -> None:
        self.path, self.cache, self._layout, self._quiet = path, cache, layout, quiet
        self._held: dict[str, _Held] = {}
        self._was_read = False

    def read(self) -> bool:
        """Read what changed since it was last read; whether anything did. Raises TranscriptError if it is no folder."""
        before = self._held
        self._held = {name: self._read(name, path) for name, path in files_of(self.path).items()}
        if self._was_read and self._held == before:
            return False
        self._was_read = True
        there = {name: (held.key, held.text) for name, held in self._held.items() if held.quotable}
        remember(self.path, self.cache, there)
        return True

    @property
    def is_empty(self) -> bool:
        """Whether there was no transcript when it was last read."""
        return not any(held.quotable for held in self._held.values())

    @property
    def quotables(self) -> tuple[Quotable, ...]:
        """The transcripts as they were last read, in the order of ids. Raises TranscriptError where there is none."""
        if self.is_empty:
            raise self.empty()
        return tuple(held.quotable for held in self._held.values() if held.quotable)

    def empty(self) -> TranscriptError:
        """What to raise where there is no transcript."""
        reasons = "; ".join(self.left_out[:3])
        found = f"none that can be read ({reasons})" if reasons else "none"
        return TranscriptError(f"{self.path}: expected a transcript; found {found}")

    @property
    def left_out(self) -> tuple[str, ...]:
        """Each file that is no transcript, and why."""
        return tuple(held.why for held in self._held.values() if not held.quotable)

    def _read(self, name: str, path: Path) -> _Held:
        """The file as it is now; what was read before, if it did not change."""
        stamp = _stamp(path)
        held = self._held.get(name)
        if held and held.stamp == stamp:
            return held
        try:
            quotable, key = open_quotable(path, name, self.cache, self._layout)
            return _Held(stamp, quotable, key, text_and_cut(quotable))
        except TranscriptError as error:
            log.log(logging.INFO if self._quiet else logging.WARNING, "left out: %s", error)
            reason = str(error).removeprefix(f"{path}: ").replace(f"{path.parent}/", "")  # where it lies is nobody's
            return _Held(stamp, why=f"{path.relative_to(self.path)}: {reason}")


def files_of(folder: Path) -> dict[str, Path]:
    """Every file below `folder` that may be a transcript, by its id, in the order of ids.

    An id is the file's path below the folder without its ending, in lower case (2019/talk); with it where two would
    have the same, and with a number where they still would. Hidden files and folders, links to folders, metadata and
    what is called README are none.
    Raises TranscriptError unless it is a folder that can be read.
    """
    if not folder.is_dir():
        raise TranscriptError(f"{folder}: expected a folder of transcripts; found {_what(folder)}")
    try:
        paths = sorted(_walk(folder))
    except OSError as error:
        raise TranscriptError(f"{error.filename}: can't be read: {error.strerror}") from error
    short = {path: _id(path.relative_to(folder).with_suffix("")) for path in paths}
    counts = Counter(short.values())
    ids: dict[str, Path] = {}
    for path, name in short.items():
        whole = name if counts[name] == 1 else _id(path.relative_to(folder))
        number, free = 1, whole
        while free in ids or (number > 1 and free in counts):
            number += 1
            free = f"{whole} ({number})"
        ids[free] = path
    return dict(sorted(ids.items()))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not path.is_symlink():  # it may lead back here
                yield from _walk(path)
        elif path.suffix.lower() != METADATA and path.stem.lower() != "readme":
            yield path


def _stamp(path: Path) -> tuple[object, ...]:
    """What changes when a file or its metadata does."""
    stamps: list[object] = []
    for file in (path, metadata_path(path) if path.suffix else None):
        try:
            status = file.stat() if file else None
        except OSError:
            status = None
        stamps.append(status and (status.st_size, status.st_mtime_ns, status.st_ino, status.st_mode))
    return tuple(stamps)


def _id(path: Path) -> str:
    return path.as_posix().lower().encode("utf-8", "replace").decode("utf-8")


def _what(path: Path) -> str:
    return "a file" if path.exists() else "nothing of that name"
