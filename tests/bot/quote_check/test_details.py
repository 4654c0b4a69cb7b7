"""What is told of a quotation besides its verdict: differences, parts, what was cut, whether it can stand alone."""

import pytest
from support import FORGET, INTERVIEW, Verdict, Write, checker_of

from bot.quote_check.article import read_article
from index.readers.table import read_transcript


def test_what_an_ellipsis_stands_for_is_shown(verdict: Verdict) -> None:
    span = verdict("“On September 2, 1945, the Japanese imperialists … finally signed an act of surrender.”")
    assert span.verdict == "elided"
    assert [gap.exact for gap in span.left_out] == [", who had reached an impasse,"]
    assert [part.exact for part in span.parts] == [
        "on September 2, 1945, the Japanese imperialists",
        "finally signed an act of surrender.",
    ]


@pytest.mark.parametrize(
    ("article", "differences", "grave"),
    [
        ("“The Chinese people will forget them.”", [("", "never")], True),
        ("“The Chinese people will always forget them.”", [("always", "never")], True),
        ("“After 15 years of bloody struggle”", [("15", "14")], True),
        ("“On November 3 last year, I presented a commemorative medal”", [("November", "December")], True),
        ("“The Japanese people will never forget them.”", [("Japanese", "Chinese")], True),
        ("“The Chinese people will never remember them.”", [("remember", "forget")], False),
        ("“The Chinese people, will never forget them.”", [(",", "")], False),
        ("“After 15 years of bloody … at last signed an act”", [("15", "14"), ("at last", "finally")], True),
    ],
)  # fmt: skip
def test_an_alteration_is_shown_word_by_word(
    verdict: Verdict, article: str, differences: list[tuple[str, str]], grave: bool
) -> None:
    span = verdict(article)
    text = read_transcript(INTERVIEW).text
    assert (span.verdict, span.grave) == ("altered", grave)
    assert [(one.written, one.said) for one in span.differences] == differences
    for one in span.differences:
        assert article[one.start : one.stop] == one.written
        assert text[one.said_start : one.said_stop] == one.said
    assert span.nearest is not None
    assert span.citation is None


def test_a_stitched_span_shows_where_its_parts_stand(verdict: Verdict) -> None:
    span = verdict(f"“{FORGET} the trend of historical progress cannot be stopped”")
    assert span.verdict == "stitched"
    assert [(part.exact, part.locator) for part in span.parts] == [
        (FORGET, "Q2 ¶3 s4"),
        ("The trend of historical progress cannot be stopped", "Q3 ¶7 s2"),
    ]


@pytest.mark.parametrize(
    ("article", "warnings", "cut"),
    [
        ("“cold war”", ["short"], []),
        ("“We honor this historic day”", ["cut", "quoted"], ["not to perpetuate hatred, but to learn from its"]),
        ("“we still have to celebrate this day”", ["cut"], ["?"]),
        ("“their own country first”", ["quoted"], []),
        (f"“{FORGET}.”", [], []),
        ("“Human society has reached unprecedented heights”", [], []),
    ],
)
def test_what_is_cut_off_is_told_where_it_may_turn_the_meaning(
    verdict: Verdict, article: str, warnings: list[str], cut: list[str]
) -> None:
    span = verdict(article)
    assert list(span.warnings) == warnings
    assert [words.exact[: len(begins)] for words, begins in zip(span.cut, cut, strict=True)] == cut
    assert span.holds


def test_an_unnamed_speaker_is_nobodys_contradiction(write: Write) -> None:
    checker = checker_of(write("Question: Was it dark?\nAnswer: The lamp was never lit in those years.\n"))
    span = checker.check(read_article("“The lamp was never lit in those years,” said Jonas Vik.", "text")).spans[0]
    assert (span.verdict, span.warnings) == ("punctuation", ("unnamed",))


def test_a_sentence_that_can_not_stand_alone_is_told_with_what_can(verdict: Verdict) -> None:
    span = verdict("“This marked the victory of the Chinese people”")
    assert span.self_contained is not None
    assert (span.self_contained.unresolved_opening, span.self_contained.safe and span.self_contained.safe.locator) == (
        "This",
        "Q1 ¶2 s3 – ¶3 s1",
    )
    inside = verdict("“the victory of the Chinese people over the malicious Japanese invaders”")
    assert inside.self_contained is not None
    assert (inside.self_contained.unresolved_opening, inside.self_contained.safe) == ("", None)


@pytest.mark.parametrize(
    ("article", "inserted", "warnings"),
    [
        ("“The Chinese people [of today] will never forget them”", ["of today"], ["inserted"]),
        ("“Many Kazakhstani fighters like [Vozov] participated in this”", ["Vozov"], ["inserted"]),
        ("“The Chinese people will never forget [sic] them”", [], []),
        ("“The Chinese people will [never] forget them”", ["never"], ["short", "cut", "inserted"]),
    ],
)
def test_the_words_of_the_writer_in_brackets_are_told(
    verdict: Verdict, article: str, inserted: list[str], warnings: list[str]
) -> None:
    span = verdict(article)
    assert (span.verdict, list(span.inserted), list(span.warnings)) == ("elided", inserted, warnings)


@pytest.mark.parametrize(
    ("article", "hidden", "written"),
    [
        ("“China and Kazakhstan should firmly defend … unilateralism and intimidation”", "multilateralism,", "…"),
        ("“the Soviet Red Army … died on the battlefield”", ". Some of them", "…"),
        ("“Chinese President Xi Jinping … finally signed an act of surrender”", "and other party", "…"),
        ("“The Chinese people […] forget them”", "will never", "[…]"),
        ("“The Chinese people will [always] forget them”", "never", "[always]"),
        ("“The Chinese people will … forget them,” said Zhang Xiao.", "never", "…"),
        ("“[China will] conquer the world and enslave the peoples”", "", "[China will]"),
        ("“Some of them [allegedly] died on the battlefield”", "", "[allegedly]"),
        ("“After [15] years of bloody struggle”", "14", "[15]"),
        ("“The Chinese people will never [20] forget them”", "", "[20]"),
    ],
)
def test_what_is_hidden_or_put_in_and_turns_the_meaning_is_a_grave_alteration(
    verdict: Verdict, article: str, hidden: str, written: str
) -> None:
    span = verdict(article)
    assert (span.verdict, span.grave, span.holds) == ("altered", True, False)
    (change,) = span.differences
    assert change.said.startswith(hidden)
    assert change.written == written == article[change.start : change.stop]
    assert read_transcript(INTERVIEW).text[change.said_start : change.said_stop] == change.said


def test_words_that_the_text_says_were_not_said_are_told(verdict: Verdict) -> None:
    for article in (f"Zhang Xiao never said “{FORGET}”.", f"It is not true that Zhang Xiao said “{FORGET}”."):
        assert verdict(article).warnings == ("denied",)


def test_words_in_unattributed_marks_are_the_speakers_and_may_be_anothers(verdict: Verdict) -> None:
    for name, warnings in (("Zhang Xiao", ("quoted",)), ("Putin", ("quoted", "unnamed"))):
        for article in (f"“their own country first,” said {name}.", f"“their own country first”, said {name}."):
            assert verdict(article).warnings == warnings


@pytest.mark.parametrize(
    ("article", "grave"),
    [
        (f"“{FORGET.upper()}”", False),
        ("“After fourteen years of bloody struggle”", False),
        ("“Many of them died on the battlefield”", True),
    ],
)
def test_another_spelling_of_a_name_or_number_is_not_grave(verdict: Verdict, article: str, grave: bool) -> None:
    assert (verdict(article).verdict, verdict(article).grave) == ("altered", grave)
