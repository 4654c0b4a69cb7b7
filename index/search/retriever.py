"""A query becomes Hits: the legs propose candidates, the signals describe them, the ranking orders them, and the best
are read together with the query.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.indexed import IndexedTranscript
from index.language.detect import question_language
from index.language.terms import grams, terms
from index.model.embedder import Embedded, Embedder
from index.model.encoder import Matrix
from index.scope import EVERYWHERE, Scope
from index.search.bm25 import LexicalIndex, count, count_grams, count_together
from index.search.corpus import LEGIBLE, Rows, gather
from index.search.hit import Hit
from index.search.late_interaction import TokenIndex, naming_words, token_column
from index.search.names_across import NamesAcross
from index.search.naming import named, naming
from index.search.ranking import Ranking, ranking_of
from index.search.reading import DEPTH as READ
from index.search.reading import NOTHING, Reading, utterances
from index.search.signals import NAMES, Column, Signals, blend, stack
from index.search.vectors import VectorIndex

FEW = 10_000
"""Sentences up to which all of them are candidates."""
DEPTH = 200
"""Candidates that each leg proposes above that."""
CONTEXT = 0.35
"""The share of what was asked before in a query that leans on it; chosen on conversations (docs/evaluation.md)."""
CONTEXT_ACROSS = 0.7
"""The same across languages: what is asked now has few words, and no word in common with the transcripts."""


@dataclass(frozen=True, slots=True)
class Searched:
    """A text that is searched, as the model and the words see it; `bm25` is each sentence's."""

    text: str
    embedded: Embedded
    terms: set[str]
    bm25: Column


@dataclass(frozen=True, slots=True)
class Compared:
    """What a query was compared with: `rows` of the corpus rise; `signals` and `scores` are theirs, in their order."""

    rows: Rows
    signals: Signals
    scores: Column
    fitted: NDArray[np.bool_]
    reading: float
    """As in Ranking."""


