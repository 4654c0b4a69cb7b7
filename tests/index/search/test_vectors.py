"""Search by inner product, against a full sort."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.search import vectors
from index.search.vectors import Approximate, VectorIndex, write_approximate


def unit(rows: int, seed: int) -> NDArray[np.float32]:
    matrix = np.random.default_rng(seed).normal(size=(rows, 8)).astype(np.float32)
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def test_vector_search_is_the_full_sort() -> None:
    matrix, query = unit(50, 1), unit(1, 2)[0]
    rows, scores = VectorIndex([matrix]).search(query, 7)
    order = np.argsort(-(matrix @ query))[:7]
    assert rows.tolist() == order.tolist()
    np.testing.assert_allclose(scores, (matrix @ query)[order], rtol=1e-6)


@pytest.mark.parametrize("seed", range(40))
def test_equal_products_come_in_the_order_of_rows(seed: int) -> None:
    random = np.random.default_rng(seed)
    # small whole numbers: many products are equal, and all are exact
    matrix = random.integers(-1, 2, (int(random.integers(1, 200)), 4)).astype(np.float32)
    query = random.integers(-1, 2, 4).astype(np.float32)
    among = np.flatnonzero(random.random(len(matrix)) < 0.6) if seed % 2 else None
    k = int(random.integers(1, 60))
    products = (matrix @ query).tolist()
    found = range(len(matrix)) if among is None else among.tolist()
    expected = sorted(found, key=lambda row: (-products[row], row))[:k]
    rows, scores = VectorIndex([matrix]).search(query, k, among)
    assert rows.tolist() == expected
    assert scores.tolist() == [products[row] for row in expected]


def test_vector_search_beyond_the_size_gives_every_row_once() -> None:
    rows, scores = VectorIndex([unit(3, 1)]).search(unit(1, 2)[0], 99)
    assert sorted(rows.tolist()) == [0, 1, 2]
    assert (scores >= -1).all()
    assert VectorIndex([np.zeros((0, 8), np.float32)]).search(unit(1, 2)[0], 5)[0].tolist() == []


@pytest.mark.parametrize("rows", [[7, 0, 19, 7], list(range(20)), [19, *range(15)], []])
def test_inner_products_of_named_rows_come_in_their_order(rows: list[int]) -> None:
    matrix, query = unit(20, 3), unit(1, 4)[0]
    found = VectorIndex([matrix]).at(query, np.array(rows, np.int64))
    np.testing.assert_allclose(found, [float(matrix[row] @ query) for row in rows], rtol=1e-5)


def test_a_row_that_is_not_there_is_an_error() -> None:
    with pytest.raises(IndexError, match="expected rows from 0 to 19; found -1 to 3"):
        VectorIndex([unit(20, 3)]).at(unit(1, 4)[0], np.array([3, -1]))


def clustered(rows: int, seed: int) -> NDArray[np.float32]:
    """Around thirty places, as sentences lie around their subjects."""
    random = np.random.default_rng(seed)
    matrix = np.random.default_rng(0).normal(size=(30, 16))[random.integers(0, 30, rows)]
    matrix = (matrix + 0.4 * random.normal(size=(rows, 16))).astype(np.float32)
    return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True))


def recall(index: VectorIndex, matrix: NDArray[np.float32], among: NDArray[np.int64], k: int = 40) -> float:
    """The share of the ten best `among` the rows that are among the k that are found, over 50 questions."""
    found = 0
    for query in clustered(50, 9):
        rows, scores = index.search(query, k, among)
        assert set(rows.tolist()) <= set(among.tolist())
        np.testing.assert_allclose(scores, matrix[rows] @ query, rtol=1e-5, atol=1e-6)
        best = among[np.argsort(-(matrix[among] @ query))[:10]]
        found += len(set(best.tolist()) & set(rows.tolist()))
    return found / 500


@pytest.fixture
def many(tmp_path: Path) -> tuple[NDArray[np.float32], NDArray[np.int64], Approximate]:
    """Vectors, the rows of them that may be found, and what finds those."""
    matrix, rows = clustered(6_000, 1), np.flatnonzero(np.arange(6_000) % 5)
    write_approximate(matrix, rows, tmp_path / "x.faiss")
    return matrix, rows, Approximate(tmp_path / "x.faiss")


def test_nearly_all_of_the_nearest_of_many_are_found_with_their_own_products(
    many: tuple[NDArray[np.float32], NDArray[np.int64], Approximate], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "EXACT", 100)
    matrix, rows, approximate = many
    assert len(approximate) == len(rows)
    assert recall(VectorIndex([matrix], [approximate]), matrix, rows) >= 0.97


@pytest.mark.parametrize("share", [0.5, 0.1, 0.03])
def test_the_fewer_may_be_found_the_more_is_looked_through(
    many: tuple[NDArray[np.float32], NDArray[np.int64], Approximate], share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "EXACT", 50)
    matrix, rows, approximate = many
    among = rows[np.random.default_rng(2).random(len(rows)) < share]
    assert len(among) > 50
    assert recall(VectorIndex([matrix], [approximate]), matrix, among) >= 0.97


def test_vectors_of_several_places_are_searched_as_one(
    many: tuple[NDArray[np.float32], NDArray[np.int64], Approximate], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "EXACT", 100)
    matrix, rows, approximate = many
    more = clustered(90, 3)
    together, among = np.concatenate([more, matrix]), np.concatenate([np.arange(0, 90, 2), 90 + rows])
    index = VectorIndex([more, matrix], [None, approximate])
    assert recall(index, together, among) >= 0.97
    np.testing.assert_array_equal(index.at(matrix[7], among[:200]), VectorIndex([together]).at(matrix[7], among[:200]))
