"""python -m bench fit: the weights of the ranking and the calibration of the confidence, from evaluation sets."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.answers import written_whole
from bench.examples import Example, examples
from bench.fitting import Vector, fit_confidence, fit_ranking, probabilities, scores
from bench.sets import SetError, read_set_to_fit
from bot.commands.options import add_model
from bot.confidence import CALIBRATION
from index.model.embedder import ModelEmbedder
from index.search.retriever import RANKING

RANKED_BY = (
    *("sentence", "words_nearby", "spelling", "tokens_rare", "tokens_similar", "before", "after"),
    *("region", "speaker", "length"),
)
TRUSTED_BY = (
    *("sentence", "paragraph", "words", "words_nearby", "spelling", "tokens", "tokens_rare", "tokens_similar"),
    *("tokens_same", "weakest", "weakest_nearby", "lacking"),
)
FALSE_ANSWERS, FALSE_STRONG, FOUND_ELSEWHERE = 0.05, 0.01, 0.07
"""Shares of unanswerable questions that may be called answered, and strong; of questions asked of another document
that may be more than not found."""
HALVES = 2


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("fit", help="fit the weights of the ranking and the confidence to evaluation sets")
    parser.add_argument(
        "sets", nargs="+", metavar="SET_DIR[:SHARE]", help="SHARE: how much it counts for the confidence, 1"
    )
    parser.add_argument("--ranking", type=Path, default=RANKING, help="the file to write (default: %(default)s)")
    parser.add_argument("--calibration", type=Path, default=CALIBRATION, help="(default: %(default)s)")
    add_model(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    embedder = ModelEmbedder(options.model, cache=options.cache)
    shares = dict(_share(name) for name in options.sets)
    sets = [read_set_to_fit(folder) for folder in shares]
    own = [examples(evaluation_set, embedder, options.cache) for evaluation_set in sets]
    others = [examples(evaluation_set, embedder, options.cache, of_others=True) for evaluation_set in sets]
    weights = fit_ranking(own, RANKED_BY)
    names = [evaluation_set.name for evaluation_set in sets]
    calibration = calibrate(own, others, dict(zip(names, shares.values(), strict=True)))
    counts = {evaluation_set.name: len(evaluation_set.questions) for evaluation_set in sets}
    head = {"model": embedder.digest, "sets": counts}
    _write(options.ranking, head | {"weights": weights})
    _write(options.calibration, head | calibration)
    return 0


def calibrate(
    own: Sequence[Sequence[Example]], others: Sequence[Sequence[Example]], shares: dict[str, float]
) -> dict[str, Any]:
    """Weights, bias, thresholds and measured errors of the confidence.

    Fitted on the sets that have unanswerable questions of their own, each counting by its share. Thresholds and errors
    are of probabilities by weights of the other half of the articles: answered and strong on the set that counts most,
    related on all questions asked of another document.
    """
    with_unanswerable = [asked for asked in own if not all(example.answerable for example in asked)]
    if not with_unanswerable:
        raise SetError("expected a set with unanswerable questions to fit the confidence; found none")
    half_of = halves(own)
    rankings = _of_halves(own, half_of)
    seen = [_Seen(asked, rankings, half_of, shares[asked[0].set]) for asked in with_unanswerable]
    models = [_fit(seen, without=half) for half in range(HALVES)]
    weights, bias = _fit(seen, without=None)
    main = max(seen, key=lambda of_set: of_set.share)
    negative = main.probabilities(models)[~main.answerable]
    answered = _above(negative, FALSE_ANSWERS)
    of_others = [_Seen(asked, rankings, half_of, 1.0).probabilities(models) for asked in others]
    related = min(max(_above(values, FOUND_ELSEWHERE) for values in of_others), answered)
    strong = max(_above(negative, FALSE_STRONG), answered)
    return {
        "weights": weights,
        "bias": bias,
        "thresholds": {"answered": answered, "related": related, "strong": strong, "good": answered},
        "measured": [of_set.measured(models, answered) for of_set in seen],
    }


Model = tuple[dict[str, float], float]


class _Seen:
    """The best candidate of each example of a set, by weights that were fitted on the other half of the articles."""

    def __init__(
        self, asked: Sequence[Example], rankings: Sequence[dict[str, float]], half_of: dict[str, int], share: float
    ) -> None:
        self.set, self.share = asked[0].set, share
        self.half = np.array([half_of[example.article] for example in asked])
        self.answerable = np.array([example.answerable for example in asked])
        best = []
        for example in asked:
            values = scores(example, rankings[half_of[example.article]])
            best.append(example.signals[int(np.argmax(values))])
        self.best = np.array(best, np.float32)

    def probabilities(self, models: Sequence[Model]) -> Vector:
        """Shape (examples,): each by the model of the other half."""
        both = np.stack([probabilities(self.best, *model) for model in models])
        return np.asarray(both[self.half, np.arange(len(self.half))], float)

    def measured(self, models: Sequence[Model], answered: float) -> dict[str, Any]:
        """The keys of bot.confidence.Measured."""
        called = self.probabilities(models) >= answered
        return {
            "set": self.set,
            "answerable": int(self.answerable.sum()),
            "unanswerable": int((~self.answerable).sum()),
            "coverage": round(float(called[self.answerable].mean()), 4),
            "false_answers": round(float(called[~self.answerable].mean()), 4),
        }


def _fit(seen: Sequence[_Seen], without: int | None) -> Model:
    """The confidence from all examples, or from those outside one half."""
    best, answerable, importance = [], [], []
    for of_set in seen:
        kept = of_set.half != without
        best.append(of_set.best[kept])
        answerable.append(of_set.answerable[kept])
        importance.append(np.full(kept.sum(), of_set.share / kept.sum()))  # which sum to the share of the set
    return fit_confidence(np.concatenate(best), np.concatenate(answerable), np.concatenate(importance), TRUSTED_BY)


def _of_halves(own: Sequence[Sequence[Example]], half_of: dict[str, int]) -> list[dict[str, float]]:
    """The ranking for each half, fitted on the other."""
    rankings = []
    for half in range(HALVES):
        outside = [[example for example in asked if half_of[example.article] != half] for asked in own]
        rankings.append(fit_ranking(outside, RANKED_BY))
    return rankings


def halves(own: Sequence[Sequence[Example]]) -> dict[str, int]:
    """Of each article 0 or 1, alternately in their order; articles of one name in two sets are in the same half."""
    half_of: dict[str, int] = {}
    for asked in own:
        articles = dict.fromkeys(example.article for example in asked)
        for row, article in enumerate(articles):
            half_of[article] = row % HALVES
    return half_of


def _above(values: Vector, share: float) -> float:
    """The lowest threshold that at most `share` of the values reach."""
    ordered = np.sort(values)[::-1]
    return float(np.nextafter(ordered[int(share * len(ordered))], 1))


def _share(name: str) -> tuple[Path, float]:
    """The folder, and what stands behind its last colon if that is a number."""
    folder, _, share = name.rpartition(":")
    if not folder:
        return Path(name), 1.0
    try:
        return Path(folder), float(share)
    except ValueError:
        return Path(name), 1.0


def _write(path: Path, content: dict[str, Any]) -> None:
    with written_whole(path) as file:
        json.dump(content, file, indent=1)
        file.write("\n")
    print(f"wrote {path}")
