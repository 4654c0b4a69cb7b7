"""A bot that loads behind the page: how far it is, and then the bot."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self

if TYPE_CHECKING:
    from bot.chat import Bot
    from index.model.embedder import Progress

Stage = Literal["page", "model", "index", "ready", "failed"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class State:
    """How far the loading is: in stage "page" there is no page yet; in "index" `done` of `of` passages are embedded; in
    "failed" `reason` says why.
    """

    stage: Stage
    done: int = 0
    of: int = 0
    reason: str = ""


class Loading:
    """Loads in a thread of its own; whoever needs the bot waits for it. `load` is given what counts its progress."""

    def __init__(self, load: "Callable[[Progress], Bot]") -> None:
        self._future: Future[Bot] = Future()
        self._state = State("model")
        threading.Thread(target=self._run, args=(load,), name="loading", daemon=True).start()

    @classmethod
    def done(cls, bot: "Bot") -> Self:
        """One that has nothing left to do."""
        loading = cls.__new__(cls)  # there is nothing to wait for, and nothing to tell of
        loading._future, loading._state = Future(), State("ready")
        loading._future.set_result(bot)
        return loading

    @classmethod
    def failed(cls, error: Exception) -> Self:
        """One that can't be had."""

        def load(_: "Progress") -> "Bot":
            raise error

        return cls(load)

    def get(self) -> "Bot":
        """The bot, or whatever loading it raised."""
        error = self._future.exception()
        if error:
            raise error.with_traceback(None)  # else each time it is raised it keeps all that was then being done
        return self._future.result()

    @property
    def state(self) -> State:
        return self._state

    @property
    def is_ready(self) -> bool:
        return self._state.stage == "ready"

    def _count(self, done: int, of: int) -> None:
        self._state = State("index", done, of)

    def _run(self, load: "Callable[[Progress], Bot]") -> None:
        try:
            self._future.set_result(load(self._count))
            self._state = State("ready")
            log.info("ready")
        except BaseException as error:  # noqa: BLE001  # handed to whoever asks
            reason = str(error) or type(error).__name__
            log.error("%s", reason)
            self._state = State("failed", reason=reason)
            self._future.set_exception(error)
