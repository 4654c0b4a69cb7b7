"""A query becomes Hits: the legs propose candidates, the signals describe them, the ranking orders them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.indexed import IndexedTranscript
from index.language.detect import question_language
from index.language.terms import content_spans, grams, terms
from index.model.embedder import Embedded, Embedder
from index.model.token_embeddings import word_weights
from index.search.question_signals import lacks_answer_type, named, naming
from index.search.bm25 import LexicalIndex
from index.search.corpus import LEGIBLE, Rows, gather
from index.search.late_interaction import TokenIndex
from index.search.ranking import ranking_of
from index.search.signals import NAMES, Column, Signals, blend, late_interaction, ranks, region, stack, weakest
from index.search.vectors import VectorIndex

Span = tuple[int, int]

FEW = 10_000
"""Sentences up to which all of them are candidates."""
DEPTH = 200
"""Candidates that each leg proposes above that."""
CONTEXT = 0.35
"""The share of what was asked before in a query that leans on it; chosen on conversations (docs/evaluation.md)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that may answer: rows of its transcript and in its passages, rank from 1, score (higher is better)."""

    transcript: int
    sentence: int
    rank: int
    score: float
    signals: dict[str, float]
    ranks: dict[str, int]
    is_fitted: bool
    """Whether the score is of weights that were fitted for the model, on text that it can read."""

    @property
    def place(self) -> tuple[int, int]:
        return self.transcript, self.sentence


@dataclass(frozen=True, slots=True)
class Asked:
    """A text that is searched, as the model and the words see it; `words` is each sentence's BM25."""

    text: str
    embedded: Embedded
    terms: set[str]
    words: Column


@dataclass(frozen=True, slots=True)
class Found:
    """What a query was compared with: `rows` of the corpus rise; `signals` and `scores` are theirs, in their order."""

    rows: Rows
    signals: Signals
    scores: Column
    fitted: NDArray[np.bool_]


