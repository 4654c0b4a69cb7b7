"""What was typed becomes an Interpretation: what is searched, in its conversation and spelt as it is meant."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.errors import QuestionError
from bot.question.about import SMALL_TALK, About, about, may_point_back, topic_of
from bot.question.asked import AskedQuestions, Row
from bot.question.followup import MOST, Asked, resolve
from bot.question.phrases import QUOTING, find_phrases
from index.language.detect import LANGUAGES, question_language, script_of, scripts_for
from index.language.quotation_marks import innermost
from index.library import Library
from index.model.locate import DEFAULT_MODEL
from index.spelling.speller import Correction, Speller

MAX_CHARACTERS = 20_000
CONTEXT = re.compile(r"\[([^\[\]]*)\]\s*$")


@dataclass(frozen=True, slots=True)
class LanguageMismatch:
    """The language of the question and that of the transcripts, the first one's if they differ: ISO 639-1."""

    question: str
    transcript: str


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What a question was taken for.

    `text` is searched by meaning and by words, each of `phrases` as it stands; `context` is what the text leans on: it
    counts, but less. `every` says that the places of the phrases are what is asked for, not a help to find it.
    """

    question: str
    """As it was typed, on one line."""
    standalone: str
    """What is searched, as it is shown: the text, and in square brackets what it leans on."""
    text: str
    context: str
    phrases: tuple[str, ...]
    every: bool
    about: About | None
    """Set for a question about the transcripts themselves."""
    replies: frozenset[Row]
    """The sentences that answer it, if it comes to one that the interviewer asked."""
    language_mismatch: LanguageMismatch | None
    """Set where the question is in another language than the transcripts and the model can't compare the two."""
    corrections: tuple[Correction, ...]
    """The misspelt words of the question, and what is searched for them."""

    @property
    def has_words(self) -> bool:
        return _has_words(self.text)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A clean question as it was read: the parts that it has by itself, whatever was asked before."""

    text: str
    context: str
    """What it says itself that it leans on, in brackets behind it."""
    phrases: tuple[str, ...]
    every: bool
    topic: str
    """Set for a question about the transcripts themselves."""
    replies: frozenset[Row]

    @property
    def has_words(self) -> bool:
        return _has_words(self.text)

    @property
    def may_point_back(self) -> bool:
        """Whether it has no topic after all if it follows another question."""
        return may_point_back(self.topic, self.text)

    @property
    def is_whole(self) -> bool:
        """Whether it is searched as it is, in any conversation."""
        is_known = bool(self.replies) or bool(self.topic and not self.may_point_back)
        return self.every or (is_known and not self.context)


class Interpreter:
    """Interprets questions about the transcripts of a library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._speller = Speller(library.indexed)
        self._asked = AskedQuestions(library.quotables)

    def interpret(self, question: str, history: Sequence[str], standalone: str | None) -> Interpretation:
        """`standalone` is searched as it is; else a follow-up of `history` with what it leans on, spelt as it is meant.

        What was asked about the transcript, or by the interviewer, or for every mention of it, stays as it is typed.
        Raises QuestionError.
        """
        typed = clean(question)
        shown = clean(standalone) if standalone else typed
        asked = self._read(shown)
        corrections: tuple[Correction, ...] = ()
        if asked.has_words and not asked.is_whole and not standalone:
            searched, corrections = self._searched(asked, history)
            if (searched.text, searched.context) != (asked.text, asked.context):
                shown = f"{searched.text} [{searched.context}]" if searched.context else searched.text
            asked = searched
        is_about = bool(asked.topic) and not (asked.may_point_back and history)
        is_searched = not is_about and not asked.phrases
        return Interpretation(
            question=typed,
            standalone=shown,
            text=asked.text,
            context=asked.context,
            phrases=asked.phrases,
            every=asked.every,
            about=about(asked.topic, self._library.quotables) if is_about else None,
            replies=asked.replies,
            language_mismatch=language_mismatch(asked.text, self._library) if is_searched else None,
            corrections=corrections,
        )

    def _searched(self, asked: _Reading, history: Sequence[str]) -> tuple[_Reading, tuple[Correction, ...]]:
        """What is searched for a question in its conversation, and which words were corrected for that."""
        text, context = asked.text, asked.context
        if history:
            text, context = resolve(Asked(text, context), self._asked_before(history))
        lines = f"{text}\n{context}"
        # corrected together, for it is by how many words are known that a question in another language is told
        kept = [(pair.opens, pair.closes + 1) for pair in innermost(lines, QUOTING)]
        corrected, corrections = self._speller.correct(lines, kept)
        text, _, context = corrected.partition("\n")
        if text == asked.text:
            return replace(asked, context=context), corrections
        return self._parts(text, context), corrections

    def _asked_before(self, history: Sequence[str]) -> list[Asked]:
        """The last of the earlier questions, oldest first, without what asks nothing: no words, greetings."""
        earlier: list[Asked] = []
        for question in reversed(history):
            asked = self._read(clean(question[:MAX_CHARACTERS]))
            if asked.has_words and asked.topic not in SMALL_TALK:
                earlier.insert(0, Asked(asked.text, asked.context, asked.is_whole))
            if len(earlier) == MOST:
                break
        return earlier

    def _read(self, question: str) -> _Reading:
        """A clean question, read once."""
        return self._parts(*split_context(question))

    def _parts(self, text: str, context: str) -> _Reading:
        phrases, every = find_phrases(text)
        return _Reading(text, context, phrases, every, topic_of(text), self._asked.replies(text))


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
    return (before, brackets[1].strip()) if brackets and _has_words(before) else (text, "")


def language_mismatch(question: str, library: Library) -> LanguageMismatch | None:
    """None where the languages are one, or can't be told, or the model may know both.

    The default model knows English only. Another is taken to know what it can read: no more can be told of one.
    """
    spoken = [quotable.transcript.language for quotable in library.quotables]
    asked = question_language(question) or _written(question, spoken)
    if asked is None or asked in spoken:
        return None
    is_known = library.embedder.name != DEFAULT_MODEL and library.retriever.reads(question)
    return None if is_known else LanguageMismatch(asked, spoken[0])


def _written(question: str, spoken: Sequence[str]) -> str | None:
    """The commonest language of the question's script, where it is another than Latin and none of the transcripts'."""
    script = script_of(question)
    if not script or script == "Latn" or any(script in scripts_for(language) for language in spoken):
        return None
    return LANGUAGES[script].split()[0]


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
