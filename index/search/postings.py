"""Which documents hold which terms, in arrays: made of words, kept on disk, mapped, and merged.

A term is known by a number, so that no word lies in memory: by 64 bits of BLAKE2b, which are those of another of a
million terms once in ten million times.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.language.terms import grams

Numbers = NDArray[np.int64]
Terms = NDArray[np.uint64]
Kept = NDArray[np.bool_]

AT_ONCE = 2_000_000
"""Postings that are moved at once."""
MOST_TIMES = 65_535


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """The documents that hold `terms[i]` are `documents[starts[i]:starts[i + 1]]`, rising; `times` says how often."""

    terms: Terms
    """As `number` makes them, rising."""
    starts: Numbers
    """Shape (terms + 1,)."""
    documents: NDArray[np.int32]
    times: NDArray[np.uint16]
    lengths: NDArray[np.int32]
    """Shape (documents,): how many terms each has, repeated ones too."""

    def places(self, asked: Terms) -> Numbers:
        """Of each of `asked` its place in `terms`, -1 where no document holds it."""
        if not len(self.terms):
            return np.full(len(asked), -1)
        places = np.minimum(np.searchsorted(self.terms, asked), len(self.terms) - 1)
        return np.where(self.terms[places] == asked, places, -1)


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """How often each term occurs in each document: what isn't 0, in the order of terms and of the documents of each."""

    vocabulary: tuple[str, ...]
    size: int
    """How many documents there are."""
    terms: Numbers
    """Rows of the vocabulary."""
    documents: Numbers
    times: Numbers


def number(terms: Iterable[str]) -> Terms:
    """Of each term 64 bits of BLAKE2b over its UTF-8."""
    digests = (hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest() for term in terms)
    return np.frombuffer(b"".join(digests), "<u8").astype(np.uint64, copy=False)


def count(documents: Sequence[Sequence[str]]) -> Counts:
    """Of documents given as their terms.

    >>> counts = count([["lamp", "storm", "lamp"], ["storm"]])
    >>> counts.vocabulary, counts.terms.tolist(), counts.documents.tolist(), counts.times.tolist()
    (('lamp', 'storm'), [0, 1, 1], [0, 0, 1], [2, 1, 1])
    """
    occurring = list(chain.from_iterable(documents))
    vocabulary = {term: row for row, term in enumerate(dict.fromkeys(occurring))}
    terms = np.fromiter(map(vocabulary.__getitem__, occurring), np.int64, len(occurring))
    owners = np.repeat(np.arange(len(documents)), np.fromiter(map(len, documents), np.int64, len(documents)))
    return _summed(tuple(vocabulary), len(documents), terms, owners, np.ones(len(terms), np.int64))


def count_together(counts: Counts, owners: Numbers, size: int) -> Counts:
    """Of `size` larger documents: `owners` says, of each document, to which it belongs."""
    return _summed(counts.vocabulary, size, counts.terms, owners[counts.documents], counts.times)


def count_grams(counts: Counts) -> Counts:
    """Of the same documents, the runs of four letters of their terms instead of the terms."""
    of_terms = [grams([term]) for term in counts.vocabulary]
    vocabulary = {gram: row for row, gram in enumerate(dict.fromkeys(chain.from_iterable(of_terms)))}
    rows = np.fromiter(map(vocabulary.__getitem__, chain.from_iterable(of_terms)), np.int64)
    lengths = np.fromiter(map(len, of_terms), np.int64, len(of_terms))
    repeated = lengths[counts.terms]
    # each count becomes one for each gram of its term: where those of the term begin, and how far behind it each stands
    begins = (np.cumsum(lengths) - lengths)[counts.terms] - (np.cumsum(repeated) - repeated)
    places = np.arange(repeated.sum()) + np.repeat(begins, repeated)
    owners, times = np.repeat(counts.documents, repeated), np.repeat(counts.times, repeated)
    return _summed(tuple(vocabulary), counts.size, rows[places], owners, times)


