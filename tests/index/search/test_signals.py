"""Signals of candidates, each spelled out as arithmetic or as a loop."""

from math import exp, log

import numpy as np
import pytest
from numpy.typing import NDArray

from index.search.signals import (
    HIGHEST,
    NAMES,
    REACH,
    SAME,
    SIMILAR,
    SOFTNESS,
    late_interaction,
    ranks,
    region,
    stack,
    weakest,
)

Column = NDArray[np.float32]


def column(*numbers: float) -> Column:
    return np.array(numbers, np.float32)


def matrix(*rows: list[float]) -> Column:
    return np.array(rows, np.float32)


def step(cosine: float, middle: float) -> float:
    return 1 / (1 + exp((middle - cosine) / SOFTNESS))


def test_ranks_count_from_one_and_equal_scores_share_the_best() -> None:
    assert ranks(column(0.5, 0.9, 0.5, 0.1)).tolist() == [2, 1, 2, 4]


def test_stacked_columns_are_found_by_their_names() -> None:
    columns = {name: column(i, -i) for i, name in enumerate(reversed(NAMES))}
    signals = stack(columns)
    assert (signals.matrix.shape, signals.matrix.dtype) == ((2, len(NAMES)), np.float32)
    for name in NAMES:
        assert signals[name].tolist() == columns[name].tolist()


def test_late_interaction_is_the_weighted_mean_of_each_pieces_best_cosine() -> None:
    # Two pieces of a question and three candidates; the first piece is the rarer one.
    best = matrix([0.9, 0.3, 0.3], [0.8, 0.5, 0.5])
    before, after = matrix([0.0, 0.9, 0.2], [0.0, 0.1, 0.7]), matrix([0.3, 0.0, 0.4], [0.9, 0.0, 0.5])
    found = late_interaction(best, before, after, column(3, 1))
    # A piece tells candidates apart by how far its best one is above their mean: 0.9 - 0.5 and 0.8 - 0.6.
    first, second = 3 * 0.4 / (3 * 0.4 + 1 * 0.2), 1 * 0.2 / (3 * 0.4 + 1 * 0.2)
    tokens = [first * 0.9 + second * 0.8, first * 0.3 + second * 0.5, first * 0.3 + second * 0.5]
    expected = {
        "tokens": tokens,
        "tokens_rare": [(3 * 0.9 + 0.8) / 4, (3 * 0.3 + 0.5) / 4, (3 * 0.3 + 0.5) / 4],
        "tokens_similar": [
            first * step(0.9, SIMILAR) + second * step(0.8, SIMILAR),
            *[first * step(0.3, SIMILAR) + second * step(0.5, SIMILAR)] * 2,
        ],
        "tokens_same": [
            first * step(0.9, SAME) + second * step(0.8, SAME),
            *[first * step(0.3, SAME) + second * step(0.5, SAME)] * 2,
        ],
        "before": [0, first * (0.9 - 0.3), second * (0.7 - 0.5)],
        "after": [second * (0.9 - 0.8), 0, first * (0.4 - 0.3)],
    }
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        assert found[name].tolist() == pytest.approx(values, abs=1e-5), name


def test_a_piece_that_finds_the_same_everywhere_still_counts_a_little() -> None:
    alike = matrix([0.6, 0.6], [0.2, 0.2])
    nothing = np.zeros((2, 2), np.float32)
    found = late_interaction(alike, nothing, nothing, column(1, 3))
    assert found["tokens"].tolist() == pytest.approx([(0.6 + 3 * 0.2) / 4] * 2)


@pytest.mark.parametrize("shape", [(0, 3), (2, 0), (0, 0)])
def test_without_pieces_or_candidates_late_interaction_is_nothing(shape: tuple[int, int]) -> None:
    empty = np.zeros(shape, np.float32)
    found = late_interaction(empty, empty, empty, np.ones(shape[0], np.float32))
    found |= weakest(empty, np.ones((1, shape[0]), np.float32), np.zeros(shape[1], np.int64))
    assert {name: values.tolist() for name, values in found.items()} == {
        name: [0.0] * shape[1]
        for name in (
            *("tokens", "tokens_rare", "tokens_similar", "tokens_same", "before", "after"),
            *("weakest", "weakest_nearby"),
        )
    }


