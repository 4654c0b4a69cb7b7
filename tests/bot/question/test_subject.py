"""Whether a question asks for a subject, and whether such questions find what was said on it."""

import pytest

from bench.topics import read_topics, states
from bot.chat import Bot
from bot.question.subject import asks_for_a_subject


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What does the ambassador say about the Opium War?", True),
        ("anything about the Opium War", True),
        ("Opium War", True),
        ("the war?", True),
        ("who won", False),
        ("Who said that the war was over?", False),
        ("When did he speak of the war?", False),
        ("How many people spoke?", False),
        ("What caused the war?", False),
        ("Did the war end in 1945?", False),
        ("Что он говорит о войне?", True),
        ("о войне", True),
        ("Кто сказал это?", False),
        ("Елші соғыс туралы не айтты?", True),
        ("大使谈到鸦片战争了吗？", True),
        ("鸦片战争", True),
        ("谁收到了奖章？", False),
    ],
)
def test_a_question_asks_for_a_subject_or_for_a_fact(question: str, expected: bool) -> None:
    assert asks_for_a_subject(question) is expected


def test_questions_for_a_subject_find_what_was_said_on_it_and_answer_nothing_that_was_not(real_bot: Bot) -> None:
    """As people asked who saw no rule: for 15 subjects that the ambassador speaks of, and 15 that nobody does."""
    topics = [topic for topic in read_topics() if topic["doc"] == real_bot.library.quotables[0].transcript.id]
    counts = states(topics, real_bot)
    assert {kind: sum(count for (of, _), count in counts.items() if of == kind) for kind in ("said", "unsaid")} == {
        "said": 15,
        "unsaid": 15,
    }
    assert counts["said", "not_found"] <= 3
    assert counts["unsaid", "answered"] == 0
    assert counts["unsaid", "not_found"] >= 10
