"""Sentences become a citation: the words, whose they are, and where they stand, as ids and in words."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bot.evidence.quoted_speech import Quoted, quoted_spans
from index.canonical import slices, words_at
from index.passages import Passages
from index.quotable import Quotable
from index.timing import clock, time_of
from index.transcript import Place, Role, Sentence, Span, Time

AROUND = 32
"""Code points of prefix and suffix: the length that the W3C's text quote selectors are commonly made with."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One or more neighbouring sentences of one turn, quoted: `canonical[start:stop] == exact` in the transcript named.

    Where something stands between that nobody said, a cue's time or a page's header, `exact` is its `parts` joined.

    `title` and `date` are the transcript's, `date` as its metadata states it, "" where it does not.
    `sha256` is the file's, `text_sha256` that of the canonical text as UTF-8 without a byte order mark, which `reader`
    made of the file, "" where it is the decoded file. `question` is the id of the question that is answered, None where
    none was asked; `paragraph` is the first sentence's. `rows` are the first and the last of its sentences in the
    transcript's passages; no form that is shown has them. `window`: it has no sentence marks, and begins and ends where
    the speech pauses or a stretch is full.
    """

    transcript: str
    title: str
    date: str
    sha256: str
    text_sha256: str
    reader: str
    start: int
    stop: int
    parts: tuple[Span, ...]
    exact: str
    prefix: str
    suffix: str
    speaker: str
    role: Role
    quoted: tuple[Quoted, ...]
    question: str | None
    question_text: str | None
    paragraph: str
    sentences: tuple[str, ...]
    locator: str
    time: Time | None
    window: bool
    rows: tuple[int, int]


def place_id(place: Place) -> str:
    """A place's id in links: q2-p3-s1, q2-s1, intro-p1-s1, t12-p1-s2, p7-s2; without its sentence the paragraph's."""
    part = {"question": "q", "answer": "q", "turn": "t"}.get(place.part)
    names = [
        f"{part}{place.number}" if part else "intro" if place.part == "introduction" else "",
        f"p{place.paragraph}" if place.paragraph else "",
        f"s{place.sentence}" if place.sentence else "",
    ]
    return "-".join(name for name in names if name)


def locator(first: Place, last: Place | None = None) -> str:
    """Q2 ¶3 s1, Q2 question s1, Introduction ¶1 s1, T12 ¶1 s2, ¶7 s2; a run is Q2 ¶3 s1–2 or Q1 ¶2 s3 – ¶3 s1."""
    names = [_part(first), f"¶{first.paragraph}" if first.paragraph else ""]
    if first.sentence:
        names.append(f"s{first.sentence}")
    words = " ".join(name for name in names if name)
    if last is None or last == first:
        return words
    if last.paragraph == first.paragraph:
        return f"{words}–{last.sentence}"
    return f"{words} – ¶{last.paragraph} s{last.sentence}"


def cite(quotable: Quotable, first: int, last: int) -> Citation:
    """The citation of sentences `first` to `last` (rows, both included), which stand in one turn."""
    transcript, run = quotable.transcript, quotable.passages.sentences[first : last + 1]
    turn, start, stop = transcript.turns[run[0].turn], run[0].start, run[-1].stop
    time, asked = time_of(transcript, start, stop), transcript.turns[turn.asked] if turn.asked is not None else None
    return Citation(
        transcript=transcript.id,
        title=transcript.title,
        date=transcript.metadata.date,
        sha256=transcript.source.sha256,
        text_sha256=transcript.text_sha256,
        reader=transcript.reader,
        start=start,
        stop=stop,
        parts=slices(transcript, start, stop),
        exact=words_at(transcript, start, stop),
        prefix=transcript.canonical[max(start - AROUND, 0) : start],
        suffix=transcript.canonical[stop : stop + AROUND],
        speaker=turn.speaker,
        role=turn.role,
        quoted=quoted_spans(transcript.text, quotable.passages, first, last),
        question=place_id(Place(asked.part, asked.number, 0)) if asked else None,
        question_text=words_at(transcript, asked.start, asked.stop) if asked else None,
        paragraph=place_id(quotable.passages.paragraphs[run[0].paragraph].place),
        sentences=tuple(place_id(sentence.place) for sentence in run),
        locator=_locator_of(run, time),
        time=time,
        window=any(sentence.is_window for sentence in run),
        rows=(first, last),
    )


def _locator_of(run: Sequence[Sentence], time: Time | None) -> str:
    return locator(run[0].place, run[-1].place) + (f" · {clock(time.start)}" if time else "")


def place_in_exact(citation: Citation, place: int) -> int:
    """Where a place of the text, within the citation or at its end, stands in `exact`."""
    return sum(max(min(part.stop, place) - part.start, 0) for part in citation.parts)


def link(citation: Citation, several: bool) -> str:
    """The fragment of a citation's place in a page, without #: its id, or FIRST~LAST for a run of sentences."""
    before = prefix(citation.transcript, several)
    ends = dict.fromkeys((citation.sentences[0], citation.sentences[-1]))
    return "~".join(f"{before}{end}" for end in ends)


def prefix(transcript: str, several: bool) -> str:
    """What stands before a place's id in a page where there are `several` transcripts: talk:q2-p3-s1."""
    return f"{quote(transcript, safe='').replace('~', '%7E')}:" if several else ""


def rows_within(passages: Passages, start: int, stop: int) -> tuple[int, int]:
    """First and last row, both included, of the sentences that share a character with `text[start:stop]`."""
    sentences = passages.sentences
    return bisect_right(sentences, start, key=lambda s: s.stop), bisect_left(sentences, stop, key=lambda s: s.start) - 1


def _part(place: Place) -> str:
    match place.part:
        case "question":
            return f"Q{place.number} question"
        case "answer":
            return f"Q{place.number}"
        case "turn":
            return f"T{place.number}"
        case "introduction":
            return "Introduction"
        case "text":
            return ""
