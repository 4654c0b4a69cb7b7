"""What was uploaded becomes files in a folder: under safe names, archives unpacked, all of it or nothing.

Each text has a name of its own, whatever its ending and case, so that the metadata beside it is nobody else's.
"""

import os
import re
import shutil
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from bot.errors import UploadError

MOST_FILES = 100
"""Texts of one visitor."""
MOST_BYTES = 50_000_000
"""Of all of a visitor's files together, and of one of them."""
MOST_METADATA = 100_000
"""Bytes of the metadata beside a text."""
LONGEST_NAME = 120
"""Bytes of a file's name, its ending aside."""
BLOCK = 1 << 16
ARCHIVE = b"PK\x03\x04"
END, END_BYTES = b"PK\x05\x06", 22
"""The record at the end of an archive, which says how many entries it has (APPNOTE 4.3.16)."""
MOST_ENTRIES = 5_000
"""Of an archive, hidden ones and folders too: to list them all takes seconds."""
METADATA = ".toml"
DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
"""What Windows takes for a device, whatever its ending."""
PASSED_OVER = "readme"
"""A library passes such a file over; a visitor's is a text."""


@dataclass(frozen=True, slots=True)
class Space:
    """How much is left in a folder."""

    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class _Staged:
    """A file that was unpacked, and its path in what was uploaded."""

    path: Path
    name: PurePosixPath

    @property
    def is_metadata(self) -> bool:
        return self.name.suffix.lower() == METADATA

    @property
    def belongs(self) -> tuple[str, str]:
        """What a text and its metadata have in common."""
        return str(self.name.parent), self.name.stem.casefold()


def space_in(folder: Path) -> Space:
    """Raises OSError."""
    files = [path for path in folder.iterdir() if path.is_file()]
    texts = [path for path in files if path.suffix != METADATA]
    return Space(MOST_FILES - len(texts), MOST_BYTES - sum(path.stat().st_size for path in files))


def take_in(uploaded: Path, name: str, folder: Path, metadata: Path | None = None) -> list[Path]:
    """Copy what was uploaded as `name` into `folder`, with its `metadata`, or an archive's texts with theirs; the texts
    that are new.

    Metadata alone goes to the text of that name, if that has none. Raises UploadError for what can't be taken, and then
    nothing of it is left.
    """
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as work:
        try:
            staged = _unpacked(uploaded, name, Path(work), space_in(folder))
            if metadata:
                if metadata.stat().st_size > MOST_METADATA:
                    raise UploadError(f"{name}: expected less metadata", "error.upload.known")
                beside = Path(shutil.copy(metadata, Path(work, "metadata")))
                staged.append(_Staged(beside, PurePosixPath(name.replace("\\", "/")).with_suffix(METADATA)))
        except UploadError:
            raise
        except Exception as error:  # whatever a library that unpacks raises
            raise UploadError(f"{name}: can't be unpacked: {error}", "error.upload.archive", file=name) from error
        texts = [one for one in staged if not one.is_metadata]
        if len(texts) > space_in(folder).files:
            raise UploadError(f"expected at most {MOST_FILES} files", "error.upload.files", most=MOST_FILES)
        beside_of = {one.belongs: one.path for one in staged if one.is_metadata}
        taken = [_place(text, beside_of.pop(text.belongs, None), folder) for text in texts]
        if not texts:
            _attach(staged, folder, name)
    return taken


def safe_name(name: str) -> str:
    """The last part of a path as a file's name that any system takes, and that is not hidden.

    >>> safe_name("../../.ssh/A:talk?.txt")
    'A talk.txt'
    """
    last = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1].encode("utf-8", "replace").decode("utf-8"))
    kept = "".join(" " if c in '<>:"|?*' or unicodedata.category(c)[0] == "C" else c for c in last)
    path = PurePosixPath(" ".join(kept.split()).strip(". ") or "text")
    stem = path.stem.encode("utf-8")[:LONGEST_NAME].decode("utf-8", "ignore").strip(". ") or "text"
    if DEVICE.match(stem) or stem.casefold() == PASSED_OVER:
        stem = f"{stem} text" if stem.casefold() == PASSED_OVER else f"_{stem}"
    return f"{stem}{path.suffix[:16].rstrip('. ')}"


