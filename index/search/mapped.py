"""Arrays that are mapped from files, and given back when they were looked at here and there."""

import mmap
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def map_array(file: Path) -> NDArray[Any]:
    """What np.save wrote, mapped, not to be written to. Raises OSError, ValueError."""
    return np.asarray(np.load(file, mmap_mode="r", allow_pickle=False))


def give_back(arrays: Iterable[NDArray[Any]]) -> None:
    """Take the pages of mapped arrays out of this process's memory: they stay in the system's, as far as that has room,
    and are there again when they are looked at. A page that is touched brings fifteen others with it.
    """
    for array in arrays:
        base: Any = array
        while isinstance(base, np.ndarray):
            base = base.base
        if isinstance(base, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            base.madvise(mmap.MADV_DONTNEED)
