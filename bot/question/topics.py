"""Whether a question asks about the transcript itself, and what: its whole words are one of the patterns in
index/language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count

from bot.question.dependence import depends
from bot.question.followup import Asked
from bot.question.speakers import named
from index.language.knowledge import pattern
from index.language.scripts import known_in
from index.language.terms import fold
from index.transcript import Person

TOPICS = (
    "greeting",
    "help",
    "speaker",
    "interviewer",
    "subject",
    "date",
    "outlet",
    "length",
    "talks_most",
    "office",
    "person",
)
"""What may be asked about; the first that fits counts."""
PIECES = ("be", "named", "this", "whoever", "asker", "post", "medium", "made", "counted")
"""What the patterns of a language are put together of; each may hold those before it."""
SMALL_TALK = ("greeting", "help")
"""Topics that ask nothing of a transcript."""
LONGEST = 200
"""Characters; what is longer asks about what was said."""
END = " ?!.,。？！，"
NAME = r"(?P<name>.+?)"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question asks about the transcript: one of TOPICS, "" if nothing.

    `person` is the name of the speaker that it names; "" also for "he" or "the speaker".
    """

    kind: str = ""
    person: str = ""

    @property
    def is_small_talk(self) -> bool:
        return self.kind in SMALL_TALK


def topic_of(question: str, people: Sequence[Person]) -> Topic:
    """What a question asks about the transcript in which `people` speak.

    >>> topic_of("Please tell me who Zhang Xiao is.", [Person("Zhang Xiao", "Ambassador")])
    Topic(kind='person', person='Zhang Xiao')
    """
    asked = " ".join(fold(question[: LONGEST + 1]).split()).strip(END)
    if len(question) > LONGEST:
        return Topic()
    for language in known_in(asked):
        begun = _pattern(language, "openers").sub("", asked, count=1)
        # as it stands, and without a courtesy before and behind it
        for words in dict.fromkeys((asked, begun, _pattern(language, "closers").sub("", begun))):
            if topic := _topic(words, language, people):
                return topic
    return Topic()


def is_about(asked: Asked, earlier: Sequence[Asked], people: Sequence[Person]) -> bool:
    """Whether a question asks about the transcript: one that may point back does if the question before it does, or if
    there is nothing that it points to. `earlier` is oldest first.

    >>> is_about(Asked("What is his office?"), [Asked("Who was Nikolai Vozov?")], [])
    False
    """
    topic = topic_of(asked.text, people)
    if not may_point_back(topic, asked.text):
        return bool(topic.kind)
    if asked.context or not earlier:
        return not asked.context
    return is_about(earlier[-1], earlier[:-1], people) or not depends(asked.text, earlier[-1].text)


def may_point_back(topic: Topic, question: str) -> bool:
    """Whether a question that follows another may ask about that instead, as "When was this?" does."""
    return bool(topic.kind) and any(
        _pattern(language, "pointing").search(fold(question)) for language in known_in(question)
    )


def _topic(words: str, language: str, people: Sequence[Person]) -> Topic | None:
    """None where no pattern of the language fits, or only one that asks about somebody who does not speak."""
    for kind in TOPICS:
        fits = _pattern(language, kind).fullmatch(words)
        if not fits:
            continue
        name = next(filter(None, fits.groups()), "")
        if not name or _pattern(language, "whoever").fullmatch(name):
            return Topic(kind)
        if person := named(name, people):
            return Topic(kind, person)
    return None


@cache
def _pattern(language: str, key: str) -> re.Pattern[str]:
    """What stands under about.`key`; its groups are the names that are asked about."""
    pieces: dict[str, str] = {}
    for piece in PIECES:
        pieces[piece] = pattern(language, f"about.{piece}", **pieces)
    source = pattern(language, f"about.{key}", **pieces, name=NAME)
    numbers = count()  # a group's name may stand only once in an expression
    return re.compile(re.sub(r"\(\?P<name>", lambda _: f"(?P<name{next(numbers)}>", source))
