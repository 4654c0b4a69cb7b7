"""Limit: as many at once as it lets in and not one more; Loading: how far it is, and then the bot or what went
wrong."""

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from itertools import islice

import pytest

from bot.chat import Bot
from bot.errors import BusyError
from bot.render.strings import speaking
from bot.render.wording import told
from bot.web.limits import Limit
from bot.web.loading import Loading, State
from index.errors import ModelError
from index.model.embedder import Progress

BUSY = "more is being asked at once than can be answered; try again in a moment"
SECONDS = 20
"""For what must happen, and does at once."""


class Crowd:
    """Threads that go through a limit and stay inside until they are let go."""

    def __init__(self, limit: Limit, pool: ThreadPoolExecutor) -> None:
        self.entered = 0
        self.inside = 0
        self.most = 0
        self._limit = limit
        self._pool = pool
        self._changed = threading.Condition()
        self._let_go = threading.Semaphore(0)

    def send(self, count: int, error: Exception | None = None) -> list[Future[None]]:
        """`count` more, who raise `error` when they are let go."""
        return [self._pool.submit(self._go, error) for _ in range(count)]

    def let_go(self, count: int = 1) -> None:
        self._let_go.release(count)

    def wait_for(self, entered: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.entered == entered, SECONDS)

    def _go(self, error: Exception | None) -> None:
        with self._limit:
            with self._changed:
                self.entered += 1
                self.inside += 1
                self.most = max(self.most, self.inside)
                self._changed.notify_all()
            try:
                assert self._let_go.acquire(timeout=SECONDS)
                if error:
                    raise error
            finally:
                with self._changed:
                    self.inside -= 1


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(24) as pool:
        yield pool


def turned_away(futures: list[Future[None]], count: int) -> list[Future[None]]:
    """The `count` of `futures` that end while nobody is let go, which are those that get a word about being busy."""
    away = list(islice(as_completed(futures, SECONDS), count))
    assert [type(future.exception()) for future in away] == [BusyError] * count
    assert {str(future.exception()) for future in away} <= {BUSY}
    return away


def test_the_word_about_being_busy_is_in_the_language_of_whoever_is_turned_away() -> None:
    limit = Limit(running=1, waiting=0)
    with limit, pytest.raises(BusyError) as caught, limit:
        pass
    assert str(caught.value) == BUSY
    with speaking("ru"):
        assert told(caught.value).startswith("Сейчас задают очень много вопросов")


@pytest.mark.parametrize(("running", "waiting"), [(1, 0), (1, 1), (2, 0), (2, 3), (4, 8)])
@pytest.mark.parametrize("more", [1, 5])
def test_so_many_run_so_many_wait_and_the_others_are_turned_away(
    running: int, waiting: int, more: int, pool: ThreadPoolExecutor
) -> None:
    limit = Limit(running, waiting)
    crowd = Crowd(limit, pool)
    futures = crowd.send(running + waiting + more)
    away = turned_away(futures, more)
    crowd.wait_for(entered=running)
    with pytest.raises(BusyError, match=BUSY), limit:
        pytest.fail("one too many was let in")
    for left in range(waiting):
        crowd.let_go()
        crowd.wait_for(entered=running + left + 1)
    crowd.let_go(running)
    assert [future.result(SECONDS) for future in futures if future not in away] == [None] * (running + waiting)
    assert crowd.most == running


@pytest.mark.parametrize("error", [None, ModelError("no model"), KeyError("x")])
def test_every_place_is_given_back_whatever_happens_inside(error: Exception | None, pool: ThreadPoolExecutor) -> None:
    crowd = Crowd(Limit(2, 3), pool)
    for group in range(3):
        futures = crowd.send(5, error)
        crowd.wait_for(entered=5 * group + 2)
        crowd.let_go(5)
        assert [future.exception(SECONDS) for future in futures] == [error] * 5
    futures = crowd.send(6)
    turned_away(futures, 1)
    crowd.let_go(5)
    assert sum(future.exception(SECONDS) is None for future in futures) == 5
    assert crowd.most == 2


