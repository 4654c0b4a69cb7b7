"""Fitting on examples whose answer one can see; the gold questions are what they claim to be."""

import json
from collections import Counter
from dataclasses import replace
from math import exp
from pathlib import Path

import numpy as np
import pytest
from support import INTERVIEW, ROOT

from bench.__main__ import main
from bench.ablate import figures
from bench.examples import Example
from bench.fit import FALSE_ANSWERS, ON_SUBJECT_ELSEWHERE, WITHIN, calibrate
from bench.fitting import BREVITY, COLUMNS, RELIANCE, fit_confidence, fit_ranking, fit_reading, probabilities, scores
from bench.judging import Judgement
from bench.reliability import Bin, bins, brier, diagram
from bench.sets import halves, read_set
from index.language.terms import terms
from index.model.embedder import ModelEmbedder
from index.passages import served, split
from index.readers.table import read_transcript
from index.search.signals import NAMES, READER


def example(rng: np.random.Generator, doc: str, answerable: bool = True, size: int = 8) -> Example:
    """Noise, but for the right candidate, which has more of `sentence` than all others, and of `words_nearby` less."""
    signals = rng.normal(size=(size, len(NAMES))).astype(np.float32)
    right = np.zeros(size, bool)
    if answerable:
        best = int(rng.integers(size))
        right[best] = True
        signals[best, NAMES.index("sentence")] = signals[:, NAMES.index("sentence")].max() + 1
        signals[best, NAMES.index("words_nearby")] -= 2
    return Example("made", doc, signals, right, answerable)


def made(count: int, seed: int = 0, answerable: bool = True) -> list[Example]:
    rng = np.random.default_rng(seed)
    return [example(rng, str(i % 10), answerable) for i in range(count)]


def test_the_fitted_ranking_puts_unseen_right_sentences_first() -> None:
    weights = fit_ranking([made(200)], WITHIN.ranked_by)
    first = [bool(one.right[int(np.argmax(scores(one, weights)))]) for one in made(100, seed=1)]
    assert np.mean(first) > 0.9
    assert weights["sentence"] > 0 > weights["words_nearby"]
    largest = sorted(weights, key=lambda name: -abs(weights[name] + (BREVITY if name == "length" else 0)))
    assert set(largest[:2]) == {"sentence", "words_nearby"}


def test_fitting_twice_gives_the_same_weights() -> None:
    assert fit_ranking([made(50), made(50, seed=2)], WITHIN.ranked_by) == fit_ranking(
        [made(50), made(50, seed=2)], WITHIN.ranked_by
    )


def test_a_question_without_a_right_candidate_changes_nothing() -> None:
    unanswerable = made(30, seed=3, answerable=False)
    assert fit_ranking([made(50) + unanswerable], ("sentence",)) == pytest.approx(
        fit_ranking([made(50)], ("sentence",)), rel=0.1
    )


def test_confidence_is_the_logistic_formula_and_tells_the_sides_apart() -> None:
    rng = np.random.default_rng(0)
    answerable = np.arange(400) % 2 == 0
    best = rng.normal(size=(400, len(NAMES))).astype(np.float32)
    best[answerable, NAMES.index("spelling")] += 3
    weights, bias = fit_confidence(best, answerable, np.ones(400), ("spelling", "words"))
    likely = probabilities(best, weights, bias)
    row = best[7]
    logit = bias + sum(weights[name] * float(row[NAMES.index(name)]) for name in ("spelling", "words"))
    assert likely[7] == pytest.approx(1 / (1 + exp(-logit)))
    assert likely[answerable].mean() > 0.8 > 0.2 > likely[~answerable].mean()


def test_thresholds_let_through_what_they_promise() -> None:
    own = made(300) + made(300, seed=5, answerable=False)
    elsewhere = made(100, seed=6, answerable=False)
    found = calibrate([own], [elsewhere], [1.0], {"sentence": 1.0}, WITHIN, has_reader=False)
    measured = found["measured"][0]
    assert (measured["answerable"], measured["unanswerable"]) == (300, 300)
    assert measured["false_answers"] <= FALSE_ANSWERS
    assert measured["coverage"] > measured["false_answers"]
    limits = found["thresholds"]
    assert 0 <= limits["related"] <= limits["answered"] == limits["good"] <= limits["strong"] <= 1


def test_the_subject_tells_questions_that_a_document_answers_from_those_of_others() -> None:
    """It is fitted on nothing else: questions of its own that a document does not answer are left out."""
    elsewhere = made(200, seed=6, answerable=False)
    found = [
        calibrate(
            [own], [elsewhere], [1.0], {"sentence": 1.0}, replace(WITHIN, trusted_by=("sentence",)), has_reader=False
        )
        for own in (made(300) + made(300, seed=seed, answerable=False) for seed in (5, 7))
    ]
    subject = found[0]["subject"]
    assert subject == found[1]["subject"]
    best = np.array([one.signals[int(one.signals[:, NAMES.index("sentence")].argmax())] for one in elsewhere])
    passing = probabilities(best, subject["weights"], subject["bias"]) >= subject["least"]
    assert passing.mean() == pytest.approx(ON_SUBJECT_ELSEWHERE, abs=0.02)


def test_copies_of_an_article_and_twins_are_never_fitted_and_tested_on_at_once() -> None:
    docs = ["0", "0-without-1", "1", "1-without-0", "2", "pier", "pier-twin", "mill-twin"]
    assert halves(docs) == dict(zip(docs, (0, 0, 1, 1, 0, 1, 1, 0), strict=True))
    assert example(np.random.default_rng(0), "1-without-0").article == "1"


