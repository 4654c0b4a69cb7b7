"""Some transcripts become one list of sentences, as arrays: what is the same for every question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.indexed import IndexedTranscript
from index.passages import served

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
    turns = np.cumsum([0, *(len(one.transcript.turns) for one in indexed)])
    paragraphs = np.cumsum([0, *(len(one.passages.paragraphs) for one in indexed)])
    rows = [(t, s, sentence) for t, one in enumerate(indexed) for s, sentence in enumerate(one.passages.sentences)]
    transcript = np.array([t for t, _, _ in rows], np.int64)
    turn = np.array([turns[t] + sentence.turn for t, _, sentence in rows], np.int64)
    return Corpus(
        places=tuple((t, s) for t, s, _ in rows),
        transcript=transcript,
        turn=turn,
        paragraph=np.array([paragraphs[t] + sentence.paragraph for t, _, sentence in rows], np.int64),
        served=np.flatnonzero(np.concatenate([served(one.transcript, one.passages) for one in indexed])),
        characters=np.array([sentence.stop - sentence.start for _, _, sentence in rows], np.float32),
        texts=tuple(indexed[t].transcript.text[s.start : s.stop] for t, _, s in rows),
        speakers=tuple(turn.speaker for one in indexed for turn in one.transcript.turns),
        legible=np.array([one.legible >= LEGIBLE for one in indexed], bool)[transcript],
        answers=_answers(indexed, turn, turns),
    )


def _answers(indexed: Sequence[IndexedTranscript], turn: Rows, turns: Rows) -> tuple[tuple[Rows, Rows], ...]:
    spoken = {int(number): np.flatnonzero(turn == number) for number in np.unique(turn)}
    answering: dict[int, list[Rows]] = {}
    for t, one in enumerate(indexed):
        for number, said in enumerate(one.transcript.turns, int(turns[t])):
            if said.asked is not None and number in spoken:
                answering.setdefault(int(turns[t]) + said.asked, []).append(spoken[number])
    return tuple((spoken[asked], np.concatenate(rows)) for asked, rows in answering.items() if asked in spoken)
