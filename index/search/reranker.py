"""The best Hits in a better order: a cross-encoder, which reads question and text together, has half a say in it."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError
from index.model.locate import first_line, locate
from index.search.hit import Hit
from index.search.signals import Column, ranks

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

DEPTH = 30
"""Hits that are read again, best first: what is asked for seldom stands further behind, and each costs a reading."""
SHARE = 0.5
"""The reranker's in the order, the ranking's being the rest.

Not fitted: which of the two is right more often depends on a model that is not known here. The model reads only the
question and the statement; the ranking also knows what stands around it and who speaks. Equal shares let neither
overrule the other unless it is the surer one.
"""
DECIMALS = 4
"""Of the model's scores: what differs by less is the rounding of the machine."""
SCORING = ("ForSequenceClassification", "ForCausalLM")
"""How the architectures end whose weights score a pair; any other would be given random ones by the library."""


class Reranker:
    """Any sentence-transformers CrossEncoder, by folder or name; loaded when it is first needed. Safe to share by
    threads.

    Nothing is looked up outside this machine unless `name` is a hub's that isn't stored here yet.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._model: CrossEncoder | None = None
        self._lock = Lock()

    def load(self) -> None:
        """Load the model now. Raises ModelError."""
        with self._lock:
            self._load()

    def order(self, query: str, hits: Sequence[Hit], text_of: Callable[[Hit], str]) -> list[Hit]:
        """The DEPTH best by the ranking in the order of `mixed`, equal ones as they were, then the others as ranked.

        The reordered hits have the model's score, before any squashing, as one more signal and rank, "reranker"; their
        own score and rank are still the ranking's. A text longer than the model reads is cut by it. Raises ModelError.
        """
        ranked = sorted(hits, key=lambda hit: hit.rank)
        best, others = ranked[:DEPTH], ranked[DEPTH:]
        if not best:
            return []
        scores = self._scores([(query, text_of(hit)) for hit in best])
        mix = mixed(np.array([hit.score for hit in best]), scores)
        read = [
            replace(hit, signals=hit.signals | {"reranker": score}, ranks=hit.ranks | {"reranker": rank})
            for hit, score, rank in zip(best, scores.tolist(), ranks(scores).tolist(), strict=True)
        ]
        return [read[i] for i in np.argsort(-mix, kind="stable")] + others

    def _load(self) -> "CrossEncoder":
        if self._model is None:
            folder = locate(self.name)
            os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
            from sentence_transformers import CrossEncoder
            from transformers.utils.logging import disable_progress_bar

            disable_progress_bar()
            try:
                model = CrossEncoder(str(folder), local_files_only=True)
            except Exception as error:  # whatever a foreign folder makes the libraries raise
                raise ModelError(f"reranker {self.name}: can't be loaded from {folder}: {first_line(error)}") from error
            self._check(model)
            self._model = model
        return self._model

    def _check(self, model: "CrossEncoder") -> None:
        if model.num_labels != 1:
            raise self._refused(f"expected a model that gives one score a pair; found one of {model.num_labels} labels")
        if len(model) > 1:  # its last module makes the score
            return
        named = (model.config.architectures or ["nameless"])[0]
        if not named.endswith(SCORING):
            raise self._refused(f"expected a cross-encoder; found a model that scores no pairs ({named})")

    def _scores(self, pairs: list[tuple[str, str]]) -> Column:
        """Shape (pairs,), rounded; all in one call and one batch, so that equal texts are scored alike."""
        from torch.nn import Identity

        with self._lock:
            model = self._load()
            try:
                scores: Any = model.predict(
                    pairs, batch_size=len(pairs), activation_fn=Identity(), show_progress_bar=False
                )
            except Exception as error:  # whatever a foreign model makes the libraries raise
                raise self._refused(f"can't score the question with the statements: {first_line(error)}") from error
        if scores.shape != (len(pairs),):
            raise self._refused(f"expected one score for each of {len(pairs)} pairs; found the shape {scores.shape}")
        if not np.isfinite(scores).all():
            raise self._refused(f"expected finite scores; found {scores[~np.isfinite(scores)][0]}")
        return np.asarray(np.round(scores, DECIMALS), np.float32)

    def _refused(self, reason: str) -> ModelError:
        return ModelError(f"reranker {self.name}: {reason}")


def mixed(ranking: NDArray[np.floating[Any]], scores: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Both standardised over the hits, by their shares; shapes (hits,).

    >>> mixed(np.array([9, 5, 1]), np.array([0, 4, 8]))
    array([0., 0., 0.])
    """
    mix = (1 - SHARE) * _standardised(ranking) + SHARE * _standardised(scores)
    return np.asarray(np.round(mix, 9) + 0.0)  # sums that are equal but for rounding are ties


def _standardised(values: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Mean 0, standard deviation 1; all 0 where the values are equal."""
    exact = values.astype(np.float64)
    if exact.min() == exact.max():
        return np.zeros(len(exact))
    return np.asarray((exact - exact.mean()) / exact.std())
