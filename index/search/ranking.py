"""The signals of candidates become scores: weights fitted for a model and its reader, or fixed ones for any other."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.search.signals import NAMES, Column, Signals

RANKING = Path(__file__).parent / "ranking.json"
"""`model`, the digest that `weights` belong to; `weights`, of each signal; `sets`, that they were fitted on; `reader`,
the reader's digest, and `reading`, how much its logit counts beside them.
"""
RANKING_ACROSS = RANKING.with_stem("ranking-across")
"""The same of the model across languages."""
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
    reading: float = 0.0
    """How much a logit of the model's reader counts; 0 where it has none, or one that nothing was fitted for."""

    def score(self, signals: Signals, legible: NDArray[np.bool_]) -> NDArray[np.float32]:
        """The weighted sum, shape (candidates,); higher is better. `legible` has the same shape."""
        # one row at a time, so that equal rows have equal scores wherever they stand
        read = np.vecdot(signals.matrix, _in_order(self.weights))
        unread = np.vecdot(signals.matrix, _in_order(ILLEGIBLE))
        return np.asarray(np.where(legible, read, unread), np.float32)


@cache
def ranking_of(model_digest: str, reader_digest: str = "", language_mismatch: bool = False) -> Ranking:
    """The weights fitted for this model and its reader, else FIXED; ACROSS for a question in another language."""
    if language_mismatch:
        return Ranking(ACROSS, False)
    for path in filter(Path.exists, (RANKING, RANKING_ACROSS)):
        fitted = json.loads(path.read_text("utf-8"))
        if (fitted["model"], fitted["reader"]) == (model_digest, reader_digest):
            return Ranking(fitted["weights"], True, fitted["reading"])
    return Ranking(FIXED, False)


def _in_order(weights: dict[str, float]) -> Column:
    """As a row of a matrix of Signals, shape (len(NAMES),)."""
    return np.array([weights.get(name, 0.0) for name in NAMES], np.float32)
