"""The transcripts of a library packed together: searched where they lie on disk, and opened in a moment.

    packs/LIBRARY-MODEL-FORMAT/ID/
        *.npy, *.faiss          as in index/search/merging.py
        written.*.npy           as in index/spelling/written.py: how their words are written
        manifest.json           `keys`, each transcript's TEXT-CUT-WHO, `speakers`, and `files`, each file's SHA-256
A pack is written beside its place and renamed into it, and never changed: what is taken out of a library stays in its
pack, and is not found, until packs are merged.
"""

import json
import logging
import secrets
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import arrays_of, from_arrays
from index.errors import ModelError
from index.locked import locked
from index.model.digests import file_digests, forget_digests
from index.search.mapped import map_array
from index.search.merging import Kept, kept, open_segment, write_merged
from index.search.segment import Segment
from index.spelling.written import WordTable

FOLDER = "packs"
FORMAT = 2
DIGESTS = "digests"
"""Where the digests of their files are remembered, beside them."""
MANIFEST = "manifest.json"
UNFINISHED = ".new-"
DAMAGE = (FileNotFoundError, ValueError, LookupError, TypeError, RecursionError)
"""What reading a pack raises that is not whole. Any other OSError may pass: of too many open files, for one."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """Some transcripts in `folder`, by the key of each one's card, in their order."""

    folder: Path
    keys: tuple[str, ...]
    segment: Segment
    written: WordTable


class Packs:
    """Those in the folder `home`; `memory` is where the digests of files are remembered.

    Whoever writes or deletes has them to himself: `alone` waits for that. It must not be entered twice.
    """

    def __init__(self, home: Path, memory: Path) -> None:
        self._home, self._memory = home, memory
        self._open: dict[str, Pack] = {}

    def all(self) -> list[Pack]:
        """Those that are whole, the largest first; what is damaged is deleted, with a warning."""
        names = self._names()
        while True:
            opened = {name: self._open.get(name) or self._read(self._home / name) for name in names}
            self._open = {name: pack for name, pack in opened.items() if pack}
            before, names = names, self._names()
            if all(name in self._open for name in names) or names == before:
                return sorted(self._open.values(), key=lambda pack: -len(pack.segment))
            # else another process has merged some in the meantime

    def alone(self) -> AbstractContextManager[bool]:
        """Until the end of this, no other process writes or deletes; what one that was killed has left is deleted."""
        self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
        return locked(self._home, wait=True)

    def tidy(self) -> None:
        """Delete what was never finished. To be done `alone`."""
        for unfinished in self._home.glob(f"{UNFINISHED}*"):
            shutil.rmtree(unfinished, ignore_errors=True)

    def write(self, segment: Segment, keys: Sequence[str], written: WordTable) -> Pack:
        """A segment in memory as a pack, to be merged with others. To be done `alone`. Raises OSError."""
        return self._write([kept(segment, np.ones(len(keys), bool))], keys, written, is_lasting=False)

    def merge(self, parts: Sequence[tuple[Pack, NDArray[np.bool_]]], written: WordTable) -> Pack:
        """Packs become one, in their place, that holds what is alive of each, at least one transcript; `written` is how
        the words of those are. To be done `alone`. Raises OSError.
        """
        keys = [key for pack, alive in parts for key, lives in zip(pack.keys, alive, strict=True) if lives]
        whole = self._write([kept(pack.segment, alive) for pack, alive in parts if alive.any()], keys, written)
        for pack, _ in parts:
            self.drop(pack)
        return whole

    def drop(self, pack: Pack) -> None:
        """Delete it; whoever has it open reads on. To be done `alone`."""
        self._open.pop(pack.folder.name, None)
        self._delete(pack.folder)

    def _names(self) -> list[str]:
        return sorted(path.name for path in self._home.iterdir() if _is_pack(path)) if self._home.is_dir() else []

    def _write(self, parts: Sequence[Kept], keys: Sequence[str], written: WordTable, is_lasting: bool = True) -> Pack:
        folder = self._home / secrets.token_hex(8)
        with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=self._home, ignore_cleanup_errors=True) as work:
            new = Path(work, "pack")
            new.mkdir(mode=0o700)  # it tells of the words of the transcripts
            speakers = write_merged(parts, new, is_lasting)
            for name, array in arrays_of(written).items():
                np.save(new / f"written.{name}.npy", array)
            manifest = {"keys": list(keys), "speakers": speakers, "files": file_digests(new)}
            (new / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False), "utf-8")
            new.rename(folder)
        pack = self._read(folder)
        if pack is None:
            raise OSError(f"{folder}: what was saved can't be read again")
        self._open[folder.name] = pack
        return pack

    def _read(self, folder: Path) -> Pack | None:
        try:
            return _opened(folder, self._memory)
        except (*DAMAGE, ModelError) as error:
            if (folder / MANIFEST).exists() or any(folder.glob("*")):  # else another process has just merged it
                log.warning("the saved pack %s is damaged (%s); its transcripts are embedded again", folder, error)
                self._delete(folder)
        except OSError as error:
            log.warning("the saved pack %s can't be read now: %s", folder, error)
        return None

    def _delete(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        forget_digests(folder, self._memory)


def _opened(folder: Path, memory: Path) -> Pack:
    manifest = json.loads((folder / MANIFEST).read_bytes())
    digests = file_digests(folder, memory)
    digests.pop(MANIFEST)
    if digests != manifest["files"]:
        raise ValueError("a file is not the one that was saved")
    segment = open_segment(folder, manifest["speakers"])
    keys = tuple(map(str, manifest["keys"]))
    if len(keys) != len(segment.legible):
        raise ValueError("its transcripts are not those that were saved")
    files = {field.name: folder / f"written.{field.name}.npy" for field in fields(WordTable)}
    written = from_arrays(WordTable, {name: map_array(file) for name, file in files.items()})
    return Pack(folder, keys, segment, written)


def _is_pack(path: Path) -> bool:
    return not path.name.startswith(".") and path.is_dir()
