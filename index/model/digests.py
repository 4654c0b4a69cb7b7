"""Which files a folder holds: each one's SHA-256, worked out once and remembered until a file changes."""

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from index.errors import ModelError

SKIPPED = ("onnx", "openvino")
"""Folders of a model that hold the same weights for other runtimes."""


def file_digests(folder: Path, memory: Path | None = None) -> dict[str, str]:
    """Each file's SHA-256 by its name below `folder`, in order; no hidden files, documents or other runtimes'.

    With a `memory`, a folder in which digests are remembered, nothing is read again while every file has the size and
    the times that it had. Raises ModelError for a folder without a file.
    """
    files = _files(folder)
    if not files:
        raise ModelError(f"model {folder}: expected a sentence-transformers model; found no file in the folder")
    if memory is None:
        return {name: _digest(path) for name, path in files.items()}
    stamps = {name: _stamp(path) for name, path in files.items()}
    remembered = _memory_of(folder, memory)
    known = _recall(remembered)
    if known.get("stamps") == stamps:
        return dict(known["digests"])
    digests = {name: _digest(path) for name, path in files.items()}
    _remember(remembered, {"stamps": stamps, "digests": digests})
    return digests


def forget_digests(folder: Path, memory: Path) -> None:
    """Remember nothing of a folder that is gone."""
    _memory_of(folder, memory).unlink(missing_ok=True)


def _memory_of(folder: Path, memory: Path) -> Path:
    return memory / f"{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]}.json"


def _files(folder: Path) -> dict[str, Path]:
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix not in (".md", ".py", ".pyc")
        and not any(part.startswith(".") or part in SKIPPED for part in path.relative_to(folder).parts)
    )
    return {path.relative_to(folder).as_posix(): path for path in files}


def _stamp(path: Path) -> list[int]:
    """What changes when a file is written: a program can set the time of its content, but not that of its status."""
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _recall(path: Path) -> dict[str, dict[str, Any]]:
    try:
        known = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) and isinstance(known.get("digests"), dict) else {}


def _remember(path: Path, known: dict[str, Any]) -> None:
    """Nothing is lost where it can't be written but time."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w") as file:
            json.dump(known, file)
        Path(beside).replace(path)
    except OSError:
        return
