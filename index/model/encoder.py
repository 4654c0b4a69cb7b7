"""The seam between texts and a network: word pieces in, vectors out, whichever library runs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Kind = Literal["query", "document"]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text's word pieces without special ones: their ids, and start and stop of each in code points of the text."""

    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Traits:
    """What must be known of a network to cut texts for it and to find them again in what it gives."""

    dim: int
    """Of a text's vector."""
    room: int | None
    """Word pieces of a text that it reads at once, beside the special ones and the longest prompt; None: any number."""
    tail: int
    """Special pieces that it reads behind a text."""
    unknown: int | None
    """The id of a piece that stands for what it does not know, if it has one."""
    is_mean: bool
    """Whether a text's vector is the mean of the embeddings of all that was read, but for its length."""
    is_apart: bool = False
    """Whether the embeddings of pieces are worth more of a sentence that is read by itself than within its text."""


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """What a network makes of one text."""

    vector: Matrix
    """Shape (dim,), of length 1."""
    embeddings: Matrix | None
    """Shape (pieces, from): of all that was read, special pieces and the prompt's too; None if it has none."""


class Encoder(Protocol):
    """A network with its tokenizer."""

    @property
    def traits(self) -> Traits: ...

    def pieces(self, texts: Sequence[str]) -> list[Pieces]:
        """Of each text, without a prompt; none for a network that has no pieces."""

    def encode(self, texts: Sequence[str], kind: Kind) -> list[Encoded]:
        """Of each text, at most `traits.room` pieces long, behind the prompt of its kind."""
