"""Which words of a transcript are forms of a word."""

import pytest

from bot.evidence.inflection import forms_of

GROUPS = [
    ["lamp", "lamps"],
    ["box", "boxes"],
    ["bus", "buses"],
    ["echo", "echoes"],
    ["city", "cities"],
    ["day", "days"],
    ["knife", "knives"],
    ["wolf", "wolves"],
    ["roof", "roofs"],
    ["man", "men"],
    ["child", "children"],
    ["person", "people"],
    *([word] for word in ("lamplight", "news", "new", "glass", "foxes", "as", "a", "saves", "box's")),
]
"""Each with those that are no other's."""


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group[0])
def test_singular_and_plural_find_each_other_among_all_words_and_nothing_else(group: list[str]) -> None:
    words = [word for others in GROUPS for word in others]
    for word in group:
        assert forms_of(word, words, "en") == sorted(group)
        assert forms_of(word, dict.fromkeys(words), "en") == sorted(group)
        assert forms_of(word, [other for other in words if other != word], "en") == sorted({*group} - {word})
