"""The near misses are what they are said to be, and what is counted of them is right."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from evaluation_set import write_set
from support import INTERVIEW, ROOT

from bench.__main__ import main
from bench.judging import Judgement
from bench.near_misses import (
    ANSWERED,
    FOLDER,
    NEAR,
    PARTS,
    TWIN,
    Agreement,
    Pair,
    agreement,
    contrast,
    read_pairs,
    shared_words,
)
from bench.sets import KEPT_APART, SetError, read_text

EVAL = os.environ.get("EVAL", "")
WORD = re.compile(r"\w+")


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def pairs() -> dict[str, list[Pair]]:
    return {part: read_pairs(FOLDER / part) for part in PARTS}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {path.stem: read_text(path) for part in PARTS for path in (FOLDER / part / "docs").glob("*.txt")}


def test_there_are_six_thousand_questions_about_sixty_transcripts(pairs: dict[str, list[Pair]]) -> None:
    assert sum(map(len, pairs.values())) >= 6_000
    assert len({pair.question.doc for part in PARTS for pair in pairs[part]}) >= 60


def test_a_fifth_of_the_transcripts_is_kept_apart_with_its_writers_and_twins() -> None:
    transcripts = rows(FOLDER / "transcripts.jsonl")
    parts = {part: [row for row in transcripts if row["part"] == part] for part in PARTS}
    written = {part: [row["doc"] for row in parts[part] if "twin_of" not in row] for part in PARTS}
    assert len(written["test"]) * 4 == len(written["train"]) + len(written["dev"])
    for part in PARTS:
        assert {row["twin_of"] for row in parts[part] if "twin_of" in row} <= {*written[part]}
    assert {row["twin_of"] for row in parts["test"] if "twin_of" in row} == {*written["test"]}
    hands = {part: {row["hand"] for row in parts[part]} for part in PARTS}
    assert not hands["train"] & hands["dev"] | hands["dev"] & hands["test"] | hands["test"] & hands["train"]
    for part in PARTS:
        assert {row["doc"] for row in parts[part]} == {path.stem for path in (FOLDER / part / "docs").glob("*.txt")}


@pytest.mark.parametrize("kind", [*ANSWERED, *NEAR])
@pytest.mark.parametrize(("part", "least"), [("train", 240), ("dev", 40), ("test", 60)])
def test_each_part_has_every_kind(pairs: dict[str, list[Pair]], part: str, least: int, kind: str) -> None:
    assert sum(pair.question.kind == kind for pair in pairs[part]) >= least


@pytest.mark.parametrize("part", PARTS)
def test_a_passage_is_among_what_answers_only_where_it_does(pairs: dict[str, list[Pair]], part: str) -> None:
    for pair in pairs[part]:
        if pair.is_answered:
            assert pair.about in pair.question.spans, pair.question.id
        else:
            assert pair.about not in pair.question.spans, pair.question.id


@pytest.mark.parametrize("part", PARTS)
def test_a_paraphrase_shares_no_word_with_its_passage(
    pairs: dict[str, list[Pair]], texts: dict[str, str], part: str
) -> None:
    for pair in pairs[part]:
        passage = texts[pair.question.doc][pair.about.start : pair.about.stop]
        if pair.question.kind == "paraphrase":
            assert shared_words(pair.question.question, passage) == 0, pair.question.id


def test_most_questions_asked_of_two_twins_are_answered_in_one_only(pairs: dict[str, list[Pair]]) -> None:
    for part in PARTS:
        is_answered = {pair.question.id: bool(pair.question.spans) for pair in pairs[part]}
        asked_twice = [name for name in is_answered if TWIN in name and name.replace(TWIN, "") in is_answered]
        differ = [is_answered[name] != is_answered[name.replace(TWIN, "")] for name in asked_twice]
        assert sum(differ) >= 0.7 * len(differ)


def test_two_readers_agree_on_nearly_all(pairs: dict[str, list[Pair]]) -> None:
    answered = {pair.question.id: pair.is_answered for part in PARTS for pair in pairs[part]}
    second = rows(FOLDER / "second_reading.jsonl")
    assert len({row["id"] for row in second}) == 300
    assert agreement([(answered[row["id"]], row["answers"]) for row in second]).share >= 0.98
    disputed = rows(FOLDER / "disputed.jsonl")
    assert len(disputed) < 0.02 * len(answered)
    assert not {row["id"] for row in disputed} & set(answered)


def test_no_question_and_no_eight_words_of_another_set_stand_in_them(
    pairs: dict[str, list[Pair]], texts: dict[str, str]
) -> None:
    ours = {in_small(pair.question.question) for part in PARTS for pair in pairs[part]}
    runs = {run for text in texts.values() for run in runs_of(text)}
    assert not ours & {in_small(row["question"]) for row in rows(ROOT / "data" / "questions.jsonl")}
    assert not runs & runs_of(INTERVIEW.read_text("utf-8"))
    sets = [ROOT / "data" / "interviews", *(path.parent for path in Path(EVAL).glob("*/questions.jsonl") if EVAL)]
    for folder in sets:
        assert not ours & {in_small(row["question"]) for row in rows(folder / "questions.jsonl")}
        for path in (folder / "docs").glob("*.txt"):
            assert not runs & runs_of(path.read_text("utf-8")), path


def in_small(text: str) -> str:
    return " ".join(WORD.findall(text.lower()))


def runs_of(text: str, length: int = 8) -> set[tuple[str, ...]]:
    words = WORD.findall(text.lower())
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


@pytest.mark.parametrize("command", ["fit", "train", "project", "ablate"])
def test_nothing_is_fitted_on_the_part_that_is_kept_apart(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, str(FOLDER / "test")]) == 2
    assert "found one that is kept apart" in capsys.readouterr().err
    assert not (FOLDER / "train" / KEPT_APART).exists()


def test_shared_words_are_a_share_of_the_questions_terms() -> None:
    assert shared_words("How many boats were lost?", "We lost eleven boats.") == pytest.approx(2 / 3)  # "mani" is one
    assert shared_words("Who?", "We lost eleven boats.") == 0


def test_agreement_beyond_chance_is_worked_out_by_hand() -> None:
    judged = [(True, True)] * 5 + [(False, False)] * 3 + [(True, False), (False, True)]
    # they agree on 8 of 10; by chance on 0.6 × 0.6 + 0.4 × 0.4 = 0.52
    assert agreement(judged) == Agreement(10, 0.8, pytest.approx((0.8 - 0.52) / (1 - 0.52)))
    assert agreement([(True, True)]).kappa == 1


def test_twins_are_compared_where_one_answers_and_the_other_does_not() -> None:
    def judgement(name: str, answerable: bool, score: float) -> Judgement:
        return Judgement(name, name[:6], answerable, True, score, (), ())

    judged = [judgement("a-1", True, 0.9), judgement("a-twin-1", False, 0.2)]  # told apart
    judged += [judgement("a-2", False, 0.9), judgement("a-twin-2", True, 0.2)]  # mistaken for each other
    judged += [judgement("a-3", True, 0.5), judgement("a-twin-3", False, 0.5)]  # a tie
    judged += [
        judgement("a-4", True, 0.1),
        judgement("a-twin-4", True, 0.9),
        judgement("a-5", False, 0.9),
    ]  # no contrast
    assert contrast(judged).value == 0.5


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"kind": "far"}, "found 'far'"),
        ({"about": None}, "found none"),
        ({"about": [0]}, "found [0]"),
        ({"about": [0, 99]}, "found [0, 99]"),
    ],
)
def test_a_row_that_is_no_pair_is_refused_with_its_line(tmp_path: Path, change: dict[str, Any], found: str) -> None:
    row = {"id": "x", "doc": "a", "question": "Why?", "kind": "cause", "about": [0, 3], "spans": []}
    folder = write_set(tmp_path / "part", {"a": "We lost eleven boats."}, [row | change])
    with pytest.raises(SetError, match=re.escape(found)) as error:
        read_pairs(folder)
    assert "line 1" in str(error.value)
