"""A hit's signals become a probability, a state and a strength; whether it was measured is said."""

from dataclasses import replace
from math import exp

import pytest
from support import WordEmbedder

from bot.answer import State
from bot.chat import Bot
from bot.confidence import (
    UNCALIBRATED,
    Calibration,
    Decision,
    Grounds,
    Subject,
    calibration_for,
    decide,
    decide_together,
    fitted,
)
from bot.question.about import About
from bot.question.interpret import Interpretation
from bot.question.language_mismatch import LanguageMismatch
from bot.render.wording import note_lines
from index.model.embedder import ModelEmbedder
from index.search.hit import Hit
from index.search.segmented import corpus_of
from index.search.signals import NAMES, READER

THRESHOLDS = {"answered": 0.6, "related": 0.3, "strong": 0.8, "good": 0.5}
HIT = Hit(0, 0, 1, 0.4, dict.fromkeys(NAMES, 0.0) | {"sentence": 0.7, "words": 0.2, "speaker": 1.0}, {}, is_fitted=True)


def test_the_probability_is_the_logistic_function_of_the_weighted_signals() -> None:
    calibration = Calibration("m", {"sentence": 4.0, "words": -2.0}, -1.5, THRESHOLDS)
    assert calibration.probability(HIT) == pytest.approx(1 / (1 + exp(-(-1.5 + 4.0 * 0.7 - 2.0 * 0.2))))
    assert Calibration("m", {}, 0.0, THRESHOLDS).probability(HIT) == 0.5


def test_a_hit_is_on_the_subject_from_the_least_probability_on() -> None:
    probability = 1 / (1 + exp(-(-1.5 + 4.0 * 0.7)))
    for least, expected in ((probability - 1e-9, True), (probability + 1e-9, False)):
        subject = Subject({"sentence": 4.0}, -1.5, least)
        assert Calibration("m", {}, 0.0, THRESHOLDS, subject).is_on_subject(HIT) is expected
    assert not UNCALIBRATED.is_on_subject(HIT)


@pytest.mark.parametrize(("bias", "probability"), [(1e9, 1.0), (-1e9, 0.0)])
def test_a_probability_is_one_however_far_the_signals_are(bias: float, probability: float) -> None:
    found = Calibration("m", {}, bias, THRESHOLDS).probability(HIT)
    assert 0 <= found <= 1
    assert found == pytest.approx(probability)


@pytest.mark.parametrize(("score", "confidence"), [(0.4, 0.4), (1.7, 1.0), (-0.2, 0.0)])
def test_uncalibrated_confidence_is_the_score_kept_between_0_and_1(score: float, confidence: float) -> None:
    assert UNCALIBRATED.probability(replace(HIT, score=score)) == confidence
    assert not UNCALIBRATED.is_fitted


@pytest.mark.parametrize("calibration", [Calibration("m", {}, 0.0, THRESHOLDS), UNCALIBRATED, fitted()])
def test_state_and_strength_change_at_their_thresholds(calibration: Calibration) -> None:
    at, just = calibration.thresholds, 1e-9
    assert 0 < at["related"] < at["answered"] <= 1
    assert 0 < at["good"] < at["strong"] <= 1
    confidences = (1, at["answered"], at["answered"] - just, at["related"], at["related"] - just, 0)
    states = ["answered", "answered", "related", "related", "not_found", "not_found"]
    assert [calibration.state(confidence) for confidence in confidences] == states
    confidences = (1, at["strong"], at["strong"] - just, at["good"], at["good"] - just, 0)
    strengths = ["strong", "strong", "good", "good", "partial", "partial"]
    assert [calibration.strength(confidence) for confidence in confidences] == strengths


def test_the_fitted_calibration_is_for_its_model_and_for_hits_of_fitted_weights() -> None:
    ours = fitted()
    assert ours.is_fitted
    assert set(ours.weights) <= {*NAMES, READER}
    assert calibration_for(ours.model, HIT) is ours
    assert calibration_for(ours.model, None) is ours
    assert calibration_for(ours.model, replace(HIT, is_fitted=False)) is UNCALIBRATED
    assert calibration_for("d0", HIT) is UNCALIBRATED
    assert calibration_for("", None) is UNCALIBRATED


