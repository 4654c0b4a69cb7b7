"""A file's bytes, and what identifies them."""

import hashlib
import os
import stat
from pathlib import Path

from index.errors import ChangedError, TranscriptError
from index.transcript import Source

BOM = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8, which is not text."""


ELSEWHERE = (FileNotFoundError, NotADirectoryError, PermissionError)
"""How opening a file fails that another machine has, or another user."""


def read_bytes(path: Path, max_bytes: int) -> tuple[bytes, Source]:
    """The file's bytes, with what identifies them. Raises TranscriptError for what is no file of that size."""
    try:
        with open(path, "rb", opener=_open_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise TranscriptError(f"{path}: expected a file; found something else")
            content = file.read(max_bytes + 1)
    except IsADirectoryError as error:
        raise TranscriptError(f"{path}: expected a file; found a folder") from error
    except FileNotFoundError as error:
        raise TranscriptError(f"{path}: no such file") from error
    except (OSError, ValueError) as error:
        raise TranscriptError(f"{path}: can't be opened: {error}") from error
    if len(content) > max_bytes:
        raise TranscriptError(
            f"{path}: expected at most {max_bytes:,} bytes; found {max(status.st_size, len(content)):,}"
        )
    return content, Source(path, hashlib.sha256(content).hexdigest(), len(content), status.st_mtime_ns)


def check_unchanged(source: Source) -> None:
    """Raise ChangedError unless the file is still the one that was read: hashed again when its size or time changed.

    What is stored on a server may have been read elsewhere: if no file is there, it is what the store was given.
    """
    try:
        status = os.stat(source.path)  # noqa: PTH116  # of thousands of files with every question: half as much again
        if status.st_size == source.size and status.st_mtime_ns == source.mtime_ns:
            return
        with source.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        if source.is_stored and isinstance(error, ELSEWHERE):
            return
        name = source.path.name
        message = f"{name}: can't be read any more: {error.strerror}; open it again"
        raise ChangedError(message, "error.unreadable", file=name) from error
    if digest != source.sha256:
        name = source.path.name
        digests = f"sha256 {source.sha256[:12]}… expected, {digest[:12]}… found"
        raise ChangedError(
            f"{name}: changed since it was opened ({digests}); open it again", "error.changed", file=name
        )


def _open_without_waiting(path: str, flags: int) -> int:
    """Opening a named pipe would wait for its writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
