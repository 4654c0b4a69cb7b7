"""Some transcripts as one list of sentences, in arrays: all that a search needs of them besides their texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from index.indexed import IndexedTranscript
from index.language.terms import terms
from index.passages import served
from index.quotable import Quotable
from index.search.postings import Postings, count, count_grams, count_together, postings_of, rows_from
from index.search.vectors import Approximate
from index.transcript import Role, Turn

Rows = NDArray[np.int64]
Small = NDArray[np.int32]

AT_ONCE = 10_000
"""Rows whose pieces are counted at once."""
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A row is a sentence, of any role: those of the first transcript in the order of its text, then the next one's."""

    speakers: tuple[str, ...]
    """Whoever speaks; "" for those who are not named."""
    firsts: Rows
    """Of each transcript its first row, and behind the last one's the number of rows."""
    legible: NDArray[np.float64]
    """Of each transcript the share of its letters that the model can read."""
    paragraph: Small
    """Numbered through all transcripts."""
    served: NDArray[np.bool_]
    """Whether a row may be a statement."""
    length: NDArray[np.float32]
    """The natural logarithm of each row's characters."""
    speaker: Small
    """The place in `speakers` of who speaks the row."""
    role: NDArray[np.int8]
    """The place in ROLES of the role in which the row is spoken."""
    asking: Rows
    """The rows of the questions that have an answer, one question after the other."""
    asking_starts: Rows
    """Of each question, where it begins in `asking`, and behind the last one's its end."""
    answers: Small
    """The question that each row answers, -1 where it answers none."""
    sentence_vectors: NDArray[np.float32]
    paragraph_vectors: NDArray[np.float32]
    tokens: NDArray[np.int8]
    token_runs: Rows
    token_ids: NDArray[np.int32]
    """As index.indexed has them."""
    piece_frequencies: Rows
    """In how many rows each piece of the model's vocabulary occurs, as far as one does."""
    words: Postings
    """Documents are the rows."""
    paragraph_words: Postings
    """Documents are the paragraphs."""
    grams: Postings
    """Documents are the rows, and terms the runs of four letters of their terms."""
    nearest_sentences: Approximate | None = None
    nearest_paragraphs: Approximate | None = None
    """What finds the nearest vectors of rows that may be statements, and of their paragraphs, where they are many."""

    def __len__(self) -> int:
        return int(self.firsts[-1])

    @property
    def looked_at_by_row(self) -> tuple[NDArray[Any], ...]:
        """What is large, and looked at here and there."""
        return self.sentence_vectors, self.paragraph_vectors, self.tokens


def gather(indexed: Sequence[IndexedTranscript]) -> Segment:
    """Everything of `indexed`, at least one, that a search needs."""
    columns = _columns([transcript.quotable for transcript in indexed])
    counts = count([terms for each in indexed for terms in each.terms])
    paragraph_vectors = _joined([each.paragraph_vectors for each in indexed])
    return Segment(
        legible=np.array([each.legible for each in indexed]),
        sentence_vectors=_joined([each.sentence_vectors for each in indexed]),
        paragraph_vectors=paragraph_vectors,
        words=postings_of(counts),
        paragraph_words=postings_of(count_together(counts, columns["paragraph"], len(paragraph_vectors))),
        grams=postings_of(count_grams(counts)),
        **columns,
        **_pieces(indexed),
    )


def _columns(quotables: Sequence[Quotable]) -> dict[str, Any]:
    """What the rows are, and who speaks them, by the names of Segment."""
    every = [tuple(quotable.passages.sentences) for quotable in quotables]
    turns_of = [tuple(quotable.transcript.turns) for quotable in quotables]
    turns = _offset([[one.turn for one in own] for own in every], list(map(len, turns_of)))
    sizes = [len(quotable.passages.paragraphs) for quotable in quotables]
    spoken = [turn.speaker for own in turns_of for turn in own]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(spoken))}
    asking, asking_starts, answers = _answers(turns_of, turns)
    return {
        "speakers": tuple(numbers),
        "firsts": np.cumsum([0, *map(len, every)]),
        "paragraph": _offset([[one.paragraph for one in own] for own in every], sizes).astype(np.int32),
        "served": _joined([served(each.transcript, each.passages) for each in quotables]),
        "length": np.log(np.array([one.stop - one.start for own in every for one in own], np.float32)),
        "speaker": np.array([numbers[name] for name in spoken], np.int32)[turns],
        "role": np.array([ROLES.index(turn.role) for own in turns_of for turn in own], np.int8)[turns],
        "asking": asking,
        "asking_starts": asking_starts,
        "answers": answers.astype(np.int32),
    }


