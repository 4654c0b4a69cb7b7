"""Questions and responses become judgements, judgements figures, and figures intervals: pure functions.

A citation is right if it shares with a marked span at least half of the shorter of the two, has at most MAX_WORDS
words and overlaps no earlier citation of its response. Figures are unrounded and defined as in the evaluation sets'
score.py; intervals resample documents, for questions about one document are not independent of each other.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from bench.sets import Question, Response, SetError
from bot.answer import State
from index.transcript import Span

MAX_WORDS = 80
TOP = 5
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
"""A character of Chinese or Japanese, which counts as half a word."""

Column = NDArray[np.float64]
"""One number a round of the bootstrap; nan where its documents leave the figure without a question."""
Weights = NDArray[np.int64]
"""How often each document counts, shape (rounds, documents)."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A response against its question; `right` and `words` are of its citations, best first."""

    id: str
    doc: str
    answerable: bool
    answered: bool
    score: float
    right: tuple[bool, ...]
    words: tuple[int, ...]
    kind: str = ""

    @property
    def rank(self) -> int:
        """Of the first right citation, from 1; 0 if none is right."""
        return self.right.index(True) + 1 if True in self.right else 0


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
        """The highest is the lowest."""
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


def count_words(text: str) -> int:
    """Runs without white space, where two characters of Chinese or Japanese are one word: "о 法国 b" has three."""
    return len(CJK.sub(" ", text).split()) + math.ceil(len(CJK.findall(text)) / 2)


def judge(questions: Sequence[Question], responses: Sequence[Response], texts: Mapping[str, str]) -> list[Judgement]:
    """One a question; `texts` has the documents by name. Raises SetError for a response that is missing or no such."""
    given = {response.id: response for response in responses}
    missing = [question.id for question in questions if question.id not in given]
    if missing:
        raise SetError(
            f"expected a response to each of {len(questions)} questions; found none to {len(missing)}: {missing[0]!r}"
        )
    return [_judgement(question, given[question.id], texts[question.doc]) for question in questions]


def agree(a: Span, b: Span) -> bool:
    """Whether they share at least half of the shorter."""
    return 2 * _shared(a, b) >= min(a.stop - a.start, b.stop - b.start)


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


def _judgement(question: Question, response: Response, text: str) -> Judgement:
    if response.state not in get_args(State) or not math.isfinite(response.score):
        raise SetError(
            f"{question.id}: expected a state and a finite score; found {response.state!r}, {response.score}"
        )
    right: list[bool] = []
    words: list[int] = []
    for row, span in enumerate(response.citations):
        if not 0 <= span.start < span.stop <= len(text):
            raise SetError(f"{question.id}: expected citations in 0-{len(text)}; found {span.start}-{span.stop}")
        count = count_words(text[span.start : span.stop])
        is_new = all(_shared(span, earlier) <= 0 for earlier in response.citations[:row])
        is_gold = any(agree(span, gold) for gold in question.spans)
        words.append(count)
        right.append(is_gold and is_new and count <= MAX_WORDS)
    return Judgement(
        id=question.id,
        doc=question.doc,
        answerable=bool(question.spans),
        answered=response.state == "answered",
        score=response.score,
        right=tuple(right),
        words=tuple(words),
        kind=question.kind,
    )


def _shared(a: Span, b: Span) -> int:
    """Code points in both; negative or 0 if none is."""
    return min(a.stop, b.stop) - max(a.start, b.start)


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
    """The share of positives above the highest `percent` of the negatives (rounded down, but at least the first)."""
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
