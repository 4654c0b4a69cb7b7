"""A query becomes Hits: the legs propose candidates, the signals describe them, the ranking orders them, and the best
are read together with the query.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.language.detect import question_language
from index.language.terms import grams, terms
from index.model.embedder import Embedder
from index.scope import EVERYWHERE, Scope
from index.search.corpus import Corpus
from index.search.hit import Hit
from index.search.late_interaction import naming_words, token_column
from index.search.names_across import NamesAcross
from index.search.naming import naming
from index.search.ranking import Ranking, ranking_of
from index.search.reading import DEPTH as READ
from index.search.reading import NOTHING, Reading, utterances
from index.search.searched import LEGIBLE, Searched
from index.search.segment import Rows
from index.search.segmented import SegmentedCorpus
from index.search.signals import NAMES, Column, Signals, blend, stack

CONTEXT = 0.35
"""The share of what was asked before in a query that leans on it; chosen on conversations (docs/evaluation.md)."""
CONTEXT_ACROSS = 0.7
"""The same across languages: what is asked now has few words, and no word in common with the transcripts."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What a query was compared with: `rows` of `corpus` rise; `signals` and `scores` are theirs, in their order."""

    corpus: SegmentedCorpus
    rows: Rows
    signals: Signals
    scores: Column
    fitted: NDArray[np.bool_]
    reading: float
    """As in Ranking."""

    def best_first(self, scores: Column) -> Rows:
        """The places of `rows` by their scores, equal ones in the order of transcripts and their texts."""
        return np.lexsort((self.rows, self.corpus.transcripts(self.rows), -scores))


class Retriever:
    """Searches the statements of a corpus; made in a moment.

    With a `ranking`, by that one, whatever is fitted. With `across`, for questions in other languages than theirs: then
    of a question's words only names and numbers are compared with theirs.
    """

    def __init__(
        self,
        corpus: Corpus,
        embedder: Embedder,
        ranking: Ranking | None = None,
        across: NamesAcross | None = None,
    ) -> None:
        self._embedder, self._corpus, self._ranking, self._across = embedder, corpus, ranking, across
        cards = [quotable.card for quotable in corpus.quotables]
        self._languages = sorted({card.language for card in cards})
        self._naming = set(chain.from_iterable(map(naming, cards)))

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
        best_first = compared.best_first(scores)
        sought = np.isin(compared.rows[best_first[k:]], compared.corpus.rows_at(also))
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
        corpus, rows = self._corpus.part(self._corpus.candidates(searched, also, scope), searched)
        signals = blend([self._signals(corpus, text, rows) for text in searched], list(shares.values()))
        is_read = all(text.embedded.legible >= LEGIBLE for text in searched)
        legible = (corpus.legible(rows) & is_read) | (self._across is not None)
        # a question whose language can't be told is taken to be in one of theirs
        language_mismatch = not self._across and question_language(query) not in (None, *self._languages)
        embedder = self._embedder
        ranking = self._ranking or ranking_of(embedder.digest, embedder.reader_digest, language_mismatch)
        fitted = legible & ranking.is_fitted
        return Compared(corpus, rows, signals, ranking.score(signals, legible), fitted, ranking.reading)

    def _reading(self, shares: dict[str, float], compared: Compared) -> Reading:
        """Of the best candidates, as far as the ranking is fitted for them and counts what a reader says."""
        if not compared.reading:
            return NOTHING
        best = compared.best_first(compared.scores)[:READ]
        best = best[compared.fitted[best]]
        heard = []
        for row in compared.rows[best].tolist():
            transcript, sentence = compared.corpus.place(row)
            heard += utterances(self._corpus.quotables[transcript], [sentence])
        logits = sum(np.float32(share) * self._embedder.read(text, heard) for text, share in shares.items())
        return Reading(best, np.asarray(logits, np.float32))

    def _hits(self, compared: Compared, reading: Reading, scores: Column, chosen: Rows) -> Iterator[Hit]:
        """Of the `chosen` candidates, best first."""
        logits, logit_ranks = reading.by_candidate()
        columns = zip(
            chosen.tolist(),
            map(compared.corpus.place, compared.rows[chosen].tolist()),
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
        return self._corpus.is_legible and self._embedder.queries([text]).legible >= LEGIBLE

    def has_words_of(self, text: str) -> bool:
        """Whether every term of `text` stands in a sentence; so they do if it has none. Across languages: whether any
        name or number does.
        """
        if self._across:
            return not text or bool(self._across.words(text))
        return all(self._corpus.holds(term) for term in self._terms(text))

    def _read(self, text: str) -> Searched:
        asked = text
        if self._across:
            asked = self._across.words(text)
            # small letters, which a model that tells capitals knows better, or the names as the transcripts write them
            text = text.lower() if text.isupper() else self._across.in_their_words(text)
        text_terms = self._terms(asked)
        # words that only name the interviewee find nothing: they say "I" and "we"
        searched = text_terms - self._naming or text_terms
        return Searched(text, self._embedder.queries([text]), searched)

    def _shares(self, query: str, context: str) -> dict[str, float]:
        """The texts that are searched and read, and how much each counts."""
        share = CONTEXT_ACROSS if self._across else CONTEXT
        return {query: 1 - share, f"{context} {query}": share} if context else {query: 1.0}

    def _terms(self, text: str) -> set[str]:
        """In all of the transcripts' languages."""
        return {term for language in self._languages for term in terms(text, language)}

    def _signals(self, corpus: SegmentedCorpus, searched: Searched, rows: Rows) -> Signals:
        vector = searched.embedded.vectors[0]
        paragraphs = corpus.paragraph[rows].astype(np.int64)
        is_named = corpus.are_named(searched.text)
        only_naming = naming_words(searched.text, self._languages, self._naming)
        return stack(
            {
                "sentence": corpus.sentence_vectors.at(vector, rows),
                "paragraph": corpus.paragraph_vectors.at(vector, paragraphs),
                "question": _question_cosines(corpus, vector, rows),
                "words": corpus.sentence_words.at(searched.terms, rows),
                "words_nearby": corpus.paragraph_words.at(searched.terms, paragraphs),
                "spelling": corpus.sentence_grams.at(grams(searched.terms), rows),
                "tokens": token_column(
                    corpus.tokens, rows, searched.embedded.tokens, only_naming, across=self._across is not None
                ),
                "speaker": is_named[corpus.speaker[rows]],
                "length": corpus.length[rows],
            }
        )


def _question_cosines(corpus: SegmentedCorpus, vector: Column, rows: Rows) -> Column:
    """Each row's cosine with the nearest sentence of the question that it answers; 0 where it answers none."""
    asking, starts, answered = corpus.asked_of(rows)
    if not len(asking):
        return np.zeros(len(rows), np.float32)
    nearest = np.maximum.reduceat(corpus.sentence_vectors.at(vector, asking), starts)
    return np.where(answered >= 0, nearest[answered], np.float32(0))


def _by_name(values: Iterable[Any]) -> dict[str, Any]:
    return dict(zip(NAMES, values, strict=True))
