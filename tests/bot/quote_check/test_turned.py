"""What stands just outside quoted words and may turn their meaning."""

import pytest

from bot.quote_check.turned import turns_after, turns_before


@pytest.mark.parametrize(
    "words",
    [
        "I don't think that",
        "It is not true that",
        "Nobody believes that",
        "If it rains,",
        "Unless they attack,",
        "He said that",
        "Some people claim that",
        "They do n't",
        "I hope that",
        "Perhaps",
        "Якобы",
        "Если будет мир,",
        "他不认为",
    ],
)
def test_a_beginning_that_turns_the_rest(words: str) -> None:
    assert turns_before(words)


@pytest.mark.parametrize(
    "words",
    ["", "On Monday,", "The ambassador and", "I am not sure about the weather; but here we see that one two three",
     "Nobody came to the house that we had built on the hill for my mother in the year of the storm, and"],
)  # fmt: skip
def test_a_beginning_that_does_not(words: str) -> None:
    assert not turns_before(words)


@pytest.mark.parametrize(
    "words",
    [
        "only if it rains.",
        "if you like.",
        "unless they attack.",
        "but only in spring.",
        "not to perpetuate hatred.",
        ", they say.",
        ", I think.",
        "?",
        ", so if you want",
        "без войны.",
    ],
)
def test_an_end_that_turns_what_stands_before_it(words: str) -> None:
    assert turns_after(words)


@pytest.mark.parametrize("words", ["", ".", " in the spring.", ", and one two three four nobody came.", "!”"])
def test_an_end_that_does_not(words: str) -> None:
    assert not turns_after(words)
