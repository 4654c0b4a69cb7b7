"""English numbers in words are the numbers that they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.numerals import in_digits

UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
UNITS += "seventeen eighteen nineteen".split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelt(number: int) -> str:
    """The oracle, the other way round."""
    for scale, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = spelt(number % scale) if number % scale else ""
            joint = " and " if rest and number % scale < 100 else " "
            return f"{spelt(number // scale)} {name}{joint}{rest}".strip()
    if number < 20:
        return UNITS[number]
    return TENS[number // 10] + (f" {UNITS[number % 10]}" if number % 10 else "")


@given(st.integers(2, 999_999_999))
def test_a_number_in_words_is_that_number(number: int) -> None:
    assert in_digits([*spelt(number).split(), "men"]) == [str(number), "men"]


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("nineteen eighty four", "1984"),
        ("twenty four hundred and two", "2402"),
        ("the twenty first of may", "the 21th of may"),
        ("two thousand and five and six", "2005 and 6"),
        ("three four five", "3 4 5"),
        ("a hundred and more", "a hundred and more"),
        ("one of them", "one of them"),
        ("1,200 and 17th", "1200 and 17th"),
    ],
)
def test_years_ordinals_and_lists_are_read_as_they_are_said(words: str, digits: str) -> None:
    assert " ".join(in_digits(words.split())) == digits
