"""Records of a transcript that are made of numbers as they are looked at: none of them is kept."""

from collections.abc import Callable, Iterator, Sequence
from itertools import starmap
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

Record = TypeVar("Record", covariant=True)


class Rows(Sequence[Record]):
    """What `make` makes of each row of `numbers`, shape (records, numbers of each); equal to a tuple of the same."""

    __slots__ = ("_make", "_numbers")

    def __init__(self, numbers: NDArray[Any], make: Callable[..., Record]) -> None:
        self._numbers, self._make = numbers, make

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Record: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Record, ...]: ...
    def __getitem__(self, at: int | slice) -> Record | tuple[Record, ...]:
        if isinstance(at, slice):
            return tuple(starmap(self._make, self._numbers[at].tolist()))
        return self._make(*self._numbers[at].tolist())

    def __iter__(self) -> Iterator[Record]:
        return starmap(self._make, self._numbers.tolist())

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Rows | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


def table(rows: Sequence[Sequence[float]], width: int, kind: type[np.generic]) -> NDArray[Any]:
    """The rows as an array of shape (rows, width), of one as of none."""
    return np.array(rows, kind).reshape(-1, width)
