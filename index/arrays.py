"""Records of arrays, by the names of their fields; and lines of text as an array."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Record = TypeVar("Record")


def arrays_of(record: Any) -> dict[str, NDArray[Any]]:
    """Of a dataclass all of whose fields are arrays, to be saved by their names."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def from_arrays(kind: type[Record], arrays: Mapping[str, NDArray[Any]]) -> Record:
    """What `arrays_of` gave; they may be mapped."""
    return kind(**{field.name: np.asarray(arrays[field.name]) for field in fields(kind)})  # type: ignore[arg-type]


def lines_to_bytes(lines: Iterable[str]) -> Bytes:
    """UTF-8 of each with a line end.

    >>> lines_to_bytes(["a", "b"])
    array([97, 10, 98, 10], dtype=uint8)
    """
    return np.frombuffer("".join(f"{line}\n" for line in lines).encode("utf-8"), np.uint8)


def bytes_to_lines(saved: Bytes) -> list[str]:
    return bytes(saved).decode("utf-8").split("\n")[:-1]
