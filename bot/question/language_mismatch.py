"""Whether a question is in another language than the transcripts, and what can compare the two, if anything can."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.card import Card
from index.language.detect import question_language
from index.language.scripts import LANGUAGES, script_of, scripts_for
from index.language.terms import words
from index.model.locate import DEFAULT_MODEL

if TYPE_CHECKING:
    from index.library import Library


@dataclass(frozen=True, slots=True)
class LanguageMismatch:
    """The language of the question and that of the transcripts, the first one's if they differ, where nothing can
    compare the two: ISO 639-1.
    """

    question: str
    transcript: str


@dataclass(frozen=True, slots=True)
class Compared:
    """The same where a model compares the two, by its name."""

    question: str
    transcript: str
    model: str


def language_mismatch(
    question: str, phrases: Sequence[str], library: "Library", cards: Sequence[Card]
) -> LanguageMismatch | Compared | None:
    """Between a question and those transcripts of the library that are asked, by their `cards`: None where the
    languages are one, or can't be told, or the library's own model may know both.

    The default model knows English only. Another is taken to know what it can read: no more can be told of one. Phrases
    that are to be found as they stand are told by their script alone where they may stand in a transcript as they are,
    and not at all if nothing stands around them.
    """
    if phrases and _size(question) == sum(map(_size, phrases)):
        return None
    spoken = list(dict.fromkeys(card.language for card in cards))  # of thousands, few
    by_script = _written(" ".join(phrases) or question, spoken)
    is_told = not phrases or not any("Latn" in scripts_for(language) for language in spoken)
    asked = (question_language(question) if is_told else None) or by_script
    if asked is None or not spoken or asked in spoken:
        return None
    if library.embedder.name != DEFAULT_MODEL and library.retriever.reads(question):
        return None
    across = library.across
    compared = across.compared(asked, spoken) if across else ""
    return Compared(asked, compared, across.model) if across and compared else LanguageMismatch(asked, spoken[0])


def left_apart(question: str, library: "Library", cards: Sequence[Card]) -> int:
    """How many of the transcripts that are asked are in another language than the question, and not compared with it
    for that others are in its own; 0 where its language can't be told.
    """
    spoken = [card.language for card in cards]
    if len(set(spoken)) < 2 or library.embedder.name != DEFAULT_MODEL:
        return 0
    asked = question_language(question)
    if asked not in spoken:
        return 0
    return sum(language != asked for language in spoken)


def _size(text: str) -> int:
    """Characters of its words."""
    return sum(map(len, words(text)))


def _written(question: str, spoken: Sequence[str]) -> str | None:
    """The commonest language of the question's script, where it is another than Latin and none of the transcripts'."""
    script = script_of(question)
    if not script or script == "Latn" or any(script in scripts_for(language) for language in spoken):
        return None
    return LANGUAGES[script].split()[0]
