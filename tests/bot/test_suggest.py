"""Suggested questions are answered by the transcript, were not asked yet, and are short."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import INTERVIEW, LIGHTHOUSE, library_of

from bot.chat import Bot
from bot.question.form import plain
from bot.suggest import ABOUT, Suggestions, examples, names_in
from index.library import open_transcripts
from index.quotable import Content, Quotable, quotable
from index.transcript import Transcript

Write = Callable[..., Path]
CELEBRATE = "Why do we still have to celebrate this day?"


def examples_of(*paths: Path) -> tuple[str, ...]:
    return examples(open_transcripts(paths))


def test_examples_of_many_transcripts_are_taken_from_some_all_over(write: Callable[..., Path]) -> None:
    paths = [write(f"Q: Who kept lamp number {n} lit?\n\nA: I did.\n", f"t{n:03}.txt") for n in range(200)]
    many = open_transcripts(paths)
    looked: list[str] = []

    def opened(one: Quotable) -> Content:
        looked.append(one.card.id)
        return many[int(one.card.id[1:])].content

    found = examples([Quotable(one.card, open_=opened) for one in many])
    assert found == tuple(f"Who kept lamp number {n} lit?" for n in (0, 48, 96, 144))
    assert set(looked) == {f"t{n:03}" for n in range(0, 200, 4)}
    (toml := paths[0].with_suffix(".toml")).write_text('examples = ["One?", "Two?", "Three?", "Four?"]', "utf-8")
    assert toml.exists()
    looked.clear()
    named = open_transcripts(paths[:1])[0].card
    assert examples([Quotable(named, open_=opened), *many]) == ("One?", "Two?", "Three?", "Four?")
    assert looked == []


def test_the_sentence_that_asks_is_the_last_with_a_question_mark(interview: Transcript, write: Write) -> None:
    assert list(quotable(interview).asking.values()) == [
        "What does this anniversary mean for the peoples of China and the whole world?",
        "How did the peoples of China and Kazakhstan jointly fight in the world anti-fascist war?",
        CELEBRATE,
    ]
    (talk,) = open_transcripts([write("Q: Is it? Tell me.\nA: Yes.\nQ: Go on. Please.\nA: No.")])
    assert list(talk.asking.values()) == ["Is it?", "Please."]


def test_a_question_of_the_interviewer_is_answered_by_what_was_replied(bot: Bot) -> None:
    for asked in (
        CELEBRATE,
        "  why do we still have to celebrate THIS day",
        f"The war took place 75 years ago. {CELEBRATE}",
    ):
        answer = bot.ask(asked, k=17)
        assert (answer.state, answer.confidence) == ("answered", 1.0)
        places = [statement.citation.question for statement in answer.statements]
        replied = places.count("q3")
        assert places[:replied] == ["q3"] * replied
    assert bot.ask("Why do we celebrate?").confidence < 1.0


def test_replies_are_the_sentences_of_the_answers(bot: Bot) -> None:
    ambassador = bot.library.quotables[0]
    rows = next(one.rows for one in ambassador.replies.values() if one.question == CELEBRATE)
    turns = {ambassador.transcript.turns[ambassador.passages.sentences[row].turn].number for row in rows}
    assert turns == {3}
    assert len(rows) == 14


def test_a_question_that_could_be_asked_anywhere_is_not_taken_for_the_interviewers(write: Write) -> None:
    bot = Bot(library_of(write("Q: What happened to it?\nA: A lamp burned.\nQ: Go on.\nA: A ship came.")))
    for asked in ("What happened to it?", "Go on."):
        assert bot.ask(asked).confidence < 1.0
    answer = bot.ask("hello")
    assert not {"What happened to it?", "Go on."} & set(Suggestions(bot).after(answer, ["hello"]))


def test_examples_are_those_of_the_metadata_else_the_interviewers_else_about_the_transcript(write: Write) -> None:
    assert examples_of(INTERVIEW)[0] == "Who received a medal from the ambassador?"
    assert len(examples_of(INTERVIEW)) == 4
    asked = "".join(f"Q: Is lamp {n} lit?\nA: Yes.\n" for n in range(9))
    assert examples_of(write(asked)) == tuple(f"Is lamp {n} lit?" for n in (0, 2, 4, 6))
    assert examples_of(write("Only a text.")) == ABOUT
    long = f"Q: Is it {'very ' * 60}long?\nA: Yes."
    assert examples_of(write(long)) == ABOUT


def test_the_examples_of_the_interview_are_answered_with_the_right_sentence(real_bot: Bot) -> None:
    places = ["q2-p3-s1", "q3-p1-s1", "q1-p2-s3", "q3-p7-s1"]
    for question, place in zip(examples_of(INTERVIEW), places, strict=True):
        answer = real_bot.ask(question)
        assert answer.state == "answered"
        assert answer.statements[0].citation.sentences[-1] == place


@pytest.mark.parametrize(
    "question", ["Who received a medal from the ambassador?", "Who won the cup?", "hello", "history"]
)
def test_what_is_suggested_is_answered_and_was_not_asked(real_bot: Bot, question: str) -> None:
    asked = [question]
    for _ in range(4):
        found = Suggestions(real_bot).after(real_bot.ask(asked[-1], history=asked[:-1]), asked)
        assert 0 < len(found) <= 3
        assert not {plain(one) for one in found} & {plain(one) for one in asked}
        assert [real_bot.ask(one).state for one in found] == ["answered"] * len(found)
        asked.append(found[0])


def test_a_library_suggests_from_the_transcript_of_the_best_statement() -> None:
    bot = Bot(library_of(INTERVIEW, LIGHTHOUSE))
    lens = bot.ask("lens")
    assert lens.statements[0].citation.transcript == "lighthouse"
    assert Suggestions(bot).after(lens, ["lens"])


def test_names_are_runs_of_capitals_without_parts_of_longer_names() -> None:
    assert names_in("The Soviet Union sent Nikolai Vozov.", "en") == ["Soviet Union", "Nikolai Vozov"]
    assert names_in("the World Anti-Fascist War and the Great Patriotic War", "en") == ["Great Patriotic War"]
    assert names_in("В Красной Армии служил Николай Возов.", "ru") == ["Красной Армии", "Николай Возов"]
    assert names_in("", "en") == []