def free_stem(stem: str, folder: Path) -> str:
    """`stem`, or with a number behind it, so that no file there has it, in whatever case and with whatever ending."""
    there = {path.stem.casefold() for path in folder.iterdir()}
    number, free = 1, stem
    while free.casefold() in there:
        number += 1
        free = f"{stem} ({number})"
    return free


def copy_in(file: Path, folder: Path) -> None:
    """Copy a file into a library: beside its place first, under a name that no library reads, and never over another.

    Raises FileExistsError, OSError.
    """
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as work:
        os.link(shutil.copy(file, work), folder / file.name)


def delete_folder(folder: Path) -> None:
    """With all that is in it, as far as that can be."""
    shutil.rmtree(folder, ignore_errors=True)


def _unpacked(uploaded: Path, name: str, work: Path, space: Space) -> list[_Staged]:
    """The files of what was uploaded, none larger in all than there is room for."""
    staged: list[_Staged] = []
    left = space.bytes
    for number, (inner, content) in enumerate(_contents(uploaded, name)):
        if number >= 2 * MOST_FILES:
            raise UploadError(f"expected at most {MOST_FILES} files", "error.upload.files", most=MOST_FILES)
        path = work / str(number)
        left -= _copy(content, path, left)
        staged.append(_Staged(path, PurePosixPath(inner.replace("\\", "/"))))
    return staged


def _contents(uploaded: Path, name: str) -> Iterator[tuple[str, IO[bytes]]]:
    """The file, or those in it if it is an archive and no document, but for what is hidden."""
    if not _is_archive(uploaded, name):
        with uploaded.open("rb") as file:
            yield name, file
        return
    with zipfile.ZipFile(uploaded) as archive:
        for entry in archive.infolist():
            parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
            is_link = entry.external_attr >> 28 == 0xA
            if entry.is_dir() or is_link or not parts or any(_is_hidden(part) for part in parts):
                continue
            with archive.open(entry) as content:
                yield entry.filename, content


def _is_hidden(part: str) -> bool:
    return (part.startswith(".") and part not in (".", "..")) or part == "__MACOSX"


def _is_archive(path: Path, name: str) -> bool:
    """Whether it is a zip file and no document that is one; a document that can't be opened is left to its reader."""
    with path.open("rb") as file:
        if file.read(len(ARCHIVE)) != ARCHIVE:
            return False
        file.seek(max(path.stat().st_size - (1 << 16) - END_BYTES, 0))
        end = file.read()
    at = end.rfind(END)
    if at >= 0 and int.from_bytes(end[at + 10 : at + 12], "little") > MOST_ENTRIES:
        raise UploadError(f"{name}: expected at most {MOST_ENTRIES} entries", "error.upload.files", most=MOST_FILES)
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        if name.lower().endswith(".zip"):
            raise
        return False
    return not any(name.startswith("word/document") or name == "content.xml" for name in names)


def _copy(content: IO[bytes], path: Path, most: int) -> int:
    """How many bytes were copied: what an archive says of its size is not believed."""
    copied = 0
    with path.open("xb") as file:
        while block := content.read(BLOCK):
            copied += len(block)
            if copied > most:
                megabytes = MOST_BYTES // 1_000_000
                raise UploadError(f"expected at most {megabytes} MB altogether", "error.upload.bytes", most=megabytes)
            file.write(block)
    return copied


def _place(text: _Staged, metadata: Path | None, folder: Path) -> Path:
    """The text under a free name, its metadata beside it first, so that it is never read without."""
    safe = PurePosixPath(safe_name(text.name.name))
    stem = free_stem(safe.stem, folder)
    if metadata:
        metadata.replace(folder / f"{stem}{METADATA}")
    return text.path.replace(folder / f"{stem}{safe.suffix or '.txt'}")


def _attach(staged: list[_Staged], folder: Path, name: str) -> None:
    """Metadata to the text of its name there."""
    texts = {path.stem.casefold(): path for path in folder.iterdir() if path.is_file() and path.suffix != METADATA}
    places: dict[Path, Path] = {}
    for one in staged:
        text = texts.get(PurePosixPath(safe_name(one.name.name)).stem.casefold())
        place = text.with_suffix(METADATA) if text else None
        if place is None or place in places or place.exists() or one.path.stat().st_size > MOST_METADATA:
            raise UploadError(f"{name}: expected a text of that name first", "error.upload.metadata", file=name)
        places[place] = one.path
    for place, path in places.items():
        path.replace(place)
