"""A document of a set, opened: which of its sentences would be right as statements."""

from collections.abc import Collection
from pathlib import Path

from bench.judging import MAX_WORDS, agree, count_words
from index.library import open_library, open_transcripts
from index.model.embedder import Embedder
from index.model.locate import ACROSS_MODEL
from index.readers.files import BOM
from index.search.names_across import NamesAcross
from index.search.ranking import Ranking
from index.search.retriever import Retriever
from index.search.segmented import corpus_of
from index.transcript import Span


class Document:
    """Read and indexed as the product does it; rows are its sentences. Raises OnTheRecordError."""

    def __init__(self, path: Path, embedder: Embedder, cache: Path | None) -> None:
        library = open_library(open_transcripts([path]), embedder, cache)
        (self.quotable,), self.indexed = library.quotables, library.indexed
        before = int(path.read_bytes().startswith(BOM))  # the set counts it, a transcript has none
        sentences, text = self.quotable.passages.sentences, self.quotable.transcript.text
        self._spans = [Span(one.start + before, one.stop + before) for one in sentences]
        self._is_short = [count_words(text[one.start : one.stop]) <= MAX_WORDS for one in sentences]

    def retriever(self, embedder: Embedder, ranking: Ranking | None = None) -> Retriever:
        """What searches it by the model that it was indexed with; across languages by the model for that."""
        names = NamesAcross([self.quotable]) if embedder.name == ACROSS_MODEL else None
        return Retriever(corpus_of(self.indexed), embedder, ranking, names)

    def right(self, gold: Collection[Span]) -> set[int]:
        """The rows that are right where the spans of `gold` are, which are places of the file."""
        return {
            row
            for row, span in enumerate(self._spans)
            if self._is_short[row] and any(agree(span, each) for each in gold)
        }
