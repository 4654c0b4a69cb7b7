"""What became of a choice, in words that have nothing of the server's and as JSON."""

import json
from typing import get_args

import pytest

from bot.render.json import choice_json
from bot.render.wording import choice_line
from bot.reorder.llm_choice import ChooserError, Failure, LlmChoice


def test_the_words_say_whose_order_it_is() -> None:
    assert choice_line(LlmChoice("small", 20, (3, 1))) == (
        "The order is the choice of the model small: 2 of the 20 nearest sentences. Every word is the transcript’s."
    )
    assert choice_line(LlmChoice("small", 20)) == (
        "The model small chose none of the 20 nearest sentences; they stand in the order of the search."
    )
    assert choice_line(LlmChoice("small", 20, failure="slow", detail="0.5")) == (
        "The model small could not choose: it had not answered after 0.5 seconds. "
        "The statements stand in the order of the search."
    )


@pytest.mark.parametrize("failure", get_args(Failure))
def test_every_failure_has_its_words(failure: Failure) -> None:
    line = choice_line(LlmChoice("small", 20, failure=failure, detail="418"))
    assert ("418" in line) == (failure in ("slow", "status", "large"))


def test_an_error_says_what_failed_and_the_number_that_belongs_to_it() -> None:
    assert str(ChooserError("status", "500")) == "status (500)"
    assert str(ChooserError("prose")) == "prose"


@pytest.mark.parametrize(
    ("choice", "written"),
    [
        (LlmChoice("small", 20, (3, 1)), {"chosen": [3, 1], "failure": None, "detail": None}),
        (LlmChoice("small", 20), {"chosen": [], "failure": None, "detail": None}),
        (LlmChoice("small", 20, (), "status", "500"), {"chosen": [], "failure": "status", "detail": "500"}),
    ],
)
def test_as_json_what_is_not_there_is_null(choice: LlmChoice, written: dict[str, object]) -> None:
    assert json.loads(json.dumps(choice_json(choice))) == {"model": "small", "offered": 20} | written
