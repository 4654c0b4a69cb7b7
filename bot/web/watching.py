"""A library that is served is looked at every other second: what is added, changed or removed counts from then on."""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from bot.chat import Bot
from bot.web.collection import Collection
from bot.web.loading import Loading
from bot.web.rooms import Rooms
from index.errors import OnTheRecordError
from index.library import Library
from index.quotable import by_id
from index.shelf import Shelf

EVERY = 2.0
"""Seconds between two looks."""

log = logging.getLogger(__name__)


class Watch:
    """Looks at the folder of `shelf` in a thread of its own, once the collection that is served first has loaded."""

    def __init__(
        self, shelf: Shelf, rooms: Rooms, assemble: Callable[[Library], Bot], collect: Callable[..., Collection]
    ):
        self._shelf, self._rooms, self._assemble, self._collect = shelf, rooms, assemble, collect
        self._looking = threading.Lock()
        rooms.look = self.look
        threading.Thread(target=self._run, name="watching", daemon=True).start()

    def look(self) -> None:
        """Serve the folder as it is now. Raises nothing that was expected: what can't be read is logged."""
        with self._looking:
            try:
                if not self._shelf.folder.read():
                    return
                library = self._shelf.library()
                loading = Loading.done(self._assemble(library))
                self._rooms.shared = self._collect(by_id(library.quotables), loading)
            except OnTheRecordError as error:
                log.error("%s", error)
                if not self._shelf.folder.keys:
                    self._rooms.shared = self._collect({}, Loading.failed(error))

    def _run(self) -> None:
        with suppress(OnTheRecordError):  # it is logged; what is changed may mend it
            self._rooms.shared.loading.get()
        ready: Collection | None = None
        while True:
            if self._rooms.shared is not ready:
                ready = self._rooms.shared
                _ = ready.checker  # of many transcripts it takes seconds: whoever checks first should not wait for it
            time.sleep(EVERY)
            self.look()
