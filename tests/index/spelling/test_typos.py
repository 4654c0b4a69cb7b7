"""How likely a slip is, by hand and against an oracle; the known words; British and American spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.dictionary import american, is_known, one_edit_away
from index.spelling.nearby import fold
from index.spelling.typos import (
    DOUBLED,
    ENDING,
    FIRST,
    KEY,
    MORE_OR_LESS,
    OTHER,
    SOUND,
    SWAPPED,
    VOWEL,
    beside,
    cost,
    within,
)


@pytest.mark.parametrize(
    ("british", "spelt"),
    [
        *(("neighbours", "neighbors"), ("organisation", "organization"), ("analysed", "analyzed")),
        *(("defence", "defense"), ("theatre", "theater"), ("travelling", "traveling"), ("dialogue", "dialog")),
        *(("programme", "program"), ("archaeologist", "archeologist"), ("jewellery", "jewelry")),
        *(("manoeuvred", "maneuvered"), ("skilful", "skillful"), ("judgement", "judgment")),
    ],
)
def test_american_words_are_made_of_british_ones_and_stay(british: str, spelt: str) -> None:
    assert american(british) == spelt == american(spelt)


@pytest.mark.parametrize("word", "four hour poured devoured wise rise hence filled called were here tree".split())
def test_words_that_only_look_british_stay(word: str) -> None:
    assert american(word) in (word, "devored")


def test_a_dictionarys_word_is_known_in_its_forms_and_one_edit_is_one_edit() -> None:
    assert is_known("medals", "en")
    assert is_known("медалью", "ru")
    assert not is_known("meadl", "en")
    assert not is_known("medal", "kk")
    assert one_edit_away("recieved", "en") == ["received", "relieved"]


@pytest.mark.parametrize(
    ("typed", "meant", "weight"),
    [
        ("opium", "opium", 0),
        ("opuim", "opium", SWAPPED),
        ("medall", "medal", DOUBLED),
        ("comander", "commander", DOUBLED),
        ("vosov", "vozov", SOUND),
        ("kazakstan", "kazakhstan", SOUND),
        ("pandamic", "pandemic", VOWEL),
        ("mwdal", "medal", KEY),
        ("mdal", "medal", MORE_OR_LESS),
        ("medalt", "medal", MORE_OR_LESS + ENDING),
        ("mepal", "medal", OTHER),
        ("pium", "opium", MORE_OR_LESS + FIRST),
        ("poium", "opium", SWAPPED + FIRST),
        ("kazkhstn", "kazakhstan", MORE_OR_LESS + MORE_OR_LESS),
        ("", "abc", 0.8 + 0.4 + 0.8 + 0.8),
    ],
)
def test_a_cost_is_the_sum_of_the_cheapest_slips(typed: str, meant: str, weight: float) -> None:
    assert cost(typed, meant) == pytest.approx(weight)


def plain_edits(one: str, other: str) -> int:
    """Optimal string alignment by its definition, without a table."""
    if not one or not other:
        return len(one) + len(other)
    ways = [plain_edits(one[1:], other) + 1, plain_edits(one, other[1:]) + 1]
    ways.append(plain_edits(one[1:], other[1:]) + (one[0] != other[0]))
    if len(one) > 1 < len(other) and one[:2] == other[1::-1]:
        ways.append(plain_edits(one[2:], other[2:]) + 1)
    return min(ways)


@given(st.text("abch", max_size=5), st.text("abch", max_size=5))
def test_a_cost_lies_between_the_cheapest_and_the_dearest_slips(typed: str, meant: str) -> None:
    edits = plain_edits(typed, meant)
    assert DOUBLED * edits <= cost(typed, meant) + 1e-9
    assert cost(typed, meant) <= (OTHER + FIRST) * edits + 1e-9


@given(st.text("abc", max_size=5), st.lists(st.text("abc", max_size=5), max_size=20), st.integers(1, 2))
def test_the_near_words_are_those_so_many_edits_away(typed: str, words: list[str], edits: int) -> None:
    near = [place for place, word in enumerate(words) if plain_edits(typed, word) <= edits]
    assert sorted(within(typed, words, edits)) == near


def test_keys_lie_beside_each_other() -> None:
    assert beside("g") == set("fhtyvb")
    assert beside("а") == set("впкесм")
    letters = "qwertyuiopasdfghjklzxcvbnm"
    assert all((b in beside(a)) == (a in beside(b)) for a in letters for b in letters)
    assert beside("é") == set()


def test_marks_and_capitals_do_not_count() -> None:
    assert fold("Maizière") == fold("maiziere") == "maiziere"
    assert fold("Ёлка") == "елка"
