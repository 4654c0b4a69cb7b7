"""A transcript as it was read and cut, saved under what it was made of: opened again, it is not read again.

    readings/KEY.json       the SHA-256 of the rest, a line end, and transcript and passages as JSON
KEY is over the file's bytes, its metadata's, its ending, and all code and words of languages that read and cut: what
any of them changes is read anew.
"""

import functools
import hashlib
import logging
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from index.errors import TranscriptError
from index.passages import Passages, split
from index.quotable import Quotable, quotable
from index.readers.files import read_bytes
from index.readers.metadata import metadata_path
from index.readers.table import MOST, read_transcript
from index.transcript import Layout, Transcript
from index.whole import write_whole

FOLDER = "readings"
READ_BY = (
    *(f"{name}.py" for name in ("transcript", "spans", "canonical", "timing", "windows", "passages")),
    *("readers/**/*.py", "language/*"),
)
"""What reads and cuts, below index/."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is saved."""

    transcript: Transcript
    passages: Passages


def open_quotable(path: Path, name: str, cache: Path, layout: Layout | None = None) -> tuple[Quotable, str]:
    """The transcript at `path` under the id `name`, and the KEY under which it is saved in `cache`, now if not before.

    Raises TranscriptError.
    """
    content, source = read_bytes(path, MOST)
    key = _key(content, path, layout)
    file = cache / FOLDER / f"{key}.json"
    reading = _load(file)
    if reading is None:
        transcript = read_transcript(path, layout)
        reading = Reading(transcript, split(transcript))
        if transcript.source.sha256 == source.sha256:  # it was not changed in the meantime
            _save(reading, file)
        source = transcript.source
    return quotable(replace(reading.transcript, id=name, source=source), reading.passages), key


def forget(key: str, cache: Path) -> None:
    """Delete what is saved under `key`."""
    (cache / FOLDER / f"{key}.json").unlink(missing_ok=True)


def _key(content: bytes, path: Path, layout: Layout | None) -> str:
    """Raises TranscriptError for metadata that can't be read."""
    digest = hashlib.sha256(f"{_read_by()} {path.suffix.lower()} {layout} ".encode())
    beside = metadata_path(path)
    try:
        metadata = beside.read_bytes() if path.suffix and beside.is_file() else b""
    except OSError as error:
        raise TranscriptError(f"{beside}: can't be opened: {error}") from error
    for part in (content, metadata):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:40]


@functools.cache
def _read_by() -> str:
    """The SHA-256 of all that reads and cuts."""
    home, digest = Path(__file__).parent, hashlib.sha256()
    for file in sorted({file for pattern in READ_BY for file in home.glob(pattern) if file.is_file()}):
        digest.update(f"{file.relative_to(home).as_posix()} {hashlib.sha256(file.read_bytes()).hexdigest()} ".encode())
    return digest.hexdigest()


def _load(file: Path) -> Reading | None:
    try:
        digest, _, content = file.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    except OSError as error:
        log.warning("the saved reading %s can't be read (%s); the transcript is read again", file, error)
        return None
    if hashlib.sha256(content).hexdigest().encode() != digest:
        log.warning("the saved reading %s is damaged; the transcript is read again", file)
        return None
    return _as_json().validate_json(content)


def _save(reading: Reading, file: Path) -> None:
    """Write it beside its place and rename it; where that can't be done nothing is lost but time."""
    source = replace(reading.transcript.source, path=Path())  # its name may be no Unicode, and is known
    content = _as_json().dump_json(replace(reading, transcript=replace(reading.transcript, source=source)))
    try:
        write_whole(file, hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
    except OSError as error:
        log.warning("what was read of a transcript is not saved: %s", error)


@functools.cache
def _as_json() -> TypeAdapter[Reading]:
    return TypeAdapter(Reading)
