"""What stood in a folder when it was last read, so that what did not change since is not read again.

libraries/FOLDER.json       the SHA-256 of the rest, a line end, and a Catalog as JSON
"""

import hashlib
import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache as made_once
from pathlib import Path
from typing import TYPE_CHECKING

from index.card import Card
from index.whole import write_whole

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FOLDER = "libraries"
KEY = re.compile(r"[0-9a-f]+")

Stamp = tuple[tuple[int, ...] | None, ...]
"""What changes when a file, or its metadata, does."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it was when it was read: a transcript that has a `card` and is saved under `key`, as in
    index.saved_reading; else left out, and `why` has its name and the reason.

    `stamp` is None where it tells nothing: of a file that changed just then, or that could not be opened.
    """

    stamp: Stamp | None
    card: Card | None = None
    key: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Catalog:
    """`by` names all that reads and cuts; `entries` are by the files' places below the folder, quoted as in a URL."""

    by: str = ""
    entries: Mapping[str, Entry] = field(default_factory=dict)

    @property
    def keys(self) -> frozenset[str]:
        """The KEYs of the readings, as far as they are names."""
        return frozenset(entry.key for entry in self.entries.values() if KEY.fullmatch(entry.key))

    @property
    def cuts(self) -> frozenset[str]:
        """The TEXT-CUTs of the indexes."""
        return frozenset(entry.card.cut for entry in self.entries.values() if entry.card)


def recall(folder: Path, cache: Path) -> Catalog:
    """What is remembered of a folder in `cache`: nothing where that is not whole, or of another version."""
    file = _file(folder, cache)
    try:
        digest, _, content = file.read_bytes().partition(b"\n")
        if hashlib.sha256(content).hexdigest().encode() == digest:
            return _as_json().validate_json(content)
        if digest.startswith(b"{"):  # up to version 0.5.0
            return Catalog()
    except FileNotFoundError:
        return Catalog()
    except OSError as error:
        log.info("%s: %s", file, error)
    except ValueError:  # it is whole, and says other things of a transcript
        return Catalog()
    log.warning("what is remembered of a library in %s is damaged; its files are read again", file)
    return Catalog()


def remember(folder: Path, cache: Path, catalog: Catalog) -> None:
    """Save it; where that can't be done nothing is lost but time."""
    content = _as_json().dump_json(catalog)
    try:
        write_whole(_file(folder, cache), hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
    except OSError as error:
        log.warning("what is in the library is not saved: %s", error)


def _file(folder: Path, cache: Path) -> Path:
    return cache / FOLDER / f"{hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]}.json"


@made_once
def _as_json() -> "TypeAdapter[Catalog]":
    from pydantic import TypeAdapter

    return TypeAdapter(Catalog)
