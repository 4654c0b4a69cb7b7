"""A transcript becomes quotable: cut into sentences, digested, with who asked what. Made once, when it is opened."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.language.terms import fold, terms
from index.passages import Passages, split
from index.transcript import Transcript

DIGEST_BYTES = 16
QUESTION_MARKS = ("?", "？", "؟", "\u037e")
"""How a question ends; the last is the Greek question mark, U+037E."""


@dataclass(frozen=True, slots=True, eq=False)
class Quotable:
    """All that quoting from a transcript with proof needs. Compared by identity."""

    transcript: Transcript
    passages: Passages
    digests: tuple[bytes, ...]
    """Of each sentence as it stood when the transcript was opened, as `sentence_digest` makes them."""
    asking: Mapping[int, str]
    """By the row of each turn of the interviewer: the sentence that asks."""
    replies: Mapping[str, frozenset[int]]
    """By each question of the interviewer, whole and by its sentence that asks, in the form of `plain` and where these
    stand alone: the rows of the sentences that answer it."""


Quotables = Mapping[str, Quotable]
"""Open transcripts by their ids, in their order."""


def quotable(transcript: Transcript) -> Quotable:
    """Cut and digest `transcript`."""
    passages, text = split(transcript), transcript.text
    digests = tuple(sentence_digest(text[sentence.start : sentence.stop]) for sentence in passages.sentences)
    asking = asking_sentences(transcript, passages)
    return Quotable(transcript, passages, digests, asking, _replies(transcript, passages, asking))


def by_id(quotables: Iterable[Quotable]) -> Quotables:
    return {quotable.transcript.id: quotable for quotable in quotables}


def sentence_digest(sentence: str) -> bytes:
    """16 bytes of BLAKE2b over the sentence's UTF-8."""
    return hashlib.blake2b(sentence.encode("utf-8"), digest_size=DIGEST_BYTES).digest()


def asking_sentences(transcript: Transcript, passages: Passages) -> dict[int, str]:
    """By the row of each turn of the interviewer: its last sentence with a question mark, else its last.

    >>> asking_sentences(interview, split(interview))[5]
    'Why do we still have to celebrate this day?'
    """
    asking: dict[int, str] = {}
    for sentence in passages.sentences:
        if transcript.turns[sentence.turn].role != "interviewer":
            continue
        words = transcript.text[sentence.start : sentence.stop]
        if words.endswith(QUESTION_MARKS) or not asking.get(sentence.turn, "").endswith(QUESTION_MARKS):
            asking[sentence.turn] = words
    return asking


def stands_alone(question: str, language: str) -> bool:
    """Whether it has two words or more that say what is asked: not "What happened to it?", "Really?", "Thank you."."""
    return len(set(terms(question, language))) > 1


def plain(question: str) -> str:
    """What makes two questions the same: plain(" Why  “celebrate”? ") -> "why celebrate"."""
    return " ".join(fold(question).replace('"', "").split()).strip(" ?!.")


def _replies(transcript: Transcript, passages: Passages, asking: Mapping[int, str]) -> dict[str, frozenset[int]]:
    replies: dict[str, set[int]] = {}
    for row, sentence in enumerate(passages.sentences):
        asked = transcript.turns[sentence.turn].asked
        if asked is None or asked not in asking:
            continue
        whole = transcript.text[transcript.turns[asked].start : transcript.turns[asked].stop]
        for question in (asking[asked], whole):
            if stands_alone(question, transcript.language):
                replies.setdefault(plain(question), set()).add(row)
    return {question: frozenset(rows) for question, rows in replies.items()}
