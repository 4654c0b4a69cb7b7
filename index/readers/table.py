"""Which format reads which file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index.errors import TranscriptError
from index.readers.metadata import metadata_path, read_metadata
from index.readers.text import read_text
from index.transcript import Layout, Metadata, Transcript

READERS: dict[str, Callable[[Path, Metadata], Transcript]] = dict.fromkeys(
    (".txt", ".md", ".markdown", ".srt", ".vtt"), read_text
)


def read_transcript(path: Path, layout: Layout | None = None) -> Transcript:
    """Read `path` by its suffix, with the metadata beside it, in `layout` if one is given.

    Raises TranscriptError for a suffix that no reader takes, and for what they raise.
    """
    suffix = path.suffix.lower()
    if suffix not in READERS and not path.is_dir():
        raise TranscriptError(
            f"{path}: expected a name that ends in {', '.join(READERS)}; found {suffix or 'no ending'}"
        )
    metadata = read_metadata(metadata_path(path)) if suffix else Metadata()
    return READERS.get(suffix, read_text)(path, replace(metadata, layout=layout) if layout else metadata)
