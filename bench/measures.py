"""Judgements become figures, and figures intervals: pure functions.

Figures are unrounded and defined as in the evaluation sets' score.py, which has all but coverage@5 and false@80;
intervals resample documents, for questions about one document are not independent of each other.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.judging import Judgement

TOP = 5
Column = NDArray[np.float64]
"""One number a round of the bootstrap; nan where its documents leave the figure without a question."""
Weights = NDArray[np.int64]
"""How often each document counts, shape (rounds, documents)."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its 95 % interval, whose ends are nan for a single document: that says nothing of others."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scores:
    """Of some questions, with the row of each one's document; both have shape (questions,)."""

    scores: NDArray[np.float64]
    owners: NDArray[np.int64]

    def turned(self) -> "Scores":
        """What was highest is lowest."""
        return Scores(-self.scores, self.owners)


Values = Callable[[Judgement], Sequence[float]]


def _of_answerable(value: Callable[[Judgement], float]) -> Values:
    return lambda judgement: (value(judgement),) if judgement.answerable else ()


MEANS: dict[str, Values] = {
    "hit@1": _of_answerable(lambda judgement: judgement.rank == 1),
    "hit@3": _of_answerable(lambda judgement: 1 <= judgement.rank <= 3),
    "mrr@5": _of_answerable(lambda judgement: 1 / judgement.rank if 1 <= judgement.rank <= TOP else 0),
    "p@5": _of_answerable(lambda judgement: sum(judgement.right[:TOP]) / TOP),
    "words": lambda judgement: judgement.words,
    "words@1": lambda judgement: judgement.words[:1],
    "coverage": _of_answerable(lambda judgement: judgement.answered),
    "false_answers": lambda judgement: () if judgement.answerable else (judgement.answered,),
}
"""What each question adds to the mean that the figure is."""


def contributions(name: str, judgements: Sequence[Judgement]) -> tuple[list[str], list[float]]:
    """The values whose mean is the figure `name` of MEANS, and the document of each: what is paired or averaged."""
    docs: list[str] = []
    values: list[float] = []
    for judgement in judgements:
        for value in MEANS[name](judgement):
            docs.append(judgement.doc)
            values.append(float(value))
    return docs, values


def figures(judgements: Sequence[Judgement]) -> dict[str, float]:
    """By name; a figure without a question or citation to be about is left out."""
    _, docs = _owners([judgement.doc for judgement in judgements])
    columns = _columns(judgements, np.ones((1, docs), np.int64))
    return {name: float(column[0]) for name, column in columns.items() if np.isfinite(column[0])}


def bootstrap(judgements: Sequence[Judgement], *, seed: int = 0, rounds: int = 1000) -> dict[str, Estimate]:
    """The figures with percentile intervals of as many documents drawn with replacement."""
    _, docs = _owners([judgement.doc for judgement in judgements])
    columns = _columns(judgements, _drawn(docs, seed, rounds))
    return {name: _estimate(value, columns[name], docs) for name, value in figures(judgements).items()}


def mean(docs: Sequence[str], values: Sequence[float], *, seed: int = 0, rounds: int = 1000) -> Estimate:
    """The mean of `values`, at least one, each of its document; the interval is that of `bootstrap`."""
    owners, count = _owners(docs)
    column = _mean(owners, values, _drawn(count, seed, rounds))
    return _estimate(float(np.mean(values)), column, count)


def by_kind(judgements: Sequence[Judgement]) -> dict[tuple[str, bool], list[Judgement]]:
    """Those of each kind, apart by whether they are answerable, which come first; kinds in the order of their first."""
    kinds: dict[tuple[str, bool], list[Judgement]] = {}
    for judgement in sorted(judgements, key=lambda judgement: not judgement.answerable):
        kinds.setdefault((judgement.kind, judgement.answerable), []).append(judgement)
    return kinds


def paired_difference(
    docs: Sequence[str], ours: Sequence[float], theirs: Sequence[float], *, seed: int = 0, rounds: int = 1000
) -> Estimate:
    """The mean of ours - theirs, question by question: above 0, ours is the greater."""
    return mean(docs, [a - b for a, b in zip(ours, theirs, strict=True)], seed=seed, rounds=rounds)


