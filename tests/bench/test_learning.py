"""What a reader learns from: drawn as it should be, lost as the formulas say, resumed where it was cut off."""

from collections import Counter
from dataclasses import replace
from math import exp, log
from pathlib import Path

import pytest
import torch
from support import WordEmbedder

from bench import learning
from bench.learning import BARE, HARD, LISTED, QUESTIONS, Drawn, Plan, draw, learn, loss_of, rate_at, steps
from bench.lessons import (
    LEANING,
    OFFICES,
    Lesson,
    lessons_of_sentences,
    read_lessons,
    twin_of,
    with_history,
    with_offices,
    with_twins,
    write_lessons,
)
from bench.sets import SetError
from bench.train import drawn
from index.model.utterance import Utterance


def lesson(number: int = 0, right: int | None = 1, about: int | None = None, count: int = 12) -> Lesson:
    heard = tuple(Utterance(f"a {number} {row}" if row == right else f"b {row}", "", "", "") for row in range(count))
    return Lesson(
        set="made",
        doc="talk",
        id=f"talk-{number:03}",
        question="a",
        utterances=heard,
        right=tuple(row == right for row in range(count)),
        about=tuple(row == about for row in range(count)),
        found=count,
        answerable=right is not None,
    )


def numbers(one: Drawn) -> list[int]:
    return [int(heard.sentence.split()[-1]) for heard in one.utterances]


def test_what_is_drawn_is_a_right_one_what_was_meant_and_hard_ones() -> None:
    counts: Counter[int] = Counter()
    for number in range(300):
        one = draw(lesson(number, right=5, about=11), "seed")
        right, meant, *hard = numbers(one)
        assert (right, meant, one.has_right) == (5, 11, True)
        assert len(set(numbers(one))) == LISTED
        counts.update(hard)
    best = [row for row in range(12) if row not in (5, 11)][:HARD]
    assert set(counts) == set(best)
    assert counts[best[0]] > 2 * counts[best[-1]], "better ones more often"
    nothing = draw(lesson(right=None, about=3), "seed")
    assert (numbers(nothing)[0], nothing.has_right, len(nothing.utterances)) == (3, False, LISTED)
    assert sorted(numbers(draw(lesson(count=2, right=None), "seed"))) == [0, 1]


def test_now_and_then_what_leads_to_an_utterance_is_left_out() -> None:
    given = lesson()
    led = replace(given, utterances=tuple(replace(one, before="then", asked="why") for one in given.utterances))
    drawn = [draw(replace(led, id=str(number)), "seed") for number in range(400)]
    for name in ("before", "asked"):
        bare = [{getattr(heard, name) for heard in one.utterances} == {""} for one in drawn]
        assert sum(bare) == pytest.approx(BARE * len(drawn), rel=0.25)


def test_every_question_is_asked_once_before_any_is_asked_again() -> None:
    given = [replace(lesson(number), question=f"{number}") for number in range(40)]
    plan = Plan("both", 2.0, 2, 1, len(given))
    asked = [one.question for step in steps(given, plan) for one in step]
    assert len(asked) == 2 * len(given) == plan.steps * QUESTIONS
    assert set(asked[: len(given)]) == set(asked[len(given) :]) == {one.question for one in given}
    assert asked[: len(given)] != asked[len(given) :]
    assert asked == [one.question for step in steps(given, plan) for one in step], "the same by the same seed"


def test_some_are_asked_behind_another_question_of_their_document() -> None:
    given = [replace(lesson(number), question=f"{number}?") for number in range(3 * LEANING)]
    other = [replace(one, doc="other") for one in given[LEANING:]]
    joined = with_history([*given[:LEANING], *other])
    changed = {number: one.question for number, one in enumerate(joined) if one.question != f"{number}?"}
    assert changed == {2 * LEANING: f"{2 * LEANING - 1}? {2 * LEANING}?"}, "the first of a document has none before it"


def test_who_is_he_and_says_i_is_asked_about_by_an_office_too() -> None:
    heard = (
        Utterance("I sold my boat.", "", "Ada Marsh", ""),
        Utterance("It was old.", "", "Ada Marsh", ""),
        Utterance("Why?", "", "Host", ""),
    )
    one = replace(lesson(right=0, count=3), question="Why did she sell his boat?", utterances=heard)
    given = [
        one,
        replace(one, right=(False,) * 3, about=(True, False, False), question="What was his boat called?"),
        replace(one, question="Why was the boat sold?"),
        replace(one, utterances=(replace(heard[0], sentence="He sold the boat."), *heard[1:])),
        replace(one, utterances=(replace(heard[0], sentence="I sold him the boat."), *heard[1:])),
        replace(one, right=(False,) * 3),
    ]
    first, second = with_offices(given)[len(given) :]
    assert with_offices(given)[: len(given)] == given
    office = first.utterances[0].speaker.removeprefix("Ada Marsh, ")
    (short,) = [name for name, detail in OFFICES if name + detail == office[0].lower() + office[1:]]
    assert first.question == f"Why did the {short} sell his boat?"
    assert [one.speaker for one in first.utterances] == [f"Ada Marsh, {office}"] * 2 + ["Host"]
    assert [one.sentence for one in first.utterances] == [one.sentence for one in heard]
    assert (first.right, second.right) == (one.right, (False,) * 3)
    assert second.question == f"What was the {short}’s boat called?"