def test_the_weakest_word_is_the_one_that_finds_the_least() -> None:
    # Three pieces, of which the last two are one word; four candidates in paragraphs 2, 2, 5 and 6.
    best = matrix([0.9, 0.1, 0.4, 0.5], [0.2, 0.8, 0.6, 0.0], [0.4, 0.6, 0.2, 0.1])
    words = matrix([1, 0, 0], [0, 0.5, 0.5])
    found = weakest(best, words, np.array([2, 2, 5, 6]))
    assert found["weakest"].tolist() == pytest.approx(
        [min(0.9, (0.2 + 0.4) / 2), min(0.1, (0.8 + 0.6) / 2), min(0.4, (0.6 + 0.2) / 2), min(0.5, (0.0 + 0.1) / 2)]
    )
    together = min(0.9, (0.8 + 0.6) / 2)  # the best of each piece in the whole paragraph
    assert found["weakest_nearby"].tolist() == pytest.approx([together, together, 0.4, 0.05])
    none = weakest(best, np.zeros((0, 3), np.float32), np.array([2, 2, 5, 6]))
    assert [values.tolist() for values in none.values()] == [[0, 0, 0, 0]] * 2


def slow_region(relevance: Column, positions: list[int], transcripts: list[int]) -> list[float]:
    """A loop over all pairs."""
    spread = float(relevance.std()) or 1.0
    odds = [exp(min((float(r) - float(relevance.mean())) / spread, HIGHEST)) for r in relevance]
    found = []
    for here, own in zip(positions, transcripts, strict=True):
        total = count = 0.0
        for there, other, odd in zip(positions, transcripts, odds, strict=True):
            if other == own and abs(here - there) <= 4 * REACH:
                weight = exp(-0.5 * ((here - there) / REACH) ** 2)
                total, count = total + weight * odd, count + weight
        found.append(log(total / count))
    return found


@pytest.mark.parametrize("sizes", [[1], [7], [400], [30, 1, 500]])
def test_a_region_is_the_mean_of_what_stands_around_weighted_by_a_bell_curve(sizes: list[int]) -> None:
    rng = np.random.default_rng(sum(sizes))
    relevance = rng.gamma(0.3, size=sum(sizes)).astype(np.float32)  # a few stand out, also above HIGHEST
    gaps = rng.integers(1, 4, sum(sizes))  # rows between are the interviewer's
    positions, transcripts = np.cumsum(gaps), np.repeat(np.arange(len(sizes)), sizes)
    expected = slow_region(relevance, positions.tolist(), transcripts.tolist())
    np.testing.assert_allclose(region(relevance, positions, transcripts), expected, atol=1e-4)


def test_a_region_of_equal_relevance_is_zero_and_does_not_reach_into_another_transcript() -> None:
    positions = np.arange(10)
    np.testing.assert_allclose(region(np.full(10, 0.4, np.float32), positions, np.zeros(10, int)), 0, atol=1e-6)
    relevance = column(*[0] * 5, *[1] * 5)
    found = region(relevance, positions, np.repeat([0, 1], 5))
    np.testing.assert_allclose(found, [*[-1] * 5, *[1] * 5], atol=1e-5)  # in standard deviations


def test_where_nothing_is_compared_there_is_no_region() -> None:
    assert region(column(), np.zeros(0, int), np.zeros(0, int)).tolist() == []


def test_a_region_is_highest_where_relevant_sentences_stand_together() -> None:
    relevance = np.zeros(300, np.float32)
    relevance[[100, 104, 108]] = 1
    relevance[250] = 1
    found = region(relevance, np.arange(300), np.zeros(300, int))
    assert 95 <= int(np.argmax(found)) <= 112
    assert found[104] > found[250] > found[10]
