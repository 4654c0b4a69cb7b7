"""Examples become weights: a listwise softmax for the ranking, a logistic regression for the confidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bench.examples import Example
from index.search.signals import NAMES, READER

Vector = NDArray[np.float64]
COLUMNS = (*NAMES, READER)
"""Of an Example's signals; without READER where nothing was read."""

PULL = 2e-3
"""Weight of the squared weights, in units of each signal's spread, against the mean loss of a set."""
SPREAD_PULL = 0.05
"""Weight of the squared log temperatures."""
BREVITY = 0.65
"""Taken from the weight of length after fitting, so that first statements stay short: a longer one is right more
often without having found anything better."""
RELIANCE = 0.5
"""Of the weight of a reader's logit after fitting: with all of it fewer first sentences are right on the mean of four
sets kept apart, and four points fewer on meetings (docs/evaluation.md)."""


@dataclass(frozen=True, slots=True, eq=False)
class _Lists:
    """The answerable examples of a set, one after the other: `firsts` are the rows where they begin."""

    signals: Vector
    right: NDArray[np.bool_]
    firsts: NDArray[np.int64]
    owners: NDArray[np.int64]


def fit_ranking(sets: Sequence[Sequence[Example]], names: Sequence[str]) -> dict[str, float]:
    """The weight of each signal of `names` that makes right sentences likeliest.

    The loss of a question is -log of the share of softmax(scores) that falls on right sentences (ListNet: Cao and
    others 2007); sets count the same, and each has a temperature of its own, for they differ in how sure one can be.
    """
    from scipy.optimize import minimize

    columns = [COLUMNS.index(name) for name in names]
    signals = [example.signals[:, columns] for examples in sets for example in examples]
    spread = np.concatenate(signals).std(axis=0) + 1e-6
    lists = [_lists(examples, columns, spread) for examples in sets]

    def loss(parameters: Vector) -> tuple[float, Vector]:
        weights, logs = parameters[: len(names)], parameters[len(names) :]
        total = PULL * weights @ weights + SPREAD_PULL * logs @ logs
        slope = np.concatenate([2 * PULL * weights, 2 * SPREAD_PULL * logs])
        for i, of_set in enumerate(lists):
            scores = np.exp(logs[i]) * (of_set.signals @ weights)
            value, change = _listwise(scores, of_set)
            total += value
            slope[: len(names)] += np.exp(logs[i]) * (change @ of_set.signals)
            slope[len(names) + i] += change @ scores
        return float(total), slope

    best = minimize(loss, np.zeros(len(names) + len(sets)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    weights = dict(zip(names, (best.x[: len(names)] / spread).tolist(), strict=True))
    if "length" in weights:
        weights["length"] -= BREVITY
    return weights


def fit_reading(sets: Sequence[Sequence[Example]], weights: Mapping[str, float]) -> float:
    """How much a reader's logit counts beside the score by `weights`, so that right sentences are likeliest.

    By the loss of `fit_ranking`, over what was read, and RELIANCE of that.
    """
    first = NAMES[0]  # its column holds the scores
    scored = []
    for examples in sets:
        of_set = []
        for example in examples:
            signals = np.zeros((len(example.right), len(COLUMNS)), np.float32)
            signals[:, COLUMNS.index(first)] = scores(example, weights)
            signals[:, COLUMNS.index(READER)] = example.signals[:, COLUMNS.index(READER)]
            of_set.append(replace(example, signals=signals))
        scored.append(of_set)
    fitted = fit_ranking(scored, (first, READER))
    return RELIANCE * fitted[READER] / max(fitted[first], 1e-6)


def scores(example: Example, weights: Mapping[str, float]) -> Vector:
    """Shape (candidates,)."""
    return np.asarray(sum(weight * example.signals[:, COLUMNS.index(name)] for name, weight in weights.items()), float)


def fit_confidence(
    best: NDArray[np.float32], answerable: NDArray[np.bool_], importance: Vector, names: Sequence[str]
) -> tuple[dict[str, float], float]:
    """Weights and bias of a logistic regression over the signals of each question's best sentence.

    `best` has shape (questions, len(COLUMNS)); `importance`, shape (questions,), is how much each question counts.
    """
    from sklearn.linear_model import LogisticRegression

    columns = best[:, [COLUMNS.index(name) for name in names]].astype(float)
    middle, spread = columns.mean(axis=0), columns.std(axis=0) + 1e-6
    model = LogisticRegression(C=0.3, max_iter=3000)
    model.fit((columns - middle) / spread, answerable, sample_weight=importance * len(importance) / importance.sum())
    weights = model.coef_[0] / spread
    return dict(zip(names, weights.tolist(), strict=True)), float(model.intercept_[0] - weights @ middle)


def probabilities(best: NDArray[np.float32], weights: Mapping[str, float], bias: float) -> Vector:
    """Shape (questions,)."""
    logits = bias + sum(weight * best[:, COLUMNS.index(name)].astype(float) for name, weight in weights.items())
    return np.asarray(1 / (1 + np.exp(-logits)), float)


def _lists(examples: Sequence[Example], columns: Sequence[int], spread: Vector) -> _Lists:
    usable = [example for example in examples if example.right.any()]
    lengths = np.array([len(example.right) for example in usable])
    return _Lists(
        signals=np.concatenate([example.signals[:, columns] for example in usable]) / spread,
        right=np.concatenate([example.right for example in usable]),
        firsts=np.cumsum(lengths) - lengths,
        owners=np.repeat(np.arange(len(usable)), lengths),
    )


def _listwise(values: Vector, lists: _Lists) -> tuple[float, Vector]:
    """The mean loss and its slope by each value."""
    odds = np.exp(values - np.maximum.reduceat(values, lists.firsts)[lists.owners])
    right = np.where(lists.right, np.maximum(odds, 1e-30), 0)
    total, good = np.add.reduceat(odds, lists.firsts), np.add.reduceat(right, lists.firsts)
    slope = odds / total[lists.owners] - right / good[lists.owners]
    return float(np.mean(np.log(total) - np.log(good))), slope / len(lists.firsts)
