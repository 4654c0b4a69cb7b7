"""Whom a bracket names in place of whom: another person is no clarification."""

from collections.abc import Collection

import pytest
from support import FORGET, Verdict

from bot.quote_check.persons import is_another


@pytest.mark.parametrize(
    ("written", "taken", "names"),
    [
        ("I", "she", ()),
        ("we", "they", ()),
        ("My brother", "i", ()),
        ("she", "he", ()),
        ("UNICEF", "the world health organization", ("world", "health", "organization")),
        ("Ann", "berkes", ("berkes",)),
    ],
)
def test_who_can_not_be_meant_is_another(written: str, taken: str, names: Collection[str]) -> None:
    assert is_another(written.split(), taken.split(), names)


@pytest.mark.parametrize(
    ("written", "taken", "names"),
    [
        ("he", "i", ()),
        ("his", "my", ()),
        ("my brother", "he", ()),
        ("Vozov", "he", ()),
        ("WHO", "the world health organization", ("world", "health", "organization")),
        ("Vozov", "nikolai vozov", ("nikolai", "vozov")),
        ("Rob", "robert", ("robert",)),
        ("I", "", ()),
        ("They", "china and kazakhstan", ("china", "kazakhstan")),
    ],
)
def test_the_same_named_otherwise_is_not(written: str, taken: str, names: Collection[str]) -> None:
    assert not is_another(written.split(), taken.split(), names)


def test_another_name_in_brackets_is_a_grave_alteration(verdict: Verdict) -> None:
    span = verdict(f"“{FORGET.replace('The Chinese people', '[Japan]')}”")
    assert (span.verdict, span.grave) == ("altered", True)
    assert verdict(f"“{FORGET.replace('The Chinese people', '[They]')}”").holds
