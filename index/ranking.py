"""Signals become one score, by fixed weights."""

import numpy as np
from numpy.typing import NDArray

from index.signals import Signals

WEIGHTS = {"sentence": 0.25, "context": 0.15, "words": 0.4, "words_nearby": 0.2}
"""Chosen by hit@1 on encyclopaedia articles, lectures and meetings (README, "What it was tried on"); they sum to 1.
The context of a sentence is its paragraph or the question that it answers, whichever is nearer to what was asked."""


def score(signals: Signals) -> NDArray[np.float32]:
    """Shape (candidates,), at most 1, higher is better; comparable between questions."""
    context = np.maximum(signals["paragraph"], signals["question"])
    return np.asarray(
        WEIGHTS["sentence"] * signals["sentence"]
        + WEIGHTS["context"] * context
        + WEIGHTS["words"] * signals["words"]
        + WEIGHTS["words_nearby"] * signals["words_nearby"],
        np.float32,
    )
