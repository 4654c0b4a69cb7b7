"""How far a statement reaches: with the sentence that it leans on, and never further."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import INTERVIEW, library_of

from bot.chat import Bot
from bot.context.mid_thought import SUBJECT_BEFORE
from bot.context.self_contained import MOST_WORDS, statement_start
from bot.evidence.citation import cite, locator
from index.quotable import Quotable

Write = Callable[..., Path]


@pytest.fixture(scope="module")
def ambassador() -> Quotable:
    return library_of(INTERVIEW).quotables[0]


def quotable_of(path: Path) -> Quotable:
    return library_of(path).quotables[0]


def reaches(one: Quotable) -> list[str]:
    """The words of the statement that ends with each sentence."""
    return [cite(one, statement_start(one, row), row).exact for row in range(len(one.passages.sentences))]


def test_the_statements_of_the_interview_that_lean_on_another(ambassador: Quotable) -> None:
    sentences = ambassador.passages.sentences
    extended = [
        locator(sentences[first].place, sentence.place)
        for row, sentence in enumerate(sentences)
        if (first := statement_start(ambassador, row)) != row
    ]
    assert extended == ["Q1 ¶2 s3 – ¶3 s1", "Q2 ¶3 s2–3", "Q3 ¶4 s1–2"]


def test_a_leaning_statement_is_shown_with_the_sentence_before_it(bot: Bot, real_bot: Bot) -> None:
    for one, question in ((bot, "“protection of national independence”"), (real_bot, "What washed away the shame?")):
        best = one.ask(question).statements[0].citation
        assert best.locator == "Q1 ¶2 s3 – ¶3 s1"
        assert best.sentences == ("q1-p2-s3", "q1-p3-s1")
        assert "finally signed an act of surrender.\nThis marked the victory" in best.exact.replace("\r", "")


@pytest.mark.parametrize(
    ("sentence", "leans"),
    [
        ("This marked the victory.", True),
        ("“It’s over.", True),
        ("Some of them died.", True),
        ("All this is a threat.", True),
        ("Both of these broke.", True),
        ("His wife came.", True),
        ("— They left.", True),
        ("Such an end was near.", True),
        ("The latter won.", True),
        ("Item one broke.", False),
        ("Hers was lost.", False),
        ("Thistles grew.", False),
        ("Some lamps broke.", False),
        ("The lamp saw this.", False),
        ("I saw them.", False),
        ("It-girls left.", False),
        ("", False),
    ],
)
def test_a_sentence_leans_by_how_it_begins(sentence: str, leans: bool) -> None:
    assert bool(SUBJECT_BEFORE.match(sentence)) is leans


def test_a_statement_never_reaches_into_another_turn(write: Write) -> None:
    text = "Question: Was the lamp lit?\nAnswer: It was lit.\nThat was all.\n"
    text += "Question: And the storm?\nAnswer: It broke it.\n"
    one = quotable_of(write(text))
    assert reaches(one) == ["Was the lamp lit?", "It was lit.", "That was all.", "And the storm?", "It broke it."]
    named = quotable_of(write("Ada: We lit it.\nJon: It broke.\nAda: They left.\nJon: Yes.\n", "named.txt"))
    assert reaches(named) == ["We lit it.", "It broke.", "They left.", "Yes."]


def test_the_first_sentence_of_a_text_stays_alone(write: Write) -> None:
    assert reaches(quotable_of(write("This is a lamp. It burns.\n"))) == [
        "This is a lamp.",
        "This is a lamp. It burns.",
    ]


def test_a_statement_reaches_one_sentence_at_most(write: Write) -> None:
    one = quotable_of(write("A lamp was lit. It burned. It broke. It was mended.\n"))
    assert reaches(one)[2:] == ["It burned. It broke.", "It broke. It was mended."]


@pytest.mark.parametrize(("words", "extended"), [(MOST_WORDS - 2, True), (MOST_WORDS - 1, False)])
def test_a_statement_that_would_be_too_long_stays_alone(write: Write, words: int, extended: bool) -> None:
    long = " ".join(["lamp"] * words) + "."
    one = quotable_of(write(f"{long} It broke.\n"))
    assert reaches(one)[-1] == (f"{long} It broke." if extended else "It broke.")


def test_only_english_leans(write: Write) -> None:
    text = "Die Lampe brannte hell und lange in der Nacht. This war es, und das Haus stand dunkel am Meer.\n"
    one = quotable_of(write(text, toml='language = "de"'))
    assert reaches(one)[1].startswith("This war")


def test_a_line_that_nobody_said_is_not_quoted_within_a_statement(write: Write) -> None:
    text = "A lamp was lit.\nShare this page\nIt burned all night.\n"
    one = quotable_of(write(text, toml='boilerplate = ["Share this page"]'))
    assert len(one.passages.sentences) == 2
    assert reaches(one) == ["A lamp was lit.", "It burned all night."]


@pytest.mark.parametrize("question", ["lamp", "“it”", "storm", "What broke?"])
def test_neighbours_that_lean_on_each_other_are_shown_once(write: Write, question: str) -> None:
    path = write("A lamp was lit. It met a storm. It broke the lamp. This is all. A ship came. They left.\n")
    one = Bot(library_of(path))
    statements = one.ask(question, k=100).statements
    shown = sorted(name for s in statements for name in s.citation.sentences)
    assert shown == [f"p1-s{n}" for n in range(1, 7)]
