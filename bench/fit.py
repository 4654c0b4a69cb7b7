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
from bench.sets import SetError, read_set
from bot.commands.options import add_model
from bot.confidence import CALIBRATION
from index.model.embedder import SentenceTransformerEmbedder
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
    embedder = SentenceTransformerEmbedder(options.model)
    shares = dict(_share(name) for name in options.sets)
    sets = [read_set(folder) for folder in shares]
    own = [examples(one, embedder, options.cache) for one in sets]
    others = [examples(one, embedder, options.cache, of_others=True) for one in sets]
    weights = fit_ranking(own, RANKED_BY)
    calibration = calibrate(own, others, dict(zip([one.name for one in sets], shares.values(), strict=True)))
    head = {"model": embedder.digest, "sets": {one.name: len(one.questions) for one in sets}}
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
    judged = [one for one in own if not all(example.answerable for example in one)]
    if not judged:
        raise SetError("expected a set with unanswerable questions to fit the confidence; found none")
    half = halves(own)
    rankings = _of_halves(own, half)
    seen = [_Seen(one, rankings, half, shares[one[0].set]) for one in judged]
    models = [_fit(seen, half_without) for half_without in range(HALVES)]
    weights, bias = _fit(seen, None)
    main = max(seen, key=lambda one: one.share)
    negative = main.probabilities(models)[~main.answerable]
    answered = _above(negative, FALSE_ANSWERS)
    asked_elsewhere = [_Seen(one, rankings, half, 1.0).probabilities(models) for one in others]
    related = min(max(_above(one, FOUND_ELSEWHERE) for one in asked_elsewhere), answered)
    strong = max(_above(negative, FALSE_STRONG), answered)
    return {
        "weights": weights,
        "bias": bias,
        "thresholds": {"answered": answered, "related": related, "strong": strong, "good": answered},
        "measured": [one.measured(models, answered) for one in seen],
    }


Model = tuple[dict[str, float], float]


class _Seen:
    """The best candidate of each example, by weights that were fitted on the other half of the articles."""

    def __init__(
        self, some: Sequence[Example], rankings: Sequence[dict[str, float]], half: dict[str, int], share: float
    ) -> None:
        self.set, self.share = some[0].set, share
        self.half = np.array([half[one.article] for one in some])
        self.answerable = np.array([one.answerable for one in some])
        self.best = np.array(
            [one.signals[int(np.argmax(scores(one, rankings[half[one.article]])))] for one in some], np.float32
        )

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
    kept = [one.half != without for one in seen]
    return fit_confidence(
        np.concatenate([one.best[keep] for one, keep in zip(seen, kept, strict=True)]),
        np.concatenate([one.answerable[keep] for one, keep in zip(seen, kept, strict=True)]),
        np.concatenate([np.full(keep.sum(), one.share / keep.sum()) for one, keep in zip(seen, kept, strict=True)]),
        TRUSTED_BY,
    )


def _of_halves(own: Sequence[Sequence[Example]], half: dict[str, int]) -> list[dict[str, float]]:
    """The ranking for each half, fitted on the other."""
    return [fit_ranking([[o for o in one if half[o.article] != h] for one in own], RANKED_BY) for h in range(HALVES)]


def halves(own: Sequence[Sequence[Example]]) -> dict[str, int]:
    """Of each article 0 or 1, alternately in their order; articles of one name in two sets are in the same half."""
    articles = {one: list(dict.fromkeys(example.article for example in one_set)) for one, one_set in enumerate(own)}
    return {article: i % HALVES for names in articles.values() for i, article in enumerate(names)}


def _above(values: Vector, share: float) -> float:
    """The lowest threshold that at most `share` of the values reach."""
    ordered = np.sort(values)[::-1]
    return float(np.nextafter(ordered[int(share * len(ordered))], 1))


def _share(name: str) -> tuple[Path, float]:
    folder, _, share = name.rpartition(":")
    try:
        return (Path(folder), float(share)) if folder else (Path(name), 1.0)
    except ValueError:
        return Path(name), 1.0


def _write(path: Path, content: dict[str, Any]) -> None:
    with written_whole(path) as file:
        json.dump(content, file, indent=1)
        file.write("\n")
    print(f"wrote {path}")