def test_the_calibration_that_ships_belongs_to_the_default_model() -> None:
    assert fitted().model == ModelEmbedder().digest


@pytest.mark.parametrize("question", ["Who received a medal?", "What is the price of gold?", "“Silk Road of Health”"])
def test_answers_of_another_model_are_not_calibrated(bot: Bot, question: str) -> None:
    assert not bot.ask(question).calibrated


@pytest.mark.parametrize("question", ["Who received a medal?", "What is the price of gold?"])
def test_answers_of_the_default_model_are_calibrated_and_say_how_likely(real_bot: Bot, question: str) -> None:
    answer = real_bot.ask(question)
    assert answer.calibrated
    calibration, best = fitted(), answer.statements[0]
    logit = calibration.bias + sum(weight * best.why.signals[name] for name, weight in calibration.weights.items())
    assert answer.confidence == pytest.approx(1 / (1 + exp(-logit)))
    assert answer.state == calibration.state(answer.confidence)
    assert best.strength == calibration.strength(answer.confidence)


def interpretation(**kind: object) -> Interpretation:
    """Of a plain question, but for what `kind` says."""
    plain = Interpretation("Why?", "Why?", "Why?", "", (), False, None, frozenset(), None, ())
    return replace(plain, **kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "is_said", "leans", "best", "expected"),
    [
        (interpretation(), True, False, 0.7, ("answered", 0.7, True)),
        (interpretation(), True, False, 0.4, ("related", 0.4, True)),
        (interpretation(), True, False, 0.1, ("not_found", 0.1, True)),
        (interpretation(context="And him?"), True, False, 0.1, ("not_found", 0.1, True)),
        (interpretation(context="And him?"), True, True, 0.1, ("related", 0.3, False)),
        (interpretation(context="And him?"), True, True, 0.4, ("related", 0.4, True)),
        (interpretation(phrases=("so",)), False, False, 0.9, ("related", 0.45, False)),
        (interpretation(phrases=("so",)), False, False, 0.1, ("not_found", 0.1, True)),
        (interpretation(phrases=("so",)), True, False, 0.9, ("answered", 0.9, True)),
        (interpretation(phrases=("so",)), True, False, 0.1, ("related", 0.3, False)),
        (interpretation(phrases=("so",), every=True), True, False, 0.1, ("answered", 1.0, False)),
        (interpretation(phrases=("so",), every=True), False, False, 0.9, ("not_found", 0.0, False)),
        (interpretation(about=About("greeting", ())), True, False, 0.1, ("answered", 1.0, False)),
        (interpretation(about=About("date", (), ("date",))), True, False, 0.9, ("not_found", 0.0, False)),
        (interpretation(replies=frozenset({(0, 1)})), True, False, 0.1, ("answered", 1.0, False)),
        (interpretation(language_mismatch=LanguageMismatch("ru", "en")), True, False, 0.9, ("not_found", 0.0, False)),
    ],
)
def test_only_the_models_own_probability_is_called_calibrated(
    asked: Interpretation, is_said: bool, leans: bool, best: float, expected: tuple[str, float, bool]
) -> None:
    grounds = Grounds(best, [is_said] * len(asked.phrases), leans, is_lacking=False, is_on_subject=False)
    decision = decide(asked, grounds, Calibration("m", {}, 0.0, THRESHOLDS))
    assert (decision.state, decision.confidence, decision.calibrated) == (
        expected[0],
        pytest.approx(expected[1]),
        expected[2],
    )
    other = decide(asked, grounds, replace(UNCALIBRATED, thresholds=THRESHOLDS))
    assert other == replace(decision, calibrated=False)


