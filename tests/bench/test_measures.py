"""The figures of the evaluation: arithmetic of their definitions, those of the sets' own scorer, by documents."""

import json
import math
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from evaluation_set import row, write_set

from bench.answers import as_row
from bench.judging import Judgement, count_words, judge
from bench.measures import bootstrap, contributions, figures, mean, paired_difference
from bench.sets import Question, Response, SetError, read_set, read_texts
from bot.answer import State
from index.transcript import Span

EVAL = os.environ.get("EVAL", "")
NUMBERS = "one two three four five six seven eight nine ten"
STATES: tuple[State, ...] = ("answered", "related", "not_found")


def response(name: str, state: State, score: float, *citations: tuple[int, int]) -> Response:
    return Response(name, state, score, tuple(Span(*citation) for citation in citations))


def rights(text: str, gold: tuple[int, int], *citations: tuple[int, int]) -> tuple[bool, ...]:
    """Which citations are right, where `gold` is marked."""
    question = Question("q", "d", "?", (Span(*gold),))
    return judge([question], [response("q", "answered", 1, *citations)], {"d": text})[0].right


def judgement(doc: str, right: bool, answerable: bool = True, score: float = 0.5) -> Judgement:
    return Judgement("", doc, answerable, right, score, (right,), (3,))


def random_judgements(docs: int, questions: int, seed: int = 0) -> list[Judgement]:
    rng = random.Random(seed)
    one = [judgement(str(rng.randrange(docs)), rng.random() < 0.6, rng.random() < 0.6) for _ in range(questions)]
    return [replace(j, score=round(rng.random() + 0.3 * j.answerable, 2)) for j in one]


def test_figures_are_the_arithmetic_of_their_definitions(tmp_path: Path) -> None:
    rows = [row("a1", "a", "?", [0, 7]), row("a2", "a", "?", [8, 13]), row("a3", "a", "?")]
    rows += [row("b1", "b", "?", [0, 3]), row("b2", "b", "?")]
    read = read_set(write_set(tmp_path / "s", {"a": NUMBERS, "b": NUMBERS}, rows))
    responses = [
        response("b2", "not_found", 0.2, (0, 3)),  # "one"
        response("b1", "answered", 0.6, (4, 13), (14, 18), (19, 23), (0, 3), (24, 27)),  # "two three", 4 × a word
        response("a3", "answered", 0.6),
        response("a2", "related", 0.4, (14, 18), (19, 23), (8, 13)),  # "four", "five", "three"
        response("a1", "answered", 0.9, (0, 7), (8, 18)),  # "one two", "three four"
    ]
    found = figures(judge(read.questions, responses, read_texts(read)))
    assert found == pytest.approx(
        {
            "hit@1": (1 + 0 + 0) / 3,
            "hit@3": (1 + 1 + 0) / 3,
            "mrr@5": (1 + 1 / 3 + 1 / 4) / 3,
            "p@5": (1 / 5 + 1 / 5 + 1 / 5) / 3,
            "words": ((2 + 2) + (1 + 1 + 1) + (2 + 1 + 1 + 1 + 1) + 1) / (2 + 3 + 5 + 1),
            "words@1": (2 + 1 + 2 + 1) / 4,
            "coverage": (1 + 0 + 1) / 3,
            "false_answers": (1 + 0) / 2,
            "auroc": (2 + 1 + 1.5) / (3 * 2),  # 0.9 is above both, 0.4 above one, 0.6 above one and level with one
            "coverage@5": (1 + 0 + 0) / 3,  # above 0.6
            "coverage@10": (1 + 0 + 0) / 3,
            "false@80": 1 / 2,  # from 0.4
        }
    )


def test_the_cut_of_coverage_lets_a_tenth_or_a_twentieth_through() -> None:
    unanswerable = [judgement("d", False, False, score) for score in range(20)]  # 19 and 18 are the tenth
    answerable = [judgement("d", True, True, score) for score in (17.5, 18, 18.5, 30)]
    found = figures(unanswerable + answerable)
    assert (found["coverage@10"], found["coverage@5"]) == (2 / 4, 1 / 4)


def test_false_answers_are_counted_where_four_of_five_are_covered() -> None:
    answerable = [judgement("d", True, True, score) for score in range(10)]  # all but 0 are covered from 1 on
    unanswerable = [judgement("d", False, False, score) for score in (0, 0.5, 1, 5)]
    assert figures(unanswerable + answerable)["false@80"] == 2 / 4


def test_a_figure_without_questions_is_left_out() -> None:
    assert (
        set(figures([judgement("d", True)])) & {"false_answers", "auroc", "coverage@5", "coverage@10", "false@80"}
        == set()
    )
    assert set(figures([judgement("d", False, False)])) == {"words", "words@1", "false_answers"}


def test_a_citation_is_right_from_half_of_the_shorter_span() -> None:
    assert rights(NUMBERS, (4, 14), (12, 16), (0, 5)) == (True, False)  # 2 of 4; 1 of 5
    assert rights(NUMBERS, (8, 10), (9, 40), (0, 8)) == (True, False)  # 1 of 2; touching


def test_a_citation_that_overlaps_an_earlier_one_is_never_right() -> None:
    assert rights(NUMBERS, (0, 7), (0, 7), (0, 7), (4, 13)) == (True, False, False)
    assert rights(NUMBERS, (4, 7), (6, 20), (4, 7)) == (False, False)  # also where the earlier one is wrong
    assert rights(NUMBERS, (0, 13), (0, 7), (7, 13)) == (True, True)


