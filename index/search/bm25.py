"""Lexical search: BM25 by bm25s (its only importer), as a share of the most that a query can score."""

import logging
from collections.abc import Iterable, Sequence
from itertools import chain
from math import log

import numpy as np
from numpy.typing import NDArray


class LexicalIndex:
    """Documents given as their terms, scored by BM25 in Lucene's form (Robertson and Zaragoza 2009; k1 0.6, b 0.2)."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        from bm25s import BM25

        logging.getLogger("bm25s").setLevel(logging.WARNING)  # it turns its own debugging on
        vocabulary = sorted(set(chain.from_iterable(documents)))
        self._ids = {term: number for number, term in enumerate(vocabulary)}
        self._size = len(documents)
        documents_of_ids = [[self._ids[term] for term in document] for document in documents]
        frequencies = np.zeros(len(vocabulary), np.int64)
        for ids in documents_of_ids:
            frequencies[list(set(ids))] += 1
        self._idf = np.log1p((self._size - frequencies + 0.5) / (frequencies + 0.5))
        self._bm25 = None
        if vocabulary:  # without a term there is nothing to index
            self._bm25 = BM25(k1=0.6, b=0.2, method="lucene")
            self._bm25.index((documents_of_ids, dict(self._ids)), show_progress=False)

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
        if self._bm25 is None or not known:
            return np.zeros(self._size, np.float32)
        unknown = len(asked) - len(known)
        mass = float(self._idf[known].sum()) + unknown * log(1 + (self._size + 0.5) / 0.5)
        return np.asarray(self._bm25.get_scores_from_ids(known) / mass, np.float32)
