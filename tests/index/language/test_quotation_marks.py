"""Every mark of quotation is in the table once, and its pairs are read in linear time, whoever wrote them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.quotation_marks import DIRECTED, MARKS, SINGLE, STRAIGHT, TITLE, innermost, outside, quotations


def test_each_mark_that_opens_is_in_the_table_once_and_has_one_that_closes() -> None:
    opening = [mark.opening for mark in (*DIRECTED, STRAIGHT, *SINGLE, TITLE)]
    assert sorted(opening) == sorted(MARKS)
    assert all(len(mark.opening) == 1 and mark.closing for mark in MARKS.values())


def test_a_mark_that_holds_closes_no_other_of_its_language() -> None:
    assert [mark.opening for mark in MARKS.values() if mark.holds] == ["“", "«", "„", "「", "『"]
    assert all(mark.opening not in mark.closing for mark in MARKS.values() if mark.holds)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “one two” and “three”.", ["one two", "three"]),
        ("He said ‘one two’ now.", ["one two"]),
        ("«Один два» и „drei vier“ и „pięć”", ["Один два", "drei vier", "pięć"]),
        ('He said "one two" and "three".', ["one two", "three"]),
        ("He said 'one two' and 'it's three'.", ["one two", "it's three"]),
        ("「一二」和『三四』", ["一二", "三四"]),
        ("‹eins› ‚zwei‘", ["eins", "zwei"]),
        ("»eins zwei«", ["eins zwei"]),
        ("”ett två” sade han", ["ett två"]),
        ("“one ‘two’ three”", ["one ‘two’ three"]),
        ("‘one “two” three’", ["one “two” three"]),
        ("“one “two” three” four", ["one “two” three"]),
        ("It’s the people’s choice, isn’t it", []),
        ("‘It’s the peoples’ choice,’ he said", ["It’s the peoples’ choice,"]),
        ("the workers' choice and the owners' fear", []),
        ("the '90s and '80s weren't 'fun' at all", ["fun"]),
        ("a 6\" pipe and a 7\" pipe", []),
        ("“one two and no end", ["one two and no end"]),
        ("He's 'one “two' three”", ["two' three"]),
        ("“” and “ ” and “…”", []),
        ('“one two", he said, "three".', ["one two", "three"]),
        ('He said:"one two” and left', ["one two"]),
        ("“one two“ and left", ["one two"]),
        ('“one "two" three” and left', ['one "two" three']),
    ],
)  # fmt: skip
def test_every_kind_of_quotation_marks_is_read(text: str, quoted: list[str]) -> None:
    assert [text[span.start : span.stop] for span in quotations(text, 0, len(text))] == quoted


@given(st.text(st.sampled_from("ab s\"'“”‘’«»„「」‹›‚\n,."), max_size=60))
def test_spans_are_apart_in_order_and_trimmed(text: str) -> None:
    spans = quotations(text, 0, len(text))
    assert all(text[s.start : s.stop] == text[s.start : s.stop].strip() != "" for s in spans)
    assert all(left.stop < right.start for left, right in itertools.pairwise(spans))


@pytest.mark.parametrize("mark", ['"', "“", "”", "'a ", "‘a ", "«", "a' ", ' "a', "“”", "[", "„", "“a “b” ", "„a„b“"])
def test_marks_without_end_are_read_in_linear_time(mark: str) -> None:
    text = mark * (200_000 // len(mark))
    quotations(text, 0, len(text))  # the test's time limit is the assertion


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ('“a” «b» „c“ „d” 「e」 "f"', ["“a”", "«b»", "„c“", "„d”", "「e」", '"f"']),
        ("“a “b” c”", ["“b”"]),
        ("“a «b” c»", ["“a «b”"]),
        ('"a “b" c”', ['"a “b"']),
        ("”a” »b« “c", []),
        ('""a"', ['"a"']),
        ("“” «»", []),
    ],
)
def test_innermost_pairs_are_closed_and_hold_something(text: str, marked: list[str]) -> None:
    assert [text[pair.opens : pair.closes + 1] for pair in innermost(text, '“«„「"')] == marked


def test_empty_pairs_are_read_where_asked_for() -> None:
    assert [(pair.opens, pair.closes) for pair in innermost('""a"', '"', least=0)] == [(0, 1)]


def test_what_stands_outside_has_a_space_for_each_pair() -> None:
    text = "a“b”c «d»"
    assert outside(text, innermost(text, "“«")) == "a c  "
    assert outside(text, []) == text


@pytest.mark.parametrize("mark", ['"', "“", "”", "«", "„", "“”", "a „", "“a"])
def test_innermost_pairs_are_read_in_linear_time(mark: str) -> None:
    text = mark * (200_000 // len(mark))
    outside(text, innermost(text, '“«„「"'))  # the test's time limit is the assertion
