"""The interface's words stand in one place: every key is used, every key used is there, and none can act as HTML."""

import re
from html import escape

import pytest
from support import ROOT

from bot.strings import STRINGS, say, say_count

SOURCES = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "bot" / "web" / "static").glob("*.js")]
CODE = "\n".join(path.read_text("utf-8") for path in SOURCES if path.name != "strings.py")
COUNTED = re.findall(r"say_count\(\"([a-z_.]+)\"", CODE)
EITHER = [f"{key}.{form}" for key in COUNTED for form in ("one", "other")]
MADE = ("difference.", "fact.", "promise.", "set.", "verdict.", "warning.", "why.")
"""The beginnings of keys that are put together where they are used."""


def test_every_key_that_is_used_is_there() -> None:
    used = [*re.findall(r"say\([\"']([a-z_.]+)[\"']", CODE), *EITHER]
    assert len(used) > 80
    assert [key for key in used if key not in STRINGS] == []


def test_every_key_is_used() -> None:
    used = {*re.findall(r"[\"']([a-z_.0-9-]+)[\"']", CODE), *EITHER}
    assert [key for key in STRINGS if key not in used and not key.startswith(MADE)] == []


@pytest.mark.parametrize("key", STRINGS)
def test_no_text_is_markup(key: str) -> None:
    assert escape(STRINGS[key], quote=False) == STRINGS[key]
    assert '"' not in STRINGS[key]


def test_values_are_filled_in_and_never_read_as_templates() -> None:
    assert say("date", date="{1945}") == "{1945}."
    assert say_count("answered", 1) == "1 statement, best match first."
    assert say_count("answered", 2) == "2 statements, best match first."


def test_the_scripts_show_no_word_of_their_own() -> None:
    for path in (ROOT / "bot" / "web" / "static").glob("*.js"):
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)
        shown = re.findall(r"(?:textContent|placeholder|title|innerHTML)\s*=\s*[\"'`][A-Za-z]|announce\([\"'`]", code)
        assert shown == [], path.name
