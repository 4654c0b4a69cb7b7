"""Every word of the interface, in the language that is spoken: `say` fills in the texts of the tables in
bot/render/languages.

Nothing here is ever part of a quotation. A text in braces is filled in by the caller. `key.one`, `key.few`, `key.many`
and `key.other` are the forms for a count, each language has those that it needs. The terminal, JSON and MCP
speak English, but whoever asks in a language that is not understood is told so in it; the page says with every request
which language is its own.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from index.transcript import Role

LANGUAGES = {"en": "English", "ru": "Русский", "kk": "Қазақша", "zh": "中文"}
"""What each language calls itself; its texts are in the file of its code."""
FOLDER = Path(__file__).parent / "languages"

_spoken: ContextVar[str] = ContextVar("spoken", default="en")


@contextmanager
def speaking(language: object) -> Iterator[None]:
    """Inside, `say` speaks `language`: a key of LANGUAGES; whatever else it is, English."""
    token = _spoken.set(language if isinstance(language, str) and language in LANGUAGES else "en")
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> str:
    """The language that is spoken here: a key of LANGUAGES."""
    return _spoken.get()


def table() -> Mapping[str, str]:
    """All texts of the language that is spoken, by their keys."""
    return texts_of(spoken())


@cache
def texts_of(language: str) -> Mapping[str, str]:
    """All texts of a key of LANGUAGES, read when they are first needed."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


def say(key: str, **values: object) -> str:
    """The text of `key`, filled in: say("date", date="1945") -> "1945."."""
    return table()[key].format(**values)


def say_count(key: str, count: int, **values: object) -> str:
    """The form of `key` for `count`: say_count("answered", 1) -> "1 statement, best match first."."""
    return say(f"{key}.{PLURALS[spoken()](count)}", count=count, **values)


def language_name(code: str) -> str:
    """The name of a language, as it stands in "not_understood": "ru" -> "Russian"."""
    name = table().get(f"language.{code}")
    return name if name and code != "other" else say("language.other", code=code)


def language_label(code: str) -> str:
    """A language in a list, by its own name where it is one of the interface's, else by its code: "ru" -> "Русский"."""
    return LANGUAGES.get(code, code)


def in_quotes(words: str) -> str:
    """“medal”: a word or two inside a sentence of ours; quotations have marks of their own."""
    return say("quotation", words=words)


def name_of(speaker: str, role: Role) -> str:
    """A speaker, with a role that a reader must not overlook; the role alone where they are not named."""
    if not speaker:
        return say(role)
    return say("with_role", speaker=speaker, role=say(f"role.{role}")) if role in ("interviewer", "editor") else speaker


def in_turn(*sentences: str) -> str:
    """Sentences of ours, one after another."""
    return say("space").join(sentences)


def number(count: int) -> str:
    """6519 -> "6,519"."""
    return f"{count:,}".replace(",", say("thousands"))


def _one_or_other(count: int) -> str:
    return "one" if count == 1 else "other"


def _russian(count: int) -> str:
    """1, 21 are one; 2 to 4, 22 few; 0, 5 to 20, 25 many."""
    tens, ones = count // 10 % 10, count % 10
    if ones == 1 and tens != 1:
        return "one"
    return "few" if ones in (2, 3, 4) and tens != 1 else "many"


def _other(count: int) -> str:
    return "other"


PLURALS: Mapping[str, Callable[[int], str]] = {
    "en": _one_or_other,
    "ru": _russian,
    "kk": _one_or_other,
    "zh": _other,
}
"""Of whole numbers, as in CLDR 48: https://www.unicode.org/cldr/charts/48/supplemental/language_plural_rules.html."""
