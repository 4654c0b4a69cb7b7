"""Some transcripts become one list of sentences, as arrays: what is the same for every question."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.indexed import IndexedTranscript
from index.passages import served
from index.quotable import Quotable

Rows = NDArray[np.int64]

LEGIBLE = 0.5
"""Share of a transcript's letters from which on the model is taken to read it."""


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """A row is a sentence, of any role: those of the first transcript in the order of its text, then the next one's."""

    places: tuple[tuple[int, int], ...]
    """Of each row: its transcript and its sentence."""
    transcript: Rows
    turn: Rows
    """Turns and paragraphs are numbered through all transcripts."""
    paragraph: Rows
    served: Rows
    """The rows that may be statements, rising."""
    characters: NDArray[np.float32]
    texts: tuple[str, ...]
    speakers: tuple[str, ...]
    """Of each turn."""
    legible: NDArray[np.bool_]
    """Of each row: whether the model reads its transcript's script."""
    answers: tuple[tuple[Rows, Rows], ...]
    """For each question that has an answer: the rows that ask, and the rows that answer."""


def gather(indexed: Sequence[IndexedTranscript]) -> Corpus:
    """Everything of `indexed` that a search needs besides vectors and words."""
    quotables = [transcript.quotable for transcript in indexed]
    places: list[tuple[int, int]] = []
    turn: list[int] = []
    paragraph: list[int] = []
    speakers: list[str] = []
    paragraphs = 0
    for number, quotable in enumerate(quotables):
        for row, sentence in enumerate(quotable.passages.sentences):
            places.append((number, row))
            turn.append(len(speakers) + sentence.turn)  # the turns of the transcripts before this one count first
            paragraph.append(paragraphs + sentence.paragraph)
        speakers += [spoken.speaker for spoken in quotable.transcript.turns]
        paragraphs += len(quotable.passages.paragraphs)
    numbers, turns = np.array([number for number, _ in places], np.int64), np.array(turn, np.int64)
    texts = tuple(chain.from_iterable(map(_texts, quotables)))
    is_served = [served(quotable.transcript, quotable.passages) for quotable in quotables]
    return Corpus(
        places=tuple(places),
        transcript=numbers,
        turn=turns,
        paragraph=np.array(paragraph, np.int64),
        served=np.flatnonzero(np.concatenate(is_served)),
        characters=np.array([len(text) for text in texts], np.float32),
        texts=texts,
        speakers=tuple(speakers),
        legible=np.array([transcript.legible >= LEGIBLE for transcript in indexed], bool)[numbers],
        answers=_answers(quotables, turns),
    )


def _texts(quotable: Quotable) -> list[str]:
    text = quotable.transcript.text
    return [text[sentence.start : sentence.stop] for sentence in quotable.passages.sentences]


def _answers(quotables: Sequence[Quotable], turn: Rows) -> tuple[tuple[Rows, Rows], ...]:
    """`turn` is that of each row."""
    rows_of = {int(number): np.flatnonzero(turn == number) for number in np.unique(turn)}
    answering: dict[int, list[Rows]] = {}
    first = 0
    for quotable in quotables:
        turns = quotable.transcript.turns
        for number, spoken in enumerate(turns, first):
            if spoken.asked is not None and number in rows_of:
                answering.setdefault(first + spoken.asked, []).append(rows_of[number])
        first += len(turns)
    # a question that was cut into no sentence can't be compared
    return tuple((rows_of[asked], np.concatenate(rows)) for asked, rows in answering.items() if asked in rows_of)
