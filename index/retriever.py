"""A query becomes Hits: the legs propose candidates, the signals describe them, the ranking orders them."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.embedder import Embedder
from index.indexed import IndexedTranscript
from index.lexical import LexicalIndex
from index.passages import served
from index.ranking import score
from index.signals import NAMES, Column, Signals, ranks, stack
from index.transcript import Transcript
from index.vectors import VectorIndex
from index.words import terms

FEW = 10_000
"""Sentences up to which all of them are candidates."""
DEPTH = 200
"""Candidates that each leg proposes above that."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that may answer: rows of its transcript and in its passages, rank from 1, score (higher is better)."""

    transcript: int
    sentence: int
    rank: int
    score: float
    signals: dict[str, float]
    ranks: dict[str, int]


class Retriever:
    """Searches the statements of some transcripts; built from what is saved of each, in a moment.

    A row is a sentence: those of all transcripts and roles, one transcript after the other.
    """

    def __init__(self, indexed: Sequence[IndexedTranscript], embedder: Embedder) -> None:
        self._embedder = embedder
        self._languages = sorted({one.transcript.language for one in indexed})
        self._naming = {term for one in indexed for term in _naming(one.transcript)}
        self._rows = [(t, s) for t, one in enumerate(indexed) for s in range(len(one.passages.sentences))]
        self._served = np.flatnonzero(np.concatenate([served(one.transcript, one.passages) for one in indexed]))
        self._paragraph = _paragraph_of_rows(indexed)
        self._answers = _answers(indexed)
        self._sentence_vectors = VectorIndex(np.concatenate([one.sentence_vectors for one in indexed]))
        self._paragraph_vectors = VectorIndex(np.concatenate([one.paragraph_vectors for one in indexed]))
        self._sentence_words = LexicalIndex([words for one in indexed for words in one.terms])
        self._paragraph_words = LexicalIndex([words for one in indexed for words in _paragraph_terms(one)])

    def search(self, query: str, k: int, also: Collection[tuple[int, int]] = ()) -> tuple[Hit, ...]:
        """The min(k, statements) best, best first; equal scores in the order of the text. A larger k only adds hits.

        Behind them those of `also`, (transcript, sentence), that are statements and not among the best.
        """
        vector = self._embedder.queries([query])[0]
        query_terms = self._terms(query)
        words = self._sentence_words.scores(query_terms)
        rows = self._candidates(vector, words, also)
        paragraphs = self._paragraph[rows]
        signals = stack(
            {
                "sentence": self._sentence_vectors.at(vector, rows),
                "paragraph": self._paragraph_vectors.at(vector, paragraphs),
                "question": self._asked(vector)[rows],
                "words": words[rows],
                "words_nearby": self._paragraph_words.scores(query_terms)[paragraphs],
            }
        )
        return self._hits(rows, signals, k, also)

    def _terms(self, query: str) -> set[str]:
        """What is searched by words; not those that only name the interviewee, who says "I" and "we"."""
        found = {term for language in self._languages for term in terms(query, language)}
        return found - self._naming or found

    def _candidates(
        self, vector: NDArray[np.float32], words: Column, also: Collection[tuple[int, int]]
    ) -> NDArray[np.int64]:
        """Served rows in the order of the text, whatever k is: all while they are few, else the best of each leg."""
        if len(self._served) <= FEW:
            return self._served
        near, _ = self._sentence_vectors.search(vector, DEPTH, among=self._served)
        paragraphs, _ = self._paragraph_vectors.search(vector, DEPTH // 4)
        within = np.flatnonzero(np.isin(self._paragraph, paragraphs))
        lexical = self._served[np.argsort(-words[self._served], kind="stable")[:DEPTH]]
        named = np.array([row for row, place in enumerate(self._rows) if place in also], np.int64)
        return np.intersect1d(np.concatenate([near, within, lexical, named]), self._served)

    def _asked(self, vector: NDArray[np.float32]) -> Column:
        """Each row's cosine with the nearest sentence of the question that it answers; 0 where it answers none."""
        nearest = np.zeros(len(self._rows), np.float32)
        for asking, answering in self._answers:
            nearest[answering] = self._sentence_vectors.at(vector, asking).max()
        return nearest

    def _hits(
        self, rows: NDArray[np.int64], signals: Signals, k: int, also: Collection[tuple[int, int]]
    ) -> tuple[Hit, ...]:
        scores = score(signals)
        every = np.argsort(-scores, kind="stable")
        order = [*every[:k].tolist(), *(i for i in every[k:].tolist() if also and self._rows[rows[i]] in also)]
        leg_ranks = {name: ranks(signals[name]) for name in NAMES}
        return tuple(
            Hit(
                transcript=self._rows[rows[i]][0],
                sentence=self._rows[rows[i]][1],
                rank=rank,
                score=float(scores[i]),
                signals={name: float(signals[name][i]) for name in NAMES},
                ranks={name: int(leg_ranks[name][i]) for name in NAMES},
            )
            for rank, i in enumerate(order, 1)
        )


def _naming(transcript: Transcript) -> list[str]:
    """The terms of the interviewee's name and of their office as people call it: "Ambassador … to Kazakhstan" without
    what stands behind the first preposition.
    """
    interviewee = transcript.metadata.interviewee
    office = re.split(r"\b(?:of|to|for|at|in)\b|,", interviewee.office)[0]
    return terms(f"{interviewee.name} {office}", transcript.language)


def _paragraph_terms(one: IndexedTranscript) -> list[list[str]]:
    return [list(chain.from_iterable(one.terms[p.first : p.last])) for p in one.passages.paragraphs]


def _paragraph_of_rows(indexed: Sequence[IndexedTranscript]) -> NDArray[np.int64]:
    offsets = np.cumsum([0, *(len(one.passages.paragraphs) for one in indexed)])
    return np.array(
        [offsets[t] + s.paragraph for t, one in enumerate(indexed) for s in one.passages.sentences], np.int64
    )


def _answers(indexed: Sequence[IndexedTranscript]) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """For each question that has an answer: the rows that ask, and the rows that answer."""
    spoken: dict[tuple[int, int], list[int]] = {}
    answering: dict[tuple[int, int], list[int]] = {}
    turns = [(t, sentence.turn) for t, one in enumerate(indexed) for sentence in one.passages.sentences]
    for row, (t, turn) in enumerate(turns):
        spoken.setdefault((t, turn), []).append(row)
        asked = indexed[t].transcript.turns[turn].asked
        if asked is not None:
            answering.setdefault((t, asked), []).append(row)
    return [(np.array(spoken[key]), np.array(rows)) for key, rows in answering.items() if key in spoken]
