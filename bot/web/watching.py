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
from index.errors import OnTheRecordError, TranscriptError
from index.library import Library
from index.quotable import by_id
from index.shelf import Shelved

EVERY = 2.0
"""Seconds between two looks."""

log = logging.getLogger(__name__)


class Watch:
    """Looks at what is on `shelf` in a thread of its own, once the collection that is served first has loaded."""

    def __init__(
        self, shelf: Shelved, rooms: Rooms, assemble: Callable[[Library], Bot], collect: Callable[..., Collection]
    ):
        self._shelf, self._rooms, self._assemble, self._collect = shelf, rooms, assemble, collect
        self._looking = threading.Lock()
        self._is_behind = False
        self._told = ""
        rooms.look = self.look
        threading.Thread(target=self._run, name="watching", daemon=True).start()

    def look(self) -> None:
        """Serve it as it is now; what goes wrong is logged, and tried again the next time."""
        with self._looking:
            try:
                self._is_behind = self._shelf.look() or self._is_behind
                if self._is_behind:
                    self._serve()
                self._is_behind, self._told = False, ""
            except Exception as error:
                if str(error) != self._told:
                    log.error("%s", error, exc_info=not isinstance(error, OnTheRecordError))
                self._told = str(error)

    def _serve(self) -> None:
        try:
            library = self._shelf.library()
        except TranscriptError as error:
            log.error("%s", error)
            self._rooms.shared = self._collect({}, Loading.failed(error))
            return
        self._rooms.shared = self._collect(by_id(library.quotables), Loading.done(self._assemble(library)))

    def _run(self) -> None:
        with suppress(OnTheRecordError):  # it is logged; what is changed may mend it
            self._rooms.shared.loading.get()
        ready: Collection | None = None
        while True:
            if self._rooms.shared is not ready:
                ready = self._rooms.shared
                with suppress(OnTheRecordError):
                    _ = ready.checker  # of many it takes seconds: whoever checks first should not wait for it
            time.sleep(EVERY)
            self.look()
