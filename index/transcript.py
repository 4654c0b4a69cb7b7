"""The types of a transcript: one canonical text, and the turns, paragraphs and sentences that are slices of it.

Every `start` and `stop` counts code points of `Transcript.text`; `stop` is exclusive.
"""

from bisect import bisect_left
from collections.abc import Sequence
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
    layout: Layout | Literal[""] = ""
    """The layout to read in, where the reader's own choice is overruled."""


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:stop]`, with 0 <= start < stop."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Timed:
    """`text[start:stop]` was said from `begins` to `ends`, in seconds; `ends` is None where nothing says so."""

    start: int
    stop: int
    begins: float
    ends: float | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """From `start` to `stop` of a recording, in seconds; None for an end that is not known.

    `interpolated`: one of them lies within a cue, where time is taken to pass as the characters do.
    """

    start: float
    stop: float | None
    interpolated: bool


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
    """One sentence, trimmed; `paragraph` and `turn` are rows. `is_window`: speech without sentence ends, cut."""

    start: int
    stop: int
    turn: int
    paragraph: int
    place: Place
    is_window: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a transcript was read from, as it was when it was read."""

    path: Path
    sha256: str
    """Of the file's bytes, hexadecimal."""
    size: int
    mtime_ns: int
    is_stored: bool = False
    """Whether a server has what was read of it: then the file need not be on this machine."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole text with its turns, in order; `id` is the file's stem in lower case.

    `canonical` is what `text_sha256` is of: the decoded file, or what `reader` makes of another format. `text` is the
    same with blanks for its `cuts`, what nobody said within a sentence: a time, a page's header. All places count
    in both alike.
    """

    id: str
    source: Source
    text: str
    text_sha256: str
    """Of the canonical text as UTF-8 without a byte order mark, hexadecimal."""
    layout: Layout
    language: str
    metadata: Metadata
    turns: Sequence[Turn]
    paragraphs: Sequence[Span]
    """Of all turns, in order: what the writer parted, lines that are only wrapped being one."""
    boilerplate: Sequence[Span] = ()
    """What nobody said, between paragraphs."""
    doubtful: tuple[str, ...] = ()
    """Labels that may be speakers but were read as text, or whose words are nobody's in particular."""
    canonical: str = ""
    cuts: Sequence[Span] = ()
    """In order."""
    timed: Sequence[Timed] = ()
    why: str = ""
    """By what the layout was chosen, in English."""
    encoding: str = "utf-8"
    reader: str = ""
    """What made the canonical text, and its version; "" where that is the decoded file."""
    remarks: tuple[str, ...] = ()
    """What the reader has to say of the file, in English."""

    def cuts_within(self, start: int, stop: int) -> tuple[Span, ...]:
        """The cuts that begin in `text[start:stop]`, in order."""
        return _within(self.cuts, start, stop)

    def boilerplate_within(self, start: int, stop: int) -> tuple[Span, ...]:
        """The boilerplate that begins in `text[start:stop]`, in order."""
        return _within(self.boilerplate, start, stop)

    @property
    def title(self) -> str:
        return self.metadata.title or self.id


def _within(spans: Sequence[Span], start: int, stop: int) -> tuple[Span, ...]:
    first = bisect_left(spans, start, key=lambda span: span.start)
    return tuple(spans[first : bisect_left(spans, stop, key=lambda span: span.start)])
