"""Which format reads which file."""

from collections.abc import Callable
from pathlib import Path

from index.errors import TranscriptError
from index.readers.text import read_text
from index.transcript import Transcript

READERS: dict[str, Callable[[Path], Transcript]] = {".txt": read_text}


def read_transcript(path: Path) -> Transcript:
    """Read `path` by its suffix. Raises TranscriptError for a suffix that no reader takes, and for what they raise."""
    suffix = path.suffix.lower()
    if suffix not in READERS and not path.is_dir():
        raise TranscriptError(
            f"{path}: expected a name that ends in {', '.join(READERS)}; found {suffix or 'no ending'}"
        )
    return READERS.get(suffix, read_text)(path)
