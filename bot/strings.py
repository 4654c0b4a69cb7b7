"""Every word of the interface, in one place: a table from keys to texts, and `say`, which fills them in.

Nothing here is ever part of a quotation. A text in braces is filled in by the caller; `key.one` and `key.other` are the
forms for one and for several.
"""

from bot.languages.en import STRINGS


def say(key: str, **values: object) -> str:
    """The text of `key`, filled in: say("date", date="1945") -> "1945."."""
    return STRINGS[key].format(**values)


def say_count(key: str, count: int, **values: object) -> str:
    """The form of `key` for `count`: say_count("answered", 1) -> "1 statement, best match first."."""
    return say(f"{key}.{'one' if count == 1 else 'other'}", count=count, **values)
