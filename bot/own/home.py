"""Where a running server keeps what its visitors bring along; what a server that was killed has left is deleted."""

import logging
import tempfile
from pathlib import Path

from bot.own.files import delete_folder
from index.locked import lock, locked

PREFIX = "server-"

log = logging.getLogger(__name__)


class Home:
    """A folder of its own below `base`, locked while the process lives: the system lets go of it however that ends."""

    def __init__(self, base: Path) -> None:
        base.mkdir(mode=0o700, parents=True, exist_ok=True)
        # One server after the other, so that none takes a folder that is just being made for that of a dead one.
        with locked(base, wait=True):
            for folder in base.glob(f"{PREFIX}*"):
                with locked(folder) as is_dead:
                    if is_dead:
                        log.info("deleted what a server that was stopped had left of its visitors: %s", folder)
                        delete_folder(folder)
            self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=base))
            self._lock = lock(self.path)

    def leave(self) -> None:
        """Delete all of it."""
        delete_folder(self.path)
