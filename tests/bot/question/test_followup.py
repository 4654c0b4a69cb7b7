"""What is searched for a question in its conversation: written out by hand for each kind of follow-up."""

import json
from pathlib import Path

import pytest
from support import ROOT

from bot.chat import Bot
from bot.question.followup import Asked, resolve
from bot.question.phrases import find_phrases
from bot.question.typed import split_context

MEDAL = "Who received a medal?"
GOLD = [
    ROOT / "data" / "conversations.jsonl",
    ROOT / "data" / "interviews" / "conversations.jsonl",
    ROOT / "tests" / "data" / "conversations" / "conversations.jsonl",
]


def standalone(question: str, history: list[str]) -> str:
    """What is searched, with what it leans on in brackets, as it is shown."""
    earlier = [Asked(*split_context(asked)) for asked in history]
    text, context = resolve(Asked(*split_context(question)), earlier)
    return f"{text} [{context}]" if context else text


@pytest.mark.parametrize(
    ("history", "question", "searched"),
    [
        ([], "Why?", "Why?"),
        ([MEDAL], "Why?", "Why? [Who received a medal?]"),
        ([MEDAL], "When did Japan surrender?", "When did Japan surrender?"),
        ([MEDAL, "Why?"], "And when was that?", "And when was that? [Who received a medal? / Why?]"),
        (["What is peace?", MEDAL], "Who else?", "Who else? [Who received a medal?]"),
        ([MEDAL], "no, not a medal, a letter", "a letter [Who received a …?]"),
        (["What did Italy do?"], "I mean Japan, not Italy", "Japan [What did … do?]"),
        ([MEDAL], "I meant the museum", "the museum [Who received a medal?]"),
        ([MEDAL], "No, not the medal", "No, not the medal [Who received a …?]"),
        (["What did the British do? [in Kaldria]"], "And why?", "And why? [in Kaldria / What did the British do?]"),
        (["Кто получил медаль?"], "Нет, не медаль, а письмо", "письмо [Кто получил …?]"),
        (["谁获得了奖章？"], "为什么？", "为什么？ [谁获得了奖章？]"),
        (["谁获得了奖章？"], "不是奖章，是花", "花 [谁获得了…？]"),
        ([MEDAL], "No country should be bullied. Why?", "No country should be bullied. Why?"),
        ([MEDAL], "Actually, who attended the ceremony?", "Actually, who attended the ceremony?"),
        ([MEDAL], "Not only China fought against Japan.", "Not only China fought against Japan."),
        ([MEDAL], "the Silk Road", "the Silk Road"),
        (
            [MEDAL, "No, not the medal, the flowers"],
            "Who laid them?",
            "Who laid them? [Who received a …? / the flowers]",
        ),
        (["What does [he] mean?"], "And why?", "And why? [What does (he) mean?]"),
        (["медаль кімге берілді?"], "медаль емес, гүлдер", "гүлдер [… кімге берілді?]"),
    ],
)
def test_a_follow_up_is_searched_with_what_it_leans_on(history: list[str], question: str, searched: str) -> None:
    assert standalone(question, history) == searched


def test_what_hangs_on_more_than_four_questions_is_cut_however_they_are_given() -> None:
    assert standalone("Why?", ["Who got it?"] * 9).count("Who got it?") == 4
    history: list[str] = []
    for _ in range(9):
        history.append(standalone("Who got it?", history))
    assert standalone("Why?", history).count("Who got it?") == 4
    assert len(standalone("Why?", ["a medal " * 2_000])) < 1_100


def test_words_in_brackets_at_the_end_are_the_context_of_a_query() -> None:
    assert split_context("Who got it? [the medal]") == ("Who got it?", "the medal")
    assert split_context("[the medal]") == ("[the medal]", "")
    assert split_context("Who [really] got it?") == ("Who [really] got it?", "")
    text, context = split_context("“Silk Road” of what? [“medal” of honour]")
    assert (text, find_phrases(text), context) == (
        "“Silk Road” of what?",
        (("Silk Road",), False),
        "“medal” of honour",
    )


