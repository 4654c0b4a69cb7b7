"""A question of several parts: each is searched, and each door says which was found and which was not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from schema import ANSWER, fits
from support import library_of

from bot.chat import Bot
from bot.conversation import Exchange
from bot.render.html.answer import answer_html
from bot.render.json import answer_json
from bot.render.markdown import conversation_markdown
from bot.render.strings import LANGUAGES, say, speaking
from bot.render.text import answer_lines
from index.quotable import by_id

Write = Callable[..., Path]
BOTH = "Who received a medal, and when did Japan sign the surrender?"
ONE = "Who received a medal, and what is the price of gold?"
NONE = "What is the price of gold, and who plays football?"


def doors(bot: Bot, question: str) -> list[str]:
    """The answer as text, Markdown and HTML."""
    answer = bot.ask(question)
    return [
        "\n".join(line.text for line in answer_lines(answer)),
        conversation_markdown(bot.library.cards, [Exchange(question, answer)], ""),
        answer_html(answer, by_id(bot.library.quotables)),
    ]


def test_the_best_of_each_part_comes_first_in_the_order_of_the_parts(bot: Bot) -> None:
    answer = bot.ask(BOTH)
    medal, surrender = bot.ask("Who received a medal?"), bot.ask("when did Japan sign the surrender?")
    assert [part.standalone for part in answer.parts] == [medal.question, surrender.question]
    assert [s.citation for s in answer.statements[:2]] == [
        medal.statements[0].citation,
        surrender.statements[0].citation,
    ]
    assert [part.ranks[0] for part in answer.parts] == [1, 2]
    assert sorted(rank for part in answer.parts for rank in part.ranks) == [1, 2, 3]
    assert [(part.state, part.confidence) for part in answer.parts] == [
        (medal.state, medal.confidence),
        (surrender.state, surrender.confidence),
    ]


def test_all_parts_found_is_answered_one_is_related_none_is_not_found(bot: Bot) -> None:
    states = {
        question: [bot.ask(question).state, *(p.state for p in bot.ask(question).parts)] for question in (ONE, NONE)
    }
    assert states == {
        ONE: ["related", "answered", "not_found"],
        NONE: ["not_found", "not_found", "not_found"],
    }
    both = bot.ask(BOTH)
    assert (both.state, both.confidence) == ("answered", min(part.confidence for part in both.parts))
    assert not any(bot.ask(question).calibrated for question in (BOTH, ONE, NONE))


def test_a_part_that_was_not_found_brings_no_statement(bot: Bot) -> None:
    answer = bot.ask(ONE, k=5)
    assert answer.parts[1].ranks == ()
    assert [s.citation for s in answer.statements] == [
        s.citation for s in bot.ask("Who received a medal?", k=5).statements
    ]
    assert len(bot.ask(NONE).statements) == 3, "the closest passages, as ever"


@pytest.mark.parametrize("question", [BOTH, ONE, NONE, "Who received a medal, and when, and why?"])
def test_k_changes_only_how_many_come_back(bot: Bot, question: str) -> None:
    one, three, five = (bot.ask(question, k=k) for k in (1, 3, 5))
    assert five.statements[:3] == three.statements
    assert five.statements[:1] == one.statements
    assert (five.state, five.confidence) == (three.state, three.confidence) == (one.state, one.confidence)
    for few, many in zip(three.parts, five.parts, strict=True):
        assert few.ranks == tuple(rank for rank in many.ranks if rank <= 3)


def test_a_statement_that_is_the_best_of_two_parts_stands_once(bot: Bot) -> None:
    answer = bot.ask("Who received a medal, and when did he receive the medal?")
    assert [part.ranks[0] for part in answer.parts] == [1, 1]
    assert [s.rank for s in answer.statements] == [1, 2, 3]


def test_a_part_takes_what_it_lacks_from_the_one_before_it(bot: Bot) -> None:
    answer = bot.ask("And who got it, and why?", history=["Was there a medal?"])
    assert [part.standalone for part in answer.parts] == [
        "And who got it? [Was there a medal?]",
        "why? [Was there a medal? / And who got it?]",
    ]


def test_a_part_about_the_transcript_is_answered_from_its_metadata(bot: Bot) -> None:
    answer = bot.ask("Who is speaking, and who received a medal?")
    who, medal = answer.parts
    assert who.about is not None
    assert (who.about.topic, who.ranks, medal.about, medal.ranks) == ("speaker", (), None, (1, 2, 3))
    assert answer.about is None
    only = bot.ask("Who is speaking, and when was this interview given?")
    assert only.is_about
    assert (only.state, [part.state for part in only.parts]) == ("related", ["answered", "not_found"])
    lines = [line.text for line in answer_lines(only)]
    assert lines[0] == say("about")
    assert lines[-1].endswith("The date is not stated. What is stated is the occasion: " + occasion(bot) + ".")
    assert not any(line.startswith("“") and line.endswith("”") for line in lines), "no quotation"


def occasion(bot: Bot) -> str:
    return bot.library.quotables[0].transcript.metadata.occasion


@pytest.mark.parametrize(
    "question",
    [
        "Who received a medal?",
        "What did Kazakhstan and China sign?",
        "hello",
        "every mention of war",
        "",
        "Why do we still have to celebrate this day?",
        "Кім медаль алды және қашан?",
    ],
)
def test_one_question_has_no_parts(real_bot: Bot, question: str) -> None:
    assert real_bot.ask(question).parts == ()


def test_what_is_searched_in_place_of_the_question_is_not_cut(bot: Bot) -> None:
    assert bot.ask("Who?", standalone=BOTH).parts == ()
    assert bot.ask(f"{BOTH} [the ambassador]").parts == ()


def test_the_interviewers_own_question_is_not_cut(write: Write) -> None:
    bot = Bot(
        library_of(write("Q: When did he come, and could he swim?\n\nA: In May, and no.\n\nQ: Why?\n\nA: Fog.\n"))
    )
    answer = bot.ask("When did he come, and could he swim?")
    assert (answer.parts, answer.state) == ((), "answered")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_door_says_which_part_was_found(bot: Bot, language: str) -> None:
    with speaking(language):
        for shown in doors(bot, ONE):
            assert say("parts", answered=1, all=2) in shown
            assert "Who received a medal?" in shown
            assert say("part.answered") in shown
            assert "what is the price of gold?" in shown
            assert say("part.not_found") in shown


def test_the_text_names_the_parts_and_their_statements(bot: Bot) -> None:
    lines = [line.text for line in answer_lines(bot.ask(ONE))]
    assert lines[0] == "1 of 2 questions answered."
    assert "“Who received a medal?”: found." in lines
    assert "“what is the price of gold?”: not in this transcript." in lines


def test_the_json_has_the_parts(bot: Bot) -> None:
    json = answer_json(bot.ask(ONE))
    assert fits(json, ANSWER)
    assert json["parts"][1] == {
        "question": "what is the price of gold?",
        "standalone": "what is the price of gold?",
        "state": "not_found",
        "confidence": 0.0,
        "about": None,
        "phrases": [],
        "ranks": [],
    }
    assert answer_json(bot.ask("Who received a medal?"))["parts"] == []
