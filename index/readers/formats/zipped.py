"""Office documents are archives of XML: opened if what is unpacked is small, and no part of it defines entities."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree

from index.errors import TranscriptError

MOST_UNPACKED, MOST_PARTS = 100_000_000, 5_000
"""Bytes of all parts of XML together, and parts."""
PROPERTIES = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}language": "language",
}
PLACEHOLDERS = ("word document", "microsoft word", "untitled", "document")
"""With what titles begin that programs give by themselves."""


@contextmanager
def open_zip(content: bytes, part: str, what: str) -> Iterator[zipfile.ZipFile]:
    """The archive, if it has a part whose name begins so.

    Raises TranscriptError for one that is damaged, locked or hostile.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [entry for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels"))]
            unpacked = sum(entry.file_size for entry in parts)
            if len(archive.infolist()) > MOST_PARTS or unpacked > MOST_UNPACKED:
                raise TranscriptError(
                    f"expected at most {MOST_UNPACKED:,} bytes when unpacked, in {MOST_PARTS:,} parts;"
                    f" found {unpacked:,} in {len(archive.infolist()):,}"
                )
            if not any(name.startswith(part) for name in archive.namelist()):
                raise TranscriptError(f"expected {what}, with a part {part}; found another archive")
            for entry in parts:
                if b"<!DOCTYPE" in archive.read(entry) or b"<!ENTITY" in archive.read(entry):
                    raise TranscriptError(f"expected {what}; found definitions of entities in {entry.filename}")
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise TranscriptError(f"expected {what}; found an archive that can't be read: {error}") from error
    except ElementTree.ParseError as error:
        raise TranscriptError(f"expected {what}; found XML that can't be read: {error}") from error


def properties(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """The title that the properties of a document state, unless a program gave it; nothing where there are none."""
    if part not in archive.namelist():
        return {}
    stated = {}
    for element in ElementTree.fromstring(archive.read(part)).iter():
        name = PROPERTIES.get(str(element.tag))
        words = " ".join((element.text or "").split())
        if name == "title" and words and not words.casefold().startswith(PLACEHOLDERS):
            stated[name] = words
    return stated
