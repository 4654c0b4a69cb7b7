"""What a store numbers within each transcript is numbered through in a corpus, and back."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]


class Numbering:
    """Of transcripts that have the `numbers` in the store and so many sentences or paragraphs, in their order."""

    def __init__(self, numbers: Sequence[int], sizes: Sequence[int]) -> None:
        self.numbers = np.array(numbers, np.int64)
        self.firsts = np.cumsum([0, *sizes])
        self._order = np.argsort(self.numbers)

    def __len__(self) -> int:
        return int(self.firsts[-1])

    def places(self, rows: Rows) -> tuple[Rows, Rows]:
        """Of each row the number of its transcript, and what it is there.

        >>> Numbering([7, 3], [2, 4]).places(np.array([1, 2]))
        (array([7, 3]), array([1, 0]))
        """
        owners = self.owners(rows)
        return self.numbers[owners], rows - self.firsts[owners]

    def owners(self, rows: Rows) -> Rows:
        """Of each row the transcript that it is in, from 0."""
        return np.searchsorted(self.firsts, rows, side="right") - 1

    def rows(self, numbers: Rows, within: Rows) -> Rows:
        """The rows at such places, in their order, without those of transcripts that are none of these."""
        places = np.searchsorted(self.numbers, numbers, sorter=self._order)
        owners = self._order[np.minimum(places, len(self._order) - 1)]
        is_known = self.numbers[owners] == numbers
        return np.asarray((self.firsts[owners] + within)[is_known], np.int64)
