"""What is known of a language's words: data, in the TOML file that is named by the language's code.

Each file has the same tables, as far as anybody knows them: numbers, dates, negations, turning (what may turn the
meaning of words beside it), elision (what … and brackets may not hide), reporting (who said it), clauses (what joins
and opens them), people (titles, who asks, what is no name), connectives and openings (of sentences that go on from
the one before), followup (cues that a question needs those before it), asked (when two questions are one), mentions
(questions that ask for the places of words), about (questions about the transcript itself), parts (of a question that
asks several things), heads (what a title or a byline says of who speaks). What each key is for stands in en.toml. A
list of words is a string of them, a list of phrases or patterns an array.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
KNOWN = ("en", "ru", "kk", "zh")
"""Languages that have a file, in the order in which their words stand in what is made of all of them; some words of
further ones stand in other.toml."""


def words(language: str, key: str) -> tuple[str, ...]:
    """The words or phrases of a language under a key, in order; none where nothing is known.

    >>> words("en", "dates.weekdays")[:2], words("de", "dates.weekdays")
    (('monday', 'tuesday'), ())
    """
    value = _value(language, key)
    return tuple(value.split()) if isinstance(value, str) else tuple(value or ())


def all_words(*keys: str, languages: tuple[str, ...] = KNOWN) -> tuple[str, ...]:
    """Those of several keys and languages: all of the first language first."""
    return tuple(word for language in languages for key in keys for word in words(language, key))


def text(language: str, key: str) -> str:
    """A value that is no list: a table of phrases, a line for each row; "" where nothing is known."""
    return str(_value(language, key) or "").strip()


def pattern(language: str, key: str, **parts: str) -> str:
    """A regular expression, its lines put together, each {name} in it replaced by what `parts` has for it.

    An array is the alternatives of one.
    """
    value = _value(language, key)
    sources = value if isinstance(value, list) else [text(language, key)]
    return _filled("|".join("".join(one.strip().splitlines()) for one in sources), parts)


def patterns(language: str, key: str, **parts: str) -> tuple[str, ...]:
    """The same of a list of them, each for itself."""
    return tuple(_filled(source, parts) for source in words(language, key))


def alternatives(*keys: str, languages: tuple[str, ...] = KNOWN) -> str:
    """The same words as `all_words`, as the alternatives of a regular expression."""
    return "|".join(all_words(*keys, languages=languages))


def _filled(source: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        source = source.replace(f"{{{name}}}", part)
    return source


def _value(language: str, key: str) -> Any:
    """What stands under "table.key"; None where nothing does."""
    table, _, name = key.partition(".")
    return _tables(language).get(table, {}).get(name)


@cache
def _tables(language: str) -> dict[str, dict[str, Any]]:
    """The file of a language, read when it is first needed; empty for one without a file."""
    if language not in (*KNOWN, "other"):
        return {}
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))