@pytest.mark.parametrize(
    ("best", "expected"),
    [(0.1, ("related", 0.3, False)), (0.4, ("related", 0.4, True)), (0.9, ("answered", 0.9, True))],
)
def test_what_is_on_the_subject_is_related_at_least(best: float, expected: tuple[str, float, bool]) -> None:
    grounds = Grounds(best, [], leans_on_something=False, is_lacking=False, is_on_subject=True)
    decision = decide(interpretation(), grounds, Calibration("m", {}, 0.0, THRESHOLDS))
    assert (decision.state, decision.confidence, decision.calibrated) == expected


@pytest.mark.parametrize(
    ("asked", "best", "expected"),
    [
        (interpretation(), 0.9, ("related", 0.45, False)),
        (interpretation(), 0.4, ("related", 0.4, True)),
        (interpretation(), 0.1, ("not_found", 0.1, True)),
        (interpretation(replies=frozenset({(0, 1)})), 0.9, ("answered", 1.0, False)),
    ],
)
def test_what_surely_lacks_what_is_asked_is_related_at_most(
    asked: Interpretation, best: float, expected: tuple[str, float, bool]
) -> None:
    grounds = Grounds(best, [], leans_on_something=False, is_lacking=True, is_on_subject=False)
    decision = decide(asked, grounds, Calibration("m", {}, 0.0, THRESHOLDS))
    assert (decision.state, decision.calibrated) == (expected[0], expected[2])
    assert decision.confidence == pytest.approx(expected[1])


@pytest.mark.parametrize(
    ("question", "history", "state"),
    [
        ("hello", [], "answered"),
        ("Who is speaking?", [], "answered"),
        ("When was this?", [], "not_found"),
        ("every mention of Xi Jinping", [], "answered"),
        ("Why do we still have to celebrate this day?", [], "answered"),
        ("And why?", ["Who received a medal from the ambassador?"], "related"),
    ],
)
def test_what_a_rule_decides_is_not_called_calibrated_but_the_model_stays_measured(
    real_bot: Bot, question: str, history: list[str], state: str
) -> None:
    answer = real_bot.ask(question, history=history)
    assert (answer.state, answer.calibrated, answer.is_measured) == (state, False, True)
    assert "not measured" not in " ".join(note_lines(answer))


def test_a_question_that_no_model_can_read_is_not_calibrated(real_bot: Bot) -> None:
    answer = real_bot.ask("Елшіден медальді кім алды?")
    assert (answer.calibrated, answer.state) == (False, "not_found")


def test_a_transcript_that_is_not_read_is_not_calibrated(real_bot: Bot) -> None:
    from index.library import Library

    one = replace(real_bot.library.indexed[0], legible=0.2)
    answer = Bot(Library(corpus_of([one]), real_bot.library.embedder)).ask("Who received a medal?")
    assert not answer.calibrated
    assert answer.statements[0].citation.locator == "Q2 ¶3 s1"


def test_an_embedder_of_the_same_digest_is_taken_at_its_word(bot: Bot) -> None:
    from index.library import Library

    renamed = WordEmbedder(fitted().model, reader_digest=ModelEmbedder().reader_digest)
    assert Bot(Library(bot.library.corpus, renamed)).ask("medal").calibrated


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([("answered", 0.9), ("answered", 0.7)], ("answered", 0.7)),
        ([("answered", 0.9), ("related", 0.4)], ("related", 0.45)),
        ([("answered", 0.9), ("not_found", 0.1)], ("related", 0.45)),
        ([("related", 0.35), ("not_found", 0.1)], ("related", 0.35)),
        ([("not_found", 0.2), ("not_found", 0.1)], ("not_found", 0.2)),
    ],
)
def test_several_parts_are_answered_only_together(
    parts: list[tuple[State, float]], expected: tuple[State, float]
) -> None:
    decisions = [Decision(state, confidence, True) for state, confidence in parts]
    decision = decide_together(decisions, Calibration("m", {}, 0.0, THRESHOLDS))
    assert (decision.state, decision.confidence, decision.calibrated) == (
        expected[0],
        pytest.approx(expected[1]),
        False,
    )