def test_losses_are_what_the_formulas_say() -> None:
    logits = torch.tensor([1.0, -0.5, 2.0])
    total = 1 + sum(exp(value) for value in (1.0, -0.5, 2.0))
    right, null = -log(exp(1) / total), -log(1 / total)
    first, second, third = (log(1 + exp(value)) for value in (-1.0, -0.5, 2.0))
    point_right, point_null = (first + second + third) / 3, (log(1 + exp(1)) + second + third) / 3
    assert loss_of(logits, True, "listwise").item() == pytest.approx(right, rel=1e-5)
    assert loss_of(logits, False, "listwise").item() == pytest.approx(null, rel=1e-5)
    assert loss_of(logits, True, "pointwise").item() == pytest.approx(point_right, rel=1e-5)
    assert loss_of(logits, False, "pointwise").item() == pytest.approx(point_null, rel=1e-5)
    assert loss_of(logits, True, "both").item() == pytest.approx(right + 0.5 * point_right, rel=1e-5)


def test_the_rate_rises_and_falls_in_straight_lines() -> None:
    plan = Plan("both", 1.0, 2, 1, 100 * QUESTIONS)
    assert [rate_at(step, plan) for step in (0, 2, 5)] == pytest.approx([1 / 6, 3 / 6, 1])
    assert [rate_at(step, plan) for step in (6, 53, 99)] == pytest.approx([1, 0.5, 1 / 94])


def test_a_reader_learns_is_the_same_by_the_same_plan_and_goes_on_where_it_was_cut_off(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "KEEP_EVERY", 4)
    given = [lesson(number) for number in range(64)]
    plan = Plan("both", 6.0, 0, 1, len(given))
    told: list[tuple[int, int, float]] = []

    def until(last: int) -> learning.Callable[[int, int, float], None]:
        def report(step: int, of: int, loss: float) -> None:
            told.append((step, of, loss))
            if step == last:
                raise KeyboardInterrupt

        return report

    for folder in ("whole", "cut"):
        (tmp_path / folder).mkdir()
    whole, _ = learn(given, plan, tiny, tmp_path / "whole", report=until(0))
    assert [(step, of) for step, of, _ in told] == [(step, 24) for step in range(4, 25, 4)]
    assert told[-1][2] < told[0][2]
    with pytest.raises(KeyboardInterrupt):
        learn(given, plan, tiny, tmp_path / "cut", report=until(8))
    told.clear()
    resumed, _ = learn(given, plan, tiny, tmp_path / "cut", report=until(0))
    assert told[0][0] == 12
    for name, tensor in whole.own().items():
        torch.testing.assert_close(resumed.own()[name], tensor)
    with pytest.raises(SetError, match="expected a run"):
        learn(given, replace(plan, seed=2), tiny, tmp_path / "cut")


def test_lessons_are_read_as_they_were_written(tmp_path: Path) -> None:
    given = [lesson(0), lesson(1, right=None, about=2)]
    write_lessons(tmp_path / "lessons.jsonl", given)
    assert read_lessons(tmp_path / "lessons.jsonl") == given


def test_what_answers_in_one_twin_is_set_beside_what_does_not_in_the_other() -> None:
    answered = lesson(right=0, about=0)
    missed = replace(lesson(right=None, about=4), doc="talk-twin", id="talk-twin-000")
    assert (twin_of(answered), twin_of(missed)) == (missed.id, answered.id)
    joined, same = with_twins([answered, missed])
    assert same == missed
    assert joined.utterances == (*answered.utterances, missed.utterances[4])
    assert (joined.right[-1], joined.about[-1], joined.found) == (False, True, 12)
    assert drawn([answered, missed], 0.5) in ([], [answered, missed]), "both or neither"


def test_a_text_in_rows_of_sentences_is_a_lesson(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(
        '{"id": "r1", "question": "Which lamp?", "sentences": ["A ship.", "The lamp broke.", "No."], "answers": [1]}\n'
    )
    (one,) = lessons_of_sentences(path, WordEmbedder())
    assert one.utterances[0].sentence == "The lamp broke."
    assert one.utterances[0].before == "A ship."
    assert (one.right[0], sum(one.right), one.answerable, one.found) == (True, 1, True, 3)
