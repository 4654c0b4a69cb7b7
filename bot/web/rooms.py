"""Which collection a request is about: the one that everybody asks, or what a visitor brought along.

A visitor's room has a name that can't be guessed and that nothing but the visitor's own tab knows. It is forgotten when
its visitor says so, some minutes after its page was closed, and after some hours in any case.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from bot.errors import BusyError, GoneError, UploadError
from bot.own.room import Room
from bot.web.collection import Collection
from bot.web.limits import Limit
from index.errors import ChangedError, OnTheRecordError
from index.library import Library

MOST_ROOMS = 200
IDLE = 15 * 60
"""Seconds without a word from its page after which a room is forgotten."""
EMPTY = 5 * 60
"""Seconds after which a room with nothing in it is."""
KEPT = 8 * 3600
"""Seconds after which it is forgotten in any case."""
SWEEP = 20

Result = TypeVar("Result")
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Visit:
    """A room, and what is asked in it: nothing until it is opened. `done` of `of` sentences are embedded."""

    room: Room
    stage: Literal["reading", "index", "ready", "failed"] = "reading"
    done: int = 0
    of: int = 0
    error: OnTheRecordError | None = None
    collection: Collection | None = None
    began: float = field(default_factory=time.monotonic)
    seen: float = field(default_factory=time.monotonic)


class Rooms:
    """`shared` is what everybody asks; it is put in the place of another one whole, so that a request sees only one.

    `make` makes an empty room, and None says that nobody may bring anything along; `collect` makes of its library what
    is asked. What is in a room may be added to the library for all that stands in `folder`.
    """

    def __init__(
        self,
        shared: Collection,
        make: Callable[[], Room] | None = None,
        collect: Callable[[Library], Collection] | None = None,
        kept: float = KEPT,
        folder: Path | None = None,
    ) -> None:
        self.shared = shared
        self.look: Callable[[], None] | None = None
        """Puts what has become of the shared library in its place, where it may change."""
        self._make, self._collect, self._kept, self._folder = make, collect, kept, folder
        self._visits: dict[str, Visit] = {}
        self._changing, self._sharing = threading.Lock(), threading.Lock()
        self._indexing = Limit(running=1, waiting=MOST_ROOMS)
        self._looking = Limit(running=1, waiting=7)
        """Whoever asks of a file that has just changed waits until it is read again: not all of Gradio's threads."""
        if make:
            threading.Thread(target=self._sweep, name="sweeping", daemon=True).start()

    @property
    def take_files(self) -> bool:
        """Whether a visitor may bring something along."""
        return self._make is not None

    def of(self, name: str) -> Collection:
        """What is asked in a room, "" for what everybody asks. Raises GoneError for one that is not open."""
        if not name:
            return self.shared
        collection = self.visit(name).collection
        if collection is None:
            raise _gone()
        return collection

    def asked(self, name: str, ask: Callable[[Collection], Result]) -> Result:
        """What `ask` makes of what is asked in a room; where a file of a library has changed since it was read, of the
        library as it is now.
        """
        try:
            return ask(self.of(name))
        except ChangedError:
            if name or self.look is None:
                raise
            with self._looking:
                self.look()
            return ask(self.of(name))

    def enter(self) -> str:
        """The name of a new room. Raises UploadError where nobody may have one, BusyError where there are too many."""
        if self._make is None:
            raise UploadError("this server takes no files", "error.upload.none")
        with self._changing:
            if len(self._visits) >= MOST_ROOMS:
                raise BusyError(f"expected at most {MOST_ROOMS} visitors with files of their own at once")
            name = secrets.token_urlsafe(32)
            self._visits[name] = Visit(self._make())
        return name

    def visit(self, name: str) -> Visit:
        """The room of that name, seen now. Raises GoneError for one that is not there, or is no longer."""
        visit = self._visits.get(name) if isinstance(name, str) else None
        if visit is None:
            raise _gone()
        visit.seen = time.monotonic()
        return visit

    def open(self, name: str) -> None:
        """Embed what is in it, in a thread of its own."""
        visit = self.visit(name)
        with self._changing:
            if visit.stage == "index":
                return
            visit.stage, visit.done, visit.of, visit.error = "index", 0, 0, None
        threading.Thread(target=self._open, args=(visit,), name="opening", daemon=True).start()

    @property
    def may_share(self) -> bool:
        """Whether what a visitor brought along may be added to the library for all."""
        return self._folder is not None

    def share(self, name: str) -> None:
        """Add what is in a room to the library for all. Raises UploadError where that may not be."""
        room = self.visit(name).room
        if self._folder is None:
            raise UploadError("nothing is added to this library from here", "error.upload.none")
        with self._sharing:  # one after the other, so that neither takes a name that the other has just taken
            room.share(self._folder)

    def remove(self, name: str, transcript: str) -> None:
        """Forget a transcript of a room; where it is open it is asked without that from now on. Raises UploadError."""
        visit = self.visit(name)
        visit.room.remove(transcript)
        if visit.collection is None:
            return
        if visit.room.quotables and self._collect:
            visit.collection = self._collect(visit.room.library(lambda _done, _of: None))
        else:
            visit.collection, visit.stage = None, "reading"

    def leave(self, name: str) -> None:
        """Forget it, with all that is in it."""
        with self._changing:
            visit = self._visits.pop(name, None)
        if visit:
            visit.room.leave()

    def leave_all(self) -> None:
        """Forget every room."""
        for name in list(self._visits):
            self.leave(name)

    def _open(self, visit: Visit) -> None:
        def count(done: int, of: int) -> None:
            visit.done, visit.of = done, of

        try:
            with self._indexing:
                library = visit.room.library(count)
            assert self._collect
            visit.collection = self._collect(library)
            visit.stage = "ready"
        except OnTheRecordError as error:
            visit.error, visit.stage = error, "failed"
        except Exception as error:
            log.exception("a visitor's files could not be opened")
            visit.error, visit.stage = UploadError(str(error), "error.fault"), "failed"

    def _sweep(self) -> None:
        """Forget the rooms whose time is over, again and again."""
        while True:
            time.sleep(SWEEP)
            for name, visit in list(self._visits.items()):
                try:
                    if self._is_over(visit):
                        self.leave(name)
                except Exception:
                    log.exception("a room could not be deleted")

    def _is_over(self, visit: Visit) -> bool:
        now = time.monotonic()
        is_empty = not visit.room.quotables and not visit.room.is_in_use
        return (is_empty and now - visit.began > EMPTY) or now - visit.seen > IDLE or now - visit.began > self._kept


def _gone() -> GoneError:
    return GoneError("expected a room that is open; found none: what was in it is deleted")
