"""Which format reads which file: told by what it holds, where that is sure, else by the end of its name."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index.errors import TranscriptError
from index.readers.files import read_bytes
from index.readers.formats.apart import FORMATS
from index.readers.made import read_document, read_recording, read_rows
from index.readers.metadata import metadata_path, read_metadata
from index.readers.text import read_words
from index.transcript import Layout, Metadata, Source, Transcript

SUFFIXES = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown", ".srt", ".vtt", ".sbv", ".ass", ".ssa"), "text"),
    **dict.fromkeys((".csv", ".tsv"), "table"),
    **dict.fromkeys((".json", ".jsonl", ".ndjson", ".json3"), "json"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".xml", ".ttml", ".dfxp", ".srv1", ".srv2", ".srv3"), "xml"),
    ".docx": "docx",
    ".docm": "docx",
    ".odt": "odt",
    ".rtf": "rtf",
    ".pdf": "pdf",
}
"""Formats by the end of a file's name; one that is not here is read as text, if it holds text."""
READERS: dict[str, Callable[[bytes, Source, Metadata], Transcript]] = {
    "text": read_words,
    "table": read_rows,
    "json": read_recording,
    **{form: read_document(form) for form in FORMATS},
}
MOST_BYTES = {"text": 5_000_000, "table": 20_000_000, "html": 20_000_000}
MOST = 50_000_000
"""Bytes of a file of any other format."""
PAGE = re.compile(
    rb"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL
)
XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")
PARTS = {b"word/document": "docx", b"[Content_Types].xml": "docx", b"content.xml": "odt"}
OFFICE = {b"\xd0\xcf\x11\xe0": "a Word document before 2007, or one that is locked with a password: save it as .docx"}
"""What files begin with that no reader takes, and what to do."""


def read_transcript(path: Path, layout: Layout | None = None) -> Transcript:
    """Read `path`, with the metadata beside it, in `layout` if one is given.

    Raises TranscriptError for a file that no reader takes, and for what they raise.
    """
    suffix = path.suffix.lower()
    content, source = read_bytes(path, MOST)
    form = form_of(content, suffix, path)
    most = MOST_BYTES.get(form, MOST)
    if len(content) > most:
        raise TranscriptError(f"{path}: expected at most {most:,} bytes; found {len(content):,}")
    metadata = read_metadata(metadata_path(path)) if suffix else Metadata()
    try:
        return READERS[form](content, source, replace(metadata, layout=layout) if layout else metadata)
    except TranscriptError:
        raise
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:  # of a library, mostly
        raise TranscriptError(f"{path}: expected {form}; found what can't be read as that: {error}") from error


def form_of(content: bytes, suffix: str, path: Path) -> str:
    """The format of a file: form_of(b"%PDF-1.7 …", ".txt", path) -> "pdf". Raises TranscriptError for what has none."""
    for beginning, what in OFFICE.items():
        if content.startswith(beginning):
            raise TranscriptError(f"{path}: expected a transcript; found {what}")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return _of_archive(content, path)
    if content.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    form = SUFFIXES.get(suffix, "text")
    if form in ("docx", "odt", "rtf", "pdf"):
        raise TranscriptError(f"{path}: expected {form}, by its name; found something else")
    if form == "xml" and PAGE.match(content):
        return "html"
    if form == "text" and suffix not in (".md", ".markdown"):
        return _sniffed(content)
    return form


def _sniffed(content: bytes) -> str:
    """What a file that may hold anything in letters is: a page, XML, JSON, or words."""
    if PAGE.match(content):
        return "html"
    return "xml" if XML.match(content) else "json" if _is_json(content) else "text"


def _of_archive(content: bytes, path: Path) -> str:
    """docx or odt, by the names of parts, which stand in an archive as they are."""
    for name, form in PARTS.items():
        if name in content:
            return form
    raise TranscriptError(f"{path}: expected a transcript; found an archive of other files: unpack it")


def _is_json(content: bytes) -> bool:
    """Whether a text is an object or a list of JSON."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return False
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True