def test_a_reader_counts_as_much_beside_the_score_as_puts_right_sentences_first() -> None:
    """The score is noise, the reader's logit half as far above it as is needed for equal odds."""
    rng = np.random.default_rng(2)
    read = []
    for one in made(300, seed=4):
        signals = np.zeros((len(one.right), len(COLUMNS)), np.float32)
        signals[:, COLUMNS.index("sentence")] = rng.normal(size=len(one.right)) + one.right
        signals[:, COLUMNS.index(READER)] = 0.5 * (rng.normal(size=len(one.right)) + one.right)
        read.append(replace(one, signals=signals))
    # of two equally good signs of the same spread each counts the same; this one is written at half its size
    assert fit_reading([read], {"sentence": 1.0}) == pytest.approx(2 * RELIANCE, rel=0.2)


def test_figures_of_the_ablation_are_shares_of_right_candidates() -> None:
    signals = np.zeros((6, len(NAMES)), np.float32)
    signals[:, NAMES.index("sentence")] = [6, 5, 4, 3, 2, 1]
    one = Example("made", "0", signals, np.array([0, 1, 0, 1, 0, 1], bool), True)
    assert figures([one], [{"sentence": 1.0}]) == {"hit@1": [0.0], "hit@3": [1.0], "p@5": [0.4]}


def judgement(score: float, answerable: bool) -> Judgement:
    return Judgement("q", "d", answerable, False, score, (), ())


def test_brier_score_and_bins_are_what_can_be_worked_out_by_hand() -> None:
    some = [judgement(0.9, True), judgement(0.94, False), judgement(0.2, False), judgement(1.0, True)]
    assert brier(some) == pytest.approx((0.01 + 0.94**2 + 0.04 + 0) / 4)
    assert bins(some) == [
        Bin(pytest.approx(0.2), 0.0, 1),
        Bin(pytest.approx((0.9 + 0.94 + 1) / 3), pytest.approx(2 / 3), 3),
    ]
    drawn = diagram({"set": bins(some)})
    assert drawn.count("<circle") == 2
    assert drawn.startswith("<svg")


def test_gold_questions_are_answered_by_whole_statements_of_the_interview() -> None:
    rows = [json.loads(line) for line in (ROOT / "data" / "questions.jsonl").read_text("utf-8").splitlines()]
    transcript = read_transcript(INTERVIEW)
    passages = split(transcript)
    statements = {
        (s.start, s.stop)
        for s, is_served in zip(passages.sentences, served(transcript, passages), strict=True)
        if is_served
    }
    assert {tuple(span) for row in rows for span in row["spans"]} == statements, "every sentence is asked for"
    kinds = Counter(row["kind"] for row in rows)
    assert all(bool(row["spans"]) == (row["kind"] not in ("near", "far")) for row in rows)
    assert kinds["misspelt"] >= 8
    assert kinds["near"] > kinds["far"]
    for row in rows:
        words = {term for a, b in row["spans"] for term in terms(transcript.text[a:b], "en")}
        if row["kind"] == "paraphrase":
            assert words.isdisjoint(terms(row["question"], "en")), row["question"]


def test_the_invented_interviews_are_an_evaluation_set_with_whole_statements() -> None:
    own = read_set(Path(ROOT, "data", "interviews"))
    for doc in own.docs:
        transcript = read_transcript(own.folder / "docs" / f"{doc}.txt")
        passages = split(transcript)
        spans = {(s.start, s.stop) for s in np.array(passages.sentences, object)[served(transcript, passages)]}
        asked = [question for question in own.questions if question.doc == doc]
        assert {(span.start, span.stop) for question in asked for span in question.spans} <= spans
        assert {turn.role for turn in transcript.turns} >= {"interviewer", "interviewee"}


@pytest.mark.usefixtures("exports_here")
def test_fit_makes_both_files_for_any_model(tiny: Path, tmp_path: Path) -> None:
    folder = tmp_path / "talks"
    (folder / "docs").mkdir(parents=True)
    own = ROOT / "data" / "interviews"
    docs = ("miner", "baker", "coach", "envoy")
    for doc in docs:
        (folder / "docs" / f"{doc}.txt").write_bytes((own / "docs" / f"{doc}.txt").read_bytes())
    rows = [json.loads(line) for line in (own / "questions.jsonl").read_text("utf-8").splitlines()]
    kept = [row for row in rows if row["doc"] in docs][::4]
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, kept)))
    files = {"--ranking": tmp_path / "ranking.json", "--calibration": tmp_path / "calibration.json"}
    options = [str(part) for pair in files.items() for part in pair]
    command = ["fit", f"{folder}:0.5", "--model", str(tiny), "--cache", str(tmp_path / "cache"), *options]
    assert main(command) == 0
    ranking, calibration = (json.loads(path.read_text("utf-8")) for path in files.values())
    digest = ModelEmbedder(str(tiny)).digest
    assert ranking["model"] == calibration["model"] == digest
    assert ranking["sets"] == {"talks": len(kept)}
    assert set(ranking["weights"]) == set(WITHIN.ranked_by)
    assert 0 <= calibration["thresholds"]["related"] <= calibration["thresholds"]["answered"] <= 1
    first = [path.read_bytes() for path in files.values()]
    assert main(command) == 0
    assert [path.read_bytes() for path in files.values()] == first, "nothing in it is random"
