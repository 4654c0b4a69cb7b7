"""What is kept with an object is computed once, and goes with it."""

import gc
from weakref import ref

from index.memo import kept_with


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
