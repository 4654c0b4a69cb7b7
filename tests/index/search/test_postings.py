"""Postings merged, thinned and looked up, against documents counted one by one."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from index.search import bm25, postings
from index.search.bm25 import LexicalIndex
from index.search.postings import Postings, count, merged, number, postings_of

TERMS = ("lamp", "storm", "sea", "ox", "和平", "маяк")


def documents(seed: int, size: int = 30) -> list[list[str]]:
    random = np.random.default_rng(seed)
    return [[TERMS[one] for one in random.integers(0, len(TERMS), random.integers(0, 9))] for _ in range(size)]


def of(every: Sequence[Sequence[str]]) -> Postings:
    return postings_of(count(every))


def joined(parts: Sequence[tuple[Postings, NDArray[np.bool_]]]) -> Postings:
    return merged(parts, lambda size: (np.zeros(size, np.int32), np.zeros(size, np.uint16)))


def same(one: Postings, other: Postings) -> bool:
    names = ("terms", "starts", "documents", "times", "lengths")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


def test_each_term_has_the_documents_that_hold_it_and_how_often() -> None:
    every = documents(1)
    held = of(every)
    assert held.lengths.tolist() == list(map(len, every))
    for term in (*TERMS, "fog"):
        (place,) = held.places(number([term])).tolist()
        run = slice(held.starts[place], held.starts[place + 1]) if place >= 0 else slice(0)
        expected = [(row, Counter(one)[term]) for row, one in enumerate(every) if term in one]
        assert list(zip(held.documents[run].tolist(), held.times[run].tolist(), strict=True)) == expected


def test_terms_are_the_same_numbers_everywhere() -> None:
    """What is saved on one machine is read on another: `printf lamp | b2sum -l 64`, its bytes from the last on."""
    assert number(["lamp", "маяк"]).tolist() == [0x6B04F701E315FC2A, 0xFEA641716D672D37]
    assert number([]).tolist() == []


@pytest.mark.parametrize("at_once", [1, 7, 10**6])
@pytest.mark.parametrize("sizes", [(30,), (3, 0, 40), (1, 1, 1, 20)])
def test_merged_postings_are_those_of_all_documents(
    monkeypatch: pytest.MonkeyPatch, sizes: tuple[int, ...], at_once: int
) -> None:
    monkeypatch.setattr(postings, "AT_ONCE", at_once)
    parts = [documents(seed, size) for seed, size in enumerate(sizes)]
    whole = joined([(of(part), np.ones(len(part), bool)) for part in parts])
    assert same(whole, of([one for part in parts for one in part]))


@pytest.mark.parametrize("at_once", [1, 7, 10**6])
@pytest.mark.parametrize("seed", range(8))
def test_of_documents_that_are_not_kept_nothing_is_left(
    monkeypatch: pytest.MonkeyPatch, seed: int, at_once: int
) -> None:
    monkeypatch.setattr(postings, "AT_ONCE", at_once)
    chance = np.random.default_rng(seed)
    parts = [documents(10 * seed + number, 12) for number in range(3)]
    kept = [chance.random(12) < seed / 7 for _ in parts]
    left = joined([(of(part), own) for part, own in zip(parts, kept, strict=True)])
    both = (pair for part, own in zip(parts, kept, strict=True) for pair in zip(part, own, strict=True))
    assert same(left, of([one for one, stays in both if stays]))


@pytest.mark.parametrize("full", [0, 10**6])
@pytest.mark.parametrize("seed", range(5))
def test_scores_of_several_postings_are_those_of_one(monkeypatch: pytest.MonkeyPatch, seed: int, full: int) -> None:
    monkeypatch.setattr(bm25, "FULL", full)
    parts = [documents(seed + number, 9) for number in range(3)]
    several, one = LexicalIndex(list(map(of, parts))), LexicalIndex([of([each for part in parts for each in part])])
    for query in (["lamp"], ["lamp", "sea", "fog"], [*TERMS], ["fog"], []):
        np.testing.assert_array_equal(several.scores(query), one.scores(query))
        rows = np.random.default_rng(seed).permutation(27)[:11]
        np.testing.assert_array_equal(several.at(query, rows), one.scores(query)[rows])


@pytest.mark.parametrize("k", [1, 3, 8, 99])
def test_the_best_are_those_of_a_full_sort(k: int) -> None:
    index = LexicalIndex([of(documents(3)), of(documents(4))])
    scores = index.scores(["lamp", "ox"])
    may_be_found = np.arange(60) % 3 > 0
    order = sorted(np.flatnonzero((scores > 0) & may_be_found), key=lambda row: (-scores[row], row))
    assert set(index.best(["lamp", "ox"], k, lambda rows: may_be_found[rows]).tolist()) == set(order[:k])
