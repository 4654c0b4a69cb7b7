"""Whom a question names, and what kind of answer it asks for."""

from itertools import pairwise

import numpy as np
import pytest
from support import INTERVIEW, LIGHTHOUSE, library_of

from index.search.question_signals import AnswerTypes, answer_type, named, naming

MEETING = ["Right Hon. Pierre Paul-Hus", "Ada Marsh", "Jonas Vik", "Professor C", "Grad A", "Grad B", "AM Ann", "AM Bo"]


@pytest.mark.parametrize(
    ("question", "speakers"),
    [
        ("What did Ada Marsh think of the lamp?", {"Ada Marsh"}),
        ("what did ada marsh think?", {"Ada Marsh"}),  # a whole label, also in small letters
        ("Ada Marsh said what?", {"Ada Marsh"}),  # a whole label, also at the start
        ("What did Ms. Marsh think?", {"Ada Marsh"}),
        ("How did Paul-Hus answer?", {"Right Hon. Pierre Paul-Hus"}),
        ("What did Marsh ask Vik?", {"Ada Marsh", "Jonas Vik"}),
        ("What did Grad B suggest?", {"Grad B"}),
        ("What did Professor C recommend?", {"Professor C"}),
        ("And what did C recommend?", {"Professor C"}),
        ("What did the Grad suggest at 9 AM?", set()),  # words that two of them share
        ("What did marsh birds eat?", set()),  # a word of a label in small letters
        ("A lamp was lit by whom?", set()),
        ("Who gave them a lamp?", set()),
        ("What did Marshall say?", set()),
        ("", set()),
    ],
)
def test_speakers_are_named_by_their_label_or_by_a_word_that_is_nobody_elses(question: str, speakers: set[str]) -> None:
    assert named(question, MEETING) == speakers


def test_a_possessive_names_its_speaker() -> None:
    assert named("What was Marsh's idea?", MEETING) == {"Ada Marsh"}
    assert named("What was Ada Marsh’s idea?", MEETING) == {"Ada Marsh"}


def test_the_article_is_no_speaker_of_one_letter() -> None:
    for question in ("What is a good idea?", "A good idea?", "Is that a good idea, A lamp?"):
        assert named(question, ["Professor A", "Professor B"]) <= {"Professor A"}
        assert named(question.lower(), ["Professor A", "Professor B"]) == set()
        assert named(question.lower(), ["A", "B"]) == set()


def test_nobody_is_named_where_no_speaker_has_a_name() -> None:
    assert named("What did Ada say?", []) == named("What did Ada say?", ["", ""]) == set()
    assert named("What?", ["?!"]) == set()


def test_the_interviewee_is_named_by_name_and_office_without_its_country() -> None:
    ambassador, keeper = library_of(INTERVIEW, LIGHTHOUSE).quotables
    assert naming(ambassador.transcript) == ["zhang", "xiao", "ambassador", "extraordinari", "plenipotentiari"]
    assert naming(keeper.transcript) == ["jona", "vik", "keeper"]


@pytest.mark.parametrize(
    ("question", "speakers"),
    [("What did Jonas say of the storm?", {"Jonas Vik"}), ("What of the storm?", set()), ("And Ada Marsh?", set())],
)
def test_the_sentences_of_a_speaker_who_is_named_have_the_signal(question: str, speakers: set[str]) -> None:
    opened = library_of(LIGHTHOUSE)
    one = opened.quotables[0]
    found = opened.retriever.compare(question)
    turns = [one.transcript.turns[one.passages.sentences[row].turn] for row in found.rows.tolist()]
    expected = [float(turn.speaker in speakers) for turn in turns]
    assert found.signals["speaker"].tolist() == expected
    assert len(found.rows) == 17, "only statements are candidates"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Why do we still celebrate this day?", "reason"),
        ("What led to the surrender?", "reason"),
        ("What was the reason for the fire?", "reason"),
        ("When was the act signed?", "time"),
        ("In which year did it end?", "time"),
        ("How long ago was that?", "time"),
        ("How many windows broke?", "number"),
        ("HOW OLD is he?", "number"),
        ("What percentage agreed?", "number"),
        ("Who received a medal?", "name"),
        ("Whose lens was it?", "name"),
        ("Which team won?", "name"),
        ("Why did you ask when he came?", "reason"),  # the first kind of the table
        ("What does this anniversary mean?", None),
        ("How did they fight?", None),
        ("The whole story", None),  # "who" is no word of it
        ("", None),
    ],
)
def test_the_kind_of_answer_is_what_the_question_asks_with(question: str, kind: str | None) -> None:
    assert answer_type(question) == kind


