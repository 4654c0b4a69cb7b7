"""Folders that one process has to itself: the system lets go of them however that process ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(folder: Path, wait: bool = False) -> Iterator[bool]:
    """Whether it could be locked, for as long as this lasts."""
    descriptor = lock(folder, wait)
    try:
        yield descriptor is not None
    finally:
        if descriptor is not None:
            os.close(descriptor)


def lock(folder: Path, wait: bool = False) -> int | None:
    """A descriptor of the folder, locked until it is closed or the process ends; None if another process has locked it,
    unless that is waited for, or if nothing can be locked on this system, or it is no folder.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
