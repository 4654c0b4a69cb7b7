"""The sentences of a store, searched there: as index.search.corpus has it."""

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.indexed import IndexedTranscript
from index.postgres.connection import Server
from index.postgres.fetched import Fetched, Shelved, Wanted, fetch
from index.postgres.legs import nearest
from index.postgres.looking import Looking, Within
from index.postgres.numbering import Numbering
from index.postgres.readings import load_words
from index.postgres.schema import version_of
from index.postgres.wanted import Frequencies, Words, frequencies, together
from index.quotable import Quotable
from index.scope import Scope
from index.search.bm25 import LexicalIndex
from index.search.late_interaction import TokenIndex
from index.search.postings import Postings
from index.search.searched import DEPTH, DEPTH_OF_PARAGRAPHS, FEW, Part, Searched
from index.search.segment import Rows, Segment
from index.search.segmented import SegmentedCorpus
from index.search.vectors import VectorIndex
from index.spelling.written import WordTable, merge

if TYPE_CHECKING:
    from psycopg import Connection


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A transcript of a store: `number` is its own there, `sha256` of all that is stored of it; `segment` has its
    columns, and nothing to compare.
    """

    number: int
    sha256: bytes
    quotable: Quotable
    segment: Segment


class PostgresCorpus:
    """The `entries` of a store at `version`, at least one, whose vectors have `dim` numbers.

    Of a transcript that is removed from the store later nothing is found from then on; one that is added later is
    neither searched nor counted.
    """

    def __init__(self, server: Server, entries: Sequence[Entry], version: str, dim: int) -> None:
        self._server, self._version, self._dim = server, version, dim
        self.quotables: tuple[Quotable, ...] = tuple(entry.quotable for entry in entries)
        self.indexed: tuple[IndexedTranscript, ...] = ()
        self.parts = tuple(Part(entry.sha256.hex(), np.array([row])) for row, entry in enumerate(entries))
        segments = [entry.segment for entry in entries]
        self._whole = SegmentedCorpus(self.quotables, segments, self.parts)
        """All that is known of every row, without anything that is compared."""
        self._keys = [(entry.number, entry.sha256) for entry in entries]
        numbers = [entry.number for entry in entries]
        self._sentences = Numbering(numbers, list(map(len, segments)))
        self._paragraphs = Numbering(numbers, [len(segment.paragraph_vectors) for segment in segments])
        self._looking = Looking(self._whole, self._sentences, self._paragraphs)
        self._lengths = np.concatenate([segment.words.lengths for segment in segments])
        self._paragraph_lengths = np.concatenate([segment.paragraph_words.lengths for segment in segments])
        self._gram_lengths = np.concatenate([segment.grams.lengths for segment in segments])
        self._words, self._shelved = Words(self._sentences), Shelved()
        self._bare = segments[0]

    @property
    def is_legible(self) -> bool:
        return self._whole.is_legible

    def holds(self, term: str) -> bool:
        """As index.search.corpus.Corpus has it."""
        return bool(len(self._server.read(lambda connection: self._postings(connection, {term})).documents))

    def written(self) -> list[WordTable]:
        """As index.search.corpus.Corpus has it."""
        numbers = [number for number, _ in self._keys]
        sought = "SELECT written FROM transcripts WHERE id = ANY(%s)"
        rows = self._server.read(lambda connection: connection.execute(sought, [numbers], binary=True).fetchall())
        return [merge(load_words(dumped) for (dumped,) in rows)]

    def transcripts_with(self, words: Sequence[Collection[str]]) -> list[int]:
        """As index.search.corpus.Corpus has it."""
        terms = set[str]().union(*words)
        postings = self._server.read(lambda connection: self._postings(connection, terms))
        part = copy(self._whole)
        part.sentence_words = LexicalIndex([postings])
        return part.transcripts_with(words)

    def candidates(self, searched: Sequence[Searched], also: Collection[tuple[int, int]], scope: Scope) -> Rows:
        """As index.search.corpus.Corpus has it."""
        within = self._looking.within(scope)
        if len(within.served) <= FEW:
            return within.served
        rows = self._server.read(lambda connection: self._proposed(connection, searched, within))
        rows = np.union1d(rows, self._whole.rows_at(also))
        return rows[within.is_served[rows]]

    def part(self, rows: Rows, searched: Sequence[Searched]) -> tuple[SegmentedCorpus, Rows]:
        """As index.search.corpus.Corpus has it; without rows of transcripts that are no longer in the store."""
        terms = {term for text in searched for term in text.terms}
        piece_dim = searched[0].embedded.tokens.matrix.shape[1]

        def work(connection: "Connection[Any]") -> tuple[Fetched, Postings, Frequencies]:
            is_there, later = self._changed(connection)
            there = rows[is_there[self._sentences.owners(rows)]]
            postings, counts = self._postings(connection, terms), frequencies(connection, searched, later)
            return self._shelved.get(there, lambda: self._fetch(connection, there, piece_dim)), postings, counts

        fetched, postings, counts = self._server.read(work)
        return self._assembled(fetched, postings, counts), fetched.rows

    def _proposed(self, connection: "Connection[Any]", searched: Sequence[Searched], within: Within) -> Rows:
        """What the legs propose, each once."""
        proposed = []
        words = LexicalIndex([self._postings(connection, {term for text in searched for term in text.terms})])
        for text in searched:
            vector = text.embedded.vectors[0]
            proposed.append(nearest(connection, "sentence_vectors", vector, DEPTH, within.sentences))
            around = nearest(connection, "paragraph_vectors", vector, DEPTH_OF_PARAGRAPHS, within.paragraphs)
            proposed.append(self._whole.rows_in(around))
            proposed.append(words.best(text.terms, DEPTH, lambda rows: within.is_served[rows]))
        return np.unique(np.concatenate(proposed))

    def _changed(self, connection: "Connection[Any]") -> tuple[NDArray[np.bool_], list[int]]:
        """Of each transcript whether it is still in the store, and the numbers of those that were added later."""
        if version_of(connection) == self._version:
            return np.ones(len(self._keys), bool), []
        there = set(connection.execute("SELECT id, content_sha256 FROM transcripts", binary=True))
        is_there = np.array([key in there for key in self._keys], bool)
        return is_there, [number for number, _ in there - set(self._keys)]

    def _postings(self, connection: "Connection[Any]", terms: Collection[str]) -> Postings:
        return self._words.of(connection, terms, self._lengths)

    def _fetch(self, connection: "Connection[Any]", rows: Rows, piece_dim: int) -> Fetched:
        asking, paragraphs = self._whole.asked_of(rows)[0], self._whole.paragraphs_of(rows)
        wanted = Wanted(rows, asking, paragraphs, self._gram_lengths, self._dim, piece_dim)
        return fetch(connection, wanted, self._sentences, self._paragraphs)

    def _assembled(self, fetched: Fetched, postings: Postings, counts: Frequencies) -> SegmentedCorpus:
        """The whole corpus, of which so much is in memory as was fetched."""
        part = copy(self._whole)
        part.sentence_vectors = VectorIndex([fetched.vectors], held=fetched.with_vector)
        part.paragraph_vectors = VectorIndex([fetched.paragraph_vectors], held=fetched.paragraphs)
        part.sentence_words = LexicalIndex([postings])
        part.paragraph_words = LexicalIndex([together(postings, part.paragraph, self._paragraph_lengths)])
        part.sentence_grams = LexicalIndex([fetched.grams], (counts.terms, counts.holding))
        pieces = replace(
            self._bare, tokens=fetched.tokens, token_runs=fetched.token_runs, piece_frequencies=counts.pieces
        )
        part.tokens = TokenIndex([pieces], fetched.rows, len(self._sentences))
        return part
