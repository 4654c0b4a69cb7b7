"""What was typed becomes an Interpretation: what is searched, in its conversation and spelt as it is meant."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.question.about import About, about
from bot.question.across import in_their_words, phrases_across
from bot.question.asked import AskedQuestions, Row
from bot.question.asked_saved import table_of
from bot.question.followup import MOST, Asked, resolve
from bot.question.language_mismatch import Compared, LanguageMismatch, language_mismatch
from bot.question.parts import cut
from bot.question.phrases import QUOTING, find_phrases
from bot.question.speakers import people_of
from bot.question.topics import Topic, is_about, may_point_back, topic_of
from bot.question.typed import MAX_CHARACTERS, clean, has_words, split_context
from index.language.quotation_marks import innermost
from index.library import Library
from index.quotable import Quotable
from index.scope import EVERYWHERE, Scope
from index.spelling.speller import Correction, Speller


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
    """Set where the question is in another language than the transcripts and nothing can compare the two."""
    corrections: tuple[Correction, ...]
    """The misspelt words of the question, and what is searched for them."""
    scope: Scope = EVERYWHERE
    """Where it is asked."""
    across: Compared | None = None
    """Set where it, or what it leans on, is in another language, and a model compares the two."""

    @property
    def has_words(self) -> bool:
        return has_words(self.text)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A clean question as it was read: the parts that it has by itself, whatever was asked before."""

    text: str
    context: str
    """What it says itself that it leans on, in brackets behind it."""
    phrases: tuple[str, ...]
    every: bool
    topic: Topic
    """What it asks about the transcripts themselves."""
    replies: frozenset[Row]

    @property
    def has_words(self) -> bool:
        return has_words(self.text)

    @property
    def may_point_back(self) -> bool:
        """Whether it has no topic after all if it follows another question."""
        return may_point_back(self.topic, self.text)

    @property
    def is_whole(self) -> bool:
        """Whether it is searched as it is, in any conversation."""
        is_known = bool(self.replies) or bool(self.topic.kind and not self.may_point_back)
        return self.every or (is_known and not self.context)


