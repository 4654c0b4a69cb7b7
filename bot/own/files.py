"""What was uploaded becomes files in a folder: under safe names, archives unpacked, nothing beyond the limits."""

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
"""Of one visitor."""
MOST_BYTES = 50_000_000
"""Of all of a visitor's files together, and of one of them."""
LONGEST_NAME = 120
"""Bytes of a file's name, its ending aside."""
BLOCK = 1 << 16
ARCHIVE = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Room:
    """How much room there is left in a folder."""

    files: int
    bytes: int


def room_in(folder: Path) -> Room:
    """Raises OSError."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    texts = [path for path in files if path.suffix.lower() != ".toml"]
    return Room(MOST_FILES - len(texts), MOST_BYTES - sum(path.stat().st_size for path in files))


def take_in(uploaded: Path, name: str, folder: Path) -> list[Path]:
    """Copy what was uploaded as `name` into `folder`, an archive's files each for itself; the files that are new.

    Raises UploadError for what can't be taken, and then nothing of it is left.
    """
    taken: list[Path] = []
    try:
        for inner, content in _contents(uploaded, name):
            taken.append(_copy(content, _free(folder / safe_name(inner)), room_in(folder)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        _delete(taken)
        raise UploadError(f"{name}: can't be unpacked: {error}", "error.upload.archive", file=name) from error
    except UploadError:
        _delete(taken)
        raise
    return taken


def safe_name(name: str) -> str:
    """The last part of a path as a file's name that any system takes, and that is not hidden.

    >>> safe_name("../../.ssh/A:talk?.txt")
    'A talk.txt'
    """
    last = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    kept = "".join(" " if c in '<>:"|?*' or unicodedata.category(c)[0] == "C" else c for c in last)
    path = PurePosixPath(" ".join(kept.split()).lstrip(". ") or "text")
    stem = path.stem.encode("utf-8")[:LONGEST_NAME].decode("utf-8", "ignore").strip()
    return f"{stem or 'text'}{path.suffix[:16]}"


def _contents(uploaded: Path, name: str) -> Iterator[tuple[str, IO[bytes]]]:
    """The file, or those in it if it is an archive and no document, but for what is hidden."""
    with uploaded.open("rb") as file:
        if not _is_archive(uploaded, file):
            yield name, file
            return
    with zipfile.ZipFile(uploaded) as archive:
        for entry in archive.infolist():
            parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
            if entry.is_dir() or not parts or any(part.startswith((".", "__MACOSX")) for part in parts):
                continue
            with archive.open(entry) as content:
                yield entry.filename, content


def _is_archive(path: Path, file: IO[bytes]) -> bool:
    """Whether it is a zip file and not a document that is one."""
    begins = file.read(len(ARCHIVE))
    file.seek(0)
    if begins != ARCHIVE:
        return False
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    return not any(name.startswith("word/document") or name == "content.xml" for name in names)


def _copy(content: IO[bytes], path: Path, room: Room) -> Path:
    """As much as there is room for: what an archive says of its size is not believed."""
    if room.files < 1:
        raise UploadError(f"expected at most {MOST_FILES} files", "error.upload.files", most=MOST_FILES)
    copied = 0
    with path.open("xb") as file:
        while block := content.read(BLOCK):
            copied += len(block)
            if copied > room.bytes:
                break
            file.write(block)
    if copied > room.bytes:
        path.unlink()
        most = MOST_BYTES // 1_000_000
        raise UploadError(f"expected at most {most} MB altogether", "error.upload.bytes", most=most)
    return path


def _free(path: Path) -> Path:
    """A name that no file there has: talk (2).txt."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem} ({number})")
    return free


def _delete(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def copy_in(file: Path, folder: Path) -> None:
    """Copy a file into a library: beside its place first, under a name that no library reads. Raises OSError."""
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as work:
        Path(shutil.copy(file, work)).replace(folder / file.name)


def delete_folder(folder: Path) -> None:
    """With all that is in it, as far as that can be."""
    shutil.rmtree(folder, ignore_errors=True)
