"""Question and utterance read together: the logit that the sentence answers the question.

The reader is the default model, its upper layers trained further by `python -m bench train`; only those are kept here.
It fits no other model.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError
from index.model.encoder import Encoder
from index.model.utterance import Special, Utterance, read_together, texts

FOLDER = Path(__file__).parent
DECIMALS = 3
"""Of a logit: what differs by less is the rounding of the machine."""
KNOWN = 2048
"""Logits that are remembered, with what was read."""


@dataclass(frozen=True, slots=True)
class ReaderFile:
    """The layers and the head of a reader: tensors named upper.… and head.…, float16 (safetensors)."""

    path: Path
    digest: str
    """SHA-256 of the file."""
    kept: int
    """Layers from below that are the base model's."""
    special: Special


class Network(Protocol):
    """What reads: whichever library runs it."""

    def logits(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Of pairs that are one sequence of word pieces each, shape (pairs,)."""


class Reader:
    """A network with the tokenizer that it was taught with. For one thread at a time."""

    def __init__(self, encoder: Encoder, network: Network, special: Special) -> None:
        self._encoder, self._network, self._special = encoder, network, special
        self._known: dict[tuple[str, Utterance], float] = {}

    def read(self, question: str, utterances: Sequence[Utterance]) -> NDArray[np.float32]:
        """Logits, shape (utterances,), higher where the sentence answers; 0 is even odds of a null answer.

        The last KNOWN of them are remembered: in a conversation the same is read again and again.
        """
        unknown = [heard for heard in dict.fromkeys(utterances) if (question, heard) not in self._known]
        if unknown:
            asked, *parts = self._encoder.pieces([question, *texts(unknown)])
            logits = self._network.logits(read_together(asked, parts, self._special))
            read = np.round(logits, DECIMALS).tolist()
            self._known |= {(question, heard): logit for heard, logit in zip(unknown, read, strict=True)}
        found = np.array([self._known[question, heard] for heard in utterances], np.float32)
        while len(self._known) > KNOWN:
            del self._known[next(iter(self._known))]
        return found


@cache
def reader_of(model_digest: str) -> ReaderFile | None:
    """The reader that was trained from the model with this digest; None if there is none.

    Raises ModelError for a file that says it is another model's.
    """
    path = reader_path(FOLDER, model_digest)
    return read_head(path, model_digest) if path.exists() else None


def reader_path(folder: Path, model_digest: str) -> Path:
    """Where a model's reader is kept: named with the beginning of the model's digest."""
    return folder / f"reader-{model_digest[:16]}.safetensors"


def read_head(path: Path, model_digest: str) -> ReaderFile:
    """Raises ModelError for a file that is no reader, or another model's."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "numpy") as file:
            head = file.metadata() or {}
        base, kept = head["base"], int(head["kept"])
        special = Special(int(head["first"]), int(head["between"]))
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise ModelError(f"reader {path.name}: expected what bench train writes; found {error}") from error
    if base != model_digest:
        raise ModelError(f"reader {path.name}: expected layers for the model {model_digest}; found some for {base}")
    with path.open("rb") as file:
        return ReaderFile(path, hashlib.file_digest(file, "sha256").hexdigest(), kept, special)
