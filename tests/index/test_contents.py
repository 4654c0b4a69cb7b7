"""What was looked at last is held open, and no more than that."""

import gc
import threading
import weakref
from dataclasses import replace
from pathlib import Path

import pytest

from bot.context.self_contained import self_contained
from bot.evidence.citation import cite
from bot.evidence.units import compounds_of, units_of
from index.contents import Contents
from index.passages import split
from index.quotable import Content, Quotable, quotable
from index.readers.table import read_transcript


class Shelf:
    """Ten transcripts of 20 characters, and which of them were opened."""

    def __init__(self, folder: Path, most: int) -> None:
        path = folder / "talk.txt"
        path.write_text("The lamp was lit now", "utf-8")
        self._content, card = quotable(read_transcript(path)).content, quotable(read_transcript(path)).card
        assert card.characters == 20
        self.opened: list[int] = []
        self.contents = Contents(most)
        self.all = [self.contents.lazy(replace(card, id=str(i)), lambda i=i: self._open(i)) for i in range(10)]

    def _open(self, number: int) -> Content:
        self.opened.append(number)
        return replace(self._content, passages=split(self._content.transcript))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path, most=60)


def test_a_card_is_known_without_opening_anything(shelf: Shelf) -> None:
    assert [one.card.id for one in shelf.all] == list("0123456789")
    assert shelf.opened == []


def test_what_is_held_is_the_same_each_time_and_the_oldest_is_let_go(shelf: Shelf) -> None:
    zero, one, two, three = shelf.all[:4]
    first = zero.passages
    assert (zero.passages is first, zero.content.passages is first, zero.transcript is zero.transcript) == (True,) * 3
    _ = one.transcript, two.transcript, zero.transcript, three.transcript  # 80 characters: number 1 has to go
    assert shelf.opened == [0, 1, 2, 3]
    assert zero.passages is first
    _ = two.transcript, three.transcript
    assert shelf.opened == [0, 1, 2, 3]
    _ = one.transcript  # for number 0
    assert shelf.opened == [0, 1, 2, 3, 1]
    assert zero.passages is not first
    assert zero.passages.sentences == first.sentences


def test_all_that_was_looked_at_is_held_as_far_as_it_goes(shelf: Shelf) -> None:
    for _ in range(3):
        for one in shelf.all[:3]:
            _ = one.asking
    assert shelf.opened == [0, 1, 2]


def test_one_that_is_longer_than_all_that_may_be_held_is_held_alone(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, most=5)
    assert shelf.all[0].transcript is shelf.all[0].transcript
    _ = shelf.all[1].transcript, shelf.all[0].transcript
    assert shelf.opened == [0, 1, 0]


def test_what_is_let_go_is_opened_anew(shelf: Shelf) -> None:
    for one in shelf.all[:3]:
        _ = one.transcript
    shelf.contents.let_go(shelf.all[1])
    shelf.contents.let_go(shelf.all[5])  # which was never held
    _ = shelf.all[3].transcript, shelf.all[0].transcript, shelf.all[2].transcript
    assert shelf.opened == [0, 1, 2, 3]
    _ = shelf.all[1].transcript
    assert shelf.opened == [0, 1, 2, 3, 1]


def test_nothing_keeps_what_was_let_go(shelf: Shelf) -> None:
    """Also not what other modules keep with it."""
    zero = shelf.all[0]
    cite(zero, 0, 0)
    self_contained(cite(zero, 0, 0), zero)
    units_of(zero, compounds_of(zero))
    gone = weakref.ref(zero.content), weakref.ref(zero.passages)
    for one in shelf.all[1:5]:
        _ = one.transcript
    gc.collect()
    assert [one() for one in gone] == [None, None]


def test_many_threads_are_given_what_is_held_and_no_more_is_held_than_may_be(shelf: Shelf) -> None:
    errors: list[BaseException] = []

    def look(first: int) -> None:
        try:
            for step in range(300):
                one: Quotable = shelf.all[(first + step * 7) % 10]
                content = one.content
                assert content.transcript.text == "The lamp was lit now"
                assert content.digests == shelf.all[0].digests
        except BaseException as error:  # noqa: BLE001  # told below
            errors.append(error)

    threads = [threading.Thread(target=look, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    shelf.opened.clear()
    for one in shelf.all:
        _ = one.transcript
    assert len(shelf.opened) >= 7  # at most three of ten were held


def test_two_threads_that_open_one_at_a_time_are_given_one_content(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, most=60)
    both = threading.Barrier(2)

    def open_slowly() -> Content:
        both.wait(10)
        return replace(shelf.all[0].content)

    lazy = shelf.contents.lazy(shelf.all[0].card, open_slowly)
    seen: list[Content] = []
    threads = [threading.Thread(target=lambda: seen.append(lazy.content)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen[0] is seen[1]
    assert lazy.content is seen[0]
