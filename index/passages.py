"""A transcript becomes paragraphs and sentences with exact offsets, and each with its place."""

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.language.sentences import sentence_spans
from index.spans import lines
from index.transcript import Paragraph, Place, Sentence, Span, Transcript, Turn

SERVED = ("interviewee", "speaker")
"""Roles whose words are statements; the interviewer's and the editor's are only context."""
QUESTION_MARKS = ("?", "？", "؟", "\u037e")
"""How a question ends; the last is the Greek question mark, U+037E."""
MOSTLY = 0.75
"""Of the turns of whoever does the asking, more than these end with a question mark, and more than one."""
WRAPPED = re.compile(r"[^\W_][^\S\n]*\r?\n[^\S\n]*[a-zа-яёà-öø-ÿәғқңөұүһі]|[-,;][^\S\n]*\r?\n[^\S\n]*[^\W_]")
"""From the last character of a line to the first of the next, where these are one."""


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """All paragraphs and sentences of a transcript, in the order of the text. Compared by identity."""

    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]


def split(transcript: Transcript) -> Passages:
    """Cut every turn into paragraphs (its lines, wrapped ones joined), these into sentences; without boilerplate."""
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    counted = Counter[tuple[str, int]]()  # paragraphs: an answer of several turns counts through
    left_out = set(transcript.boilerplate)
    for row, turn in enumerate(transcript.turns):
        is_question = turn.part == "question"
        asked = 0  # sentences of the question before this line
        for line in _lines(transcript, turn, left_out):
            counted[turn.part, turn.number] += 1
            place = Place(turn.part, turn.number, 0 if is_question else counted[turn.part, turn.number])
            first = len(sentences)
            spans = sentence_spans(transcript.text[line.start : line.stop], transcript.language)
            for number, span in enumerate(spans, asked + 1):
                start, stop = line.start + span.start, line.start + span.stop
                at = Place(turn.part, turn.number, place.paragraph, number)
                sentences.append(Sentence(start, stop, row, len(paragraphs), at))
            if is_question:
                asked += len(spans)
            paragraphs.append(Paragraph(line.start, line.stop, row, place, first, len(sentences)))
    return Passages(tuple(paragraphs), tuple(sentences))


def served(transcript: Transcript, passages: Passages) -> NDArray[np.bool_]:
    """Which sentences may be served as statements, shape (sentences,): those with words, of who answers or speaks.

    Where two speak with each other, the questions of the one who mostly asks may not.
    """
    are_two = len({turn.speaker for turn in transcript.turns if turn.role in SERVED}) == 2
    askers, text = askers_of(transcript) if are_two else frozenset[str](), transcript.text
    is_served = []
    for sentence in passages.sentences:
        turn = transcript.turns[sentence.turn]
        asks = turn.speaker in askers and text.endswith(QUESTION_MARKS, sentence.start, sentence.stop)
        has_words = any(map(str.isalnum, text[sentence.start : sentence.stop]))
        is_served.append(turn.role in SERVED and has_words and not asks)
    return np.array(is_served, dtype=bool)


def askers_of(transcript: Transcript) -> frozenset[str]:
    """Where nobody is named as the interviewer: the speakers most of whose turns end as questions do."""
    ends: dict[str, list[bool]] = {}
    for turn in transcript.turns:
        if turn.role == "interviewer":
            return frozenset()
        if turn.role == "speaker" and turn.speaker:
            ends.setdefault(turn.speaker, []).append(transcript.text.endswith(QUESTION_MARKS, turn.start, turn.stop))
    return frozenset(name for name, asks in ends.items() if sum(asks) > max(len(asks) * MOSTLY, 1))


def _lines(transcript: Transcript, turn: Turn, left_out: set[Span]) -> list[Span]:
    """The lines of a turn, but for boilerplate, with their places in the whole text; wrapped ones are one.

    A line is wrapped if it ends within a sentence and the next one, right below it, goes on in small letters.
    """
    of_turn = lines(transcript.text[turn.start : turn.stop])
    joined: list[Span] = []
    for line in of_turn:
        span = Span(turn.start + line.start, turn.start + line.stop)
        if span in left_out:
            continue
        if joined and WRAPPED.fullmatch(transcript.text, joined[-1].stop - 1, span.start + 1):
            span = Span(joined.pop().start, span.stop)
        joined.append(span)
    return joined
