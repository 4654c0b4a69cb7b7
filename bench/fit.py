"""python -m bench fit: the weights of the ranking and the calibration of the confidence, from evaluation sets."""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bench.answers import written_whole
from bench.examples import Example, examples
from bench.fitting import Vector, fit_confidence, fit_ranking, fit_reading, probabilities, scores
from bench.sets import LEARNT, MEASURED, SetError, halves, read_set_to_fit
from bot.commands.options import add_model
from bot.confidence import CALIBRATION
from index.model.embedder import ModelEmbedder
from index.model.locate import ACROSS_MODEL
from index.search.ranking import RANKING, Ranking
from index.search.signals import READER


@dataclass(frozen=True, slots=True)
class Fit:
    """What is fitted: the signals that the ranking is a function of, and the confidence, with READER where the model
    has one; `found_elsewhere` is the share of questions asked of another document that may be more than not found by
    their confidence, `given` are weights that no set can tell.
    """

    ranked_by: tuple[str, ...]
    trusted_by: tuple[str, ...]
    found_elsewhere: float
    given: dict[str, float]


WITHIN = Fit(("sentence", "words_nearby", "tokens", "speaker", "length"), ("sentence", "words_nearby"), 0.07, {})
"""One language."""
ACROSS = Fit(
    ranked_by=("sentence", "paragraph", "words_nearby", "tokens", "length"),
    trusted_by=("sentence", "paragraph", "words_nearby", "tokens"),
    found_elsewhere=0.2,  # for there "not found" is less sure to be right
    given={"speaker": 6.0},  # as it is fitted on meetings, asked in English: no set across languages has speakers
)
"""Languages."""
ON_SUBJECT_BY = ("sentence", "words_nearby", "tokens")
"""What bot.confidence.Subject is a function of."""
FALSE_ANSWERS, FALSE_STRONG, ON_SUBJECT_ELSEWHERE = 0.05, 0.01, 0.08
"""Shares of unanswerable questions that may be called answered, and strong; of questions asked of another document
that may be more than not found by their subject."""
AS_ELSEWHERE = 0.1
"""How much the questions of a set that are asked of another document count for the confidence, against those of a set
that are asked of their own.
"""
HALVES = 2
MOST_READ, MOST_ELSEWHERE = 600, 250
"""Questions of a set that the confidence is fitted to, and that are asked of another document: reading takes long."""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("fit", help="fit the weights of the ranking and the confidence to evaluation sets")
    parser.add_argument(
        "sets", nargs="+", metavar="SET_DIR[:SHARE]",
        help="the ranking learns from one half of its documents, the confidence from the other, from which no reader "
        "has learnt either; SHARE: how much it counts for the confidence, 1",
    )  # fmt: skip
    parser.add_argument(
        "--apart", nargs="+", default=[], metavar="SET_DIR[:SHARE]", help="all its documents are for the confidence"
    )
    parser.add_argument("--ranking", type=Path, default=RANKING, help="the file to write (default: %(default)s)")
    parser.add_argument("--calibration", type=Path, default=CALIBRATION, help="(default: %(default)s)")
    parser.add_argument(
        "--languages",
        nargs="+",
        default=[],
        metavar="ASKED:SPOKEN",
        help="across languages: those of the sets, as ru:en",
    )
    add_model(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    embedder = ModelEmbedder(options.model, cache=options.cache)
    by_halves, apart = (dict(map(_share, names)) for names in (options.sets, options.apart))
    sets = {folder: read_set_to_fit(folder) for folder in (*by_halves, *apart)}
    learnt = [examples(sets[folder], embedder, options.cache, half=LEARNT) for folder in by_halves]
    fit = ACROSS if embedder.name == ACROSS_MODEL else WITHIN
    weights = fit_ranking(learnt, fit.ranked_by) | fit.given
    has_reader = bool(embedder.reader_digest)
    reads = Ranking(weights, True, reading=float(has_reader))
    own, others = [], []
    for folder, one in sets.items():
        half = MEASURED if folder in by_halves else None
        read = partial(examples, one, embedder, options.cache, half=half, ranking=reads)
        own.append(read(most=MOST_READ))
        others.append(read(most=MOST_ELSEWHERE, of_others=True))
    reading = fit_reading(own, weights) if has_reader else 0.0
    shares = [share for _, share in (*by_halves.items(), *apart.items())]
    calibration = calibrate(own, others, shares, weights | {READER: reading}, fit, has_reader)
    head: dict[str, Any] = {"model": embedder.digest, "reader": embedder.reader_digest}
    head["sets"] = {one.name: len(one.questions) for one in sets.values()}
    _write(options.ranking, head | {"weights": weights, "reading": reading})
    languages = [pair.split(":") for pair in options.languages]
    _write(options.calibration, head | ({"languages": languages} if languages else {}) | calibration)
    return 0


def calibrate(
    own: Sequence[Sequence[Example]],
    others: Sequence[Sequence[Example]],
    shares: Sequence[float],
    ranking: Mapping[str, float],
    fit: Fit,
    has_reader: bool,
) -> dict[str, Any]:
    """Weights of what `fit` says, bias, thresholds and measured errors of the confidence of the best by `ranking`.

    Fitted on the sets that have unanswerable questions of their own, each counting by its share, and on what all sets
    ask of other documents. Thresholds and errors are of probabilities by weights of the other half of the articles:
    answered and strong on the set that counts most, related on all questions asked of another document.
    """
    with_unanswerable = [number for number, asked in enumerate(own) if not all(one.answerable for one in asked)]
    if not with_unanswerable:
        raise SetError("expected a set with unanswerable questions to fit the confidence; found none")
    half_of = [halves(example.doc for example in asked) for asked in own]
    for number in with_unanswerable:
        if len(set(half_of[number].values())) < HALVES:
            raise SetError(f"{own[number][0].set}: expected documents to fit on and others to measure; found too few")
    seen = [_Seen(own[number], ranking, half_of[number], shares[number]) for number in with_unanswerable]
    elsewhere = [_Seen(asked, ranking, half, AS_ELSEWHERE) for asked, half in zip(others, half_of, strict=True)]
    names = (*fit.trusted_by, READER) if has_reader else fit.trusted_by
    models = [_fit([*seen, *elsewhere], names, without=half) for half in range(HALVES)]
    weights, bias = _fit([*seen, *elsewhere], names, without=None)
    main = max(seen, key=lambda of_set: of_set.share)
    negative = main.probabilities(models)[~main.answerable]
    answered = _above(negative, FALSE_ANSWERS)
    found = np.concatenate([of_set.probabilities(models) for of_set in elsewhere])
    related = min(_above(found, fit.found_elsewhere), answered)
    strong = max(_above(negative, FALSE_STRONG), answered)
    return {
        "weights": weights,
        "bias": bias,
        "thresholds": {"answered": answered, "related": related, "strong": strong, "good": answered},
        "subject": _subject(own, others, ranking, half_of),
        "measured": [of_set.measured(models, answered) for of_set in seen],
    }


def _subject(
    own: Sequence[Sequence[Example]],
    others: Sequence[Sequence[Example]],
    ranking: Mapping[str, float],
    half_of: Sequence[Mapping[str, int]],
) -> dict[str, Any]:
    """Those of bot.confidence.Subject, fitted on the answerable examples of all sets and on those asked elsewhere."""
    answerable = [[one for one in asked if one.answerable] for asked in own]
    seen = [
        _Seen(asked, ranking, half, 1) for asked, half in zip((*answerable, *others), (*half_of, *half_of), strict=True)
    ]
    models = [_fit(seen, ON_SUBJECT_BY, without=half) for half in range(HALVES)]
    weights, bias = _fit(seen, ON_SUBJECT_BY, without=None)
    elsewhere = np.concatenate([of_set.probabilities(models) for of_set in seen[len(own) :]])
    return {"weights": weights, "bias": bias, "least": _above(elsewhere, ON_SUBJECT_ELSEWHERE)}


Model = tuple[dict[str, float], float]


class _Seen:
    """The best candidate of each example of a set."""

    def __init__(
        self, asked: Sequence[Example], ranking: Mapping[str, float], half_of: Mapping[str, int], share: float
    ) -> None:
        self.set, self.share = asked[0].set, share
        self.half = np.array([half_of[example.doc] for example in asked])
        self.answerable = np.array([example.answerable for example in asked])
        best = [example.signals[int(np.argmax(scores(example, ranking)))] for example in asked]
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


def _fit(seen: Sequence[_Seen], names: Sequence[str], without: int | None) -> Model:
    """The confidence from all examples, or from those outside one half."""
    best, answerable, importance = [], [], []
    for of_set in seen:
        kept = of_set.half != without
        best.append(of_set.best[kept])
        answerable.append(of_set.answerable[kept])
        importance.append(np.full(kept.sum(), of_set.share / kept.sum()))  # which sum to the share of the set
    return fit_confidence(np.concatenate(best), np.concatenate(answerable), np.concatenate(importance), names)


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
