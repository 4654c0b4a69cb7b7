"""Which questions ask about the transcript itself, in four languages, and which about what was said."""

import json
import time

import pytest
from support import INTERVIEW, LIGHTHOUSE, ROOT

from bot.question.followup import Asked
from bot.question.speakers import people_of
from bot.question.topics import Topic, is_about, topic_of
from index.quotable import quotable
from index.readers.table import read_transcript
from index.transcript import Person

PEOPLE = [
    *people_of(quotable(read_transcript(INTERVIEW)).card),
    *people_of(quotable(read_transcript(LIGHTHOUSE)).card),
    # as a transcript in the question's own language has him
    Person("Чжан Сяо"),
    Person("张霄"),
]
ASKED = [json.loads(line) for line in (ROOT / "tests/data/about.jsonl").read_text("utf-8").splitlines()]
"""Written by people who had not seen the patterns; half of them were used to write these, half to measure them."""
KINDS = {"who_is": {"speaker", "person", "office"}, "asks": {"interviewer"}}
"""Of a topic as the writers called it."""


@pytest.mark.parametrize("asked", ASKED, ids=[asked["question"] for asked in ASKED])
def test_a_strangers_question_has_the_topic_that_they_meant(asked: dict[str, str]) -> None:
    assert topic_of(asked["question"], PEOPLE).kind in KINDS.get(asked["topic"], {asked["topic"]})


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Who is the ambassador?", Topic("person", "Zhang Xiao")),
        ("who's Mr Zhang", Topic("person", "Zhang Xiao")),
        ("Who is the Ambassador of China to Kazakhstan?", Topic("person", "Zhang Xiao")),
        ("Who is he?", Topic("person")),
        ("What is Jonas Vik’s job?", Topic("office", "Jonas Vik")),
        ("Какова должность Чжан Сяо?", Topic("office", "Чжан Сяо")),
        ("Zhang Xiao деген кім?", Topic("person", "Zhang Xiao")),
        ("How much does Ada Marsh talk?", Topic("talks_most", "Ada Marsh")),
    ],
)
def test_a_name_is_that_of_somebody_who_speaks(question: str, topic: Topic) -> None:
    assert topic_of(question, PEOPLE) == topic


@pytest.mark.parametrize(
    "question",
    [
        "Who is Nikolai Vozov?",
        "Who is Zhang Wei?",
        "Who is the President of China?",
        "What is his wife’s job?",
        "What does he do at night?",
        "Who asked for it?",
        "When did it happen?",
        "How long does it take?",
        "How many ships are there?",
        "Кто такой Возов?",
        "Когда это произошло?",
        "Сколько человек погибло?",
        "谁死得最多？",
    ],
)
def test_what_was_said_is_no_topic(question: str) -> None:
    assert topic_of(question, PEOPLE) == Topic()


@pytest.mark.parametrize(
    ("question", "before", "about"),
    [
        ("What is his office?", [], True),
        ("What is his office?", ["Who was Nikolai Vozov?"], False),
        ("What is his office?", ["Who is Zhang Xiao?"], True),
        ("What is his office?", ["Who was Nikolai Vozov?", "Who is Zhang Xiao?"], True),
        ("What is his office?", ["Who is Zhang Xiao?", "Who was Nikolai Vozov?"], False),
        ("What is his office?", ["Why do we celebrate this day?"], True),
        ("What is Zhang Xiao’s office?", ["Who was Nikolai Vozov?"], True),
        ("How long is it?", ["What is the Silk Road of Health?"], False),
        ("How long is the interview?", ["What is the Silk Road of Health?"], True),
        ("Which newspaper was it?", ["When was this interview given?"], True),
        ("When was this?", ["Who signed the surrender?"], False),
    ],
)
def test_a_question_that_points_back_is_about_what_was_asked_before(
    question: str, before: list[str], about: bool
) -> None:
    assert is_about(Asked(question), [Asked(earlier) for earlier in before], PEOPLE) is about


def test_what_leans_on_something_that_it_names_itself_is_not_about_the_transcript() -> None:
    assert not is_about(Asked("When was this?", "the surrender"), [], PEOPLE)


@pytest.mark.parametrize("words", ["who is the x ", "when did it take ", "сколько слов ", "谁", "how many words here "])
def test_a_long_question_takes_no_time(words: str) -> None:
    topic_of("warm", PEOPLE)
    begun = time.perf_counter()
    for length in (100, 200, 10_000):
        topic_of((words * length)[:length], PEOPLE * 50)
    assert time.perf_counter() - begun < 1
