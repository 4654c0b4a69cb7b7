"""Exact search by inner product, against a full sort."""

import numpy as np
import pytest
from numpy.typing import NDArray

from index.search.vectors import VectorIndex


def unit(rows: int, seed: int) -> NDArray[np.float32]:
    matrix = np.random.default_rng(seed).normal(size=(rows, 8)).astype(np.float32)
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def test_vector_search_is_the_full_sort() -> None:
    matrix, query = unit(50, 1), unit(1, 2)[0]
    rows, scores = VectorIndex(matrix).search(query, 7)
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
    rows, scores = VectorIndex(matrix).search(query, k, among)
    assert rows.tolist() == expected
    assert scores.tolist() == [products[row] for row in expected]


def test_vector_search_beyond_the_size_gives_every_row_once() -> None:
    rows, scores = VectorIndex(unit(3, 1)).search(unit(1, 2)[0], 99)
    assert sorted(rows.tolist()) == [0, 1, 2]
    assert (scores >= -1).all()
    assert VectorIndex(np.zeros((0, 8), np.float32)).search(unit(1, 2)[0], 5)[0].tolist() == []


@pytest.mark.parametrize("rows", [[7, 0, 19, 7], list(range(20)), [19, *range(15)], []])
def test_inner_products_of_named_rows_come_in_their_order(rows: list[int]) -> None:
    matrix, query = unit(20, 3), unit(1, 4)[0]
    found = VectorIndex(matrix).at(query, np.array(rows, np.int64))
    np.testing.assert_allclose(found, [float(matrix[row] @ query) for row in rows], rtol=1e-5)


def test_a_row_that_is_not_there_is_an_error() -> None:
    with pytest.raises(IndexError, match="expected rows from 0 to 19; found -1 to 3"):
        VectorIndex(unit(20, 3)).at(unit(1, 4)[0], np.array([3, -1]))
