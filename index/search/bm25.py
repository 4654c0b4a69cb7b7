"""Lexical search: BM25 over postings, as a share of the most that a query can score."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from index.search.postings import Numbers, Postings, Terms, number

K1, B = 0.6, 0.2
"""How soon a term that occurs again adds nothing more, and how much longer documents count less."""
FULL = 20_000
"""Documents up to which all are scored, though the scores of some are asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """What is known of a query: the idf of each term that a document holds, in the order of their numbers, its place
    in each of the parts (-1: none), and the mass of all, those that none holds too.
    """

    idf: NDArray[np.float64]
    places: list[Numbers]
    mass: float


class LexicalIndex:
    """The documents of several postings, numbered through, scored by BM25 in Lucene's form (Robertson and Zaragoza
    2009; k1 0.6, b 0.2).

    `holding` says of terms, rising, in how many documents each is, where the postings don't have all of those.
    """

    def __init__(self, parts: Sequence[Postings], holding: tuple[Terms, Numbers] | None = None) -> None:
        self._parts, self._holding = tuple(parts), holding
        self._firsts = np.cumsum([0, *(len(part.lengths) for part in parts)])
        self._size = int(self._firsts[-1])
        total = sum(int(part.lengths.sum(dtype=np.int64)) for part in parts)
        self._mean = total / self._size if total else 1.0

    def holds(self, term: str) -> bool:
        """Whether a document has the term."""
        return bool(len(self._asked([term]).idf))

    def holding(self, term: str) -> Numbers:
        """The documents that have the term, rising."""
        runs = [
            np.asarray(first + part.documents[run], np.int64)
            for (part, runs), first in zip(self._runs(self._asked([term])), self._firsts, strict=False)
            for run, _ in runs
        ]
        return np.concatenate([np.zeros(0, np.int64), *runs])

    def scores(self, query: Iterable[str]) -> NDArray[np.float32]:
        """Each document's BM25 divided by the query's idf mass, shape (documents,), 0 to below 1.

        The mass is what a document that held nothing but the query's terms would approach. Terms that no document
        holds count in it, so that scores of different queries can be compared.
        """
        asked = self._asked(query)
        if not len(asked.idf):
            return np.zeros(self._size, np.float32)
        return np.asarray(np.concatenate([np.zeros(0), *self._sums(asked)]) / asked.mass, np.float32)

    def at(self, query: Iterable[str], rows: Numbers) -> NDArray[np.float32]:
        """The scores of `rows`, in their order."""
        if self._size <= FULL:
            return self.scores(query)[rows]
        asked, scores = self._asked(query), np.zeros(len(rows))
        for (part, runs), first, last in zip(self._runs(asked), self._firsts, self._firsts[1:], strict=False):
            within = np.flatnonzero((first <= rows) & (rows < last))
            sought = rows[within] - first
            for run, idf in runs if len(within) else ():
                documents = part.documents[run]
                places = np.minimum(np.searchsorted(documents, sought), len(documents) - 1)
                held = np.flatnonzero(documents[places] == sought)
                times = part.times[run][places[held]]
                scores[within[held]] += self._added(part, sought[held], times, idf)
        return np.asarray(scores / (asked.mass or 1.0), np.float32)

    def best(self, query: Iterable[str], k: int, among: Callable[[Numbers], NDArray[np.bool_]]) -> Numbers:
        """The k documents with the highest scores above 0, of those that `among` says may be found, in no particular
        order; of equal ones those that come first.
        """
        asked = self._asked(query)
        found, scores = [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
        for sums, first in zip(self._sums(asked), self._firsts, strict=False):
            holding = np.flatnonzero(sums > 0)  # quicker than of the numbers themselves
            found.append(holding + first)
            scores.append((sums[holding] / asked.mass).astype(np.float32))
        return _best(np.concatenate(found), np.concatenate(scores), k, among)

    def _sums(self, asked: _Asked) -> Iterator[NDArray[np.float64]]:
        """Of each part, what the terms add to the scores of its documents, all terms together."""
        for part, runs in self._runs(asked):
            holding = np.concatenate([np.zeros(0, np.int32), *(part.documents[run] for run, _ in runs)])
            times = np.concatenate([np.zeros(0, np.uint16), *(part.times[run] for run, _ in runs)])
            idf = np.repeat([idf for _, idf in runs], [run.stop - run.start for run, _ in runs])
            added = self._added(part, holding, times, idf)
            yield np.asarray(np.bincount(holding, added, len(part.lengths)), np.float64)

    def _asked(self, query: Iterable[str]) -> _Asked:
        terms = np.unique(number(set(query)))
        places = [part.places(terms) for part in self._parts]
        frequencies = self._frequencies(terms, places)
        known = frequencies > 0
        idf = np.log1p((self._size - frequencies + 0.5) / (frequencies + 0.5))[known]
        unknown = len(terms) - len(idf)
        mass = float(idf.sum()) + unknown * log(1 + (self._size + 0.5) / 0.5)
        return _Asked(idf, [place[known] for place in places], mass)

    def _frequencies(self, terms: Terms, places: list[Numbers]) -> Numbers:
        """In how many documents each of `terms` is."""
        frequencies = np.zeros(len(terms), np.int64)
        if self._holding:
            _, own, theirs = np.intersect1d(terms, self._holding[0], assume_unique=True, return_indices=True)
            frequencies[own] = self._holding[1][theirs]
            return frequencies
        for part, place in zip(self._parts, places, strict=True):
            held = place >= 0
            frequencies[held] += part.starts[place[held] + 1] - part.starts[place[held]]
        return frequencies

    def _runs(self, asked: _Asked) -> Iterator[tuple[Postings, list[tuple[slice, float]]]]:
        """Each part with the postings of every term that it has, and the term's idf."""
        for part, places in zip(self._parts, asked.places, strict=True):
            held = [(place, idf) for place, idf in zip(places.tolist(), asked.idf.tolist(), strict=True) if place >= 0]
            yield part, [(slice(int(part.starts[place]), int(part.starts[place + 1])), idf) for place, idf in held]

    def _added(
        self, part: Postings, documents: Numbers, times: NDArray[np.uint16], idf: NDArray[np.float64] | float
    ) -> NDArray[np.float64]:
        """What a term that stands so many times in each of some documents adds to their scores."""
        often = times.astype(np.float64)
        return np.asarray(idf * often / (often + K1 * (1 - B + B * part.lengths[documents] / self._mean)), np.float64)


def _best(rows: Numbers, scores: NDArray[np.float32], k: int, among: Callable[[Numbers], NDArray[np.bool_]]) -> Numbers:
    """As LexicalIndex.best has it; `rows` rise."""
    may_be_found = among(rows)
    rows, scores = rows[may_be_found], scores[may_be_found]
    if len(rows) <= k:
        return rows
    least = np.partition(scores, len(rows) - k)[len(rows) - k]
    better, equal = rows[scores > least], rows[scores == least]
    return np.concatenate([better, equal[: k - len(better)]])
