"""Whose words a place of a transcript holds, and whether a name that somebody wrote is theirs."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.evidence.citation import rows_within
from bot.evidence.quoted_speech import NAME, TITLES, quoted_spans
from index.language.knowledge import words
from index.quotable import Quotable
from index.transcript import Role, Span, Transcript, Turn

ASKING = frozenset(words("en", "people.asking"))
ROLES: dict[Role, frozenset[str]] = {
    "interviewer": ASKING,
    "interviewee": frozenset(("interviewee",)),
    "speaker": frozenset(),
    "editor": frozenset(("editor",)),
}
ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)
NAME_WORD = re.compile(r"[^\W_]+")
FULL_NAME = re.compile(rf"(?=.*\s)(?:{NAME})")
LOOSE = " ,.;:”’»"
"""What may follow quoted words in a sentence, whoever set it."""
STEM = 4
LATIN = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Sayer:
    """Who says some words: `name` is "" where the transcript does not name them.

    `also` are words for their office and role, `of` those that say what of; `others`, where they have no name, are
    those who have one. `is_quoted`: the speaker sets the words in quotation marks, and `name` is that of whom they
    quote; `is_open`: that is not told, and `name` is the speaker's own.
    """

    name: str
    also: frozenset[str]
    of: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    is_quoted: bool = False
    is_open: bool = False


def sayer(source: Quotable, span: Span) -> Sayer:
    """Whose words `span` of the text is: somebody's who is quoted, if all of it stands in one quotation."""
    transcript, passages = source.transcript, source.passages
    first, last = rows_within(passages, span.start, span.stop)
    is_open = False
    words = transcript.text[span.start : span.stop]
    loose = len(words) - len(words.rstrip(LOOSE))
    for quoted in quoted_spans(transcript.text, passages, first, last):
        if quoted.start <= span.start and span.stop - loose <= quoted.stop:
            if quoted.speaker:
                return Sayer(quoted.speaker, frozenset(), is_quoted=True)
            is_open = True
    turn = transcript.turns[passages.sentences[first].turn]
    also, of = ROLES[turn.role], frozenset[str]()
    if turn.role == "interviewee":
        office = _words(transcript.metadata.interviewee.office)
        also, of = also | (office & TITLES), office - TITLES
    others = frozenset() if turn.speaker else frozenset(speaker_names([transcript]))
    label = _doubtful_label(transcript, turn, span.start)
    if FULL_NAME.fullmatch(label):
        return Sayer(label, frozenset())
    if label:
        also |= _words(label)
    return Sayer(turn.speaker, also, of, others, is_open, is_open or bool(label))


def role_at(source: Quotable, span: Span) -> Role:
    """Of whoever speaks at `span`."""
    first, _ = rows_within(source.passages, span.start, span.stop)
    return source.transcript.turns[source.passages.sentences[first].turn].role


def is_theirs(name: str, who: Sayer) -> bool | None:
    """Whether `name`, as it was written, is that of `who`; None where that can't be known.

    "Zhang", "Ambassador Zhang Xiao" and "the ambassador" are Zhang Xiao, the ambassador; "Zhang Ming" is not, and
    "Zhang Xiao Ping" may be.
    """
    written, known = _words(name), _words(who.name)
    if written & who.also and all(_is_of(word, who) for word in written - who.also - TITLES):
        return True
    if not known:
        is_other = any(_are_one(written, _words(other)) for other in who.others)
        return False if "editor" in who.also or is_other or (written <= ASKING and not who.also & ASKING) else None
    if _is_latin(written) != _is_latin(known):
        return None
    is_one = _are_one(written, known)
    if not is_one and who.is_open:
        return None  # somebody is quoted, and nobody says who
    return None if is_one and len(known - TITLES) > 1 and written - TITLES > known - TITLES else is_one


def speaker_names(transcripts: Iterable[Transcript]) -> list[str]:
    """Every name under which somebody speaks, longest first; also a full name that was left as text before a colon."""
    names: set[str] = set()
    for transcript in transcripts:
        names |= {label for label in transcript.doubtful if FULL_NAME.fullmatch(label)}
        names |= {turn.speaker for turn in transcript.turns}
        names |= {transcript.metadata.interviewee.name, transcript.metadata.interviewer}
    return sorted(names - {""}, key=lambda name: (-len(name), name))


def offices(transcripts: Iterable[Transcript]) -> list[str]:
    """Words by which somebody who speaks may be named with an article: the ambassador, the interviewer."""
    known = set(ASKING) | {"interviewee", "speaker"}
    for transcript in transcripts:
        known |= _words(transcript.metadata.interviewee.office) & TITLES - {"the"}
    return sorted(known)


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    """In lower case, without accents and an article before them."""
    name = ARTICLE.sub("", name)
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return frozenset(NAME_WORD.findall(plain.replace("’s", "").replace("'s", "")))


def _is_of(word: str, who: Sayer) -> bool:
    """Whether a word is about the office: the Chinese ambassador is one of China."""
    return any(word[:STEM] == of[:STEM] for of in who.of)


def _are_one(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether one name is the other, or a part of it, titles aside: J. V. is Jonas Vik."""
    a, b = a - TITLES or a, b - TITLES or b
    return _are_in(a, b) or _are_in(b, a)


def _are_in(some: frozenset[str], words: frozenset[str]) -> bool:
    """Whether each is one of `words`, or the first letter of one: of one besides those that are, or of them all."""
    letters = {word for word in some - words if len(word) == 1}
    initials = {word[0] for word in words - some}
    return some - letters <= words and letters <= initials and (not letters or len(some) > 1)


def _doubtful_label(transcript: Transcript, turn: Turn, at: int) -> str:
    """The last that opens a line of the turn before `at` and was left as text; "" for none.

    What stands behind it is not plainly the turn's speaker's.
    """
    if not transcript.doubtful:
        return ""
    names = "|".join(map(re.escape, transcript.doubtful))
    opened = re.findall(rf"^[ \t]*({names})[ \t]*:", transcript.text[turn.start : at], re.MULTILINE)
    return opened[-1] if opened else ""


def _is_latin(words: frozenset[str]) -> bool:
    return any(LATIN.search(word) for word in words)