def test_a_follow_up_is_answered_and_shown_as_it_was_searched(bot: Bot) -> None:
    answer = bot.ask("And who got it?", history=["Was there a medal?"])
    assert answer.standalone == "And who got it? [Was there a medal?]"
    assert answer.statements[0].citation.locator == "Q2 ¶3 s1"
    again = bot.ask("And who got it?", standalone=answer.standalone)
    assert (again.statements, again.state, again.confidence) == (answer.statements, answer.state, answer.confidence)


def test_what_is_asked_now_weighs_more_than_what_was_asked_before(bot: Bot) -> None:
    answer = bot.ask("And the museum?", history=["Who received a medal?"])
    assert "Museum" in answer.statements[0].citation.exact


def test_a_follow_up_of_what_was_found_is_at_least_related(real_bot: Bot) -> None:
    for asked, state in [
        ("Who received a medal from the ambassador?", "related"),
        ("Who won the cup final?", "not_found"),
    ]:
        assert real_bot.ask("And why?", history=[asked]).state == state


def test_a_question_about_the_transcript_or_of_the_interviewer_is_asked_as_it_is(bot: Bot) -> None:
    for question in ("Who is speaking?", "Why do we still have to celebrate this day?", "every mention of that"):
        assert bot.ask(question, history=["Was there a medal?"]).standalone == question


@pytest.mark.parametrize("question", ["", "   ", "?", "...", "🙂"])
def test_what_has_no_words_asks_nothing_in_a_conversation_either(bot: Bot, question: str) -> None:
    answer = bot.ask(question, history=["Was there a medal?"])
    assert (answer.state, answer.statements, "[" in answer.standalone) == ("not_found", (), False)


def test_greetings_and_what_has_no_words_do_not_push_the_question_out(bot: Bot) -> None:
    history = ["Who got a medal?", "hello", "", "???", "thanks a lot!", "\x00", "help"]
    assert bot.ask("Why?", history=history).standalone == "Why? [Who got a medal?]"
    assert bot.ask("And why?", history=["medal " * 4_000]).standalone.startswith("And why? [")


def test_what_points_back_is_not_looked_for_as_it_stands(bot: Bot) -> None:
    answer = bot.ask("How often is it mentioned?", history=["What is the Silk Road of Health?"])
    assert (answer.every, answer.mentions) == (False, ())


def test_a_follow_up_that_brings_up_what_nobody_spoke_of_is_not_called_related(real_bot: Bot) -> None:
    history = ["Who received a medal from the ambassador?"]
    for question in ("And what about football?", "And in Uganda?", "And who is Taylor Swift?"):
        assert real_bot.ask(question, history=history).state == "not_found"
    assert real_bot.ask("And who got it?", history=history).state == "related"


def test_the_history_may_hold_what_was_searched_for_earlier_questions(bot: Bot) -> None:
    first = bot.ask("And who got it?", history=["Was there a medal?"]).standalone
    answer = bot.ask("What for?", history=["Was there a medal?", first])
    assert answer.standalone == "What for? [Was there a medal? / And who got it?]"


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.parent.name)
def test_most_gold_questions_are_told_apart(path: Path) -> None:
    needed, found, alone, wrong = 0, 0, 0, 0
    for line in path.read_text("utf-8").splitlines():
        asked: list[str] = []
        for turn in json.loads(line)["turns"]:
            leans = standalone(turn["question"], asked) != turn["question"]
            needed, found = needed + turn["needs"], found + (turn["needs"] and leans)
            alone, wrong = alone + (not turn["needs"]), wrong + (leans and not turn["needs"])
            asked.append(turn["question"])
    assert found >= 0.9 * needed
    assert wrong <= 0.1 * alone
