"""What speaks for a sentence as the answer to a question: pure functions on arrays, one column a candidate."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float32]
Matrix = NDArray[np.float32]

NAMES = (
    "sentence",
    "paragraph",
    "question",
    "words",
    "words_nearby",
    "spelling",
    "tokens",
    "tokens_rare",
    "tokens_similar",
    "tokens_same",
    "before",
    "after",
    "weakest",
    "weakest_nearby",
    "lacking",
    "region",
    "speaker",
    "length",
)
"""Columns of a Signals matrix:
sentence        cosine of the question and the sentence
paragraph       cosine of the question and the sentence's paragraph
question        cosine of the question and the nearest sentence of what the interviewer asked before; 0 if nothing was
words           BM25 of the sentence, as a share of the most that the question can score
words_nearby    the same for its paragraph
spelling        the same for runs of four letters instead of words
tokens          late interaction: mean over the question's word pieces of the best cosine with one of the sentence's,
                embedded within its paragraph, each weighted by its rarity and by how much it tells candidates apart
tokens_rare     the same, weighted by rarity alone
tokens_similar  the share of the question's pieces, weighted as in tokens, that have a similar one in the sentence
tokens_same     the share that have nearly the same one
before, after   how much tokens gains when pieces of the sentence before (after) by the same speaker may match as well
weakest         the best cosine of the question's content word that finds the least in the sentence
weakest_nearby  the same in its paragraph: what was asked about is not spoken of
lacking         1 if the question asks for a number, a time, a name or a reason, and the sentence has none
region          how relevant the part of the transcript is in which the sentence stands, in standard deviations
speaker         1 if the question names who speaks the sentence
length          natural logarithm of the sentence's characters
"""

READER = "reader"
"""Beside these, of the best only: the logit that the sentence answers, of a model that reads it with the question."""

SIMILAR, SAME, SOFTNESS = 0.45, 0.75, 0.06
"""Where a cosine counts half as similar or as the same; the width of the step (Xiong and others 2017: K-NRM)."""
REACH = 45.0
"""Standard deviation, in sentences, of the bell curve over which a region's relevance is averaged."""
FAR = int(4 * REACH)
"""Sentences behind which the curve counts as 0."""
STEP = 256
"""A line's length is rounded up to a multiple of it, for a quick transform that others of the length share."""
HIGHEST = 4.0
"""Standard deviations above which a single sentence adds no more to its region."""


@dataclass(frozen=True, slots=True)
class Signals:
    """Named columns of one search: `matrix` has shape (candidates, len(NAMES)), float32, higher is better."""

    matrix: NDArray[np.float32]

    def __getitem__(self, name: str) -> Column:
        return self.matrix[:, NAMES.index(name)]

    def ranks(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rank of `rows` by each column, as of `ranks`, shape (len(rows), len(NAMES))."""
        rising = np.sort(-self.matrix.T)
        columns = zip(rising, -self.matrix[rows].T, strict=True)
        return np.stack([1 + np.searchsorted(column, asked) for column, asked in columns], axis=1)


def stack(columns: dict[str, Column]) -> Signals:
    """One column of shape (candidates,) for each of NAMES."""
    return Signals(np.stack([columns[name] for name in NAMES], axis=1, dtype=np.float32))


def blend(parts: Sequence[Signals], shares: Sequence[float]) -> Signals:
    """The mean of the signals of the same candidates, weighted by `shares`, which sum to 1."""
    if len(parts) == 1:
        return parts[0]
    return Signals(np.average([part.matrix for part in parts], axis=0, weights=shares).astype(np.float32))


def ranks(column: Column) -> NDArray[np.int64]:
    """Rank of each row from 1, equal scores sharing the best: ranks([.5, .9, .5]) -> [2, 1, 2]."""
    return 1 + np.searchsorted(np.sort(-column), -column, side="left")


def weakest(best: Matrix, words: Matrix, paragraphs: NDArray[np.int64]) -> dict[str, Column]:
    """The columns weakest and weakest_nearby.

    `best` is as for late_interaction; `words` has shape (content words, pieces): each word's pieces, which sum to 1;
    `paragraphs`, rising, has shape (candidates,).
    """
    if not best.size or not words.size:
        nothing = np.zeros(best.shape[1], np.float32)
        return {"weakest": nothing, "weakest_nearby": nothing}
    firsts = np.flatnonzero(np.diff(paragraphs, prepend=-1))
    nearby = np.maximum.reduceat(best, firsts, axis=1)
    owners = np.searchsorted(paragraphs[firsts], paragraphs)
    return {"weakest": (words @ best).min(axis=0), "weakest_nearby": (words @ nearby).min(axis=0)[owners]}


def late_interaction(best: Matrix, before: Matrix, after: Matrix, idf: Column) -> dict[str, Column]:
    """The columns tokens, tokens_rare, tokens_similar, tokens_same, before and after.

    `best`, `before` and `after` have shape (pieces, candidates): the best cosine of each piece of the question with
    one of the candidate and of the sentences beside it, which is 0 where there is none; `idf` has shape (pieces,).
    """
    if not best.size:
        nothing = np.zeros(best.shape[1], np.float32)
        return dict.fromkeys(("tokens", "tokens_rare", "tokens_similar", "tokens_same", "before", "after"), nothing)
    contrast = np.maximum(best.max(axis=1) - best.mean(axis=1), 1e-4)
    weights = idf * contrast / (idf @ contrast)
    tokens = weights @ best
    return {
        "tokens": tokens,
        "tokens_rare": idf @ best / idf.sum(),
        "tokens_similar": weights @ _step(best, SIMILAR),
        "tokens_same": weights @ _step(best, SAME),
        "before": weights @ np.maximum(best, before) - tokens,
        "after": weights @ np.maximum(best, after) - tokens,
    }


def region(relevance: Column, positions: NDArray[np.int64], transcripts: NDArray[np.int64]) -> Column:
    """The logarithm of the mean of exp(relevance), in standard deviations over all candidates, around each candidate.

    Nearer candidates of the same transcript count more, by a bell curve over their distance; `positions` are counted
    in sentences. All have shape (candidates,).
    """
    if not len(relevance):
        return relevance
    spread = float(relevance.std()) or 1.0
    odds = np.exp(np.minimum((relevance - relevance.mean()) / spread, HIGHEST))
    # all in one line, transcripts so far apart that no bell over one reaches into another
    places = positions - positions.min() + transcripts * FAR
    size = ceil((int(places.max()) + 1 + FAR) / STEP) * STEP
    spoken = np.zeros((2, size))
    spoken[0, places], spoken[1, places] = odds, 1
    total, count = np.fft.irfft(np.fft.rfft(spoken) * _bell(size), size)[:, places]
    return np.asarray(np.log(total / count), np.float32)


@lru_cache(maxsize=8)
def _bell(size: int) -> NDArray[np.complex128]:
    """The spectrum of the bell curve, up to FAR on both sides, in a line of `size` whose ends are joined."""
    distances = np.minimum(np.arange(size), size - np.arange(size))
    return np.asarray(np.fft.rfft(np.where(distances <= FAR, np.exp(-0.5 * (distances / REACH) ** 2), 0)))


def _step(cosines: Matrix, middle: float) -> Matrix:
    return np.asarray(1 / (1 + np.exp((middle - cosines) / SOFTNESS)), np.float32)
