"""Which words a question wants to be found as they stand; questions by somebody who has not seen the rules."""

import json

import pytest
from support import ROOT

from bot.question.phrases import find_phrases

QUESTIONS = [
    json.loads(line) for line in (ROOT / "tests/data/questions/mentions.jsonl").read_text("utf-8").splitlines()
]


def without_article(phrase: str) -> str:
    return phrase.lower().removeprefix("the ")


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: row["question"])
def test_the_places_of_words_are_asked_for_in_four_languages(row: dict[str, str]) -> None:
    phrases, every = find_phrases(row["question"])
    wanted = phrases[0] if every else ""
    assert without_article(wanted) == without_article(row["phrase"])


@pytest.mark.parametrize(
    ("question", "phrases", "every"),
    [
        ("Why?", (), False),
        ('He said "no war" again?', ("no war",), False),
        ("“no war”", ("no war",), True),
        ("every mention of Xi Jinping?", ("Xi Jinping",), True),
        ("How often is “Kwantung” mentioned?", ("Kwantung",), True),
        ("Where is Kwantung mentioned?", ("Kwantung",), True),
        ('"" and “ ”', (), False),
        ("How often did the attacks occur?", (), False),
        ("Show me the places of interest.", (), False),
        ("What’s Xi's view on ‘peace’?", (), False),
        ("What is the “Silk Road of Health?”", ("Silk Road of Health?",), False),
        ("What does “cold war” mean?", ("cold war",), False),
        ("How many times does he say “peace” or “war”?", ("peace", "war"), True),
        ("How many times was it mentioned?", (), False),
        ("How often did they use the boat?", (), False),
        ("Where was the body found?", (), False),
        ("every mention of " + "x" * 20_000, (), False),
        ("How often does he mention the lamp, and who lit it?", (), False),
        ("Where does he say 'lamp'? And when was it lit?", (), False),
        ("“in” " * 3 + "“on” what?", ("in", "on"), False),
    ],
)
def test_phrases_of_a_question(question: str, phrases: tuple[str, ...], every: bool) -> None:
    assert find_phrases(question) == (phrases, every)
