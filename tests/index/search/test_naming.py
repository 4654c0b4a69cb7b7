"""Whom a question names, and by which terms the interviewee is named."""

import pytest
from support import INTERVIEW, LIGHTHOUSE, library_of

from index.search.naming import SpeakerNames, naming

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
    assert SpeakerNames(MEETING).named(question) == speakers


def test_a_possessive_names_its_speaker() -> None:
    assert SpeakerNames(MEETING).named("What was Marsh's idea?") == {"Ada Marsh"}
    assert SpeakerNames(MEETING).named("What was Ada Marsh’s idea?") == {"Ada Marsh"}


def test_the_article_is_no_speaker_of_one_letter() -> None:
    for question in ("What is a good idea?", "A good idea?", "Is that a good idea, A lamp?"):
        assert SpeakerNames(["Professor A", "Professor B"]).named(question) <= {"Professor A"}
        assert SpeakerNames(["Professor A", "Professor B"]).named(question.lower()) == set()
        assert SpeakerNames(["A", "B"]).named(question.lower()) == set()


def test_nobody_is_named_where_no_speaker_has_a_name() -> None:
    assert SpeakerNames([]).named("What did Ada say?") == SpeakerNames(["", ""]).named("What did Ada say?") == set()
    assert SpeakerNames(["?!"]).named("What?") == set()


def test_the_interviewee_is_named_by_name_and_office_without_its_country() -> None:
    ambassador, keeper = library_of(INTERVIEW, LIGHTHOUSE).quotables
    assert naming(ambassador.card) == ["zhang", "xiao", "ambassador", "extraordinari", "plenipotentiari"]
    assert naming(keeper.card) == ["jona", "vik", "keeper"]


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
