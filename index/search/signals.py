"""What speaks for a sentence as the answer to a question: pure functions on arrays, one column a candidate."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float32]

NAMES = (
    "sentence",
    "paragraph",
    "question",
    "words",
    "words_nearby",
    "spelling",
    "tokens",
    "speaker",
    "length",
)
"""Columns of a Signals matrix:
sentence        cosine of the question and the sentence
paragraph       cosine of the question and the sentence's paragraph
question        cosine of the question and the nearest sentence of what the interviewer asked before; 0 if nothing was
words           BM25 of the sentence, as a share of the most that the question can score
words_nearby    the same for its paragraph
spelling        the same for runs of four letters instead of words
tokens          late interaction: mean over the question's word pieces of the best cosine with one of the sentence's,
                embedded within its paragraph, each weighted by how rare it is
speaker         1 if the question names who speaks the sentence
length          natural logarithm of the sentence's characters
"""

READER = "reader"
"""Beside these, of the best only: the logit that the sentence answers, of a model that reads it with the question."""


@dataclass(frozen=True, slots=True)
class Signals:
    """Named columns of one search: `matrix` has shape (candidates, len(NAMES)), float32, higher is better."""

    matrix: NDArray[np.float32]

    def __getitem__(self, name: str) -> Column:
        return self.matrix[:, NAMES.index(name)]

    def ranks(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rank of `rows` by each column, as of `ranks`, shape (len(rows), len(NAMES))."""
        rising = np.sort(-self.matrix.T)
        columns = zip(rising, -self.matrix[rows].T, strict=True)
        return np.stack([1 + np.searchsorted(column, asked) for column, asked in columns], axis=1)


def stack(columns: dict[str, Column]) -> Signals:
    """One column of shape (candidates,) for each of NAMES."""
    return Signals(np.stack([columns[name] for name in NAMES], axis=1, dtype=np.float32))


def blend(parts: Sequence[Signals], shares: Sequence[float]) -> Signals:
    """The mean of the signals of the same candidates, weighted by `shares`, which sum to 1."""
    if len(parts) == 1:
        return parts[0]
    return Signals(np.average([part.matrix for part in parts], axis=0, weights=shares).astype(np.float32))


def ranks(column: Column) -> NDArray[np.int64]:
    """Rank of each row from 1, equal scores sharing the best: ranks([.5, .9, .5]) -> [2, 1, 2]."""
    return 1 + np.searchsorted(np.sort(-column), -column, side="left")