def test_a_citation_of_more_than_80_words_is_never_right() -> None:
    text = "w " * 100
    assert rights(text, (0, 200), (0, 160)) == (True,)
    assert rights(text, (0, 200), (0, 162)) == (False,)
    assert rights("字" * 200, (0, 200), (0, 160)) == (True,)
    assert rights("字" * 200, (0, 200), (0, 161)) == (False,)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("two words", 2),
        ("法国", 1),
        ("法国人", 2),
        ("ひらカナ", 2),
        ("a法b", 3),
        ("法国。", 2),
        ("Ünï\u00a0x\ny", 3),
    ],
)
def test_two_chinese_or_japanese_characters_are_one_word(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (response("other", "answered", 1), "expected a response to each of 1 questions; found none to 1: 'q'"),
        (response("q", "answered", math.nan), "expected a state and a finite score"),
        (response("q", "perhaps", 1), "found 'perhaps'"),  # type: ignore[arg-type]
        (response("q", "answered", 1, (0, 5)), "expected citations in 0-4; found 0-5"),
        (response("q", "answered", 1, (2, 2)), "found 2-2"),
    ],
)
def test_a_response_that_is_missing_or_none_is_refused(given: Response, said: str) -> None:
    with pytest.raises(SetError) as error:
        judge([Question("q", "d", "?", ())], [given], {"d": "text"})
    assert said in str(error.value)


def test_intervals_resample_documents_and_not_questions() -> None:
    both = [judgement("a", True), *[judgement("b", False)] * 3]
    found = bootstrap(both)["hit@1"]
    # drawn are aa, ab, ba or bb, a quarter of the rounds each: 1/1, 1/4, 1/4, 0/3; questions would reach 1 in 1/256
    assert (found.value, found.low, found.high) == (1 / 4, 0, 1)
    found = mean(["a", "b", "b", "b"], [1, 0, 0, 0])
    assert (found.value, found.low, found.high) == (1 / 4, 0, 1)


def test_a_round_counts_every_question_of_a_document_as_often_as_it_is_drawn() -> None:
    judgements = random_judgements(6, 120)
    docs = list(dict.fromkeys(j.doc for j in judgements))
    drawn = np.random.default_rng(5).multinomial(len(docs), np.full(len(docs), 1 / len(docs)), size=60)
    copies = [
        figures([j for doc, times in zip(docs, counts, strict=True) for j in judgements * times if j.doc == doc])
        for counts in drawn
    ]
    found = bootstrap(judgements, seed=5, rounds=60)
    assert set(found) == set(figures(judgements))
    for name, estimate in found.items():
        expected = np.percentile([copy[name] for copy in copies], [2.5, 97.5])
        assert (estimate.low, estimate.high) == pytest.approx(tuple(expected)), name


def test_intervals_hold_the_figure_and_are_the_same_by_seed() -> None:
    judgements = random_judgements(24, 500)
    found = bootstrap(judgements)
    assert {name: one.value for name, one in found.items()} == figures(judgements)
    assert all(one.low < one.value < one.high for name, one in found.items() if not name.startswith("words"))
    assert bootstrap(judgements) == found != bootstrap(judgements, seed=1)


def test_one_document_has_no_interval() -> None:
    found = bootstrap([judgement("a", True), judgement("a", False)])["hit@1"]
    assert found.value == 1 / 2
    assert math.isnan(found.low)
    assert math.isnan(found.high)


def test_a_paired_difference_is_of_the_same_questions() -> None:
    found = paired_difference(["a", "a", "b"], [1, 0, 1], [0, 0, 1])
    # aa: 1/2; ab and ba: 1/3; bb: 0
    assert (found.value, found.low, found.high) == (1 / 3, 0, 1 / 2)
    ours = random_judgements(9, 200)
    docs, values = contributions("hit@1", ours)
    assert len(docs) == len(values) == sum(j.answerable for j in ours)
    same = paired_difference(docs, values, values)
    assert (same.value, same.low, same.high) == (0, 0, 0)


def random_response(question: Question, length: int, rng: random.Random) -> Response:
    """Up to seven citations, near the marked spans or anywhere, some long, some overlapping; scores with ties."""
    citations = []
    for _ in range(rng.randrange(8)):
        near = rng.choice(question.spans) if question.spans and rng.random() < 0.5 else Span(0, length)
        start = min(max(near.start + rng.randrange(-20, near.stop - near.start), 0), length - 1)
        citations.append((start, min(start + rng.choice((5, 40, 150, 600)), length)))
    score = round(rng.gauss(0.5 if question.spans else 0.3, 0.2), 2)
    return response(question.id, rng.choice(STATES), score, *citations)


@pytest.mark.skipif(not EVAL, reason="EVAL does not name a folder of evaluation sets")
@pytest.mark.parametrize("name", ["xquad-en", "xquad-zh"])
def test_figures_are_those_of_the_sets_own_scorer(name: str, tmp_path: Path) -> None:
    scorer, folder = Path(EVAL) / "score.py", Path(EVAL) / name
    if not (scorer.is_file() and folder.is_dir()):
        pytest.skip(f"{scorer} or {folder} is not there")
    read, rng = read_set(folder), random.Random(0)
    texts = read_texts(read)
    responses = [random_response(question, len(texts[question.doc]), rng) for question in read.questions]
    out = tmp_path / "answers.jsonl"
    out.write_text("".join(json.dumps(as_row(one)) + "\n" for one in responses), encoding="utf-8")
    command = [sys.executable, str(scorer), str(folder), str(out)]
    scored = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = figures(judge(read.questions, responses, texts))
    also_theirs = {name: round(value, 4) for name, value in ours.items() if name in scored}
    assert also_theirs | {"questions": len(responses)} == scored
