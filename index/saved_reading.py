"""A transcript as it was read and cut, saved under what it was made of: opened again, it is not read again.

    readings/KEY.bin        the SHA-256 of the rest, a line end, and what index/encoded.py makes of it
KEY is over the file's bytes, its metadata's, its ending, and all code and words of languages that read and cut: what
any of them changes is read anew.
"""

import functools
import hashlib
import logging
from dataclasses import dataclass, replace
from pathlib import Path

from index.card import Card, card_of
from index.contents import Contents
from index.encoded import decode, decode_card, encode
from index.errors import ChangedError, TranscriptError
from index.language.sentences import splitter
from index.language.terms import LEXICON
from index.quotable import Content, Quotable, content_of
from index.readers.files import check_unchanged, read_bytes
from index.readers.metadata import metadata_path
from index.readers.table import MOST, read_transcript
from index.transcript import Layout, Source
from index.whole import write_whole

FOLDER = "readings"
ENDING = ".bin"
READ_BY = (
    *(f"{name}.py" for name in ("transcript", "spans", "canonical", "timing", "windows", "passages")),
    *(f"{name}.py" for name in ("card", "quotable", "encoded", "saved_reading")),
    *("readers/**/*.py", "language/*"),
)
"""What reads, cuts, counts and saves, below index/."""
TRIES = 3
"""How often a file is read that changes while it is read."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reading is saved, and how the transcript is read where it is not."""

    cache: Path
    key: str
    layout: Layout | None = None

    @property
    def file(self) -> Path:
        return self.cache / FOLDER / f"{self.key}{ENDING}"


def open_quotable(
    path: Path, name: str, cache: Path, layout: Layout | None = None, contents: Contents | None = None
) -> tuple[Quotable, str]:
    """The transcript at `path` under the id `name`, and the KEY under which it is saved in `cache`, now if not before.

    What of it is opened is held by `contents`. Raises TranscriptError.
    """
    contents = contents or Contents()
    for _ in range(TRIES):
        key, source = _identified(path, layout)
        place = Place(cache, key, layout)
        packed = _saved(place.file)
        if packed is not None:
            return reopened(replace(decode_card(packed), id=name, source=source), place, contents), key
        transcript = replace(read_transcript(path, layout), id=name, source=source)
        if _identified(path, layout)[0] != key:
            continue
        content = content_of(transcript)
        card = card_of(transcript, content.passages)
        is_saved = _save(card, content, place.file)
        return reopened(card, place, contents, None if is_saved else content), key
    raise _changed(path)


def reopened(card: Card, place: Place, contents: Contents, read: Content | None = None) -> Quotable:
    """The transcript that `card` describes, which is opened when somebody looks; `read` is what was read of it."""
    return contents.lazy(card, functools.partial(_opened, card, place), read)


def forget(key: str, cache: Path) -> None:
    """Delete what is saved under `key`."""
    Place(cache, key).file.unlink(missing_ok=True)


def saved_keys(cache: Path) -> frozenset[str]:
    """The KEYs under which something is saved."""
    try:
        return frozenset(file.name.removesuffix(ENDING) for file in (cache / FOLDER).iterdir())
    except OSError:
        return frozenset()


@functools.cache
def read_by() -> str:
    """The SHA-256 of all that reads and cuts."""
    home, digest = Path(__file__).parent, hashlib.sha256(f"{splitter()} {LEXICON} ".encode())
    for file in sorted({file for pattern in READ_BY for file in home.glob(pattern) if file.is_file()}):
        digest.update(f"{file.relative_to(home).as_posix()} {hashlib.sha256(file.read_bytes()).hexdigest()} ".encode())
    return digest.hexdigest()


def _opened(card: Card, place: Place) -> Content:
    """What is saved of a transcript, which is read again where nothing whole is. Raises TranscriptError; ChangedError
    where the file is no longer the one that `card` is of.
    """
    check_unchanged(card.source)
    packed = _saved(place.file)
    if packed is not None:
        return decode(packed, card)
    path = card.source.path
    transcript = replace(read_transcript(path, place.layout), id=card.id, source=card.source)
    if _identified(path, place.layout)[0] != place.key:
        raise _changed(path)
    content = content_of(transcript)
    _save(card, content, place.file)
    return content


def _identified(path: Path, layout: Layout | None) -> tuple[str, Source]:
    """The KEY of the transcript at `path`, and the file as it is now. Raises TranscriptError for what can't be read."""
    content, source = read_bytes(path, MOST)
    digest = hashlib.sha256(f"{read_by()} {path.suffix.lower()} {layout} ".encode())
    beside = metadata_path(path)
    try:
        metadata = beside.read_bytes() if path.suffix and beside.is_file() else b""
    except OSError as error:
        raise TranscriptError(f"{beside}: can't be opened: {error}") from error
    for part in (content, metadata):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:40], source


def _changed(path: Path) -> ChangedError:
    return ChangedError(f"{path.name}: changed since it was opened; open it again", "error.changed", file=path.name)


def _saved(file: Path) -> bytes | None:
    """What was packed; None where nothing whole is saved."""
    try:
        digest, _, packed = file.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    except OSError as error:
        log.warning("the saved reading %s can't be read (%s); the transcript is read again", file, error)
        return None
    if hashlib.sha256(packed).hexdigest().encode() != digest:
        log.warning("the saved reading %s is damaged; the transcript is read again", file)
        return None
    return packed


def _save(card: Card, content: Content, file: Path) -> bool:
    """Write it beside its place and rename it; whether that can be done: else nothing is lost but time."""
    packed = encode(card.anywhere, content)
    try:
        write_whole(file, hashlib.sha256(packed).hexdigest().encode() + b"\n" + packed)
    except OSError as error:
        log.warning("what was read of a transcript is not saved: %s", error)
        return False
    return True
