"""A folder becomes transcripts, each with the id that it has there; read again, only what changed is."""

import logging
import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from subprocess import SubprocessError
from urllib.parse import quote

from index.catalog import Catalog, Entry, Stamp, recall, remember
from index.contents import Contents
from index.errors import ChangedError, TranscriptError
from index.forgetting import forget_gone
from index.quotable import Quotable
from index.readers.metadata import metadata_path
from index.saved_reading import Place, open_quotable, read_by, reopened, saved_keys
from index.transcript import Layout

METADATA = ".toml"
SETTLED = 100_000_000
"""Nanoseconds in which a file may be changed again without another time: file systems' clocks tick faster."""
PASSING = (OSError, SubprocessError)
"""What may go well the next time."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Held:
    """A file, under its `place` in the catalog, as it was when it was read; `quotable` is None if it is left out."""

    place: str
    stamp: Stamp
    entry: Entry
    quotable: Quotable | None = None


class Folder:
    """The transcripts at `path` and below it; what is read is saved in `cache`, and forgotten when they are gone.

    A transcript is opened when somebody looks at it, and a few of them are held open. If `quiet`, no log names a file.
    """

    def __init__(self, path: Path, cache: Path, layout: Layout | None = None, quiet: bool = False) -> None:
        self.path, self.cache, self._layout, self._quiet = path, cache, layout, quiet
        self._contents = Contents()
        self._held: dict[str, _Held] = {}
        self._was_read = False

    def read(self) -> bool:
        """Read what changed since it was last read, by this process or before it; whether this one finds anything new.

        Raises TranscriptError if it is no folder.
        """
        before, files = self._held, files_of(self.path)
        catalog = None if self._was_read else recall(self.path, self.cache)
        known = self._usable(catalog) if catalog else {}
        self._held = {name: self._read(name, path, known) for name, path in files.items()}
        if self._was_read and self._held == before:
            return False
        self._was_read = True
        self._let_go(before)
        now = Catalog(self._by, {held.place: held.entry for held in self._held.values()})
        catalog = catalog or recall(self.path, self.cache)
        forget_gone(catalog, now, self.cache)
        if now != catalog:
            remember(self.path, self.cache, now)
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
        return tuple(held.entry.why for held in self._held.values() if not held.quotable)

    @property
    def _by(self) -> str:
        """What reads the files."""
        return f"{read_by()} {self._layout}"

    def _usable(self, catalog: Catalog) -> Mapping[str, Entry]:
        """What is remembered by the files' places, if they would be read so now, and what was read is still saved."""
        if catalog.by != self._by:
            return {}
        there = saved_keys(self.cache)
        return {place: entry for place, entry in catalog.entries.items() if not entry.card or entry.key in there}

    def _read(self, name: str, path: Path, known: Mapping[str, Entry]) -> _Held:
        """The file as it is now; what was read before, if it did not change."""
        looked, stamp = time.time_ns(), _stamp(path)
        held = self._held.get(name)
        if held and held.stamp == stamp:
            return held
        place = quote(os.fsencode(path.relative_to(self.path)))
        entry = known.get(place)
        if entry and entry.stamp == stamp:
            return self._reopened(name, path, _Held(place, stamp, entry))
        lasting = stamp if _is_settled(stamp, looked) else None
        try:
            quotable, key = open_quotable(path, name, self.cache, self._layout, self._contents)
            return _Held(place, stamp, Entry(lasting, quotable.card.anywhere, key), quotable)
        except TranscriptError as error:
            self._tell(error)
            reason = str(error).removeprefix(f"{path}: ").replace(f"{path.parent}/", "")  # where it lies is nobody's
            is_passing = isinstance(error, ChangedError) or isinstance(error.__cause__, PASSING)
            why = f"{path.relative_to(self.path)}: {reason}"
            return _Held(place, stamp, Entry(None if is_passing else lasting, why=why))

    def _reopened(self, name: str, path: Path, held: _Held) -> _Held:
        """What is remembered of a file that did not change."""
        card, key = held.entry.card, held.entry.key
        if card is None:
            self._tell(self.path / held.entry.why)
            return held
        card = replace(card, id=name, source=replace(card.source, path=path))
        quotable = reopened(card, Place(self.cache, key, self._layout), self._contents)
        return replace(held, quotable=quotable)

    def _tell(self, why: object) -> None:
        log.log(logging.INFO if self._quiet else logging.WARNING, "left out: %s", why)

    def _let_go(self, before: Mapping[str, _Held]) -> None:
        """Hold open no longer what is not there any more."""
        kept = {held.quotable for held in self._held.values()}
        for held in before.values():
            if held.quotable and held.quotable not in kept:
                self._contents.let_go(held.quotable)


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
        places = sorted(_walk(folder))
    except OSError as error:
        raise TranscriptError(f"{error.filename}: can't be read: {error.strerror}") from error
    short = {place: _id(_without_ending(place)) for place in places}
    counts = Counter(short.values())
    ids: dict[str, Path] = {}
    for place, name in short.items():
        whole = name if counts[name] == 1 else _id(place)
        number, free = 1, whole
        while free in ids or (number > 1 and free in counts):
            number += 1
            free = f"{whole} ({number})"
        ids[free] = folder / place
    return dict(sorted(ids.items()))


def _walk(folder: Path, below: str = "") -> Iterator[str]:
    """The places of the files, as paths below the folder."""
    with os.scandir(folder / below) as entries:
        for entry in entries:
            name, place = entry.name, f"{below}{entry.name}"
            if name.startswith("."):
                continue
            if entry.is_dir():
                if not entry.is_symlink():  # it may lead back here
                    yield from _walk(folder, f"{place}/")
            elif not name.lower().endswith(METADATA) and _without_ending(name).lower() != "readme":
                yield place


def _without_ending(place: str) -> str:
    """2019/talk.txt -> 2019/talk"""
    stem, _, ending = place.rpartition(".")
    return stem if stem and "/" not in ending else place


def _stamp(path: Path) -> Stamp:
    """Size, times, number and mode of a file, and of the metadata beside it."""
    stamps: list[tuple[int, ...] | None] = []
    for file in (path, metadata_path(path) if path.suffix else None):
        try:
            status = file.stat() if file else None
        except OSError:
            status = None
        stamps.append(
            status and (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_mode)
        )
    return tuple(stamps)


def _is_settled(stamp: Stamp, looked: int) -> bool:
    """Whether what changes after it was made, at `looked`, has another one."""
    return all(max(one[1:3]) + SETTLED < looked for one in stamp if one)


def _id(place: str) -> str:
    return place.lower().encode("utf-8", "replace").decode("utf-8")


def _what(path: Path) -> str:
    return "a file" if path.exists() else "nothing of that name"
