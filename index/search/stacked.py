"""Arrays of several segments as if one lay below the other: each stays where it lies, in memory or on disk."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Stacked:
    """`parts`, at least one, whose rows are numbered through."""

    def __init__(self, parts: Sequence[NDArray[Any]]) -> None:
        self.parts = tuple(map(np.asarray, parts))  # mapped ones as plain arrays: those are quicker to cut
        self.firsts = np.cumsum([0, *map(len, self.parts)])

    def __len__(self) -> int:
        return int(self.firsts[-1])

    def at(self, rows: NDArray[np.int64]) -> NDArray[Any]:
        """The rows, in their order.

        >>> Stacked([np.array([5, 6]), np.array([7])]).at(np.array([2, 0]))
        array([7, 5])
        """
        if len(self.parts) == 1:
            return np.asarray(self.parts[0][rows])
        owners = np.searchsorted(self.firsts, rows, side="right") - 1
        taken = np.empty((len(rows), *self.parts[0].shape[1:]), self.parts[0].dtype)
        for owner in np.unique(owners).tolist():
            own = owners == owner
            taken[own] = self.parts[owner][rows[own] - self.firsts[owner]]
        return taken
