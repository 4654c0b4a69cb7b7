"""The transcripts that are open, by id; what is searched is assembled from their saved folders."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from index.errors import ChangedError, TranscriptError
from index.indexed import IndexedTranscript
from index.model.embedder import Embedder, Progress
from index.readers.table import read_transcript
from index.search.retriever import Retriever
from index.store import open_index
from index.transcript import Transcript


class Library:
    """Open transcripts in the order given. The model is not loaded unless something must be embedded."""

    def __init__(self, indexed: Sequence[IndexedTranscript], embedder: Embedder) -> None:
        self.indexed = tuple(indexed)
        self.embedder = embedder
        self.retriever = Retriever(self.indexed, embedder)

    @property
    def transcripts(self) -> tuple[Transcript, ...]:
        return tuple(one.transcript for one in self.indexed)


def read_all(paths: Sequence[Path]) -> tuple[Transcript, ...]:
    """Read every transcript. Raises TranscriptError, also when two have the same id (the file's stem in lower case)."""
    transcripts = tuple(read_transcript(path) for path in paths)
    if not transcripts:
        raise TranscriptError("expected at least one transcript; found none")
    seen: dict[str, Path] = {}
    for transcript in transcripts:
        if transcript.id in seen:
            both = f"{seen[transcript.id]} and {transcript.source.path}"
            raise TranscriptError(f"expected names that differ; found {transcript.id} twice: {both}")
        seen[transcript.id] = transcript.source.path
    return transcripts


def open_library(
    transcripts: Sequence[Transcript], embedder: Embedder, cache: Path | None, progress: Progress | None = None
) -> Library:
    """Index what is not yet saved in `cache` (None: save nothing) and open everything."""
    return Library([open_index(transcript, embedder, cache, progress) for transcript in transcripts], embedder)


def check_unchanged(transcript: Transcript) -> None:
    """Raise ChangedError unless the file is still the one that was read: hashed again when its size or time changed."""
    source = transcript.source
    try:
        status = source.path.stat()
        if (status.st_size, status.st_mtime_ns) == (source.size, source.mtime_ns):
            return
        with source.path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ChangedError(f"{source.path.name}: can't be read any more: {error.strerror}; open it again") from error
    if found != source.sha256:
        raise ChangedError(
            f"{source.path.name}: changed since it was opened (sha256 {source.sha256[:12]}… expected, "
            f"{found[:12]}… found); open it again"
        )
