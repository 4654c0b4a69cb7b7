"""Texts become windows that the model reads whole; what it makes of them is put together again, and how much of them it
can read at all is judged by the pieces that it cuts the words into.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.model.encoder import Encoded, Encoder, Matrix
from index.model.token_embeddings import Tokens

IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Window:
    """A run of word pieces that a network reads at once: code points `start` to `stop` of the text numbered `owner`."""

    owner: int
    start: int
    text: str
    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    """Of the pieces, in code points of the whole text."""


def windows(encoder: Encoder, texts: Sequence[str]) -> list[Window]:
    """At least one window a text, in order; without pieces if the network has none."""
    room = encoder.traits.room
    cut: list[Window] = []
    for owner, (text, pieces) in enumerate(zip(texts, encoder.pieces(texts), strict=True)):
        ids, spans = pieces.ids, pieces.spans
        if room is None or len(ids) <= room:
            cut.append(Window(owner, 0, text, ids, spans))
            continue
        first = 0
        while first < len(ids):
            start, stop = spans[first][0], spans[min(first + room, len(ids)) - 1][1]
            window = _window(encoder, owner, start, text[start:stop], room)
            cut.append(window)
            # the next one begins where this one ends, which may be before `stop`, but always a piece further on
            end = window.start + len(window.text)
            first = max(first + 1, bisect_left(spans, (end, end)))
    return cut


def pooled(cut: Sequence[Window], vectors: Sequence[Matrix], dim: int) -> Matrix:
    """One a text, of those of its windows, shape (texts, dim)."""
    owners = np.array([window.owner for window in cut], np.int64)
    weights = np.array([max(len(window.ids), 1) for window in cut], float)
    return pool(np.array(vectors, np.float32).reshape(-1, dim), owners, weights)


def embeddings_of(cut: Sequence[Window], encoded: Sequence[Encoded], tail: int) -> Matrix:
    """Of all windows' pieces: behind the special ones and the prompt, before the `tail` special ones at the end."""
    of_windows = []
    for window, text in zip(cut, encoded, strict=True):
        if window.ids and text.embeddings is not None:
            stop = len(text.embeddings) - tail
            of_windows.append(text.embeddings[stop - len(window.ids) : stop])
    return np.concatenate(of_windows) if of_windows else np.zeros((0, 0), np.float32)


def pieces_of(cut: Sequence[Window]) -> Tokens:
    """Of all windows, those of one text made one; without their embeddings."""
    counts = np.array([len(window.ids) for window in cut], np.int64)
    last = np.flatnonzero(np.diff([window.owner for window in cut], append=-1))
    return Tokens(
        matrix=np.zeros((0, 0), np.int8),
        ids=np.array([number for window in cut for number in window.ids], np.int32),
        spans=np.array([span for window in cut for span in window.spans], np.int32).reshape(-1, 2),
        stops=np.cumsum(counts)[last],
    )


def pool(
    vectors: NDArray[np.floating[Any]], owners: NDArray[np.int64], weights: NDArray[np.float64]
) -> NDArray[np.float32]:
    """Mean of each owner's rows by weight, scaled to length 1; owners count from 0 without a gap. Shape (owners, dim).

    >>> pool(np.eye(2), np.array([0, 0]), np.array([3.0, 4.0])).round(1).tolist()
    [[0.6000000238418579, 0.800000011920929]]
    """
    if len(owners) == 0:
        return np.ascontiguousarray(vectors, np.float32)
    sums = np.zeros((owners[-1] + 1, vectors.shape[1]))
    np.add.at(sums, owners, vectors * weights[:, None])
    return np.ascontiguousarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12), np.float32)


def legibility(windows: Sequence[Window], unknown: int | None) -> tuple[int, int]:
    """How many letters stand in pieces, and how many of them in pieces that say something to the model.

    A model that never saw a script has its letters as pieces of their own, or none of them: `unknown`. Chinese and
    Japanese words have one or two characters, so that a character by itself does say something.
    """
    letters = read = 0
    for window in windows:
        for piece, (start, stop) in zip(window.ids, window.spans, strict=True):
            first, last = start - window.start, stop - window.start
            count = sum(map(str.isalpha, window.text[first:last]))
            letters += count
            if piece != unknown and not _is_spelled(window.text, first, last):
                read += count
    return letters, read


def _window(encoder: Encoder, owner: int, start: int, text: str, room: int) -> Window:
    """Cut into pieces again: where the cut goes through a word, its halves may be other and more pieces than the whole.

    Then the window is shorter.
    """
    (pieces,) = encoder.pieces([text])
    while len(pieces.ids) > room:
        stop = pieces.spans[room - 1][1]
        text = text[:stop] if stop < len(text) else text[:-1]
        (pieces,) = encoder.pieces([text])
    return Window(owner, start, text, pieces.ids, tuple((start + a, start + b) for a, b in pieces.spans))


def _is_spelled(text: str, start: int, stop: int) -> bool:
    """Whether the piece is a single letter of a longer word."""
    if stop - start != 1 or IDEOGRAPH.match(text[start]):
        return False
    return text[start - 1 : start].isalpha() or text[stop : stop + 1].isalpha()
