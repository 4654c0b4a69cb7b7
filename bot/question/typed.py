"""What was typed, on one clean line, and what it says itself that it leans on."""

import re
import unicodedata

from bot.errors import QuestionError

MAX_CHARACTERS = 20_000
CONTEXT = re.compile(r"\[([^\[\]]*)\]\s*$")


def clean(question: str) -> str:
    """One line: control characters and runs of white space become a space, lone surrogates "?".

    Raises QuestionError above MAX_CHARACTERS.
    """
    if len(question) > MAX_CHARACTERS:
        message = f"expected a question of at most {MAX_CHARACTERS:,} characters; found {len(question):,}"
        raise QuestionError(message, "error.question.long", most=MAX_CHARACTERS, found=len(question))
    whole = question.encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in whole).split())


def split_context(text: str) -> tuple[str, str]:
    """A clean question and what stands in square brackets at its end; "" if nothing does, or nothing before it.

    >>> split_context("Who got it? [the medal]")
    ('Who got it?', 'the medal')
    """
    brackets = CONTEXT.search(text)
    before = text[: brackets.start()].rstrip() if brackets else ""
    return (before, brackets[1].strip()) if brackets and has_words(before) else (text, "")


def has_words(text: str) -> bool:
    """Whether it has a letter or a digit."""
    return any(character.isalnum() for character in text)
