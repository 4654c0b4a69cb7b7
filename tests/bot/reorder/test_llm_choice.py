"""What became of a choice, in words that have nothing of the server's and as JSON."""

import json
from typing import get_args

import pytest

from bot.reorder.llm_choice import REASONS, Choice, ChooserError, Failure, choice_json, choice_line


def test_the_words_say_whose_order_it_is() -> None:
    assert choice_line(Choice("small", 20, (3, 1))) == (
        "The order is the choice of the model small: 2 of the 20 nearest sentences. Every word is the transcript’s."
    )
    assert choice_line(Choice("small", 20)) == (
        "The model small chose none of the 20 nearest sentences; they stand in the order of the search."
    )
    assert choice_line(Choice("small", 20, failure="slow", detail="0.5")) == (
        "The model small could not choose: it had not answered after 0.5 seconds. "
        "The statements stand in the order of the search."
    )


@pytest.mark.parametrize("failure", get_args(Failure))
def test_every_failure_has_its_words(failure: Failure) -> None:
    line = choice_line(Choice("small", 20, failure=failure, detail="418"))
    assert ("418" in line) == (failure in ("slow", "status", "large"))
    assert failure in REASONS


def test_an_error_says_what_failed_and_the_number_that_belongs_to_it() -> None:
    assert str(ChooserError("status", "500")) == "status (500)"
    assert str(ChooserError("prose")) == "prose"


@pytest.mark.parametrize(
    ("choice", "written"),
    [
        (Choice("small", 20, (3, 1)), {"chosen": [3, 1], "failure": None, "detail": None}),
        (Choice("small", 20), {"chosen": [], "failure": None, "detail": None}),
        (Choice("small", 20, (), "status", "500"), {"chosen": [], "failure": "status", "detail": "500"}),
    ],
)
def test_as_json_what_is_not_there_is_null(choice: Choice, written: dict[str, object]) -> None:
    assert json.loads(json.dumps(choice_json(choice))) == {"model": "small", "offered": 20} | written
