"""Texts become windows that the model reads whole; what it makes of them is put together again, and how much of them it
can read at all is judged by the pieces that it cuts the words into.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Window:
    """A run of a text's tokens that fits the model: code points `start` to `stop` of the text numbered `owner`."""

    owner: int
    start: int
    text: str
    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    """Of the tokens, in code points of the whole text."""


def windows(model: "SentenceTransformer", texts: Sequence[str]) -> list[Window]:
    """At least one window a text, in order; without tokens if the model has no token embeddings.

    Raises ModelError if the model's prompts leave no room for a text.
    """
    if not callable(model.tokenizer):
        return [Window(owner, 0, text, (), ()) for owner, text in enumerate(texts)]
    limit = model.get_max_seq_length()
    room = len(max(texts, key=len, default="")) + 1
    if limit and math.isfinite(limit):
        prompts = max((_count(model, prompt) for prompt in model.prompts.values() if prompt), default=0)
        room = int(limit) - _count(model, "") - prompts
    if room < 1:
        raise ModelError(f"the model reads {limit} tokens, and its prompts leave room for none of a text's")
    cut: list[Window] = []
    for owner, (ids, spans) in enumerate(_tokenized(model, texts)):
        if len(ids) <= room:
            cut.append(Window(owner, 0, texts[owner], ids, spans))
            continue
        first = 0
        while first < len(ids):
            start, stop = spans[first][0], spans[min(first + room, len(ids)) - 1][1]
            window = _window(model, owner, start, texts[owner][start:stop], room)
            cut.append(window)
            # the next one begins where this one ends, which may be before `stop`, but always a token further on
            end = window.start + len(window.text)
            first = max(first + 1, bisect_left(spans, (end, end)))
    return cut


def tail(model: "SentenceTransformer") -> int:
    """How many special tokens the model puts behind a text."""
    if not callable(model.tokenizer):
        return 0
    special = model.tokenizer("a", return_special_tokens_mask=True, verbose=False)["special_tokens_mask"]
    return len(special) - 1 - max((i for i, is_special in enumerate(special) if not is_special), default=-1)


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


def legibility(windows: Sequence[Window], unknown: int | None) -> float:
    """The share of letters in pieces that say something to the model, 0 to 1; 1 where there is no letter or no piece.

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
    return read / letters if letters else 1.0


def _window(model: "SentenceTransformer", owner: int, start: int, text: str, room: int) -> Window:
    """Tokenized again: where the cut goes through a word, its halves may be other and more tokens than the whole.

    Then the window is shorter.
    """
    ids, spans = _tokenized(model, [text])[0]
    while len(ids) > room:
        stop = spans[room - 1][1]
        text = text[:stop] if stop < len(text) else text[:-1]
        ids, spans = _tokenized(model, [text])[0]
    return Window(owner, start, text, ids, tuple((start + a, start + b) for a, b in spans))


def _tokenized(
    model: "SentenceTransformer", texts: Sequence[str]
) -> list[tuple[tuple[int, ...], tuple[tuple[int, int], ...]]]:
    """Ids and spans of each text's tokens, without special tokens."""
    if not texts:
        return []
    encoded = model.tokenizer(
        list(texts), add_special_tokens=False, truncation=False, return_offsets_mapping=True, verbose=False
    )
    return [
        (tuple(ids), tuple(map(tuple, spans)))
        for ids, spans in zip(encoded["input_ids"], encoded["offset_mapping"], strict=True)
    ]


def _count(model: "SentenceTransformer", text: str) -> int:
    return len(model.tokenizer(text, truncation=False, verbose=False)["input_ids"])


def _is_spelled(text: str, start: int, stop: int) -> bool:
    """Whether the piece is a single letter of a longer word."""
    if stop - start != 1 or IDEOGRAPH.match(text[start]):
        return False
    return text[start - 1 : start].isalpha() or text[stop : stop + 1].isalpha()
