"""A transcript becomes quotable: cut into sentences, digested, with who asked what. Made once, when it is opened."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from index.canonical import words_at
from index.passages import QUESTION_MARKS, Passages, askers_of, split
from index.transcript import Transcript

DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Replied:
    """The sentence of a turn that asks, and the rows of the sentences that answer it."""

    question: str
    rows: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Quotable:
    """All that quoting from a transcript with proof needs. Compared by identity."""

    transcript: Transcript
    passages: Passages
    digests: tuple[bytes, ...]
    """Of each sentence as it stood when the transcript was opened, as `sentence_digest` makes them."""
    asking: Mapping[int, str]
    """By the row of each turn of the interviewer: the sentence that asks."""
    replies: Mapping[int, Replied]
    """By the row of each turn that was answered: the interviewer's, else of a named speaker who does the asking."""


Quotables = Mapping[str, Quotable]
"""Open transcripts by their ids, in their order."""


def quotable(transcript: Transcript, passages: Passages | None = None) -> Quotable:
    """Cut and digest `transcript`; `passages` are those that it was cut into before."""
    passages, text = passages or split(transcript), transcript.text
    digests = tuple(sentence_digest(text[sentence.start : sentence.stop]) for sentence in passages.sentences)
    asking = asking_sentences(transcript, passages)
    return Quotable(transcript, passages, digests, asking, _replies(transcript, passages))


def by_id(quotables: Iterable[Quotable]) -> Quotables:
    return {quotable.transcript.id: quotable for quotable in quotables}


def sentence_digest(sentence: str) -> bytes:
    """16 bytes of BLAKE2b over the sentence's UTF-8."""
    return hashlib.blake2b(sentence.encode("utf-8"), digest_size=DIGEST_BYTES).digest()


def asking_sentences(transcript: Transcript, passages: Passages, askers: Collection[str] = ()) -> dict[int, str]:
    """By the row of each turn of the interviewer or of `askers`: its last sentence with a question mark, else its last.

    >>> asking_sentences(interview, split(interview))[5]
    'Why do we still have to celebrate this day?'
    """
    asking: dict[int, str] = {}
    for sentence in passages.sentences:
        turn = transcript.turns[sentence.turn]
        if turn.role != "interviewer" and turn.speaker not in askers:
            continue
        words = words_at(transcript, sentence.start, sentence.stop)
        if words.endswith(QUESTION_MARKS) or not asking.get(sentence.turn, "").endswith(QUESTION_MARKS):
            asking[sentence.turn] = words
    return asking


def _replies(transcript: Transcript, passages: Passages) -> dict[int, Replied]:
    askers = askers_of(transcript)
    asking = asking_sentences(transcript, passages, askers)
    last: int | None = None
    rows: dict[int, set[int]] = {}
    for row, sentence in enumerate(passages.sentences):
        turn = transcript.turns[sentence.turn]
        last = sentence.turn if turn.speaker in askers else last
        asked = last if askers and turn.speaker not in askers else turn.asked
        if asked in asking:
            rows.setdefault(asked, set()).add(row)
    return {turn: Replied(asking[turn], frozenset(answered)) for turn, answered in rows.items()}