class Retriever:
    """Searches the statements of some transcripts; built from what is saved of each, in a moment.

    With a `ranking`, by that one, whatever is fitted. With `across`, for questions in other languages than theirs: then
    of a question's words only names and numbers are compared with theirs.
    """

    def __init__(
        self,
        indexed: Sequence[IndexedTranscript],
        embedder: Embedder,
        ranking: Ranking | None = None,
        across: NamesAcross | None = None,
    ) -> None:
        self._embedder, self._indexed, self._ranking, self._across = embedder, indexed, ranking, across
        self._corpus = corpus = gather(indexed)
        transcripts = [each.quotable.transcript for each in indexed]
        self._languages = sorted({transcript.language for transcript in transcripts})
        self._naming = set(chain.from_iterable(map(naming, transcripts)))
        self._sentence_vectors = VectorIndex(_together([each.sentence_vectors for each in indexed]))
        self._paragraph_vectors = VectorIndex(_together([each.paragraph_vectors for each in indexed]))
        counts = count([terms for each in indexed for terms in each.terms])
        self._sentence_words = LexicalIndex(counts)
        self._sentence_grams = LexicalIndex(count_grams(counts))
        self._paragraph_words = LexicalIndex(count_together(counts, corpus.paragraph, corpus.paragraphs))
        self._tokens = TokenIndex(indexed)

    def search(
        self,
        query: str,
        k: int,
        also: Collection[tuple[int, int]] = (),
        context: str = "",
        scope: Scope = EVERYWHERE,
    ) -> tuple[Hit, ...]:
        """The min(k, statements) best of `scope`, best first; equal scores in the order of the text. A larger k only
        adds hits.

        Behind them those of `also`, (transcript, sentence), that are statements and not among the best. With a
        `context`, which the query leans on, what speaks for a sentence is blended as in `compare`, the reading too.
        """
        compared = self.compare(query, also, context, scope)
        reading = self._reading(self._shares(query, context), compared)
        scores = reading.joined(compared.scores, compared.reading)
        best_first = np.argsort(-scores, kind="stable")
        sought = np.isin(compared.rows[best_first[k:]], self._corpus.rows_at(also))
        chosen = np.concatenate([best_first[:k], best_first[k:][sought]])
        return tuple(self._hits(compared, reading, scores, chosen))

    def compare(
        self, query: str, also: Collection[tuple[int, int]] = (), context: str = "", scope: Scope = EVERYWHERE
    ) -> Compared:
        """The candidates, all statements of `scope` while they are few, with everything that speaks for each.

        With a `context`, each signal is CONTEXT of what it is for context and query as one text, and the rest of what
        it is for the query alone: what is asked now decides, what was asked before tells equals apart.
        """
        shares = self._shares(query, context)
        searched = [self._read(text) for text in shares]
        rows = self._candidates(searched, also, self._corpus.served_in(scope))
        signals = blend([self._signals(text, rows) for text in searched], list(shares.values()))
        is_read = all(text.embedded.legible >= LEGIBLE for text in searched)
        legible = (self._corpus.legible[rows] & is_read) | (self._across is not None)
        # a question whose language can't be told is taken to be in one of theirs
        language_mismatch = not self._across and question_language(query) not in (None, *self._languages)
        embedder = self._embedder
        ranking = self._ranking or ranking_of(embedder.digest, embedder.reader_digest, language_mismatch)
        fitted = legible & ranking.is_fitted
        return Compared(rows, signals, ranking.score(signals, legible), fitted, ranking.reading)

    def _reading(self, shares: dict[str, float], compared: Compared) -> Reading:
        """Of the best candidates, as far as the ranking is fitted for them and counts what a reader says."""
        if not compared.reading:
            return NOTHING
        best = np.argsort(-compared.scores, kind="stable")[:READ]
        best = best[compared.fitted[best]]
        heard = []
        for row in compared.rows[best].tolist():
            transcript, sentence = self._corpus.place(row)
            heard += utterances(self._indexed[transcript].quotable, [sentence])
        logits = sum(np.float32(share) * self._embedder.read(text, heard) for text, share in shares.items())
        return Reading(best, np.asarray(logits, np.float32))

    def _hits(self, compared: Compared, reading: Reading, scores: Column, chosen: Rows) -> Iterator[Hit]:
        """Of the `chosen` candidates, best first."""
        logits, logit_ranks = reading.by_candidate()
        columns = zip(
            chosen.tolist(),
            map(self._corpus.place, compared.rows[chosen].tolist()),
            scores[chosen].tolist(),
            map(_by_name, compared.signals.matrix[chosen].tolist()),
            map(_by_name, compared.signals.ranks(chosen).tolist()),
            compared.fitted[chosen].tolist(),
            strict=True,
        )
        for rank, (candidate, place, score, signals, signal_ranks, is_fitted) in enumerate(columns, 1):
            signals |= logits.get(candidate, {})
            signal_ranks |= logit_ranks.get(candidate, {})
            yield Hit(place[0], place[1], rank, score, signals, signal_ranks, is_fitted)

    def reads(self, text: str) -> bool:
        """Whether the model can read the letters of `text` and of a transcript."""
        return bool(self._corpus.legible.any()) and self._embedder.queries([text]).legible >= LEGIBLE

    def has_words_of(self, text: str) -> bool:
        """Whether every term of `text` stands in a sentence; so they do if it has none. Across languages: whether any
        name or number does.
        """
        if self._across:
            return not text or bool(self._across.words(text))
        return all(self._sentence_words.holds(term) for term in self._terms(text))

    def _read(self, text: str) -> Searched:
        asked = text
        if self._across:
            asked = self._across.words(text)
            # small letters, which a model that tells capitals knows better, or the names as the transcripts write them
            text = text.lower() if text.isupper() else self._across.in_their_words(text)
        text_terms = self._terms(asked)
        # words that only name the interviewee find nothing: they say "I" and "we"
        searched = text_terms - self._naming or text_terms
        return Searched(text, self._embedder.queries([text]), searched, self._sentence_words.scores(searched))

    def _shares(self, query: str, context: str) -> dict[str, float]:
        """The texts that are searched and read, and how much each counts."""
        share = CONTEXT_ACROSS if self._across else CONTEXT
        return {query: 1 - share, f"{context} {query}": share} if context else {query: 1.0}

    def _terms(self, text: str) -> set[str]:
        """In all of the transcripts' languages."""
        return {term for language in self._languages for term in terms(text, language)}

    def _candidates(self, searched: Sequence[Searched], also: Collection[tuple[int, int]], served: Rows) -> Rows:
        """Of `served`, in the order of the text, whatever k is: all while they are few, else the best of each leg."""
        corpus = self._corpus
        if len(served) <= FEW:
            return served
        is_candidate = np.zeros(len(corpus.paragraph), bool)
        is_candidate[corpus.rows_at(also)] = True
        paragraphs = np.unique(corpus.paragraph[served])
        for text in searched:
            vector = text.embedded.vectors[0]
            is_candidate[self._sentence_vectors.search(vector, DEPTH, among=served)[0]] = True
            nearest = self._paragraph_vectors.search(vector, DEPTH // 4, among=paragraphs)[0]
            is_candidate |= np.isin(corpus.paragraph, nearest)
            is_candidate[served[np.argsort(-text.bm25[served], kind="stable")[:DEPTH]]] = True
        return served[is_candidate[served]]

    def _signals(self, searched: Searched, rows: Rows) -> Signals:
        corpus, vector = self._corpus, searched.embedded.vectors[0]
        paragraphs = corpus.paragraph[rows]
        named_speakers = named(searched.text, corpus.speakers)
        is_named = np.array([speaker in named_speakers for speaker in corpus.speakers], np.float32)
        only_naming = naming_words(searched.text, self._languages, self._naming)
        return stack(
            {
                "sentence": self._sentence_vectors.at(vector, rows),
                "paragraph": self._paragraph_vectors.at(vector, paragraphs),
                "question": self._question_cosines(vector, rows),
                "words": searched.bm25[rows],
                "words_nearby": self._paragraph_words.scores(searched.terms)[paragraphs],
                "spelling": self._sentence_grams.scores(grams(searched.terms))[rows],
                "tokens": token_column(
                    self._tokens, rows, searched.embedded.tokens, only_naming, across=self._across is not None
                ),
                "speaker": is_named[corpus.speaker[rows]],
                "length": corpus.length[rows],
            }
        )

    def _question_cosines(self, vector: Column, rows: Rows) -> Column:
        """Each row's cosine with the nearest sentence of the question that it answers; 0 where it answers none."""
        corpus = self._corpus
        if not len(corpus.asking):
            return np.zeros(len(rows), np.float32)
        nearest = np.maximum.reduceat(self._sentence_vectors.at(vector, corpus.asking), corpus.asking_starts)
        answered = corpus.answers[rows]
        return np.where(answered >= 0, nearest[answered], np.float32(0))


def _by_name(values: Iterable[Any]) -> dict[str, Any]:
    return dict(zip(NAMES, values, strict=True))


def _together(matrices: Sequence[Matrix]) -> Matrix:
    """One below the other; a single one as it is, and not a copy."""
    return matrices[0] if len(matrices) == 1 else np.concatenate(matrices)