def test_being_turned_away_takes_no_place(pool: ThreadPoolExecutor) -> None:
    limit = Limit(1, 0)
    crowd = Crowd(limit, pool)
    [first] = crowd.send(1)
    crowd.wait_for(entered=1)
    for _ in range(3):
        with pytest.raises(BusyError), limit:
            pass
    crowd.let_go()
    first.result(SECONDS)
    with limit:
        crowd.let_go()
        turned_away(crowd.send(1), 1)


def test_no_more_run_at_once_however_many_hurry(pool: ThreadPoolExecutor) -> None:
    limit, barrier = Limit(3, 21), threading.Barrier(24)
    inside: list[int] = []
    counted: list[int] = []

    def hurry(number: int) -> None:
        barrier.wait(SECONDS)
        for _ in range(50):
            with limit:
                inside.append(number)
                counted.append(len(inside))
                inside.remove(number)

    for future in [pool.submit(hurry, number) for number in range(24)]:
        future.result(SECONDS)
    assert len(counted) == 24 * 50
    assert max(counted) <= 3


class Load:
    """What loads a bot step by step: it counts each of `steps` when it is let, and then gives `bot` or raises it."""

    def __init__(self, bot: Bot | BaseException, steps: tuple[tuple[int, int], ...] = ()) -> None:
        self._bot = bot
        self._steps = steps
        self._let = threading.Semaphore(0)
        self._done = threading.Semaphore(0)

    def __call__(self, progress: Progress) -> Bot:
        for done, of in self._steps:
            assert self._let.acquire(timeout=SECONDS)
            progress(done, of)
            self._done.release()
        assert self._let.acquire(timeout=SECONDS)
        if isinstance(self._bot, BaseException):
            raise self._bot
        return self._bot

    def step(self) -> None:
        """Let it count once; it has when this returns."""
        self._let.release()
        assert self._done.acquire(timeout=SECONDS)

    def end(self) -> None:
        """Let it end, and the thread that it runs in."""
        self._let.release()
        for thread in threading.enumerate():
            if thread.name == "loading":
                thread.join(SECONDS)


def test_loading_goes_from_the_model_over_the_index_to_the_bot(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.web.loading")
    load = Load(bot, ((0, 31), (16, 31), (31, 31)))
    loading = Loading(load)
    states = [(loading.state, loading.is_ready)]
    for _ in range(3):
        load.step()
        states.append((loading.state, loading.is_ready))
    load.end()
    states.append((loading.state, loading.is_ready))
    assert states == [
        (State("model"), False),
        (State("index", 0, 31), False),
        (State("index", 16, 31), False),
        (State("index", 31, 31), False),
        (State("ready"), True),
    ]
    assert loading.get() is bot
    assert loading.get() is bot
    assert [record.getMessage() for record in caplog.records] == ["ready"]


def test_what_is_saved_is_ready_without_an_index(bot: Bot) -> None:
    load = Load(bot)
    loading = Loading(load)
    assert loading.state == State("model")
    load.end()
    assert loading.state == State("ready")


def test_whoever_asks_early_waits_for_the_bot(bot: Bot, pool: ThreadPoolExecutor) -> None:
    load = Load(bot, ((1, 2),))
    loading = Loading(load)
    early = [pool.submit(loading.get) for _ in range(3)]
    load.step()
    assert not any(one.done() for one in early)
    load.end()
    assert [one.result(SECONDS) for one in early] == [bot] * 3


@pytest.mark.parametrize(
    "error", [ModelError("model x: expected a folder"), RuntimeError("out of memory"), MemoryError(), SystemExit("bye")]
)
@pytest.mark.parametrize("steps", [(), ((3, 9),)])
def test_a_failure_says_why_and_is_raised_for_whoever_asks(
    error: BaseException,
    steps: tuple[tuple[int, int], ...],
    pool: ThreadPoolExecutor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    load = Load(error, steps)
    loading = Loading(load)
    early = pool.submit(loading.get)
    for _ in steps:
        load.step()
    load.end()
    reason = str(error) or "MemoryError"
    assert loading.state == State("failed", reason=reason)
    assert not loading.is_ready
    assert early.exception(SECONDS) is error
    with pytest.raises(type(error)) as caught:
        loading.get()
    assert caught.value is error
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [("ERROR", reason)]
