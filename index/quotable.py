"""A transcript becomes quotable: cut into sentences, digested, with who asked what. Made once, when it is opened."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.canonical import words_at
from index.card import Card, card_of
from index.passages import QUESTION_MARKS, Passages, askers_of, split
from index.transcript import Sentence, Transcript, Turn

DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Replied:
    """The sentence of a turn that asks, and the rows of the sentences that answer it."""

    question: str
    rows: frozenset[int]


@dataclass(frozen=True, eq=False)
class Content:
    """A transcript that is open, and what was made of it. Compared by identity."""

    transcript: Transcript
    passages: Passages
    digests: Sequence[bytes]
    """Of each sentence as it stood when the transcript was read, as `sentence_digest` makes them."""

    @cached_property
    def asking(self) -> Mapping[int, str]:
        """By the row of each turn of the interviewer: the sentence that asks."""
        return _asking(self.transcript, tuple(self.transcript.turns), tuple(self.passages.sentences))

    @cached_property
    def replies(self) -> Mapping[int, Replied]:
        """By the row of each turn that was answered: the interviewer's, else of a named speaker who does the asking."""
        return _replies(self.transcript, self.passages)


class Quotable:
    """All that quoting from a transcript with proof needs. Compared by identity.

    What is known of it is on its `card`. All else is its `content`, which of a library's transcripts is opened when
    somebody looks, and let go again (index/contents.py): whatever is kept with it is kept with its content.
    """

    __slots__ = ("__weakref__", "_card", "_held", "_open")

    def __init__(
        self, card: Card | None, held: Content | None = None, open_: "Callable[[Quotable], Content] | None" = None
    ) -> None:
        self._card, self._held, self._open = card, held, open_

    @property
    def card(self) -> Card:
        if self._card is None:
            self._card = card_of(self.transcript, self.passages)
        return self._card

    @property
    def content(self) -> Content:
        """Raises ChangedError where the transcript has to be opened, and its file is another one now."""
        if self._held is not None:
            return self._held
        assert self._open is not None
        return self._open(self)

    @property
    def transcript(self) -> Transcript:
        return self.content.transcript

    @property
    def passages(self) -> Passages:
        return self.content.passages

    @property
    def digests(self) -> Sequence[bytes]:
        return self.content.digests

    @property
    def asking(self) -> Mapping[int, str]:
        return self.content.asking

    @property
    def replies(self) -> Mapping[int, Replied]:
        return self.content.replies


Quotables = Mapping[str, Quotable]
"""Open transcripts by their ids, in their order."""


def content_of(transcript: Transcript) -> Content:
    """Cut and digest `transcript`."""
    passages, text = split(transcript), transcript.text
    digests = tuple(sentence_digest(text[sentence.start : sentence.stop]) for sentence in passages.sentences)
    return Content(transcript, passages, digests)


def quotable(transcript: Transcript) -> Quotable:
    """`transcript`, cut and digested, and held for as long as what is returned is."""
    return holding(content_of(transcript))


def holding(content: Content) -> Quotable:
    """What holds `content`."""
    return Quotable(None, content)


def by_id(quotables: Iterable[Quotable]) -> Quotables:
    return {quotable.card.id: quotable for quotable in quotables}


def sentence_digest(sentence: str) -> bytes:
    """16 bytes of BLAKE2b over the sentence's UTF-8."""
    return hashlib.blake2b(sentence.encode("utf-8"), digest_size=DIGEST_BYTES).digest()


def _asking(
    transcript: Transcript, turns: Sequence[Turn], sentences: Iterable[Sentence], askers: Collection[str] = ()
) -> dict[int, str]:
    """By the row of each turn of the interviewer or of `askers`: its last sentence with a question mark, else its last.

    >>> _asking(interview, interview.turns, split(interview).sentences)[5]
    'Why do we still have to celebrate this day?'
    """
    asking: dict[int, str] = {}
    for sentence in sentences:
        turn = turns[sentence.turn]
        if turn.role != "interviewer" and turn.speaker not in askers:
            continue
        words = words_at(transcript, sentence.start, sentence.stop)
        if words.endswith(QUESTION_MARKS) or not asking.get(sentence.turn, "").endswith(QUESTION_MARKS):
            asking[sentence.turn] = words
    return asking


def _replies(transcript: Transcript, passages: Passages) -> dict[int, Replied]:
    askers, turns, sentences = askers_of(transcript), tuple(transcript.turns), tuple(passages.sentences)
    asking = _asking(transcript, turns, sentences, askers)
    last: int | None = None
    rows: dict[int, set[int]] = {}
    for row, sentence in enumerate(sentences):
        turn = turns[sentence.turn]
        last = sentence.turn if turn.speaker in askers else last
        asked = last if askers and turn.speaker not in askers else turn.asked
        if asked in asking:
            rows.setdefault(asked, set()).add(row)
    return {turn: Replied(asking[turn], frozenset(answered)) for turn, answered in rows.items()}
