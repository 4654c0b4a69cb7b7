"""Documents, tables and recordings, whose text is made of them, become transcripts.

A format's module is imported when a file of it is read.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module

from index.errors import TranscriptError
from index.readers.blocks import Blocks
from index.readers.encoding import decode
from index.readers.formats.apart import MOST_TEXT, read_apart
from index.readers.formats.spoken import Spoken, spoken_blocks
from index.readers.front_matter import with_stated
from index.readers.running import with_inner_labels
from index.readers.text import made, parse_lines
from index.transcript import Metadata, Source, Transcript

MARKUP = re.compile(r"</?(?:p|div|br|span)\b[^<>]*>", re.IGNORECASE)
BY_LINES = (".jsonl", ".ndjson")

Read = Callable[[bytes, Source, Metadata], Transcript]


def read_document(form: str) -> Read:
    """The reader of a document format: what it makes is read as text is."""

    def read(content: bytes, source: Source, metadata: Metadata) -> Transcript:
        document = read_apart(form, content, source.path)
        stated = with_stated(metadata, document.stated)
        if document.said:
            transcript = made(*spoken_blocks(document.said), source, metadata, stated)
        else:
            transcript = parse_lines(document.text, source, stated)
        reader: str = import_module(f"index.readers.formats.{form}").READER
        return replace(transcript, reader=reader, remarks=document.remarks)

    return read


def read_rows(content: bytes, source: Source, metadata: Metadata) -> Transcript:
    """A table of comma or tab separated values."""
    from index.readers.formats import delimited

    text, encoding = decode(content, source.path)
    said = delimited.read_delimited(text, str(source.path))
    return replace(_of(said, source, metadata), encoding=encoding, reader=delimited.READER)


def read_recording(content: bytes, source: Source, metadata: Metadata) -> Transcript:
    """What speech recognition and others write as JSON."""
    from index.readers.formats import recognition

    text, encoding = decode(content, source.path)
    value = recognition.parsed(text, str(source.path), source.path.suffix.lower() in BY_LINES)
    stated = with_stated(metadata, recognition.stated(value))
    said = recognition.read_recognition(value, str(source.path))
    if isinstance(said, str) and MARKUP.search(said[:2000]):
        said = read_apart("html", said.encode("utf-8", "replace"), source.path).text
    return replace(_of(said, source, metadata, stated), encoding=encoding, reader=recognition.READER)


def _of(said: Sequence[Spoken] | str, source: Source, given: Metadata, stated: Metadata | None = None) -> Transcript:
    """The transcript of pieces that have voices or times, or of words that are read as a text."""
    stated = stated or given
    text, blocks = (said, None) if isinstance(said, str) else spoken_blocks(said)
    if len(text) > MOST_TEXT:
        raise TranscriptError(f"{source.path}: expected at most {MOST_TEXT:,} characters of text; found {len(text):,}")
    if blocks is None:
        return parse_lines(text, source, stated)
    if not any(block.voice for block in blocks.said):
        blocks = Blocks(tuple(with_inner_labels(text, blocks.said)), blocks.unsaid)
    return made(text, blocks, source, given, stated)