def lacking(texts: list[str], question: str) -> list[bool]:
    return AnswerTypes(texts).lacking(question, np.arange(len(texts))).tolist()


@pytest.mark.parametrize(
    ("text", "kind", "question", "held"),
    [
        ("It broke because it was old.", "reason", "Why?", True),
        ("Due to fog it struck the reef.", "reason", "Why?", True),
        ("It broke.", "reason", "Why?", False),
        ("Because.", "reason", "Why?", True),
        ("That was in 1945.", "time", "When?", True),
        ("It was the 70th.", "time", "When?", True),
        ("In the 1930s.", "time", "When?", True),
        ("On a Monday in spring.", "time", "When?", True),
        ("It was long ago.", "time", "When?", False),
        ("Davis led with 118.", "number", "How many tackles did Davis have?", True),
        ("It weighs 2.4 tonnes.", "number", "How heavy is it?", True),
        ("It broke two panes.", "number", "How many panes?", True),
        ("Nobody slept.", "number", "How many slept?", False),
        ("The storm of 1987 was bad.", "number", "How many panes broke in 1987?", False),  # the question has it
        ("I gave it to Nikolai Vozov.", "name", "Who got it?", True),
        ("Nobody got it.", "name", "Who got it?", False),  # the capital of its first word says nothing
        ("The medal was for Vozov.", "name", "Who knows Vozov?", False),
        ("", "number", "How many?", False),
        ("", "name", "Who?", False),
    ],
)
def test_a_sentence_holds_the_kind_unless_it_only_repeats_the_question(
    text: str, kind: str, question: str, held: bool
) -> None:
    assert answer_type(question) == kind
    assert lacking([text, "Then Ada Marsh came."], question)[0] is not held


def test_nothing_is_lacking_where_no_kind_is_asked_for_or_no_text_has_capitals() -> None:
    assert lacking(["The lamp.", ""], "Tell me of the lamp") == [False, False]
    assert lacking(["the keeper came", "nobody did"], "Who came?") == [False, False]
    types = AnswerTypes(["the keeper came", "then Ada came", "nobody did"])
    assert types.lacking("Who came?", np.array([0, 2])).tolist() == [False, False], "no candidate has capitals"
    assert types.lacking("Who came?", np.array([0, 1])).tolist() == [True, False]


def test_what_one_question_has_itself_counts_again_for_the_next() -> None:
    types, rows = AnswerTypes(["It broke in 1987.", "Because of Ada Marsh.", "1987 or 1994"]), np.arange(3)
    expected = {
        "How many broke in 1987?": [True, True, False],
        "How many?": [False, True, False],
        "Who?": [True, False, True],
        "Why?": [True, False, True],
        "When?": [False, True, False],
    }
    for question in (*expected, *expected):
        assert types.lacking(question, rows).tolist() == expected[question], question


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        (
            "How many panes did the storm break?",
            {"two", "four", "three", "thirty", "1987", "1994", "2.4", "twenty", "seven"},
        ),
        ("What did the storm break?", None),
    ],
)
def test_sentences_without_the_kind_are_lacking(question: str, lacking: set[str] | None) -> None:
    opened = library_of(LIGHTHOUSE)
    found = opened.retriever.compare(question)
    text, sentences = opened.quotables[0].transcript.text, opened.quotables[0].passages.sentences
    said = [text[sentences[row].start : sentences[row].stop].lower() for row in found.rows.tolist()]
    expected = [float(lacking is not None and not any(number in words for number in lacking)) for words in said]
    assert found.signals["lacking"].tolist() == expected
    assert all(a < b for a, b in pairwise(found.rows.tolist()))