def _columns(judgements: Sequence[Judgement], weights: Weights) -> dict[str, Column]:
    """Each figure in each round, each question counting as often as its document."""
    owners, _ = _owners([judgement.doc for judgement in judgements])
    columns = {}
    for name, values in MEANS.items():
        rows = [values(judgement) for judgement in judgements]
        flat = [float(value) for row in rows for value in row]
        columns[name] = _mean(np.repeat(owners, [len(row) for row in rows]), flat, weights)
    scores = np.array([judgement.score for judgement in judgements], float)
    answerable = np.array([judgement.answerable for judgement in judgements], bool)
    positive = Scores(scores[answerable], owners[answerable])
    negative = Scores(scores[~answerable], owners[~answerable])
    return columns | {
        "auroc": _auroc(positive, negative, weights),
        "coverage@5": _coverage(positive, negative, weights, 5),
        "coverage@10": _coverage(positive, negative, weights, 10),
        "false@80": 1 - _coverage(negative.turned(), positive.turned(), weights, 20),
    }


def _owners(docs: Sequence[str]) -> tuple[NDArray[np.int64], int]:
    """The row of each question's document, and how many documents there are."""
    rows = {doc: row for row, doc in enumerate(dict.fromkeys(docs))}
    return np.array([rows[doc] for doc in docs], np.int64), len(rows)


def _drawn(docs: int, seed: int, rounds: int) -> Weights:
    """How often each of `docs` documents is drawn in as many draws with replacement."""
    return np.random.default_rng(seed).multinomial(docs, np.full(docs, 1 / docs), size=rounds)


def _estimate(value: float, column: Column, docs: int) -> Estimate:
    """With the 2.5th and 97.5th percentile of the rounds that have the figure."""
    if docs < 2:
        return Estimate(value, math.nan, math.nan)
    low, high = np.percentile(column[np.isfinite(column)], (2.5, 97.5))
    return Estimate(value, float(low), float(high))


def _mean(owners: NDArray[np.int64], values: Sequence[float], weights: Weights) -> Column:
    """Of `values`, each as often as its document (its row in `owners`) counts."""
    docs = weights.shape[1]
    with np.errstate(invalid="ignore"):
        sums, counts = np.bincount(owners, values, docs), np.bincount(owners, minlength=docs)
        return np.asarray((weights @ sums) / (weights @ counts))


def _auroc(positive: Scores, negative: Scores, weights: Weights) -> Column:
    """The share of pairs of a positive and a negative in which the positive is higher, a tie being half of one.

    `wins[a, b]` sums over the pairs of document a's positives and document b's negatives, so that a round costs two
    products instead of a sort.
    """
    docs = weights.shape[1]
    wins = np.zeros((docs, docs))
    for doc in np.unique(negative.owners):
        rivals = np.sort(negative.scores[negative.owners == doc])
        below = np.searchsorted(rivals, positive.scores, "left") + np.searchsorted(rivals, positive.scores, "right")
        wins[:, doc] = np.bincount(positive.owners, below / 2, docs)
    pairs = (weights @ np.bincount(positive.owners, minlength=docs)) * (
        weights @ np.bincount(negative.owners, minlength=docs)
    )
    with np.errstate(invalid="ignore"):
        return np.asarray(((weights @ wins) * weights).sum(1) / pairs)


def _coverage(positive: Scores, negative: Scores, weights: Weights, percent: int) -> Column:
    """The share of positives above the highest `percent` of a hundred negatives (rounded down, at least the first)."""
    if not len(positive.scores) or not len(negative.scores):
        return np.full(len(weights), np.nan)
    down, up = np.argsort(-negative.scores), np.argsort(positive.scores)
    passed = weights[:, negative.owners[down]].cumsum(1)
    allowed = np.maximum(1, passed[:, -1] * percent // 100)
    cuts = negative.scores[down][(passed >= allowed[:, None]).argmax(1)]
    reached = np.pad(weights[:, positive.owners[up]].cumsum(1), ((0, 0), (1, 0)))
    not_above = reached[np.arange(len(weights)), np.searchsorted(positive.scores[up], cuts, "right")]
    with np.errstate(invalid="ignore"):
        shares = (reached[:, -1] - not_above) / reached[:, -1]
    return np.where(passed[:, -1] > 0, shares, np.nan)
