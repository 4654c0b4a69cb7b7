"""The projection of token embeddings to fewer dimensions, fitted for one model; others keep all of theirs."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PROJECTION = Path(__file__).parent / "projection.npz"
"""`matrix`, shape (from, dim), float16, columns of length 1 and orthogonal; `model`, the digest that it belongs to."""


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """`matrix` has shape (from, dim), float32; `digest` is hexadecimal, of the model and the matrix together."""

    matrix: NDArray[np.float32]
    digest: str


@cache
def projection_of(model_digest: str) -> Projection | None:
    """None for a model that has none."""
    if not PROJECTION.exists():
        return None
    with np.load(PROJECTION, allow_pickle=False) as saved:
        if str(saved["model"]) != model_digest:
            return None
        matrix = saved["matrix"]
    digest = hashlib.sha256(model_digest.encode() + np.ascontiguousarray(matrix).tobytes()).hexdigest()
    return Projection(matrix.astype(np.float32), digest)
