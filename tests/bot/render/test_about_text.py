"""What is said of a transcript in every language of the interface, whatever is stated and whatever isn't."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import library_of

from bot.chat import Bot
from bot.render.about_text import about_text
from bot.render.json import answer_json
from bot.render.strings import LANGUAGES, speaking

Write = Callable[..., Path]
ASKED = {
    "person": "Who is he?",
    "office": "What is his office?",
    "interviewer": "Who asks the questions?",
    "outlet": "Which newspaper was it?",
    "date": "When was this interview given?",
    "length": "How long is it?",
    "talks_most": "Who talks most?",
    "speaker": "Who is speaking?",
}


def facts(bot: Bot) -> dict[str, str]:
    told = {}
    for topic, question in ASKED.items():
        about = bot.ask(question).about
        assert about is not None
        assert about.topic == topic
        told[topic] = about_text(about)
    return told


def test_nothing_is_invented_where_nothing_is_stated(write: Write) -> None:
    assert facts(Bot(library_of(write("Q: Why?\n\nA: It was late.\n")))) == {
        "person": "the interviewee. The office is not stated. Words spoken: 3 (75%); turns: 1.",
        "office": "the interviewee. The office is not stated.",
        "interviewer": "Who asks the questions is not stated.",
        "outlet": "The outlet is not stated.",
        "date": "The date is not stated.",
        "length": "Words: 4; characters: 25. Questions: 1; answers: 1. How long it took is not stated.",
        "talks_most": "Words spoken: the interviewee 3 (75%); the interviewer 1 (25%).",
        "speaker": "The name of who speaks is not stated.",
    }


def test_a_text_without_speakers_says_that_none_are_marked(write: Write) -> None:
    told = facts(Bot(library_of(write("It was late. Nobody slept.\n"))))
    assert told["talks_most"] == "Who speaks where is not marked."
    assert told["person"] == told["speaker"] == "The name of who speaks is not stated."
    assert told["office"] == "The office is not stated."
    assert told["length"] == "Words: 5; characters: 27. How long it took is not stated."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_is_told_in_every_language(bot: Bot, language: str) -> None:
    with speaking(language):
        told = facts(bot)
    assert "Zhang Xiao" in told["person"]
    assert "Ambassador Extraordinary" in told["office"]
    assert "Kazakh media" in told["interviewer"]
    assert "898" in told["talks_most"]
    assert all("{" not in text for text in told.values())


def test_the_json_has_the_speakers_as_data(bot: Bot) -> None:
    about = answer_json(bot.ask("Who talks most?"))["about"]
    assert about["speakers"][1] == {
        "transcript": "ambassador-interview",
        "name": "Kazakh media",
        "role": "interviewer",
        "office": None,
        "words": 101,
        "share": 0.1011,
        "turns": 3,
    }
