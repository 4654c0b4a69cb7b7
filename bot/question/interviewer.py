"""What the interviewer asked: of each of their turns the sentence that asks, and the sentences that answer it."""

from collections.abc import Sequence

from bot.evidence.mentions import fold
from index.indexed import IndexedTranscript
from index.language.terms import terms
from index.passages import Passages
from index.transcript import Transcript

MARKS = ("?", "？", "؟", "\u037e")
"""How a question ends; the last is the Greek question mark, U+037E."""


def asking_sentences(transcript: Transcript, passages: Passages) -> dict[int, str]:
    """By the row of each turn of the interviewer: its last sentence with a question mark, else its last.

    >>> asking_sentences(interview, split(interview))[5]
    'Why do we still have to celebrate this day?'
    """
    found: dict[int, str] = {}
    for sentence in passages.sentences:
        if transcript.turns[sentence.turn].role != "interviewer":
            continue
        words = transcript.text[sentence.start : sentence.stop]
        if words.endswith(MARKS) or not found.get(sentence.turn, "").endswith(MARKS):
            found[sentence.turn] = words
    return found


def replies(indexed: Sequence[IndexedTranscript]) -> dict[str, set[tuple[int, int]]]:
    """The sentences that answer each question of the interviewer, as (transcript, sentence).

    By the whole question and by its sentence that asks, in the form of `plain`, where these stand alone.
    """
    found: dict[str, set[tuple[int, int]]] = {}
    for row, one in enumerate(indexed):
        transcript, turns = one.transcript, one.transcript.turns
        asking = asking_sentences(transcript, one.passages)
        for i, sentence in enumerate(one.passages.sentences):
            asked = turns[sentence.turn].asked
            if asked in asking:
                whole = transcript.text[turns[asked].start : turns[asked].stop]
                for question in (asking[asked], whole):
                    if stands_alone(question, transcript.language):
                        found.setdefault(plain(question), set()).add((row, i))
    return found


def stands_alone(question: str, language: str) -> bool:
    """Whether it has two words or more that say what is asked: not "What happened to it?", "Really?", "Thank you."."""
    return len(set(terms(question, language))) > 1


def plain(question: str) -> str:
    """What makes two questions the same: plain(" Why  “celebrate”? ") -> "why celebrate"."""
    return " ".join(fold(question).replace('"', "").split()).strip(" ?!.")
