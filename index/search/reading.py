"""The best that a search found are read together with the question, and what that says joins their scores."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.model.utterance import Utterance
from index.quotable import Quotable
from index.search.signals import READER, Column, ranks
from index.transcript import Transcript, Turn

DEPTH = 6
"""Of the best, how many are read: twelve find no more (docs/evaluation.md), and take twice the time."""
BEFORE = 150
"""Characters of what was said before a sentence: more than is read."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Which candidates were read, and the logit of each that it answers; both have shape (read,)."""

    candidates: NDArray[np.int64]
    logits: Column

    def joined(self, scores: Column, weight: float) -> Column:
        """The scores, shape (candidates,), and `weight` times what a logit is above the lowest; the unread gain 0.

        >>> Reading(np.array([2, 0]), np.array([3, -1], np.float32)).joined(np.array([2, 1, 1], np.float32), 0.5)
        array([2., 1., 3.], dtype=float32)
        """
        added = np.zeros(len(scores), np.float32)
        if len(self.logits):
            added[self.candidates] = self.logits - self.logits.min()
        return np.asarray(scores + np.float32(weight) * added, np.float32)

    def by_candidate(self) -> tuple[dict[int, dict[str, float]], dict[int, dict[str, int]]]:
        """Of each that was read the logit, and its rank among those read, as one more signal and its rank: READER."""
        read = self.candidates.tolist()
        logits = {row: {READER: logit} for row, logit in zip(read, self.logits.tolist(), strict=True)}
        return logits, {row: {READER: rank} for row, rank in zip(read, ranks(self.logits).tolist(), strict=True)}


NOTHING = Reading(np.zeros(0, np.int64), np.zeros(0, np.float32))


def utterances(quotable: Quotable, rows: Iterable[int]) -> list[Utterance]:
    """The sentences `rows` of a transcript as they are read."""
    sentences, turns, text = quotable.passages.sentences, quotable.transcript.turns, quotable.transcript.text
    answered, heard = _answered(quotable), []
    for row in rows:
        sentence = sentences[row]
        turn = turns[sentence.turn]
        first = max(turn.start, sentence.start - BEFORE)
        heard.append(
            Utterance(
                sentence=text[sentence.start : sentence.stop],
                before=text[first : sentence.start].strip(),
                speaker=_speaker(quotable.transcript, turn),
                asked=answered.get(row, ""),
            )
        )
    return heard


def _speaker(transcript: Transcript, turn: Turn) -> str:
    """Ada Marsh, mayor of Bergvik"""
    person = transcript.metadata.interviewee
    named = [turn.speaker or person.name, person.office] if turn.role == "interviewee" else [turn.speaker]
    return ", ".join(part for part in named if part)


@lru_cache(maxsize=256)
def _answered(quotable: Quotable) -> dict[int, str]:
    """The question that each row answers, of those that answer one."""
    return {row: replied.question for replied in quotable.replies.values() for row in replied.rows}
