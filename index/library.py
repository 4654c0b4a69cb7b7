"""The transcripts that are open, by id; what is searched is assembled from their saved folders.

What searching takes is imported with the first library: the quote checker needs transcripts alone.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import TranscriptError
from index.quotable import Quotable, quotable
from index.readers.table import read_transcript
from index.transcript import Layout

if TYPE_CHECKING:
    from index.indexed import IndexedTranscript
    from index.indexes import Indexes
    from index.model.embedder import Embedder, Progress
    from index.search.corpus import Corpus
    from index.spelling.vocabulary import Vocabulary


class Library:
    """Open transcripts in the order given. The model is not loaded unless something must be embedded.

    With `across`, the indexes of another model, it can also be asked in other languages. What is worked out of packs of
    transcripts may be kept in the folder `memory`.
    """

    def __init__(
        self,
        corpus: "Corpus",
        embedder: "Embedder",
        across: "Indexes | None" = None,
        memory: Path | None = None,
    ) -> None:
        from index.across import Across
        from index.search.retriever import Retriever

        self.corpus, self.quotables, self.embedder, self.memory = corpus, corpus.quotables, embedder, memory
        self.cards = tuple(quotable.card for quotable in self.quotables)
        self.retriever = Retriever(corpus, embedder)
        self.across = Across(self.quotables, across) if across else None

    @property
    def indexed(self) -> "tuple[IndexedTranscript, ...]":
        """The transcripts that are in memory: all that are in no pack."""
        return self.corpus.indexed

    @cached_property
    def vocabulary(self) -> "Vocabulary":
        """The words of the transcripts."""
        from index.spelling.vocabulary import Vocabulary

        return Vocabulary(self.cards, self.corpus.written, self.corpus.holds, self._texts_with)

    def _texts_with(self, words: str) -> Iterator[str]:
        """The texts in which `words` may stand as they do there, and all labels and titles."""
        from index.language.terms import WORD, terms

        yield "\n".join(text for card in self.cards for text in (card.title, *(one.speaker for one in card.voices)))
        languages = {card.language for card in self.cards}
        sought = [{term for language in languages for term in terms(word, language)} for word in WORD.findall(words)]
        for row in self.corpus.transcripts_with(list(filter(None, sought))):
            yield self.quotables[row].transcript.text


def open_transcripts(paths: Sequence[Path], layout: Layout | None = None) -> tuple[Quotable, ...]:
    """Read every transcript, in `layout` if one is given, and cut it, once.

    Raises TranscriptError, also when two have the same id (the file's stem in lower case).
    """
    if not paths:
        raise TranscriptError("expected at least one transcript; found none")
    transcripts = [read_transcript(path, layout) for path in paths]
    seen: dict[str, Path] = {}
    for transcript in transcripts:
        if transcript.id in seen:
            both = f"{seen[transcript.id]} and {transcript.source.path}"
            raise TranscriptError(f"expected names that differ; found {transcript.id} twice: {both}")
        seen[transcript.id] = transcript.source.path
    return tuple(quotable(transcript) for transcript in transcripts)


def open_library(
    quotables: Sequence[Quotable],
    embedder: "Embedder",
    cache: Path | None,
    progress: "Progress | None" = None,
) -> Library:
    """Index what is not yet saved in `cache` (None: save nothing) and open everything."""
    from index.across import across_indexes
    from index.indexes import Indexes

    return Library(Indexes(embedder, cache).corpus(quotables, progress), embedder, across_indexes(cache))
