"""Token embeddings, kept small: a text's word pieces as 8-bit vectors, with the place of each in its text."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SCALE = 127
"""A component of 1 as an 8-bit number."""


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


def compress(embeddings: NDArray[np.float32], projection: NDArray[np.float32] | None) -> NDArray[np.int8]:
    """Embeddings of any length, shape (pieces, from), as rows of Tokens.matrix.

    `projection` has shape (from, dim); None keeps all dimensions.
    """
    rows = embeddings if projection is None else embeddings @ projection
    rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return np.asarray(np.round(rows * SCALE), np.int8)


def runs(tokens: Tokens, owners: NDArray[np.int64], spans: NDArray[np.int64]) -> NDArray[np.int64]:
    """Late chunking: the pieces of each part of the texts, as first and last + 1, shape (parts, 2).

    Part i is the code points `spans[i]` of text `owners[i]`, shape (parts, 2) and (parts,). A piece belongs to the
    part that it starts in (Günther and others 2024: "Late chunking"); a part may have none.
    """
    firsts = np.concatenate([[0], tokens.stops[:-1]]).astype(np.int64)
    found = np.zeros((len(owners), 2), np.int64)
    for part, (owner, (start, stop)) in enumerate(zip(owners.tolist(), spans.tolist(), strict=True)):
        first, last = firsts[owner], tokens.stops[owner]
        starts = tokens.spans[first:last, 0]
        found[part] = first + np.searchsorted(starts, (start, stop), side="left")
    return found


def concatenate(parts: list[Tokens]) -> Tokens:
    """The texts of `parts` one after the other."""
    full = [part.matrix for part in parts if len(part.ids)]
    offsets = np.cumsum([0, *(len(part.ids) for part in parts)])
    stops = [part.stops + offset for part, offset in zip(parts, offsets[:-1], strict=True)]
    return Tokens(
        matrix=np.concatenate(full) if full else np.zeros((0, 0), np.int8),
        ids=np.concatenate([np.zeros(0, np.int32), *(part.ids for part in parts)]),
        spans=np.concatenate([np.zeros((0, 2), np.int32), *(part.spans for part in parts)]),
        stops=np.concatenate([np.zeros(0, np.int64), *stops]),
    )
