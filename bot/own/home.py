"""Where a running server keeps what its visitors bring along; what a server that was killed has left is deleted."""

import contextlib
import logging
import os
import tempfile
from pathlib import Path
from typing import IO

from bot.own.files import delete_folder

PREFIX = "server-"
LOCK = "lock"

log = logging.getLogger(__name__)


class Home:
    """A folder of its own below `base`, locked while the process lives: the system lets go of it however that ends."""

    def __init__(self, base: Path) -> None:
        base.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in base.glob(f"{PREFIX}*"):
            if _lock(folder / LOCK):
                log.info("deleted what a server that was stopped had left of its visitors: %s", folder)
                delete_folder(folder)
        made = Path(tempfile.mkdtemp(prefix="new-", dir=base))
        self._lock = _lock(made / LOCK)  # before it has the name by which another server would take it for a dead one's
        self.path = made.rename(base / f"{PREFIX}{made.name.removeprefix('new-')}")

    def leave(self) -> None:
        """Delete all of it."""
        delete_folder(self.path)


def _lock(path: Path) -> IO[bytes] | None:
    """The file, held until it is closed or the process ends; None if another process holds it, or nothing can be held
    on this system.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    with contextlib.suppress(OSError):
        file = path.open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise
        os.set_inheritable(file.fileno(), False)
        return file
    return None
