"""The form in which quotations are compared: what counts and what does not, and where it stands."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence import normal
from bot.evidence.normal import NOTE, count_words, is_word, normalise


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We're here.", "we 're here .".replace("we", "We")),
        ("don't", "do n't"),
        ("don't", "don’t"),
        ("can't", "can 't"),
        ("it's it's", "it 's  it   's"),
        ("“Peace”, he said", "'Peace' , he said"),
        ("«Мир» — всем", "„Мир“ - всем"),
        ("a – b", "a—b"),
        ("a -- b", "a — b"),
        ("wait...", "wait…"),
        ("wait . . .", "wait…"),
        ("café", "cafe\u0301"),
        ("inter\u00adview", "interview"),
        ("和平，发展。", "和平, 发展."),
        ("l’État", "l'État"),
        ("no\u00a0break", "no break"),
        ("line\r\nend", "line end"),
    ],
)
def test_harmless_differences_are_none(one: str, other: str) -> None:
    assert normalise(one).keys == normalise(other).keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("not able", "notable"),
        ("no table", "notable"),
        ("its", "it's"),
        ("3.5 people", "3. 5 people"),
        ("1,000", "1000"),
        ("-5", "5"),
        ("we honor", "We honor"),
        ("resume", "résumé"),
        ("a", "а"),  # a Cyrillic letter
        ("well, no", "well no"),
        ("anti-fascist", "antifascist"),
        ("re-sign", "resign"),
        ("why?", "why"),
        ("5%", "5"),
    ],
)
def test_what_counts_makes_a_difference(one: str, other: str) -> None:
    assert normalise(one).keys != normalise(other).keys


@given(st.text(st.sampled_from("aB1 .,'’“”-–…\n[]和й\u0301\u00ad?"), max_size=60))
def test_places_are_in_order_and_cover_every_letter(text: str) -> None:
    found = normalise(text)
    places = list(zip(found.starts, found.stops, strict=True))
    assert all(a < b for a, b in places)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(places))
    notes = [match.span() for match in re.finditer(NOTE, text)]
    covered = {i for start, stop in places + notes for i in range(start, stop)}
    assert {i for i, c in enumerate(text) if c.isalnum()} <= covered


@given(st.text(st.sampled_from("anst .,:?!'’“-…\n()[]*_1½\u0301\u00ad²"), max_size=40))
def test_a_plain_word_is_what_any_word_is(text: str) -> None:
    found = normalise(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(normal, "UNIT", re.compile(normal.UNIT.pattern.replace(f"(?P<plain>{normal.PLAIN})|", "")))
        assert found == normalise(text)


@given(st.text(max_size=80))
def test_any_text_has_a_form_that_stays_what_it_is(text: str) -> None:
    normal = normalise(text)
    assert normalise(" ".join(normal.keys)).keys == tuple(
        key for one in normal.keys for key in normalise(one).keys
    ) or any(not is_word(key) for key in normal.keys)


def test_words_of_scripts_without_spaces_are_counted_by_two_characters() -> None:
    assert count_words(normalise("We honor this day.").keys) == 4
    assert count_words(normalise("和平发展").keys) == 2
    assert count_words(normalise("和平的").keys) == 2
