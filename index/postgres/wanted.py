"""What the words of a question need from a store: who holds its terms, and how rare its other parts are."""

import threading
from collections import Counter, OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.language.terms import grams
from index.postgres.loading import COUNTED, GRAMS, PIECES, POSTING
from index.postgres.numbering import Numbering
from index.search.postings import MOST_TIMES, Numbers, Postings, Terms, number
from index.search.searched import Searched
from index.search.segment import Rows, Small

if TYPE_CHECKING:
    from psycopg import Connection

HELD = 4_000_000
"""Postings that are held for the next question, at most: 24 MB."""
Held = tuple[NDArray[np.int32], NDArray[np.uint16]]
"""The rows that hold a term, rising, and how often each does."""


class Words:
    """The postings of a corpus whose sentences are numbered by `numbering`. Thread-safe."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._held: OrderedDict[int, Held] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, connection: "Connection[Any]", terms: Collection[str], lengths: NDArray[np.int32]) -> Postings:
        """Of these terms; `lengths` are those of all documents."""
        numbers = np.unique(number(terms))
        with self._lock:
            known = {term: self._held[term] for term in numbers.tolist() if term in self._held}
        missing = [term for term in numbers.tolist() if term not in known]
        known |= self._fetched(connection, missing) if missing else {}
        self._hold(known)
        found = [known[term] for term in numbers.tolist()]
        return Postings(
            terms=numbers,
            starts=np.cumsum([0, *(len(rows) for rows, _ in found)]),
            documents=np.concatenate([np.zeros(0, np.int32), *(rows for rows, _ in found)]),
            times=np.concatenate([np.zeros(0, np.uint16), *(times for _, times in found)]),
            lengths=lengths,
        )

    def _fetched(self, connection: "Connection[Any]", terms: Sequence[int]) -> dict[int, Held]:
        signed = np.array(terms, np.uint64).astype(np.int64).tolist()
        found = dict.fromkeys(terms, (np.zeros(0, np.int32), np.zeros(0, np.uint16)))
        rows = connection.execute(
            "SELECT term, string_agg(int4send(transcript), ''), string_agg(int4send(length(postings) / %s), ''),"
            " string_agg(postings, '') FROM words WHERE term = ANY(%s) GROUP BY term",
            [POSTING.itemsize, signed],
            binary=True,
        )
        for term, transcripts, sizes, joined in rows:
            postings = np.frombuffer(joined, POSTING)
            owners = np.repeat(np.frombuffer(transcripts, ">i4").astype(np.int64), np.frombuffer(sizes, ">i4"))
            found[term % 2**64] = self._numbered(owners, postings)
        return found

    def _numbered(self, owners: Rows, postings: NDArray[np.void]) -> Held:
        is_known = np.isin(owners, self._numbering.numbers)
        owners, postings = owners[is_known], postings[is_known]
        rows = self._numbering.rows(owners, postings["sentence"].astype(np.int64))
        order = np.argsort(rows)
        return rows[order].astype(np.int32), postings["times"][order].astype(np.uint16)

    def _hold(self, found: dict[int, Held]) -> None:
        with self._lock:
            for term, held in found.items():
                self._held[term] = held
                self._held.move_to_end(term)
            size = sum(len(rows) for rows, _ in self._held.values())
            while size > HELD and len(self._held) > len(found):
                size -= len(self._held.popitem(last=False)[1][0])


def together(postings: Postings, paragraph: Small, lengths: NDArray[np.int32]) -> Postings:
    """The same of the paragraphs: `paragraph` says of each row in which it is, `lengths` how long each is."""
    documents, times, sizes = [np.zeros(0, np.int32)], [np.zeros(0, np.uint16)], [0]
    for first, stop in zip(postings.starts[:-1].tolist(), postings.starts[1:].tolist(), strict=True):
        owners = paragraph[postings.documents[first:stop]]
        firsts = np.flatnonzero(np.diff(owners, prepend=-1))
        summed = np.add.reduceat(postings.times[first:stop].astype(np.int64), firsts) if len(firsts) else firsts
        documents.append(owners[firsts])
        times.append(np.minimum(summed, MOST_TIMES).astype(np.uint16))
        sizes.append(len(firsts))
    return Postings(postings.terms, np.cumsum(sizes), np.concatenate(documents), np.concatenate(times), lengths)


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many sentences of the store what is searched occurs: `terms`, rising, and of each how many have it; and
    of each piece of the model's vocabulary as far as one is asked for, 0 for those that are not.
    """

    terms: Terms
    holding: Numbers
    pieces: Numbers


def frequencies(connection: "Connection[Any]", searched: Sequence[Searched], later: Sequence[int]) -> Frequencies:
    """Of the runs of four letters and the pieces of what is searched, without those of the transcripts `later`."""
    wanted = np.unique(number({gram for text in searched for gram in grams(text.terms)}))
    ids = np.unique(np.concatenate([text.embedded.tokens.ids for text in searched]))
    asked = [*((GRAMS, term) for term in wanted.astype(np.int64).tolist()), *((PIECES, one) for one in ids.tolist())]
    rows = connection.execute(
        "SELECT kind, term, holding FROM unnest(%s::int2[], %s::int8[]) AS asked (kind, term)"
        " JOIN frequencies USING (kind, term)",
        [[kind for kind, _ in asked], [term for _, term in asked]],
        binary=True,
    ).fetchall()
    counts = Counter({(kind, term): count for kind, term, count in rows})
    counts.subtract(_of(connection, later) if later else {})
    pieces = np.zeros(int(ids.max(initial=0)) + 1, np.int64)
    pieces[ids] = [counts[PIECES, one] for one in ids.tolist()]
    holding = [counts[GRAMS, term] for term in wanted.astype(np.int64).tolist()]
    return Frequencies(wanted, np.array(holding, np.int64), pieces)


def _of(connection: "Connection[Any]", transcripts: Sequence[int]) -> Counter[tuple[int, int]]:
    """What these have added to the frequencies."""
    own = Counter[tuple[int, int]]()
    sql = "SELECT counted FROM transcripts WHERE id = ANY(%s)"
    for (counts,) in connection.execute(sql, [list(transcripts)], binary=True):
        for kind, term, holding in np.frombuffer(counts, COUNTED).tolist():
            own[kind, term] += holding
    return own
