"""The types of a transcript: one canonical text, and the turns, paragraphs and sentences that are slices of it.

Every `start` and `stop` counts code points of `Transcript.text`; `stop` is exclusive.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Layout = Literal["questions", "names", "plain"]
Role = Literal["interviewer", "interviewee", "speaker", "editor"]
Part = Literal["question", "answer", "introduction", "turn", "text"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks in the transcript; empty strings are what is not stated."""

    name: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a transcript besides its text; an empty string is "not stated"."""

    title: str = ""
    interviewee: Person = Person()
    interviewer: str = ""
    occasion: str = ""
    outlet: str = ""
    date: str = ""
    url: str = ""
    language: str = ""
    boilerplate: tuple[str, ...] = ()
    """Lines that are not part of what was said, as they stand in the text."""
    not_boilerplate: tuple[str, ...] = ()
    """Lines that look like a web page's but are part of what was said."""
    examples: tuple[str, ...] = ()
    """Questions to begin with, which the transcript answers."""
    speakers: tuple[tuple[str, Role | None], ...] = ()
    """Labels and their roles; None says that the label is ordinary text."""


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:stop]`, with 0 <= start < stop."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted speech: `text[start:stop]`, without its label.

    `number` counts questions in a part "question" or "answer" (an answer has its question's number), turns in a
    part "turn", and is 0 in "introduction" and "text". `speaker` is "" where the transcript does not name them.
    `asked` is the row of the interviewer's turn that it answers.
    """

    start: int
    stop: int
    part: Part
    number: int
    speaker: str
    role: Role
    asked: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph or sentence stands; numbers count from 1 and 0 stands for "none".

    A question's own sentences have no paragraph: they count through the whole question.
    """

    part: Part
    number: int
    paragraph: int
    sentence: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A non-empty line of a turn, trimmed; its sentences are rows `first` to `last`, `last` exclusive."""

    start: int
    stop: int
    turn: int
    place: Place
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, trimmed; `paragraph` and `turn` are rows."""

    start: int
    stop: int
    turn: int
    paragraph: int
    place: Place


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a transcript was read from, as it was when it was read."""

    path: Path
    sha256: str
    """Of the file's bytes, hexadecimal."""
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole text with its turns, in order; `id` is the file's stem in lower case."""

    id: str
    source: Source
    text: str
    text_sha256: str
    """Of the text as UTF-8 without a byte order mark, hexadecimal."""
    layout: Layout
    language: str
    metadata: Metadata
    turns: tuple[Turn, ...]
    boilerplate: tuple[Span, ...] = ()
    doubtful: tuple[str, ...] = ()
    """Labels that may be speakers but were read as text."""

    @property
    def title(self) -> str:
        return self.metadata.title or self.id
