"""Whether a question is in another language than the transcripts, and the model can't compare the two."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language.detect import LANGUAGES, question_language, script_of, scripts_for
from index.language.terms import words
from index.model.locate import DEFAULT_MODEL
from index.quotable import Quotable

if TYPE_CHECKING:
    from index.library import Library


@dataclass(frozen=True, slots=True)
class LanguageMismatch:
    """The language of the question and that of the transcripts, the first one's if they differ: ISO 639-1."""

    question: str
    transcript: str


def language_mismatch(
    question: str, phrases: Sequence[str], library: "Library", quotables: Sequence[Quotable]
) -> LanguageMismatch | None:
    """Between a question and those `quotables` of the library that are asked: None where the languages are one, or
    can't be told, or the model may know both.

    The default model knows English only. Another is taken to know what it can read: no more can be told of one. Phrases
    that are to be found as they stand are told by their script alone, and not at all if nothing stands around them.
    """
    if phrases and len(words(question)) == sum(len(words(phrase)) for phrase in phrases):
        return None
    spoken = [quotable.transcript.language for quotable in quotables]
    by_script = _written(" ".join(phrases) or question, spoken)
    asked = by_script if phrases else question_language(question) or by_script
    if asked is None or not spoken or asked in spoken:
        return None
    is_known = library.embedder.name != DEFAULT_MODEL and library.retriever.reads(question)
    return None if is_known else LanguageMismatch(asked, spoken[0])


def _written(question: str, spoken: Sequence[str]) -> str | None:
    """The commonest language of the question's script, where it is another than Latin and none of the transcripts'."""
    script = script_of(question)
    if not script or script == "Latn" or any(script in scripts_for(language) for language in spoken):
        return None
    return LANGUAGES[script].split()[0]
