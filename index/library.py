"""The transcripts that are open, by id; what is searched is assembled from their saved folders.

What searching takes is imported with the first library: the quote checker needs transcripts alone.
"""

from collections.abc import Sequence
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


class Library:
    """Open transcripts in the order given. The model is not loaded unless something must be embedded.

    With `across`, the indexes of another model, it can also be asked in other languages.
    """

    def __init__(
        self, indexed: "Sequence[IndexedTranscript]", embedder: "Embedder", across: "Indexes | None" = None
    ) -> None:
        from index.across import Across
        from index.search.retriever import Retriever

        self.indexed = tuple(indexed)
        self.quotables = tuple(transcript.quotable for transcript in indexed)
        self.embedder = embedder
        self.retriever = Retriever(self.indexed, embedder)
        self.across = Across(self.quotables, across) if across else None


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

    return Library(Indexes(embedder, cache).of(quotables, progress), embedder, across_indexes(cache))
