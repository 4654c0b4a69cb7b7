"""A question of the interviewer is known in other words that come to the same, and no other is taken for it."""

import json
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest
from support import ROOT, library_of

from bot.chat import Bot
from bot.question.asked import AskedQuestions
from bot.question.asked_table import asked_table
from index.library import open_transcripts
from index.quotable import Quotable

Write = Callable[..., Path]
CELEBRATE = "Why do we still have to celebrate this day?"
UNITED = "What role should the United Nations play in world politics?"
ISLAND = f"""
Q: You kept the light from 1961 to 1998. How did you come to it?
A: My uncle was ill.
Q: Did China help the Soviet Union in the war?
A: It did.
Q: How many sailors died on the three ships?
A: Nine.
Q: Was Mrs. Dahl ever paid?
A: Never.
Q: In the autumn a memorial is to be unveiled in Trieste. Whom does it commemorate?
A: The dead of the Verenika.
Q: What would you say to the minister today?
A: Do not sell the cottages.
Q: {UNITED}
A: A great one.
Q: Really?
A: Yes.
Q: What happened to it?
A: It sank.
"""


def asked(quotable: Quotable, typed: str) -> list[str]:
    """The questions whose replies are those to what was typed."""
    rows = {row for _, row in AskedQuestions([quotable], lambda: asked_table(quotable)).replies(typed)}
    return [replied.question for replied in quotable.replies.values() if replied.rows <= rows]


@pytest.mark.parametrize(
    "typed",
    [
        CELEBRATE, "And why do we still celebrate this day, then?", "why must we celebrate this day",
        "Why celebrate this day?", "Well, why do we still have to celebrate this day, please…",
        f"The war took place 75 years ago. {CELEBRATE}",
        "the war took place 75 years ago - why do we celebrate this day?",
    ],
)  # fmt: skip
def test_the_interviewers_question_is_known_in_words_that_come_to_the_same(typed: str, ambassador: Quotable) -> None:
    assert asked(ambassador, typed) == [CELEBRATE]


@pytest.mark.parametrize(
    "typed",
    [
        "Why do they celebrate that victory?", "Why don't we celebrate this day?", "When do we celebrate this day?",
        "Why do they celebrate this day?", "Why do we celebrate?", "Who celebrates this day?",
        "Why did the war take place 75 years ago?", "What does this medal mean for the peoples of China and the world?",
    ],
)  # fmt: skip
def test_another_question_is_not_taken_for_the_interviewers(typed: str, ambassador: Quotable) -> None:
    assert asked(ambassador, typed) == []


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("Did the Soviet Union help China in the war?", ""),
        ("So did China ever help the Soviet Union in the war?", "Did China help the Soviet Union in the war?"),
        ("How many sailors died on the 3 ships?", "How many sailors died on the three ships?"),
        ("How many sailors died on the four ships?", ""),
        ("How many sailors died on the ships in 1944?", ""),
        ("was mrs dahl ever paid", "Was Mrs. Dahl ever paid?"),
        ("Was Mrs. Dahl never paid?", ""),
        ("Was Mr. Sand ever paid?", ""),
        ("Whom does the memorial in Trieste commemorate?", "Whom does it commemorate?"),
        ("Whom does it commemorate?", ""),
        ("What did the minister say to you?", ""),
        ("what role should the UN play in world politics?", ""),
        ("What role should the United Nations play in politics?", UNITED),
        ("What role can the United Nations play in world politics?", ""),
        ("Really?", ""),
        ("What happened to it?", ""),
    ],
)  # fmt: skip
def test_names_numbers_denials_and_who_does_what_must_agree(typed: str, question: str, write: Write) -> None:
    (island,) = open_transcripts([write(ISLAND)])
    assert asked(island, typed) == [question] * bool(question)


def test_what_was_typed_to_the_letter_wins_over_what_comes_to_the_same(write: Write) -> None:
    (talk,) = open_transcripts([write("Q: So why did the war end?\nA: Hunger.\nQ: Why did the war end?\nA: Fear.")])
    assert asked(talk, "why did the war end") == ["Why did the war end?"]
    assert asked(talk, "So why did the war end?") == ["So why did the war end?"]
    assert asked(talk, "And why did the war end?") == ["So why did the war end?", "Why did the war end?"]


def test_most_questions_that_outsiders_retyped_are_known_and_none_is_mistaken() -> None:
    known, missed, mistaken = 0, [], []
    for line in (ROOT / "tests" / "data" / "asked_questions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        (quotable,) = open_transcripts([ROOT / row["transcript"]])
        found = asked(quotable, row["typed"])
        is_right = len(found) == bool(row["question"]) and all(question in row["question"] for question in found)
        known += is_right and bool(found)
        if not is_right:
            (mistaken if found else missed).append(row["typed"])
    assert known == 37
    assert missed == ["So what changed after that?"]  # points back, and could be asked anywhere
    assert mistaken == []


def test_a_question_in_a_language_without_data_is_known_as_it_stands(write: Write) -> None:
    (talk,) = open_transcripts(
        [write("Q: Warum kam der Botschafter nicht?\nA: Er war krank.", toml='language = "de"\n')]
    )
    assert asked(talk, "warum kam der botschafter nicht") == ["Warum kam der Botschafter nicht?"]
    assert asked(talk, "Warum kam der Botschafter?") == []


def test_thousands_of_questions_cost_milliseconds(write: Write) -> None:
    (talk,) = open_transcripts([write("".join(f"Q: Why did ship {n} sink?\nA: It did.\n" for n in range(3000)))])
    questions = AskedQuestions([talk], lambda: asked_table(talk))
    assert questions.replies("And who sank the ship?") == set()  # makes the table
    start = perf_counter()
    assert len(questions.replies("And why did ship 77 sink, then?")) == 1
    assert perf_counter() - start < 0.25


def test_the_reply_is_shown_first_and_the_question_leans_on_nothing(write: Write) -> None:
    bot = Bot(library_of(write(ISLAND)))
    answer = bot.ask("And was Mrs. Dahl ever paid, by the way?", history=["Who was the uncle?"])
    assert (answer.state, answer.confidence) == ("answered", 1.0)
    assert answer.statements[0].citation.exact == "Never."
    assert "[" not in answer.standalone
