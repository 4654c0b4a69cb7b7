"""A file of text or captions becomes a Transcript: blocks, then labels, then turns."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from index.canonical import blanked, outside
from index.errors import TranscriptError
from index.language.detect import detect_language
from index.readers.blocks import Block, Blocks, has_ended, is_note, line_blocks, without
from index.readers.boilerplate import find_boilerplate
from index.readers.cues import read_voices, with_changes
from index.readers.encoding import decode
from index.readers.files import read_bytes
from index.readers.formats.captions import READER, caption_blocks, is_captions
from index.readers.front_matter import read_front_matter
from index.readers.keys import read_key
from index.readers.layout import Reading, read_layout
from index.readers.lines import text_blocks
from index.readers.naming import credit_lines, with_names
from index.readers.tables import read_table
from index.readers.turns import assemble
from index.spans import lines
from index.transcript import Metadata, Role, Source, Span, Transcript, Turn

MAX_BYTES = 5_000_000


def read_text(path: Path, metadata: Metadata, max_bytes: int = MAX_BYTES) -> Transcript:
    """Read `path`. Raises TranscriptError if it can't be read as a transcript."""
    return read_words(*read_bytes(path, max_bytes), metadata)


def read_words(content: bytes, source: Source, metadata: Metadata) -> Transcript:
    """Read the bytes of a text. Raises TranscriptError if they can't be read as a transcript."""
    text, encoding = decode(content, source.path)
    return replace(parse(text, source, metadata), encoding=encoding)


def parse(text: str, source: Source, metadata: Metadata) -> Transcript:
    """The transcript of a decoded text: of its own lines, or of the captions that it holds.

    Raises TranscriptError if it holds no statement.
    """
    if not text:
        raise TranscriptError(f"{source.path}: expected a transcript; found an empty file")
    if is_captions(text):
        canonical, cues = caption_blocks(text)
        return replace(made(canonical, cues, source, metadata, metadata), reader=READER)
    return parse_lines(text, source, metadata)


def parse_lines(text: str, source: Source, metadata: Metadata) -> Transcript:
    """The transcript of the lines of a text. Raises TranscriptError if it holds no statement."""
    every_line = lines(text)
    boilerplate = set(find_boilerplate(text, every_line, metadata))
    blocks = line_blocks(text, [line for line in every_line if line not in boilerplate])
    table = read_table(text, blocks)
    if table:
        return made(text, table, source, metadata, metadata)
    stated, head = read_front_matter(text, blocks, metadata)
    left_out = {*boilerplate, *head}
    read = text_blocks(text, [block for block in blocks if Span(block.start, block.stop) not in left_out])
    unsaid = sorted({*read.unsaid, *left_out}, key=lambda span: span.start)
    return made(text, Blocks(read.said, tuple(unsaid)), source, metadata, stated)


def made(canonical: str, blocks: Blocks, source: Source, given: Metadata, metadata: Metadata) -> Transcript:
    """The transcript of the blocks of a canonical text. Raises TranscriptError if it holds no statement.

    `given` is the metadata from beside the file, `metadata` the same with what the file states of itself.
    """
    blocks, reading, metadata = _who_speaks(canonical, blocks, given, metadata)
    assembled = assemble(canonical, blocks.said, reading, metadata)
    text = blanked(canonical, assembled.cuts)
    _expect_statements(text, assembled.turns, source)
    return Transcript(
        id=source.path.stem.lower().encode("utf-8", "replace").decode("utf-8"),
        source=source,
        text=text,
        text_sha256=hashlib.sha256(canonical.encode("utf-8")).hexdigest(),
        layout=reading.layout,
        language=metadata.language or detect_language(text),
        metadata=metadata,
        turns=assembled.turns,
        paragraphs=assembled.paragraphs,
        boilerplate=outside(blocks.unsaid, assembled.cuts),
        doubtful=reading.doubtful,
        why=reading.why,
        canonical=canonical,
        cuts=assembled.cuts,
        timed=assembled.timed,
    )


def _who_speaks(
    canonical: str, blocks: Blocks, given: Metadata, metadata: Metadata
) -> tuple[Blocks, Reading, Metadata]:
    """Who speaks where, with the names that the file tells; and what is said, without notes and lines of credit."""
    key, lines_of_key = read_key(canonical, blocks.said)
    blocks = without(blocks, lines_of_key)
    if any(block.voice for block in blocks.said) and metadata.layout != "plain":
        reading = read_voices(canonical, blocks.said, metadata)
    else:
        by_key: tuple[tuple[str, Role | None], ...] = tuple((short, "speaker") for short in key)
        labelled = replace(metadata, speakers=(*metadata.speakers, *by_key))
        reading = with_changes(canonical, blocks.said, read_layout(canonical, blocks.said, labelled))
    reading, metadata = with_names(canonical, reading, given, metadata, key)
    gone = [*_notes(canonical, blocks, reading), *credit_lines(canonical, blocks.said, reading, metadata)]
    return without(blocks, gone), reading, metadata


def _notes(canonical: str, blocks: Blocks, reading: Reading) -> list[Block]:
    """Lines in brackets that say what was heard, unless they are labels."""
    labels = {one.label.start for one in reading.speaking if one.label.start < one.label.stop}
    above = {block.start: has_ended(canonical, before) for before, block in pairwise(blocks.said)}
    words = {block: canonical[block.start : block.stop] for block in blocks.said if block.start not in labels}
    return [block for block in words if is_note(words[block], is_within=not above.get(block.start, True))]


def _expect_statements(text: str, turns: Sequence[Turn], source: Source) -> None:
    said = [text[turn.start : turn.stop] for turn in turns if turn.role in ("interviewee", "speaker")]
    if not any(character.isalnum() for words in said for character in words):
        raise TranscriptError(f"{source.path}: expected at least one statement; found none in {len(text):,} characters")
