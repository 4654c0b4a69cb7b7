"""Signals become one score, by weights that were fitted for a model, or by fixed ones."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.search.signals import NAMES, Signals

RANKING = Path(__file__).parent / "ranking.json"
"""`model`, the digest that `weights` belong to; `weights`, of each signal; `sets`, that they were fitted on."""

FIXED = {"sentence": 0.25, "paragraph": 0.15, "words": 0.4, "words_nearby": 0.2}
"""For a model that no weights were fitted for: a similarity of at most 1."""

ACROSS = {"sentence": 0.6, "paragraph": 0.4}
"""For a question in another language than the transcripts: the similarity alone, for they share no words."""

ILLEGIBLE = {"words": 0.5, "spelling": 0.25, "words_nearby": 0.25}
"""For text that the model can't read: words alone, a similarity of at most 1."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Weights of some signals, for sentences that the model can read; the others are ranked by ILLEGIBLE."""

    weights: dict[str, float]
    is_fitted: bool
    """Whether `weights` were fitted for the model."""

    def score(self, signals: Signals, legible: NDArray[np.bool_]) -> NDArray[np.float32]:
        """The weighted sum, shape (candidates,); higher is better. `legible` has the same shape."""
        read, unread = (signals.matrix @ _column(weights) for weights in (self.weights, ILLEGIBLE))
        return np.asarray(np.where(legible, read, unread), np.float32)


@cache
def ranking_of(model_digest: str, is_across: bool = False) -> Ranking:
    """The weights fitted for this model; FIXED for any other; ACROSS for a question in another language."""
    if is_across:
        return Ranking(ACROSS, False)
    fitted = json.loads(RANKING.read_text("utf-8"))
    is_fitted = fitted["model"] == model_digest
    return Ranking(fitted["weights"] if is_fitted else FIXED, is_fitted)


def _column(weights: dict[str, float]) -> NDArray[np.float32]:
    return np.array([weights.get(name, 0.0) for name in NAMES], np.float32)
