"""Signals of candidates, by name and by rank."""

import numpy as np
from numpy.typing import NDArray

from index.search.signals import NAMES, ranks, stack

Column = NDArray[np.float32]


def column(*numbers: float) -> Column:
    return np.array(numbers, np.float32)


def test_ranks_count_from_one_and_equal_scores_share_the_best() -> None:
    assert ranks(column(0.5, 0.9, 0.5, 0.1)).tolist() == [2, 1, 2, 4]


def test_stacked_columns_are_found_by_their_names() -> None:
    columns = {name: column(i, -i) for i, name in enumerate(reversed(NAMES))}
    signals = stack(columns)
    assert (signals.matrix.shape, signals.matrix.dtype) == ((2, len(NAMES)), np.float32)
    for name in NAMES:
        assert signals[name].tolist() == columns[name].tolist()
