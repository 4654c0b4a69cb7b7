"""Words quoted from somebody else: where they stand, and nobody named who is not said to have said them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import INTERVIEW, library_of

from bot.evidence.citation import cite
from bot.evidence.quoted_speech import between_marks
from index.quotable import Quotable

Write = Callable[..., Path]


@pytest.fixture(scope="module")
def quotable() -> Quotable:
    return library_of(INTERVIEW).quotables[0]


def test_the_interview_quotes_xi_jinping_and_four_things_without_a_speaker(quotable: Quotable) -> None:
    rows = range(len(quotable.passages.sentences))
    quoted = [span for row in rows for span in cite(quotable, row, row).quoted]
    assert [(q.start, q.stop, q.speaker) for q in quoted if q.speaker] == [(3959, 4120, "Xi Jinping")]
    unnamed = [quotable.transcript.text[q.start : q.stop] for q in quoted if not q.speaker]
    assert unnamed == [
        "their own country first",
        "black cauldron",
        "Past experience is a good lesson for the future.",
        "Silk Road of Health",
    ]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("As President Xi Jinping noted, “We look ahead.”", "Xi Jinping"),
        ("Elin Dahl said: “A light works.”", "Elin Dahl"),
        ("“A light works,” said Elin Dahl.", "Elin Dahl"),
        ("“A light works,” Prime Minister Elin Dahl told reporters.", "Elin Dahl"),
        ("According to Elin Dahl, “a light works”.", "Elin Dahl"),
        ("“A light works,” she said.", ""),
        ("As the President noted, “we look ahead.”", ""),
        ("The “black cauldron” is a proverb.", ""),
        ("Xi Jinping visited the “Silk Road of Health”.", ""),
        ("Как отметил Си Цзиньпин, «мы смотрим вперёд».", "Си Цзиньпин"),
        ("But Putin said: “No.”", "Putin"),
        ("After Stalin announced the offensive, Churchill wrote: “Well.”", "Churchill"),
        ("Russian President Vladimir Putin said: “Well.”", "Vladimir Putin"),
        ("J. F. Kennedy said: “Well.”", "J. F. Kennedy"),
        ("Dahl told reporters: “Well.”", "Dahl"),
        ("A critic of Xi Jinping wrote: “He is weak.”", ""),
        ("The man who shot Lincoln said: “Well.”", ""),
        ("Xi told Putin, who replied: “I agree.”", ""),
        ("When Xi asked, the veteran answered: “Well.”", ""),
        ("It is not true that Xi said: “Well.”", ""),
        ("Contrary to what Putin said, “peace” holds.", ""),
        ("Xi said nothing about the “one China” rule.", ""),
        ("The slogan “No pasaran” reminded Putin of Spain.", ""),
        ("Zhang told reporters that Putin called it “a crime”.", ""),
        ("The President of France said: “Well.”", ""),
        ("A spokesman for Huawei said: “Well.”", ""),
        ("In Moscow Putin said: “Well.”", ""),
        ("Today Xi said: “Well.”", ""),
        ("Nobody said: “Well.”", ""),
        ("“Well,” announced Tuesday’s paper.", ""),
        ("Had Ann said “Go,” I would have gone.", ""),
        ("Suppose Ann said, “Go.”", ""),
        ("It is a myth that Galileo said, “It moves.”", ""),
        ("I doubt that Galileo said, “It moves.”", ""),
        ("It was wrongly claimed that Galileo said, “It moves.”", ""),
        ("“Go,” Ann said Bob wrote.", ""),
        ("“Go,” said Ann, quoting Lenin.", ""),
        ("“Go,” said Ann, but it was Bob who wrote it.", ""),
        ("“Go,” said Ann, or Bob.", ""),
        ("Well said, “Go.”", ""),
        ("The Constitution states: “Go.”", ""),
        ("“Well,” said Xi Jinping’s aide.", ""),
        ("“Well,” wrote a critic of Xi.", ""),
        ("Я сказал Путину: «Нет».", ""),
        ("«Нет», — сказал Путину Си.", ""),
        ("Критик Путина сказал: «Нет».", ""),
        ("Президент России Владимир Путин сказал: «Нет».", ""),
    ],
)
def test_a_speaker_is_named_only_where_a_reporting_phrase_names_one(write: Write, sentence: str, speaker: str) -> None:
    quotable = library_of(write(sentence)).quotables[0]
    quoted = cite(quotable, 0, len(quotable.passages.sentences) - 1).quoted
    assert [q.speaker for q in quoted] == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("Xi called it “a bridge”, Putin said “a road”.", ["", "Putin"]),
        ("“Good,” Xi said; “bad,” Putin said.", ["", "Putin"]),
    ],
)
def test_two_quotations_in_a_sentence_are_not_given_to_one_speaker(
    write: Write, sentence: str, speakers: list[str]
) -> None:
    quotable = library_of(write(sentence)).quotables[0]
    quoted = cite(quotable, 0, len(quotable.passages.sentences) - 1).quoted
    assert [q.speaker for q in quoted] == speakers


def test_a_sentence_inside_a_long_quotation_is_known_as_quoted(write: Write) -> None:
    quotable = library_of(write("Ada Marsh said: “We left. It rained. We came back.” Then she slept.")).quotables[0]
    text = quotable.transcript.text
    for span in between_marks(text, 0, len(text)):
        assert text[span.start : span.stop] == "We left. It rained. We came back."
    whole = [cite(quotable, row, row) for row in range(len(quotable.passages.sentences))]
    assert [q.speaker for citation in whole[:-1] for q in citation.quoted] == ["Ada Marsh"] * len(whole[:-1])
    assert whole[-1].quoted == ()


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("a “b” c", ["b"]),
        ("a ” b” c", ["b"]),
        ("a “b c", ["b c"]),
        ('a "b c', []),
        ("a «b “c” d» e", ["b “c” d"]),
        ("„a“ and „b”", ["a", "b"]),
        ("“” “ ”", []),
        ('The 5" gun and the 6" gun', []),
        ("»Nein« sagte er, und »Ja« sie", ["Nein", "Ja"]),
        ("a」 b「c」 』", ["c"]),
        ('a "b “c” d', []),
    ],
)
def test_marks_are_paired_outermost_and_a_mistyped_one_opens(text: str, spans: list[str]) -> None:
    assert [text[s.start : s.stop] for s in between_marks(text, 0, len(text))] == spans
