"""The words of each language are data: read by key, each once, and no list twice."""

import re
from dataclasses import fields
from itertools import combinations
from typing import Any, get_args

import pytest
from support import ROOT

from bot.context.sought import Sought
from bot.question.cues import PARTS, FollowupCues, cues_of
from index.language.knowledge import FOLDER, KNOWN, _tables, all_words, alternatives, pattern, text, words
from index.language.terms import WORD

FILES = (*KNOWN, "other")


def lists(language: str) -> dict[str, tuple[str, ...]]:
    """The lists of words and phrases of a language by their keys, without patterns and tables of phrases."""
    found = {}
    for table, entries in _tables(language).items():
        for name, value in entries.items():
            key = f"{table}.{name}"
            is_pattern = table in ("about", "followup", "connectives", "heads", "mentions", "parts", "sought")
            if not is_pattern and not name.startswith("asks_"):
                found[key] = words(language, key) if isinstance(value, (str, list)) else ()
    return found


def test_every_file_is_known_and_every_known_language_has_one() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.toml")) == sorted(FILES)


def test_every_key_is_read_somewhere() -> None:
    """By its name, or, in the tables that are read by a name put together, by the last part of it."""
    python = [path.read_text("utf-8") for top in ("bot", "index") for path in (ROOT / top).rglob("*.py")]
    strings = {string for source in python for string in re.findall(r"""["']([\w.]+)["']""", source)}
    strings |= {f"followup.{name}" for name in (*PARTS, *(cue.name for cue in fields(FollowupCues)))}
    strings |= {key for sought in get_args(Sought) for key in (f"asks_{sought}", f"{sought}s")}
    put_together = ("about", "connectives", "elision", "heads", "mentions", "parts", "sought")
    strings |= {f"{table}.{string}" for table in put_together for string in strings}
    for language in FILES:
        for table, entries in _tables(language).items():
            by_language = {name for name in entries if language == "other" and len(name) == 2}
            assert {f"{table}.{name}" for name in entries.keys() - by_language} <= strings


@pytest.mark.parametrize("language", FILES)
def test_no_list_has_a_word_twice(language: str) -> None:
    for key, listed in lists(language).items():
        assert len(set(listed)) == len(listed), key


@pytest.mark.parametrize("language", FILES)
def test_no_two_lists_are_the_same(language: str) -> None:
    for (one, first), (other, second) in combinations(lists(language).items(), 2):
        assert set(first) != set(second), (one, other)


@pytest.mark.parametrize("table", ["numbers", "dates"])
def test_no_word_stands_in_two_lists_of_a_table_that_is_put_together(table: str) -> None:
    for language in FILES:
        parts = [set(listed) for key, listed in lists(language).items() if key.startswith(f"{table}.")]
        for one, other in combinations(parts, 2):
            assert not one & other - {"nineteen", "twenty"}  # which also begin a year that is spoken


@pytest.mark.parametrize("language", KNOWN)
def test_each_language_has_all_cues_of_follow_ups_and_they_are_patterns(language: str) -> None:
    cues = {cue.name for cue in fields(FollowupCues)}
    assert cues <= set(_tables(language)["followup"]) <= cues | set(PARTS)
    for cue in cues - {"short"}:
        compiled = getattr(cues_of(language), cue)
        assert not re.search(r"\{[a-z_]+\}", compiled.pattern)
        assert not compiled.fullmatch("")


def test_every_table_of_another_language_is_one_of_english_but_for_what_is_its_own() -> None:
    own = {"kk": {"endings.noun", "mentions.count"}, "ru": {"detection.own", "parts.preposition"}}
    own["kk"] |= {"heads.interviewee_inflected", "detection.own"}
    own["ru"] |= {"heads.interviewee_inflected", "heads.talk_inflected"}
    own["zh"] = {"names.sounds", "names.surnames"}
    own["zh"] |= {"turning.before", "turning.after", "people.no_names_begin", "mentions.count", "mentions.who"}
    keys: dict[str, Any] = {
        language: {f"{table}.{name}" for table, entries in _tables(language).items() for name in entries}
        for language in FILES
    }
    other = r"(?:negations|stop_words|frequent|asking|sure)\.[a-z]{2}|heads\.\w+_inflected"
    own["other"] = {key for key in keys["other"] if re.fullmatch(other, key)}
    for language in FILES:
        assert keys[language] - keys["en"] == own.get(language, set())


def test_words_are_read_by_key_in_order_and_none_where_nothing_is_known() -> None:
    assert words("en", "dates.weekdays")[:2] == ("monday", "tuesday")
    assert words("en", "reporting.says")[:2] == ("said", "says")
    assert words("de", "dates.weekdays") == words("en", "dates.nothing") == words("en", "nothing.at_all") == ()
    assert text("de", "connectives.joining") == ""
    both = all_words("negations.words", "negations.others", languages=("ru", "kk"))
    assert both == (*"не нет ни никогда без нельзя никто ничто ничего нигде".split(), "емес", "жоқ", "ешқашан")
    assert alternatives("dates.past", languages=("en",)) == "today|yesterday"


def test_a_pattern_is_put_together_of_its_lines_and_parts() -> None:
    be, auxiliary = pattern("en", "followup.be"), pattern("en", "followup.auxiliary", be="BE")
    assert be == "(?:is|are|was|were)"
    assert auxiliary.startswith("(?:BE|am|be|")
    assert "\n" not in auxiliary


def test_an_array_is_the_alternatives_of_a_pattern() -> None:
    first, second, *_ = pattern("kk", "followup.lacking", wh="WH").split("|WH")
    assert first == r".*\bше|тағы WH.*"
    assert second.startswith("(?: (?:үшін")


@pytest.mark.parametrize("key", ["numbers.units", "numbers.tens", "dates.months", "people.titles", "people.asking"])
def test_words_of_lists_are_words_in_small_letters(key: str) -> None:
    for word in words("en", key):
        assert word == word.lower()
        assert WORD.fullmatch(word)
