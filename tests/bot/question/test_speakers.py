"""Who speaks and how much, counted by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.question.speakers import named, people_of, speakers_of
from index.card import Card
from index.language.terms import count_words
from index.quotable import Quotable, quotable
from index.readers.table import read_transcript
from index.transcript import Person

Write = Callable[..., Path]
TALK = (
    "The hall was full.\n\nAda Marsh: Was it cold?\n\nJonas Vik: It was cold, wet and dark.\n\nAda Marsh: Thank you.\n"
)
ABOUT = 'interviewer = "Ada Marsh"\n[interviewee]\nname = "Jonas Vik"\noffice = "Keeper of the light"\n'


def card(path: Path) -> Card:
    return quotable(read_transcript(path)).card


def test_words_and_turns_are_counted_without_the_introduction(write: Write) -> None:
    vik, marsh = speakers_of(card(write(TALK, toml=ABOUT)))
    assert (vik.name, vik.role, vik.office, vik.words, vik.turns, vik.share) == (
        "Jonas Vik", "interviewee", "Keeper of the light", 6, 1, 6 / 11,
    )  # fmt: skip
    assert (marsh.name, marsh.role, marsh.office, marsh.words, marsh.turns) == ("Ada Marsh", "interviewer", "", 5, 2)


def test_who_speaks_need_not_have_a_name(write: Write) -> None:
    answer, question = speakers_of(card(write("Q: Why?\n\nA: It was late.\n")))
    assert (answer.name, answer.role, answer.words, answer.share) == ("", "interviewee", 3, 0.75)
    assert (question.name, question.asks) == ("", True)


def test_a_moderator_asks_by_what_the_label_says(write: Write) -> None:
    asks = {
        one.name: one.asks
        for one in speakers_of(card(write("Moderator: Why?\n\nIda Holm: So.\n\nModerator: Oh?\n\nIda Holm: Yes.\n")))
    }
    assert asks == {"Moderator": True, "Ida Holm": False}


@pytest.mark.parametrize(
    ("text", "count"), [("It is 1945.", 3), ("和平与发展", 5), ("Қазақстан Республикасы", 2), ("–", 0)]
)
def test_a_chinese_sign_counts_as_a_word(text: str, count: int) -> None:
    assert count_words(text) == count


def test_everybody_who_is_named_is_listed_once(ambassador: Quotable) -> None:
    assert [person.name for person in people_of(ambassador.card)] == ["Kazakh media", "Zhang Xiao"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Zhang Xiao", "Zhang Xiao"),
        ("Mr. Zhang", "Zhang Xiao"),
        ("ambassador Xiao's", "Zhang Xiao"),
        ("the ambassador", "Zhang Xiao"),
        ("the ambassador to Kazakhstan", "Zhang Xiao"),
        ("the Republic", ""),
        ("Zhang Wei", ""),
        ("the president", ""),
        ("Марата Сеитова", "Марат Сеитов"),
        ("the", ""),
        ("", ""),
    ],
)
def test_a_name_is_known_by_a_part_of_it_a_title_or_the_office(name: str, meant: str) -> None:
    office = "Ambassador Extraordinary of the People’s Republic of China to the Republic of Kazakhstan"
    assert named(name, [Person("Zhang Xiao", office), Person("Марат Сеитов")]) == meant