def postings_of(counts: Counts) -> Postings:
    """The same with numbers for terms."""
    terms = number(counts.vocabulary)
    order = np.argsort(terms, kind="stable")
    own = np.bincount(counts.terms, minlength=len(terms))
    begins = np.cumsum(own) - own  # of each row of the vocabulary
    sizes = own[order]
    starts = np.concatenate([[0], np.cumsum(sizes)])
    moved = np.arange(len(counts.terms)) + np.repeat(begins[order] - starts[:-1], sizes)
    return Postings(
        terms=terms[order],
        starts=starts,
        documents=counts.documents[moved].astype(np.int32),
        times=np.minimum(counts.times[moved], MOST_TIMES).astype(np.uint16),
        lengths=np.bincount(counts.documents, counts.times, minlength=counts.size).astype(np.int32),
    )


def merged(
    parts: Sequence[tuple[Postings, Kept]], new: Callable[[int], tuple[NDArray[np.int32], NDArray[np.uint16]]]
) -> Postings:
    """Of all documents of the parts that are kept, shape (documents,) of each part, numbered through. `new` makes the
    arrays to be written to, documents and times of so many postings: on disk, where they are many.
    """
    sizes_of = [_sizes(part, kept) for part, kept in parts]
    terms = np.unique(np.concatenate([part.terms[sizes > 0] for (part, _), sizes in zip(parts, sizes_of, strict=True)]))
    places = [np.searchsorted(terms, part.terms) for part, _ in parts]
    sizes = np.zeros(len(terms) + 1, np.int64)  # the last is of terms that nothing kept has
    for place, own in zip(places, sizes_of, strict=True):
        np.add.at(sizes, place, own)
    starts = np.concatenate([[0], np.cumsum(sizes[:-1])])
    documents, times = new(int(starts[-1]))
    free, first = starts.copy(), 0
    for (part, kept), place, own in zip(parts, places, sizes_of, strict=True):
        numbers = np.cumsum(kept, dtype=np.int32) + np.int32(first - 1)
        for begin, stop in _blocks(part.starts):
            taken = slice(part.starts[begin], part.starts[stop])
            is_kept = kept[part.documents[taken]]
            moved = rows_from(free[place[begin:stop]], own[begin:stop])
            documents[moved] = numbers[part.documents[taken][is_kept]]
            times[moved] = part.times[taken][is_kept]
        np.add.at(free, place, own)
        first += int(kept.sum())
    lengths = np.concatenate([part.lengths[kept] for part, kept in parts])
    return Postings(terms, starts, documents, times, lengths)


def rows_from(starts: Numbers, lengths: Numbers) -> Numbers:
    """Runs of rows, of such lengths, one after the other: [3, 9], [2, 1] -> [3, 4, 9]."""
    before = np.cumsum(lengths) - lengths
    return np.asarray(np.arange(lengths.sum()) + np.repeat(starts - before, lengths), np.int64)


def _sizes(part: Postings, kept: Kept) -> Numbers:
    """Of each term, how many of the documents that hold it are kept."""
    if kept.all():
        return np.diff(part.starts)
    sizes = np.zeros(len(part.terms), np.int64)
    for begin, stop in _blocks(part.starts):
        held = kept[part.documents[part.starts[begin] : part.starts[stop]]]
        sizes[begin:stop] = np.add.reduceat(held, part.starts[begin:stop] - part.starts[begin], dtype=np.int64)
    return sizes


def _blocks(starts: Numbers) -> Iterable[tuple[int, int]]:
    """First and last + 1 of so many terms that they have about AT_ONCE postings together."""
    first, terms = 0, len(starts) - 1
    while first < terms:
        last = int(np.searchsorted(starts, starts[first] + AT_ONCE, side="right")) - 1
        last = min(max(last, first + 1), terms)
        yield first, last
        first = last


def _summed(vocabulary: tuple[str, ...], size: int, terms: Numbers, documents: Numbers, times: Numbers) -> Counts:
    """In order, with one count for each term and document that occur together."""
    order = np.argsort(terms * size + documents, kind="stable")
    cells = (terms * size + documents)[order]
    firsts = np.flatnonzero(np.diff(cells, prepend=-1))
    if not len(firsts):
        return Counts(vocabulary, size, terms, documents, times)
    kept = order[firsts]
    return Counts(vocabulary, size, terms[kept], documents[kept], np.add.reduceat(times[order], firsts))
