"""A concurrency limit with a bounded queue: so many requests run, so many wait, the next one is told to come back."""

import threading
from types import TracebackType

from bot.errors import BusyError


class Limit:
    """`with limit:` runs at most `running` bodies at once and lets `waiting` others wait; more raise BusyError.

    Two semaphores: a place in the queue is asked for without waiting, a place to run in is waited for.
    """

    def __init__(self, running: int, waiting: int) -> None:
        self._admitted = threading.Semaphore(running + waiting)
        self._running = threading.Semaphore(running)

    def __enter__(self) -> None:
        if not self._admitted.acquire(blocking=False):
            raise BusyError("more is being asked at once than can be answered; try again in a moment")
        self._running.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._running.release()
        self._admitted.release()
