"""A file's bytes, and what identifies them."""

import hashlib
import os
import stat
from pathlib import Path

from index.errors import TranscriptError
from index.transcript import Source

BOM = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8, which is not text."""


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


def _open_without_waiting(path: str, flags: int) -> int:
    """Opening a named pipe would wait for its writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
