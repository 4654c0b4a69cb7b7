"""A plain text file in UTF-8 becomes a Transcript; nothing in the text is changed."""

import hashlib
from pathlib import Path

from index.errors import TranscriptError
from index.language.detect import detect_language
from index.readers.boilerplate import find_boilerplate
from index.readers.files import BOM, read_bytes
from index.readers.layout import read_layout
from index.readers.metadata import metadata_path, read_metadata
from index.spans import lines
from index.transcript import Metadata, Source, Transcript, Turn

MAX_BYTES = 5_000_000


def read_text(path: Path, max_bytes: int = MAX_BYTES) -> Transcript:
    """Read `path` with the metadata beside it. Raises TranscriptError if it can't be read as a transcript."""
    content, source = read_bytes(path, max_bytes)
    return parse(decode(content, path), source, read_metadata(metadata_path(path)))


def decode(content: bytes, path: Path) -> str:
    """UTF-8 with or without a byte order mark, which is not text. Raises TranscriptError with the byte's position."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TranscriptError(f"{path}: expected UTF-8; found a UTF-16 byte order mark at byte 0: save it as UTF-8")
    zero = content.find(b"\0")
    if zero >= 0:
        raise TranscriptError(f"{path}: expected text; found a binary file (a zero byte at byte {zero})")
    try:
        return content.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        position = error.start + (len(BOM) if content.startswith(BOM) else 0)
        raise TranscriptError(
            f"{path}: expected UTF-8; found byte 0x{content[position]:02x} at byte {position}: save the file as UTF-8"
        ) from error


def parse(text: str, source: Source, metadata: Metadata) -> Transcript:
    """Turns, boilerplate and remarks of a decoded text. Raises TranscriptError if it holds no statement."""
    if not text:
        raise TranscriptError(f"{source.path}: expected a transcript; found an empty file")
    all_lines = lines(text)
    boilerplate = find_boilerplate(text, all_lines, metadata)
    left_out = set(boilerplate)
    reading = read_layout(text, [line for line in all_lines if line not in left_out], metadata)
    if not any(_has_words(text, turn) for turn in reading.turns if turn.role in ("interviewee", "speaker")):
        raise TranscriptError(f"{source.path}: expected at least one statement; found none in {len(text):,} characters")
    return Transcript(
        id=source.path.stem.lower().encode("utf-8", "replace").decode("utf-8"),
        source=source,
        text=text,
        text_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        layout=reading.layout,
        language=metadata.language or detect_language(text),
        metadata=metadata,
        turns=reading.turns,
        boilerplate=boilerplate,
        doubtful=reading.doubtful,
    )


def _has_words(text: str, turn: Turn) -> bool:
    return any(character.isalnum() for character in text[turn.start : turn.stop])
