"""Lexical search: BM25 over postings, as a share of the most that a query can score.

Terms become numbers once, when an index is opened, and what a term adds to the score of each document that has it is
worked out then: a question only adds up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log

import numpy as np
from numpy.typing import NDArray

from index.language.terms import grams

Numbers = NDArray[np.int64]

K1, B = 0.6, 0.2
"""How soon a term that occurs again adds nothing more, and how much longer documents count less."""


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """How often each term occurs in each document: what isn't 0, terms rising, and the documents of each."""

    vocabulary: dict[str, int]
    """The number of each term."""
    size: int
    """How many documents there are."""
    terms: Numbers
    documents: Numbers
    times: Numbers


def count(documents: Sequence[Sequence[str]]) -> Counts:
    """Of documents given as their terms.

    >>> counts = count([["lamp", "storm", "lamp"], ["storm"]])
    >>> counts.vocabulary, counts.terms.tolist(), counts.documents.tolist(), counts.times.tolist()
    ({'lamp': 0, 'storm': 1}, [0, 1, 1], [0, 0, 1], [2, 1, 1])
    """
    occurring = list(chain.from_iterable(documents))
    vocabulary = {term: number for number, term in enumerate(dict.fromkeys(occurring))}
    terms = np.fromiter(map(vocabulary.__getitem__, occurring), np.int64, len(occurring))
    owners = np.repeat(np.arange(len(documents)), np.fromiter(map(len, documents), np.int64, len(documents)))
    return _summed(vocabulary, len(documents), terms, owners, np.ones(len(terms), np.int64))


def count_together(counts: Counts, owners: Numbers, size: int) -> Counts:
    """Of `size` larger documents: `owners` says, of each document, to which it belongs."""
    return _summed(counts.vocabulary, size, counts.terms, owners[counts.documents], counts.times)


def count_grams(counts: Counts) -> Counts:
    """Of the same documents, the runs of four letters of their terms instead of the terms."""
    of_terms = [grams([term]) for term in counts.vocabulary]
    vocabulary = {gram: number for number, gram in enumerate(dict.fromkeys(chain.from_iterable(of_terms)))}
    numbers = np.fromiter(map(vocabulary.__getitem__, chain.from_iterable(of_terms)), np.int64)
    lengths = np.fromiter(map(len, of_terms), np.int64, len(of_terms))
    repeated = lengths[counts.terms]
    # each count becomes one for each gram of its term: where those of the term begin, and how far behind it each stands
    begins = (np.cumsum(lengths) - lengths)[counts.terms] - (np.cumsum(repeated) - repeated)
    places = np.arange(repeated.sum()) + np.repeat(begins, repeated)
    owners, times = np.repeat(counts.documents, repeated), np.repeat(counts.times, repeated)
    return _summed(vocabulary, counts.size, numbers[places], owners, times)


class LexicalIndex:
    """Documents scored by BM25 in Lucene's form (Robertson and Zaragoza 2009; k1 0.6, b 0.2)."""

    def __init__(self, counts: Counts) -> None:
        self._ids, self._size = counts.vocabulary, counts.size
        frequencies = np.bincount(counts.terms, minlength=len(self._ids))
        self._idf = np.log1p((self._size - frequencies + 0.5) / (frequencies + 0.5))
        lengths = np.bincount(counts.documents, counts.times, minlength=self._size)
        saturation = K1 * (1 - B + B * lengths / (lengths.mean() if lengths.any() else 1.0))
        self._documents = counts.documents
        self._added = self._idf[counts.terms] * counts.times / (counts.times + saturation[counts.documents])
        self._starts = np.searchsorted(counts.terms, np.arange(len(self._ids) + 1))

    def holds(self, term: str) -> bool:
        """Whether a document has the term."""
        return term in self._ids

    def scores(self, query: Iterable[str]) -> NDArray[np.float32]:
        """Each document's BM25 divided by the query's idf mass, shape (documents,), 0 to below 1.

        The mass is what a document that held nothing but the query's terms would approach. Terms that no document
        holds count in it, so that scores of different queries can be compared.
        """
        asked = set(query)
        known = sorted(self._ids[term] for term in asked if term in self._ids)
        if not known:
            return np.zeros(self._size, np.float32)
        unknown = len(asked) - len(known)
        mass = float(self._idf[known].sum()) + unknown * log(1 + (self._size + 0.5) / 0.5)
        runs = [slice(self._starts[term], self._starts[term + 1]) for term in known]
        holding = np.concatenate([self._documents[run] for run in runs])
        added = np.concatenate([self._added[run] for run in runs])
        return np.asarray(np.bincount(holding, added, self._size) / mass, np.float32)


def _summed(vocabulary: dict[str, int], size: int, terms: Numbers, documents: Numbers, times: Numbers) -> Counts:
    """In order, with one count for each term and document that occur together."""
    order = np.argsort(terms * size + documents, kind="stable")
    cells = (terms * size + documents)[order]
    firsts = np.flatnonzero(np.diff(cells, prepend=-1))
    if not len(firsts):
        return Counts(vocabulary, size, terms, documents, times)
    kept = order[firsts]
    return Counts(vocabulary, size, terms[kept], documents[kept], np.add.reduceat(times[order], firsts))