def _pieces(indexed: Sequence[IndexedTranscript]) -> dict[str, Any]:
    """The word pieces of the rows, by the names of Segment."""
    firsts = np.cumsum([0, *(len(each.token_matrix) for each in indexed)])
    runs = _joined([each.token_runs + first for each, first in zip(indexed, firsts, strict=False)])
    ids = _joined([each.token_ids for each in indexed])
    return {
        "tokens": _joined([each.token_matrix for each in indexed]),
        "token_runs": runs,
        "token_ids": ids,
        "piece_frequencies": frequencies(ids, runs),
    }


def rows_of(runs: Rows) -> Rows:
    """The rows of all `runs`, shape (runs, 2), one run after the other: [[3, 5], [9, 10]] -> [3, 4, 9]."""
    return rows_from(runs[:, 0], runs[:, 1] - runs[:, 0])


def taken_out(segment: Segment, place: int, quotable: Quotable) -> IndexedTranscript | None:
    """What a model made of the transcript at a place of a segment; None if it is not of the same sentences."""
    rows = slice(*segment.firsts[place : place + 2].tolist())
    sentences, paragraphs = quotable.passages.sentences, len(quotable.passages.paragraphs)
    of_rows = segment.paragraph[rows]
    if not len(of_rows) or (len(of_rows), int(of_rows[-1] - of_rows[0]) + 1) != (len(sentences), paragraphs):
        return None
    runs = np.asarray(segment.token_runs[rows], np.int64)
    pieces = slice(int(runs[0, 0]), int(runs[-1, 1]))
    text, language = quotable.transcript.text, quotable.transcript.language
    return IndexedTranscript(
        quotable=quotable,
        sentence_vectors=segment.sentence_vectors[rows],
        paragraph_vectors=segment.paragraph_vectors[of_rows[0] : of_rows[-1] + 1],
        terms=tuple(tuple(terms(text[one.start : one.stop], language)) for one in sentences),
        token_matrix=segment.tokens[pieces],
        token_ids=segment.token_ids[pieces],
        token_runs=runs - pieces.start,
        legible=float(segment.legible[place]),
    )


def _joined(arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """One below the other; a single one as it is, and not a copy."""
    return arrays[0] if len(arrays) == 1 else np.concatenate([array for array in arrays if array.size] or arrays)


def _offset(numbers: Sequence[Sequence[int]], sizes: Sequence[int]) -> Rows:
    """What each transcript numbers from 0, numbered through all of them: each has as many as `sizes` says."""
    firsts = np.cumsum([0, *sizes])
    return np.concatenate([np.array(own, np.int64) + first for own, first in zip(numbers, firsts, strict=False)])


def _answers(turns: Sequence[Sequence[Turn]], turn: Rows) -> tuple[Rows, Rows, Rows]:
    """Segment.asking, asking_starts and answers; `turn`, rising, is that of each row."""
    asked: list[int] = []
    for first, own in zip(np.cumsum([0, *map(len, turns)]).tolist(), turns, strict=False):
        asked += [-1 if one.asked is None else first + one.asked for one in own]
    asked_of = np.array(asked, np.int64)[turn]
    # a question that was cut into no sentence can't be compared
    questions = np.intersect1d(asked_of, turn)
    numbers = np.full(len(asked) + 1, -1)  # of each turn as a question; the last is of those that answer none
    numbers[questions] = np.arange(len(questions))
    asking = np.flatnonzero(numbers[turn] >= 0)
    starts = np.append(np.searchsorted(turn[asking], questions), len(asking))
    return asking, starts, numbers[asked_of]


def frequencies(ids: NDArray[np.int32], runs: Rows) -> Rows:
    """In how many of the `runs`, rows of `ids`, each piece of the vocabulary occurs, as far as one does."""
    size = int(ids.max(initial=0)) + 1
    counts = np.zeros(size, np.int64)
    for start in range(0, len(runs), AT_ONCE):
        some = runs[start : start + AT_ONCE]
        lengths = some[:, 1] - some[:, 0]
        sentences = np.repeat(np.arange(len(lengths)), lengths)
        # a piece counts once in a sentence, however often it stands there: sentence and piece make one number
        pairs = np.sort(sentences * size + ids[rows_of(some)])
        counts += np.bincount(pairs[np.diff(pairs, prepend=-1) > 0] % size, minlength=size)
    return counts
