"""Where a running server keeps what its visitors bring along; what a server that was killed has left is deleted."""

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.own.files import delete_folder

PREFIX = "server-"

log = logging.getLogger(__name__)


class Home:
    """A folder of its own below `base`, locked while the process lives: the system lets go of it however that ends."""

    def __init__(self, base: Path) -> None:
        base.mkdir(mode=0o700, parents=True, exist_ok=True)
        # One server after the other, so that none takes a folder that is just being made for that of a dead one.
        with _locked(base, wait=True):
            for folder in base.glob(f"{PREFIX}*"):
                with _locked(folder) as is_dead:
                    if is_dead:
                        log.info("deleted what a server that was stopped had left of its visitors: %s", folder)
                        delete_folder(folder)
            self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=base))
            self._lock = _lock(self.path)

    def leave(self) -> None:
        """Delete all of it."""
        delete_folder(self.path)


@contextmanager
def _locked(folder: Path, wait: bool = False) -> Iterator[bool]:
    """Whether it could be locked, for as long as this lasts."""
    descriptor = _lock(folder, wait)
    try:
        yield descriptor is not None
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _lock(folder: Path, wait: bool = False) -> int | None:
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
