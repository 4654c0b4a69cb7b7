"""Some transcripts become one list of sentences, as arrays: what is the same for every question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from index.indexed import IndexedTranscript
from index.passages import served
from index.quotable import Quotable
from index.scope import Scope
from index.transcript import Role

Rows = NDArray[np.int64]

ROLES: tuple[Role, ...] = get_args(Role)
LEGIBLE = 0.5
"""Share of a transcript's letters from which on the model is taken to read it."""


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """A row is a sentence, of any role: those of the first transcript in the order of its text, then the next one's."""

    firsts: Rows
    """Of each transcript its first row, and behind the last one's the number of rows."""
    transcript: Rows
    paragraph: Rows
    """Numbered through all transcripts."""
    paragraphs: int
    served: Rows
    """The rows that may be statements, rising."""
    length: NDArray[np.float32]
    """The natural logarithm of each row's characters."""
    speaker: Rows
    speakers: tuple[str, ...]
    """Everyone once; `speaker` is the place in it of who speaks the row."""
    role: Rows
    """The place in ROLES of the role in which the row is spoken."""
    legible: NDArray[np.bool_]
    """Of each row: whether the model reads its transcript's script."""
    asking: Rows
    """The rows of the questions that have an answer, one question after the other."""
    asking_starts: Rows
    """Of each question, where it begins in `asking`."""
    answers: Rows
    """The question that each row answers, -1 where it answers none."""

    def place(self, row: int) -> tuple[int, int]:
        """A row's transcript and its sentence in that."""
        transcript = int(self.transcript[row])
        return transcript, row - int(self.firsts[transcript])

    def served_in(self, scope: Scope) -> Rows:
        """The rows that may be statements and lie in `scope`, rising."""
        rows, kept = self.served, np.ones(len(self.served), bool)
        if scope.transcripts is not None:
            kept &= np.isin(self.transcript[rows], list(scope.transcripts))
        if scope.speakers is not None:
            kept &= np.array([name in scope.speakers for name in self.speakers], bool)[self.speaker[rows]]
        if scope.roles is not None:
            kept &= np.array([role in scope.roles for role in ROLES], bool)[self.role[rows]]
        return rows[kept]

    def rows_at(self, places: Iterable[tuple[int, int]]) -> Rows:
        """The rows at (transcript, sentence), in no particular order."""
        return np.array([self.firsts[transcript] + sentence for transcript, sentence in places], np.int64)


def gather(indexed: Sequence[IndexedTranscript]) -> Corpus:
    """Everything of `indexed` that a search needs besides vectors and words."""
    quotables = [transcript.quotable for transcript in indexed]
    sizes = [len(quotable.passages.sentences) for quotable in quotables]
    turns = _offset([[one.turn for one in each.passages.sentences] for each in quotables], _turns(quotables))
    paragraphs = [len(quotable.passages.paragraphs) for quotable in quotables]
    characters = [one.stop - one.start for each in quotables for one in each.passages.sentences]
    transcript = np.repeat(np.arange(len(sizes)), sizes)
    spoken = [turn.speaker for quotable in quotables for turn in quotable.transcript.turns]
    roles = [ROLES.index(turn.role) for quotable in quotables for turn in quotable.transcript.turns]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(spoken))}
    asking, asking_starts, answers = _answers(quotables, turns)
    return Corpus(
        firsts=np.cumsum([0, *sizes]),
        transcript=transcript,
        paragraph=_offset([[one.paragraph for one in each.passages.sentences] for each in quotables], paragraphs),
        paragraphs=sum(paragraphs),
        served=np.flatnonzero(np.concatenate([served(each.transcript, each.passages) for each in quotables])),
        length=np.log(np.array(characters, np.float32)),
        speaker=np.array([numbers[name] for name in spoken], np.int64)[turns],
        speakers=tuple(numbers),
        role=np.array(roles, np.int64)[turns],
        legible=np.array([each.legible >= LEGIBLE for each in indexed], bool)[transcript],
        asking=asking,
        asking_starts=asking_starts,
        answers=answers,
    )


def _turns(quotables: Sequence[Quotable]) -> list[int]:
    return [len(quotable.transcript.turns) for quotable in quotables]


def _offset(numbers: Sequence[Sequence[int]], sizes: Sequence[int]) -> Rows:
    """What each transcript numbers from 0, numbered through all of them: each has as many as `sizes` says."""
    firsts = np.cumsum([0, *sizes])
    return np.concatenate([np.array(own, np.int64) + first for own, first in zip(numbers, firsts, strict=False)])


def _answers(quotables: Sequence[Quotable], turn: Rows) -> tuple[Rows, Rows, Rows]:
    """Corpus.asking, asking_starts and answers; `turn`, rising, is that of each row."""
    asked: list[int] = []
    for first, quotable in zip(np.cumsum([0, *_turns(quotables)]).tolist(), quotables, strict=False):
        asked += [-1 if one.asked is None else first + one.asked for one in quotable.transcript.turns]
    asked_of = np.array(asked, np.int64)[turn]
    # a question that was cut into no sentence can't be compared
    questions = np.intersect1d(asked_of, turn)
    numbers = np.full(len(asked) + 1, -1)  # of each turn as a question; the last is of those that answer none
    numbers[questions] = np.arange(len(questions))
    asking = np.flatnonzero(numbers[turn] >= 0)
    return asking, np.searchsorted(turn[asking], questions), numbers[asked_of]
