"""What is kept with an object is computed once, and goes with it."""

import gc
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from weakref import ref

from index.memo import kept_with, once


class Talk:
    def __init__(self, words: str) -> None:
        self.words = words


def test_it_is_computed_once_for_each_object_and_each_argument() -> None:
    computed: list[tuple[str, int]] = []

    @kept_with
    def word(talk: Talk, row: int) -> str:
        computed.append((talk.words, row))
        return talk.words.split()[row]

    one, same = Talk("a lamp"), Talk("a lamp")
    assert [word(one, 1), word(one, 1), word(one, 0), word(same, 1)] == ["lamp", "lamp", "a", "lamp"]
    assert computed == [("a lamp", 1), ("a lamp", 0), ("a lamp", 1)]


def test_what_is_kept_does_not_keep_the_object() -> None:
    @kept_with
    def words(talk: Talk) -> list[str]:
        return talk.words.split()

    talk = Talk("a lamp")
    assert words(talk) == ["a", "lamp"]
    gone = ref(talk)
    del talk
    gc.collect()
    assert gone() is None


def test_what_many_threads_need_at_once_is_computed_once() -> None:
    computed: list[str] = []

    @once
    def words() -> list[str]:
        computed.append("a lamp")
        sleep(0.01)
        return ["a", "lamp"]

    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(lambda _: words(), range(8)))
    assert results == [["a", "lamp"]] * 8
    assert computed == ["a lamp"]
