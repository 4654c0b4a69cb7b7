"""Small transcripts in which words are hard to compare, and what is right for each."""

import pytest
from support import ROOT, checker_of

from bot.quote_check.article import read_article
from bot.quote_check.verdict import Checked

WORDS = ROOT / "tests" / "data" / "words"


def span_of(name: str, article: str) -> Checked:
    (span,) = checker_of(WORDS / f"{name}.txt").check(read_article(article, "text")).spans
    return span


@pytest.mark.parametrize(
    ("name", "article", "verdict", "grave"),
    [
        ("caps2", "“A forty-hour week, and clean water in the barracks.”", "punctuation", False),
        ("caps2", "“For eleven days,” said Lindgren.", "punctuation", False),
        ("caps2", "“For twelve days,” said Lindgren.", "altered", True),
        ("notes", "“The harbour was closed in 1974.”", "punctuation", False),
        ("notes", "“The survey by Halloran showed that fishermen earned less than farmers.”", "punctuation", False),
        ("notes", "“The survey by Halloran [13] showed that fishermen [14] earned less”", "punctuation", False),
        ("notes", "“The survey by Halloran [99] showed that fishermen”", "altered", True),
        ("shy", "“The council approved the flood defence in November.”", "punctuation", False),
        ("liga", "“The first financial report was flawed, so the effort had to be repeated.”", "punctuation", False),
        ("arabic", "“كتب المجلس رسالة إلى الوزير”", "punctuation", False),
        ("nfd", "“He carried crème brûlée up the hill on Sundays.”", "punctuation", False),
        ("rose_nfd", "“We served a rose from Bandol”", "altered", False),
        ("lease", "“the landlord is ... permitted to end this lease”", "altered", True),
        ("dialog", "“Every single day,” said Jonas Vik.", "punctuation", False),
        ("dialog", "“Every other single day,” said Jonas Vik.", "altered", False),
        ("dialog", "“Do you miss the sea? Every single day.”", "stitched", False),
        ("coop", "“There are three roles : a steward , a bookkeeper and an approver.”", "punctuation", False),
        ("coop", "“The approver signs every loan above 500\u00a0crowns.”", "punctuation", False),
        ("coop", "“The approver signs every loan above 600 crowns.”", "altered", True),
        ("island", "“I sold the lamp to the museum in the spring of 1999,” he said.", "not_found", False),
    ],
)
def test_words_are_compared_by_what_counts(name: str, article: str, verdict: str, grave: bool) -> None:
    span = span_of(name, article)
    assert (span.verdict, span.grave) == (verdict, grave)


@pytest.mark.parametrize(
    ("article", "left_out"),
    [
        ("“Nobody protested at the time.”", "(and I was there every day)"),
        (
            "“The new mayor closed the ferry.”",
            ", who had come from the capital in a hurry that same winter,",
        ),
    ],
)
def test_words_left_out_without_a_mark_are_said_to_be_left_out(article: str, left_out: str) -> None:
    span = span_of("omit", article)
    assert (span.verdict, span.change, span.grave) == ("altered", "unmarked", False)
    assert [words.exact for words in span.left_out] == [left_out]
    assert [(one.written, one.said) for one in span.differences] == [("", left_out)]


def test_a_negation_left_out_without_a_mark_is_grave() -> None:
    span = span_of("lease", "“Under clause nine, the landlord is permitted to end this lease.”")
    assert (span.verdict, span.change, span.grave) == ("altered", "unmarked", True)
    assert [words.exact for words in span.left_out] == ["not"]


@pytest.mark.parametrize(
    ("name", "article", "cut"),
    [
        ("min_wrap", "“sell the harbour to anybody at all”", "As long as I am mayor we shall not"),
        (
            "unwrapneg",
            "“sell the harbour to the shipping company from the south”",
            "I promised the whole town that as long as I am mayor we shall not",
        ),
        ("lease", "“He may visit the cellar”", ", provided that he rings the bell."),
    ],
)
def test_what_stands_before_or_behind_a_cut_is_warned_of_over_the_ends_of_lines(
    name: str, article: str, cut: str
) -> None:
    span = span_of(name, article)
    assert [words.exact for words in span.cut] == [cut]
    assert "cut" in span.warnings


@pytest.mark.parametrize(
    ("article", "theirs"),
    [
        ("“I agreed at the end,” said Ms. Rask.", True),
        ("“I agreed at the end,” said Mr. Oden.", False),
        ("“I agreed at the end.”", None),
    ],
)
def test_altered_words_say_whether_the_nearest_are_of_whom_is_named(article: str, theirs: bool | None) -> None:
    span = span_of("alpha", article)
    assert (span.verdict, span.nearest_is_theirs) == ("altered", theirs)


@pytest.mark.parametrize(
    "article",
    [
        "The so-called “triumph” was a carpet shop.",
        "What the town hall calls “peace” looks like silence.",
        "The term “memory politics” has fallen out of fashion.",
    ],
)
def test_a_word_or_two_that_nobody_is_said_to_have_said_is_no_quotation(article: str) -> None:
    check = checker_of(WORDS / "alpha.txt").check(read_article(article, "text"))
    assert [span.verdict for span in check.spans] == ["emphasis"]
    assert check.holds
    (said,) = checker_of(WORDS / "alpha.txt").check(read_article("“Triumph,” said Ms. Rask.", "text")).spans
    assert said.verdict == "not_found"


def test_quotations_inside_one_that_does_not_hold_are_checked_themselves() -> None:
    checker = checker_of(ROOT / "data" / "ambassador-interview.txt")
    inner = "We honor this historic day not to perpetuate hatred"
    check = checker.check(read_article(f"He told us: “My president said ‘{inner}’ and left the hall.”", "text"))
    assert [(span.text, span.verdict) for span in check.spans][1:] == [(inner, "exact")]
    assert not check.spans[0].holds
