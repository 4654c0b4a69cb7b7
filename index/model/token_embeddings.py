"""Token embeddings, kept small: a text's word pieces as 8-bit vectors of fewer dimensions, each with its place."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SCALE = 127
"""A component of 1 as an 8-bit number."""
PROJECTION = Path(__file__).parent / "projection.npz"
"""`matrix`, shape (from, dim), float16, columns of length 1 and orthogonal; `model`, the digest that it belongs to."""
PROJECTION_ACROSS = PROJECTION.with_stem("projection-across")
"""The same of the model across languages."""


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The word pieces of some texts in order, one text after the other; special pieces and prompts are not among them.

    The inner product of two rows of `matrix`, divided by SCALE squared, is about the cosine of two token embeddings.
    """

    matrix: NDArray[np.int8]
    """Shape (pieces, dim): rows of length 1 times SCALE, rounded."""
    ids: NDArray[np.int32]
    """Shape (pieces,): in the model's vocabulary."""
    spans: NDArray[np.int32]
    """Shape (pieces, 2): start and stop in code points of its own text."""
    stops: NDArray[np.int64]
    """Shape (texts,): where each text's pieces end."""


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """To fewer dimensions, fitted for one model; others keep all of theirs.

    `matrix` has shape (from, dim), float32; `digest` is hexadecimal, of the model and the matrix together.
    """

    matrix: NDArray[np.float32]
    digest: str


@cache
def projection_of(model_digest: str) -> Projection | None:
    """None for a model that has none."""
    for path in filter(Path.exists, (PROJECTION, PROJECTION_ACROSS)):
        with np.load(path, allow_pickle=False) as saved:
            if str(saved["model"]) == model_digest:
                matrix = saved["matrix"]
                digest = hashlib.sha256(model_digest.encode() + np.ascontiguousarray(matrix).tobytes()).hexdigest()
                return Projection(matrix.astype(np.float32), digest)
    return None


def runs(tokens: Tokens, owners: NDArray[np.int64], spans: NDArray[np.int64]) -> NDArray[np.int64]:
    """Late chunking: the pieces of each part of the texts, as first and last + 1, shape (parts, 2).

    Part i is the code points `spans[i]` of text `owners[i]`, shape (parts, 2) and (parts,). A piece belongs to the
    part that it starts in (Günther and others 2024: "Late chunking"); a part may have none.
    """
    firsts = np.concatenate([[0], tokens.stops[:-1]]).astype(np.int64)
    parts = np.zeros((len(owners), 2), np.int64)
    for part, (owner, span) in enumerate(zip(owners.tolist(), spans.tolist(), strict=True)):
        first, last = firsts[owner], tokens.stops[owner]
        starts = tokens.spans[first:last, 0]
        parts[part] = first + np.searchsorted(starts, span, side="left")
    return parts


def compress(embeddings: NDArray[np.float32], projection: NDArray[np.float32] | None) -> NDArray[np.int8]:
    """Embeddings of any length, shape (pieces, from), as rows of Tokens.matrix.

    `projection` has shape (from, dim); None keeps all dimensions.
    """
    rows = embeddings if projection is None else embeddings @ projection
    rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return np.asarray(np.round(rows * SCALE), np.int8)


def add_sums(
    sums: NDArray[np.float64], embeddings: NDArray[np.float32], part_runs: NDArray[np.int64], first: int
) -> None:
    """Add to each part's sum those of its rows that are among `embeddings`, which are the pieces from `first` on.

    `part_runs`, rising, has shape (parts, 2): first piece and last + 1; `sums` has shape (parts, from).
    """
    last = first + len(embeddings)
    touched = slice(
        np.searchsorted(part_runs[:, 1], first, side="right"), np.searchsorted(part_runs[:, 0], last, side="left")
    )
    within = np.clip(part_runs[touched], first, last) - first
    totals = np.concatenate([np.zeros((1, embeddings.shape[1])), np.cumsum(embeddings, axis=0, dtype=np.float64)])
    sums[touched] += totals[within[:, 1]] - totals[within[:, 0]]