class Retriever:
    """Searches the statements of some transcripts; built from what is saved of each, in a moment."""

    def __init__(self, indexed: Sequence[IndexedTranscript], embedder: Embedder) -> None:
        self._embedder = embedder
        self._corpus = gather(indexed)
        self._languages = sorted({one.quotable.transcript.language for one in indexed})
        self._naming = {term for one in indexed for term in naming(one.quotable.transcript)}
        self._sentence_vectors = VectorIndex(np.concatenate([one.sentence_vectors for one in indexed]))
        self._paragraph_vectors = VectorIndex(np.concatenate([one.paragraph_vectors for one in indexed]))
        self._sentence_words = LexicalIndex([words for one in indexed for words in one.terms])
        self._sentence_grams = LexicalIndex([grams(words) for one in indexed for words in one.terms])
        self._paragraph_words = LexicalIndex([words for one in indexed for words in _paragraph_terms(one)])
        self._tokens = TokenIndex(indexed)

    def search(self, query: str, k: int, also: Collection[tuple[int, int]] = (), context: str = "") -> tuple[Hit, ...]:
        """The min(k, statements) best, best first; equal scores in the order of the text. A larger k only adds hits.

        Behind them those of `also`, (transcript, sentence), that are statements and not among the best. With a
        `context`, which the query leans on, what speaks for a sentence is blended as in `compare`.
        """
        found = self.compare(query, also, context)
        places = [self._corpus.places[row] for row in found.rows.tolist()]
        every = np.argsort(-found.scores, kind="stable")
        order = [*every[:k].tolist(), *(i for i in every[k:].tolist() if also and places[i] in also)]
        leg_ranks = {name: ranks(found.signals[name]) for name in NAMES}
        return tuple(
            Hit(
                transcript=places[i][0],
                sentence=places[i][1],
                rank=rank,
                score=float(found.scores[i]),
                signals={name: float(found.signals[name][i]) for name in NAMES},
                ranks={name: int(leg_ranks[name][i]) for name in NAMES},
                is_fitted=bool(found.fitted[i]),
            )
            for rank, i in enumerate(order, 1)
        )

    def compare(self, query: str, also: Collection[tuple[int, int]] = (), context: str = "") -> Found:
        """The candidates, all statements while they are few, with everything that speaks for each.

        With a `context`, each signal is CONTEXT of what it is for context and query as one text, and the rest of what
        it is for the query alone: what is asked now decides, what was asked before tells equals apart.
        """
        texts = [query, f"{context} {query}"] if context else [query]
        asked = [self._ask(text) for text in texts]
        rows = np.unique(np.concatenate([self._candidates(one, also) for one in asked]))
        signals = blend([self._signals(one, rows) for one in asked], [1 - CONTEXT, CONTEXT][: len(asked)])
        is_legible = min(one.embedded.legible for one in asked) >= LEGIBLE
        legible = self._corpus.legible[rows] & is_legible
        ranking = ranking_of(self._embedder.digest, is_across=self._is_foreign(query))
        return Found(rows, signals, ranking.score(signals, legible), legible & ranking.is_fitted)

    def _is_foreign(self, query: str) -> bool:
        """Whether the query is, surely, in none of the transcripts' languages."""
        return question_language(query) not in (None, *self._languages)

    def reads(self, text: str) -> bool:
        """Whether the model can read the letters of `text` and of a transcript."""
        return bool(self._corpus.legible.any()) and self._embedder.queries([text]).legible >= LEGIBLE

    def has_words_of(self, text: str) -> bool:
        """Whether every term of `text` stands in a sentence; so they do if it has none."""
        said = {term for language in self._languages for term in terms(text, language)}
        return all(self._sentence_words.holds(term) for term in said)

    def _ask(self, text: str) -> Asked:
        found = self._terms(text)
        return Asked(text, self._embedder.queries([text]), found, self._sentence_words.scores(found))

    def _terms(self, query: str) -> set[str]:
        """What is searched by words; not those that only name the interviewee, who says "I" and "we"."""
        found = {term for language in self._languages for term in terms(query, language)}
        return found - self._naming or found

    def _candidates(self, asked: Asked, also: Collection[tuple[int, int]]) -> Rows:
        """Served rows in the order of the text, whatever k is: all while they are few, else the best of each leg."""
        corpus, vector = self._corpus, asked.embedded.vectors[0]
        if len(corpus.served) <= FEW:
            return corpus.served
        near, _ = self._sentence_vectors.search(vector, DEPTH, among=corpus.served)
        paragraphs, _ = self._paragraph_vectors.search(vector, DEPTH // 4)
        within = np.flatnonzero(np.isin(corpus.paragraph, paragraphs))
        lexical = corpus.served[np.argsort(-asked.words[corpus.served], kind="stable")[:DEPTH]]
        sought = np.array([row for row, place in enumerate(corpus.places) if place in also], np.int64)
        return np.intersect1d(np.concatenate([near, within, lexical, sought]), corpus.served)

    def _signals(self, asked: Asked, rows: Rows) -> Signals:
        corpus, vector, words = self._corpus, asked.embedded.vectors[0], asked.words
        paragraphs = corpus.paragraph[rows]
        sentence = self._sentence_vectors.at(vector, rows)
        speakers = named(asked.text, corpus.speakers)
        return stack(
            {
                "sentence": sentence,
                "paragraph": self._paragraph_vectors.at(vector, paragraphs),
                "question": self._asked(asked.embedded)[rows],
                "words": words[rows],
                "words_nearby": self._paragraph_words.scores(asked.terms)[paragraphs],
                "spelling": self._sentence_grams.scores(grams(asked.terms))[rows],
                "region": region(sentence + words[rows], rows, corpus.transcript[rows]),
                "speaker": np.array([corpus.speakers[turn] in speakers for turn in corpus.turn[rows]], np.float32),
                "lacking": np.array(lacks_answer_type([corpus.texts[row] for row in rows.tolist()], asked.text), np.float32),
                "length": np.log(corpus.characters[rows]),
            }
            | self._late_interaction(asked.text, asked.embedded, rows)
        )

    def _late_interaction(self, text: str, query: Embedded, rows: Rows) -> dict[str, Column]:
        """Of each row and of the sentences beside it in the same turn."""
        last = len(self._corpus.turn) - 1
        before, after = np.maximum(rows - 1, 0), np.minimum(rows + 1, last)
        every = np.unique(np.concatenate([rows, before, after]))
        best = self._tokens.similarities(query.tokens, every)
        here, *beside = (best[:, np.searchsorted(every, some)] for some in (rows, before, after))
        near = [
            np.where(self._corpus.turn[some] == self._corpus.turn[rows], cosines, 0)
            for some, cosines in zip((before, after), beside, strict=True)
        ]
        asked, naming = self._asked_words(text)
        idf = self._tokens.idf(query.tokens.ids) * (1 - word_weights(query.tokens, naming).astype(bool).any(axis=0))
        words = word_weights(query.tokens, asked)
        return late_interaction(here, near[0], near[1], idf) | weakest(here, words, self._corpus.paragraph[rows])

    def _asked_words(self, text: str) -> tuple[list[Span], list[Span]]:
        """The content words of a question, and those that only name the interviewee, as in `_terms`."""
        content = content_spans(text, self._languages)
        naming = [
            (a, b)
            for a, b in content
            if {t for lang in self._languages for t in terms(text[a:b], lang)} <= self._naming
        ]
        return [span for span in content if span not in naming] or content, naming if len(naming) < len(content) else []

    def _asked(self, query: Embedded) -> Column:
        """Each row's cosine with the nearest sentence of the question that it answers; 0 where it answers none."""
        nearest = np.zeros(len(self._corpus.turn), np.float32)
        for asking, answering in self._corpus.answers:
            nearest[answering] = self._sentence_vectors.at(query.vectors[0], asking).max()
        return nearest


def in_front(hits: Iterable[Hit], places: Collection[tuple[int, int]]) -> list[Hit]:
    """Those at `places`, (transcript, sentence), before the others, each part in its order."""
    return sorted(hits, key=lambda hit: hit.place not in places)


def _paragraph_terms(one: IndexedTranscript) -> list[list[str]]:
    return [list(chain.from_iterable(one.terms[p.first : p.last])) for p in one.quotable.passages.paragraphs]
