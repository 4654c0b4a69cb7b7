"""A transcript becomes paragraphs and sentences with exact offsets, and each with its place."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.language.sentences import sentence_spans
from index.timing import pause_before
from index.transcript import Paragraph, Place, Sentence, Span, Transcript
from index.windows import is_unpunctuated, windows

SERVED = ("interviewee", "speaker")
"""Roles whose words are statements; the interviewer's and the editor's are only context."""
QUESTION_MARKS = ("?", "？", "؟", "\u037e")
"""How a question ends; the last is the Greek question mark, U+037E."""
MOSTLY = 0.75
"""Of the turns of whoever does the asking, more than these end with a question mark, and more than one."""
ENDS = (*QUESTION_MARKS, ".", "!", "。", "！", "…")
MANY = 0.3
"""The share of the turns that an interviewer among several has at least."""
LINE_END = re.compile(r"[\n\r]")
"""Within a paragraph it is a space."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Passages:
    """All paragraphs and sentences of a transcript, in the order of the text. Compared by identity."""

    paragraphs: Sequence[Paragraph]
    sentences: Sequence[Sentence]


def split(transcript: Transcript) -> Passages:
    """Number the paragraphs of every turn, and cut them into sentences."""
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    counted = Counter[tuple[str, int]]()  # paragraphs: an answer of several turns counts through
    has_ends = not is_unpunctuated(transcript.text)
    of_turns = iter([*transcript.paragraphs, None])
    span = next(of_turns)
    for row, turn in enumerate(transcript.turns):
        is_question = turn.part == "question"
        asked = 0  # sentences of the question before this line
        while span and span.start < turn.stop:
            counted[turn.part, turn.number] += 1
            place = Place(turn.part, turn.number, 0 if is_question else counted[turn.part, turn.number])
            first = len(sentences)
            for number, (sentence, is_window) in enumerate(_sentences(transcript, span, has_ends), asked + 1):
                at = Place(turn.part, turn.number, place.paragraph, number)
                sentences.append(Sentence(sentence.start, sentence.stop, row, len(paragraphs), at, is_window))
            if is_question:
                asked += len(sentences) - first
            paragraphs.append(Paragraph(span.start, span.stop, row, place, first, len(sentences)))
            span = next(of_turns)
    return Passages(tuple(paragraphs), tuple(sentences))


def _sentences(transcript: Transcript, paragraph: Span, has_ends: bool) -> Iterator[tuple[Span, bool]]:
    """The sentences of a paragraph; where the text has no sentence ends, windows of the long ones, which is said."""
    words = LINE_END.sub(" ", transcript.text[paragraph.start : paragraph.stop])
    for within in sentence_spans(words, transcript.language):
        sentence = Span(paragraph.start + within.start, paragraph.start + within.stop)
        if has_ends:
            yield sentence, False
            continue
        cut = windows(transcript.text, sentence, lambda place: pause_before(transcript, place))
        ends = transcript.text.endswith(ENDS, sentence.start, sentence.stop)
        yield from ((window, len(cut) > 1 or not ends) for window in cut)


def served(transcript: Transcript, passages: Passages) -> NDArray[np.bool_]:
    """Which sentences may be served as statements, shape (sentences,): those with words, of who answers or speaks.

    Where two speak with each other, or one alone mostly asks and has many of the turns, that one's questions may not.
    """
    turns = [turn.speaker for turn in transcript.turns if turn.role in SERVED]
    askers, text = askers_of(transcript), transcript.text
    is_interview = len(set(turns)) == 2 or len(askers) == 1
    if not is_interview or sum(speaker in askers for speaker in turns) < MANY * len(turns):
        askers = frozenset()
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
