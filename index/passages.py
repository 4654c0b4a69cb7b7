"""A transcript becomes paragraphs and sentences with exact offsets, and each with its place."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.language.sentences import sentence_spans
from index.spans import lines
from index.transcript import Paragraph, Place, Sentence, Span, Transcript, Turn

SERVED = ("interviewee", "speaker")
"""Roles whose words are statements; the interviewer's and the editor's are only context."""


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """All paragraphs and sentences of a transcript, in the order of the text. Compared by identity."""

    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]


def split(transcript: Transcript) -> Passages:
    """Cut every turn into paragraphs (its lines) and these into sentences; boilerplate is left out."""
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    counted: dict[tuple[str, int], int] = {}
    left_out = set(transcript.boilerplate)
    for row, turn in enumerate(transcript.turns):
        asked = 0
        for line in _lines(transcript, turn, left_out):
            key = (turn.part, turn.number)
            counted[key] = counted.get(key, 0) + 1
            number = 0 if turn.part == "question" else counted[key]
            place = Place(turn.part, turn.number, number)
            first = len(sentences)
            spans = sentence_spans(transcript.text[line.start : line.stop], transcript.language)
            for n, span in enumerate(spans, asked + 1):
                at = Place(turn.part, turn.number, number, n)
                sentences.append(Sentence(line.start + span.start, line.start + span.stop, row, len(paragraphs), at))
            asked += len(spans) if turn.part == "question" else 0
            paragraphs.append(Paragraph(line.start, line.stop, row, place, first, len(sentences)))
    return Passages(tuple(paragraphs), tuple(sentences))


def served(transcript: Transcript, passages: Passages) -> NDArray[np.bool_]:
    """Which sentences may be served as statements, shape (sentences,): those with words, of who answers or speaks."""
    return np.array(
        [
            transcript.turns[s.turn].role in SERVED and any(c.isalnum() for c in transcript.text[s.start : s.stop])
            for s in passages.sentences
        ],
        dtype=bool,
    )


def _lines(transcript: Transcript, turn: Turn, left_out: set[Span]) -> list[Span]:
    spans = lines(transcript.text[turn.start : turn.stop])
    own = (Span(turn.start + span.start, turn.start + span.stop) for span in spans)
    return [line for line in own if line not in left_out]
