"""What speaks for a sentence as the answer to a question: pure functions on arrays, one row a candidate."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float32]

NAMES = ("sentence", "paragraph", "question", "words", "words_nearby")
"""Columns of a Signals matrix:
sentence      cosine of the question and the sentence
paragraph     cosine of the question and the sentence's paragraph
question      cosine of the question and the nearest sentence of what the interviewer asked before; 0 if nothing was
words         BM25 of the sentence, as a share of the most that the question can score
words_nearby  the same for its paragraph
"""


@dataclass(frozen=True, slots=True)
class Signals:
    """Named columns of one search: `matrix` has shape (candidates, len(NAMES)), float32, higher is better."""

    matrix: NDArray[np.float32]

    def __getitem__(self, name: str) -> Column:
        return self.matrix[:, NAMES.index(name)]


def stack(columns: dict[str, Column]) -> Signals:
    """One column of shape (candidates,) for each of NAMES."""
    return Signals(np.stack([columns[name] for name in NAMES], axis=1, dtype=np.float32))


def ranks(column: Column) -> NDArray[np.int64]:
    """Rank of each row from 1, equal scores sharing the best: ranks([.5, .9, .5]) -> [2, 1, 2]."""
    return 1 + np.searchsorted(np.sort(-column), -column, side="left")
