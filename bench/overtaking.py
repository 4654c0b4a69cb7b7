"""Clients of two pages ask while a server is lost, another one takes over, and for a moment there is none."""

import multiprocessing
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from bench.losses import Parts
from bench.postgres import Cluster
from index.errors import StoreError
from index.model.embedder import Embedder
from index.postgres.adding import add
from index.postgres.connection import Server
from index.postgres.shelf import StoreShelf
from index.search.retriever import Retriever

QUESTIONS = ("What is the most important thing?", "Why did it go wrong?", "Who helped?", "What was said of the money?")
HITS = 10
PAUSE = 2.0
"""Seconds between what happens to the servers."""
Make = Callable[[], Embedder]
Asked = tuple[float, float, str]
"""When it was asked, when it was answered, and "right", "wrong" or why there was no answer."""


@dataclass(frozen=True, slots=True)
class Overtaking:
    """How many questions were asked; what was wrong; errors while a server took questions, and while none did; the
    longest that anybody waited, in seconds.
    """

    asked: int
    wrong: int
    errors: tuple[str, ...]
    excused: int
    longest: float

    def __str__(self) -> str:
        errors = f"{len(self.errors)} errors while a server took questions, {self.excused} while none did"
        return f"{self.asked} asked, {self.wrong} wrong, {errors}; longest {self.longest:.1f} s"


def fail_over(primary: Cluster, standby: Cluster, make: Make, clients: int, parts: Parts, pause: float) -> Overtaking:
    """The database talks is asked by so many `clients`; `parts` are added when the standby has taken over.

    The primary is killed; the standby is promoted, and added to; then that is stopped too, and started again.
    """
    url = f"postgresql://postgres@127.0.0.1:{primary.port},127.0.0.1:{standby.port}/talks"
    spawning = multiprocessing.get_context("spawn")
    ready, done, told = spawning.Semaphore(0), spawning.Event(), spawning.Queue()
    pages = [
        spawning.Process(target=_page, args=(url, make, clients // 2, ready, done, told, seed)) for seed in range(2)
    ]
    for page in pages:
        page.start()
    for _ in pages:
        ready.acquire()
    time.sleep(pause)
    primary.kill()
    time.sleep(pause)
    standby.promote()
    writing = Server(url)
    for part in parts:
        writing.write(partial(add, batch=[part]))
    time.sleep(pause)
    gone = time.time()
    standby.stop("immediate")
    time.sleep(pause)
    standby.start()
    back = time.time()
    time.sleep(pause)
    done.set()
    asked: list[Asked] = [each for _ in pages for each in told.get()]
    for page in pages:
        page.join()
    return _summed(asked, gone, back)


def _summed(asked: list[Asked], gone: float, back: float) -> Overtaking:
    """`gone` to `back` there was no server."""
    failed = [each for each in asked if each[2] not in ("right", "wrong")]
    excused = [each for each in failed if each[0] <= back and each[1] >= gone]
    return Overtaking(
        asked=len(asked),
        wrong=sum(each[2] == "wrong" for each in asked),
        errors=tuple(each[2] for each in failed if each not in excused),
        excused=len(excused),
        longest=max(ended - began for began, ended, _ in asked),
    )


def _page(url: str, make: Make, clients: int, ready: Any, done: Any, told: Any, seed: int) -> None:
    """A process that has a library of the store open, and is asked."""
    server = Server(url)
    retriever = StoreShelf(server, make()).library().retriever
    expected = {question: _places(retriever, question) for question in QUESTIONS}
    asked: list[Asked] = []

    def client(number: int) -> None:
        chance = random.Random(1000 * seed + number)
        while not done.is_set():
            question, began = chance.choice(QUESTIONS), time.time()
            try:
                outcome = "right" if _places(retriever, question) == expected[question] else "wrong"
            except StoreError as error:
                outcome = str(error)
            asked.append((began, time.time(), outcome))
            time.sleep(chance.uniform(0, 0.05))

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    ready.release()
    for thread in threads:
        thread.join()
    server.close()
    told.put(asked)


def _places(retriever: Retriever, question: str) -> list[tuple[int, int]]:
    return [(hit.transcript, hit.sentence) for hit in retriever.search(question, HITS)]
