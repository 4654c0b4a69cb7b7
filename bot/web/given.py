"""What comes with a request of the page becomes texts that can be worked with, or an error in words."""

from bot.errors import QuestionError

MOST_CHARACTERS = 200_000
"""Of a text to be checked: as UTF-8 it is a body that the guard lets through."""


def questions_of(questions: object) -> list[str]:
    """With lone surrogates as "?". Raises QuestionError unless it is a list of at least one string."""
    if not isinstance(questions, list) or not questions or not all(isinstance(text, str) for text in questions):
        raise QuestionError(f"expected a list of questions; found {str(questions)[:80]!r}")
    return [_without_surrogates(question) for question in questions]


def asked_of(questions: object, standalone: object) -> tuple[str, list[str], str | None]:
    """The last of `questions`, those before it, and what is searched in its place: None for an empty text.

    Raises QuestionError.
    """
    *history, question = questions_of(questions)
    (searched,) = questions_of([standalone])
    return question, history, searched.strip() or None


def text_of(text: object) -> str:
    """With lone surrogates as "?". Raises QuestionError unless it is a string of at most MOST_CHARACTERS."""
    expected = f"expected a text of at most {MOST_CHARACTERS:,} characters"
    if not isinstance(text, str):
        raise QuestionError(f"{expected}; found {str(text)[:80]!r}", "error.text")
    if len(text) > MOST_CHARACTERS:
        message = f"{expected}; found {len(text):,}"
        raise QuestionError(message, "error.text.long", most=MOST_CHARACTERS, found=len(text))
    return _without_surrogates(text)


def _without_surrogates(text: str) -> str:
    """With a "?" for each half of a pair that stands alone, which JSON can carry and UTF-8 can't."""
    return text.encode("utf-8", "replace").decode("utf-8")
