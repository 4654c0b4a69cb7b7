"""Whether the transcript answers a question: the state, the confidence and what that is worth are decided here.

Only a question without a word is decided before (bot.chat): it is not found, and nothing is searched.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import exp
from pathlib import Path

from bot.answer import State, Strength
from bot.question.about import About
from bot.question.interpret import Interpretation
from bot.question.language_mismatch import LanguageMismatch
from index.search.hit import Hit

CALIBRATION = Path(__file__).parent / "calibration.json"
"""`model`, the digest that it belongs to; `weights` of signals, `bias`, `thresholds`; `subject`, that of Subject;
`measured`, their errors."""
CALIBRATION_ACROSS = CALIBRATION.with_stem("calibration-across")
"""The same of the model across languages, and the `languages` that it was measured with."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The state follows from the confidence, 0 to 1, alone.

    `calibrated`: the confidence is a measured probability that the transcript answers the question, and no rule's.
    """

    state: State
    confidence: float
    calibrated: bool


@dataclass(frozen=True, slots=True)
class Grounds:
    """What was found for a question, as far as its state depends on it."""

    best: float
    """The probability of the best hit; 0 without one."""
    counts: Sequence[int]
    """How often each phrase stands that was to be found as it stands: one that does is never called not found."""
    leans_on_something: bool
    """The transcript has something on what the question leans on, and it brings up nothing new."""
    is_lacking: bool
    """The best hit surely lacks what is asked for, as a number."""
    is_on_subject: bool
    """What was said on a subject is asked for, and the best hit is on it: "not in this transcript" would be untrue."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How often answered was right and wrong: shares of the questions that a set's documents answer, and do not."""

    set: str
    answerable: int
    unanswerable: int
    coverage: float
    false_answers: float


@dataclass(frozen=True, slots=True)
class Subject:
    """A logistic regression over what a search saw of a hit: is its document one that the question was asked of?

    Questions that a document answers tell it from questions about other documents. What reads a sentence together with
    a question has no say in it: that tells whether it answers.
    """

    weights: dict[str, float]
    bias: float
    least: float
    """The lowest probability that is called on the subject."""

    def has(self, hit: Hit) -> bool:
        """Whether the hit is on the subject of the question."""
        return _logistic(self.weights, self.bias, hit) >= self.least


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression over the signals of a hit, and what its probabilities are called."""

    model: str
    weights: dict[str, float]
    bias: float
    thresholds: dict[str, float]
    """The lowest confidence of answered and related, strong and good."""
    subject: Subject | None = None
    measured: tuple["Measured", ...] = ()
    """On questions of documents that were not fitted on."""
    languages: tuple[tuple[str, str], ...] = ()
    """Of a model across languages: those of question and transcript for which it was measured."""

    @property
    def is_fitted(self) -> bool:
        """Whether its probabilities were measured."""
        return bool(self.model)

    def probability(self, hit: Hit) -> float:
        """0 to 1: that the hit's sentence answers the question; 0 for one that was to be read, and was not."""
        if not self.weights.keys() <= hit.signals.keys():
            return 0.0
        return _logistic(self.weights, self.bias, hit)

    def is_on_subject(self, hit: Hit) -> bool:
        """As Subject says; False where none was fitted."""
        return self.subject is not None and self.subject.has(hit)

    def state(self, confidence: float) -> State:
        """answered above related above not_found"""
        if confidence >= self.thresholds["answered"]:
            return "answered"
        return "related" if confidence >= self.thresholds["related"] else "not_found"

    def strength(self, confidence: float) -> Strength:
        """strong above good above partial"""
        if confidence >= self.thresholds["strong"]:
            return "strong"
        return "good" if confidence >= self.thresholds["good"] else "partial"


@dataclass(frozen=True, slots=True)
class Similarity(Calibration):
    """For hits whose score is a similarity of fixed weights: the score as it is."""

    def probability(self, hit: Hit) -> float:
        """0 to 1, but no probability."""
        return min(max(hit.score, 0.0), 1.0)


UNCALIBRATED = Similarity("", {}, 0.0, {"answered": 0.34, "related": 0.25, "strong": 0.5, "good": 0.34})
"""Its thresholds were chosen by hand; nothing is known of its errors."""


@cache
def fitted(path: Path = CALIBRATION) -> Calibration:
    """What calibration.json, or that of the model across languages, holds."""
    saved = json.loads(path.read_text("utf-8"))
    return Calibration(
        model=saved["model"],
        weights=saved["weights"],
        bias=saved["bias"],
        thresholds=saved["thresholds"],
        subject=Subject(**saved["subject"]),
        measured=tuple(Measured(**one) for one in saved["measured"]),
        languages=tuple((asked, spoken) for asked, spoken in saved.get("languages", ())),
    )


def calibration_for(model_digest: str, best: Hit | None, languages: tuple[str, str] | None = None) -> Calibration:
    """The fitted one, if it belongs to the model and the best hit was scored by weights fitted for it.

    `languages` are those of question and transcript, where they differ: of two that were not measured together the
    confidence is the same, but nothing is known of its errors.
    """
    calibration = fitted(CALIBRATION_ACROSS) if languages else fitted()
    if calibration.model != model_digest or not (best is None or best.is_fitted):
        return UNCALIBRATED
    return calibration if languages is None or languages in calibration.languages else replace(calibration, model="")


def decide(asked: Interpretation, grounds: Grounds, calibration: Calibration) -> Decision:
    """The state and the confidence of an answer to a question that has words."""
    related, at_most_related = calibration.thresholds["related"], _at_most_related(calibration)
    best, is_said = grounds.best, all(grounds.counts)
    confidence, calibrated = best, False
    match asked:
        case Interpretation(about=About(is_stated=is_stated)):
            confidence = float(is_stated)
        case Interpretation(every=True):
            confidence = float(any(grounds.counts))
        case Interpretation(language_mismatch=LanguageMismatch()):
            confidence = 0.0
        case Interpretation(replies=replies) if replies:
            confidence = 1.0 if is_said else at_most_related
        case _ if any(grounds.counts) and best < related:
            confidence = related
        case _ if (grounds.leans_on_something or grounds.is_on_subject) and best < related:
            confidence = related
        case _ if (grounds.is_lacking or not is_said) and best > at_most_related:
            confidence = at_most_related
        case _:
            calibrated = calibration.is_fitted
    return Decision(calibration.state(confidence), confidence, calibrated)


def decide_together(parts: Sequence[Decision], calibration: Calibration) -> Decision:
    """The state and the confidence of an answer to a question of several parts, by what is decided of each.

    Answered if all of them are, not found if none is at least related; else related, as surely as the best of them.
    """
    confidences = [part.confidence for part in parts]
    at_most_related = _at_most_related(calibration)
    if all(part.state == "answered" for part in parts):
        confidence = min(confidences)
    else:
        confidence = min(max(confidences), at_most_related)
    return Decision(calibration.state(confidence), confidence, calibrated=False)


def _logistic(weights: Mapping[str, float], bias: float, hit: Hit) -> float:
    logit = bias + sum(weight * hit.signals[name] for name, weight in weights.items())
    return 1 / (1 + exp(-max(min(logit, 50.0), -50.0)))


def _at_most_related(calibration: Calibration) -> float:
    return (calibration.thresholds["related"] + calibration.thresholds["answered"]) / 2