class Interpreter:
    """Interprets questions about the transcripts of a library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._speller = Speller(library.vocabulary)
        self._asked = AskedQuestions(library.quotables, partial(table_of, library))
        people = [person for card in library.cards for person in people_of(card)]
        self._people = tuple(dict.fromkeys(people))

    def interpret(
        self, question: str, history: Sequence[str], standalone: str | None, scope: Scope = EVERYWHERE
    ) -> Interpretation:
        """`standalone` is searched as it is; else a follow-up of `history` with what it leans on, spelt as it is meant.

        What asks about the transcript, as the interviewer, or for every mention stays as typed. Raises QuestionError.
        """
        typed, shown = clean(question), clean(standalone or question)
        asked = self._read(shown)
        earlier = [] if asked.is_whole else self._asked_before(history)
        corrections: tuple[Correction, ...] = ()
        if asked.has_words and not (asked.is_whole or standalone or self._is_about(asked, earlier)):
            searched, corrections = self._searched(asked, earlier, is_foreign=self._mismatch(asked, scope) is not None)
            shown, asked = _shown(shown, asked, searched), searched
        asks_about = self._is_about(asked, earlier)
        asked, mismatch, names = self._compared(asked, None if asks_about else self._mismatch(asked, scope))
        return Interpretation(
            question=typed,
            standalone=shown,
            text=asked.text,
            context=asked.context,
            phrases=asked.phrases,
            every=asked.every,
            about=about(asked.topic, self._within(scope)) if asks_about else None,
            replies=frozenset(row for row in asked.replies if self._is_in(scope, row)),
            language_mismatch=mismatch if isinstance(mismatch, LanguageMismatch) else None,
            across=mismatch if isinstance(mismatch, Compared) else None,
            corrections=(*corrections, *names),
            scope=scope,
        )

    def parts(self, asked: Interpretation, history: Sequence[str]) -> tuple[Interpretation, ...]:
        """Where a question asks several things that can be searched: each, after those before it; else none."""
        is_known = asked.about or asked.every or asked.replies or asked.language_mismatch
        if is_known or split_context(asked.question)[1]:
            return ()
        questions = cut(asked.question)
        parts = [
            self.interpret(part, [*history, *questions[:i]], None, asked.scope) for i, part in enumerate(questions)
        ]
        return () if any(part.language_mismatch for part in parts) else tuple(parts)

    def _mismatch(self, asked: _Reading, scope: Scope) -> LanguageMismatch | Compared | None:
        """Of the question; else of what it leans on, if that can be compared."""
        everywhere = self._library.cards
        within = everywhere if scope == EVERYWHERE else [quotable.card for quotable in self._within(scope)]
        mismatch = language_mismatch(asked.text, asked.phrases, self._library, within)
        if mismatch or not asked.context:
            return mismatch
        context = language_mismatch(asked.context, (), self._library, within)
        return context if isinstance(context, Compared) else None

    def _compared(
        self, asked: _Reading, mismatch: LanguageMismatch | Compared | None
    ) -> tuple[_Reading, LanguageMismatch | Compared | None, tuple[Correction, ...]]:
        """A question in another language with its phrases as the transcripts may have them, as of phrases_across."""
        if mismatch is None:
            return asked, None, ()
        phrases, mismatch, names = phrases_across(asked.phrases, asked.every, mismatch, self._library.across)
        return replace(asked, phrases=phrases), mismatch, names

    def _within(self, scope: Scope) -> Sequence[Quotable]:
        """The transcripts in which somebody speaks who may be quoted."""
        if scope == EVERYWHERE:
            return self._library.quotables
        return [
            quotable
            for row, quotable in enumerate(self._library.quotables)
            if any(scope.has(row, voice) for voice in quotable.card.voices)
        ]

    def _is_in(self, scope: Scope, row: Row) -> bool:
        """Whether a sentence lies in it."""
        transcript, sentence = row
        quotable = self._library.quotables[transcript]
        return scope.has(transcript, quotable.transcript.turns[quotable.passages.sentences[sentence].turn])

    def _is_about(self, asked: _Reading, earlier: Sequence[Asked]) -> bool:
        """Whether it asks about the transcripts themselves, in its conversation."""
        if not asked.topic.kind:
            return False
        text = in_their_words(asked.text, self._library.across)
        return is_about(Asked(text, asked.context), earlier, self._people)

    def _searched(
        self, asked: _Reading, earlier: Sequence[Asked], is_foreign: bool
    ) -> tuple[_Reading, tuple[Correction, ...]]:
        """What is searched for a question in its conversation, and which words were corrected for that: none of one
        that `is_foreign`, whose words the transcripts do not have.
        """
        text, context = asked.text, asked.context
        if earlier:
            text, context = resolve(Asked(text, context), earlier)
        if is_foreign:
            return (replace(asked, context=context) if text == asked.text else self._parts(text, context)), ()
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
        questions = (clean(question[:MAX_CHARACTERS]) for question in reversed(history))
        for asked in map(self._read, filter(has_words, questions)):
            if not asked.topic.is_small_talk:
                earlier.insert(0, Asked(asked.text, asked.context, asked.is_whole))
            if len(earlier) == MOST:
                break
        return earlier

    def _read(self, question: str) -> _Reading:
        """A clean question, read once."""
        return self._parts(*split_context(question))

    def _parts(self, text: str, context: str) -> _Reading:
        phrases, every = find_phrases(text)
        topic = Topic() if phrases else topic_of(in_their_words(text, self._library.across), self._people)
        return _Reading(text, context, phrases, every, topic, self._asked.replies(text))


def _shown(shown: str, asked: _Reading, searched: _Reading) -> str:
    """What is searched, as it is shown, if it is something else than was asked."""
    if (searched.text, searched.context) == (asked.text, asked.context):
        return shown
    return f"{searched.text} [{searched.context}]" if searched.context else searched.text
