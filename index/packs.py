"""The transcripts of a library packed together: searched where they lie on disk, and opened in a moment.

    packs/LIBRARY-MODEL-FORMAT/ID/
        *.npy, *.faiss          as in index/search/merging.py
        written.*.npy           as in index/spelling/written.py: how their words are written
        manifest.json           `keys`, the TEXT-CUT of each transcript, `speakers`, and `files`, each file's SHA-256
A pack is written beside its place and renamed into it, and never changed: what is taken out of a library stays in its
pack, and is not found, until packs are merged.
"""

import json
import logging
import secrets
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.model.digests import file_digests
from index.search.mapped import map_array
from index.search.merging import Kept, kept, open_segment, write_merged
from index.search.segment import Segment
from index.spelling.written import WordTable, from_arrays

FOLDER = "packs"
FORMAT = 1
MANIFEST = "manifest.json"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """Some transcripts in `folder`, by the TEXT-CUT of each, in their order."""

    folder: Path
    keys: tuple[str, ...]
    segment: Segment
    written: WordTable


class Packs:
    """Those in the folder `home`; `memory` is where the digests of files are remembered."""

    def __init__(self, home: Path, memory: Path) -> None:
        self._home, self._memory = home, memory
        self._open: dict[str, Pack] = {}

    def all(self) -> list[Pack]:
        """Those that are whole, the largest first; what is not is deleted, with a warning."""
        names = self._names()
        while True:
            opened = {name: self._open.get(name) or self._read(self._home / name) for name in names}
            self._open = {name: pack for name, pack in opened.items() if pack}
            before, names = names, self._names()
            if all(name in self._open for name in names) or names == before:
                return sorted(self._open.values(), key=lambda pack: -len(pack.segment))
            # else another process has merged some in the meantime

    def _names(self) -> list[str]:
        return sorted(path.name for path in self._home.iterdir() if _is_pack(path)) if self._home.is_dir() else []

    def write(self, segment: Segment, keys: Sequence[str], written: WordTable) -> Pack:
        """A segment in memory as a pack, to be merged with others. Raises OSError."""
        return self._write([kept(segment, np.ones(len(keys), bool))], keys, written, is_lasting=False)

    def merge(self, parts: Sequence[tuple[Pack, NDArray[np.bool_]]], written: WordTable) -> Pack:
        """Packs become one, in their place, that holds what is alive of each, at least one transcript; `written` is how
        the words of those are. Raises OSError.
        """
        keys = [key for pack, alive in parts for key, lives in zip(pack.keys, alive, strict=True) if lives]
        whole = self._write([kept(pack.segment, alive) for pack, alive in parts if alive.any()], keys, written)
        for pack, _ in parts:
            self.drop(pack)
        return whole

    def drop(self, pack: Pack) -> None:
        """Delete it; whoever has it open reads on."""
        self._open.pop(pack.folder.name, None)
        shutil.rmtree(pack.folder, ignore_errors=True)

    def _write(self, parts: Sequence[Kept], keys: Sequence[str], written: WordTable, is_lasting: bool = True) -> Pack:
        self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = self._home / secrets.token_hex(8)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=self._home, ignore_cleanup_errors=True) as work:
            new = Path(work, "pack")
            new.mkdir(mode=0o700)  # it tells of the words of the transcripts
            speakers = write_merged(parts, new, is_lasting)
            for name, array in written.arrays().items():
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
            manifest = json.loads((folder / MANIFEST).read_bytes())
            digests = file_digests(folder, self._memory)
            digests.pop(MANIFEST)
            if digests != manifest["files"]:
                raise ValueError("a file is not the one that was saved")
            segment = open_segment(folder, manifest["speakers"])
            keys = tuple(map(str, manifest["keys"]))
            if len(keys) != len(segment.legible):
                raise ValueError("its transcripts are not those that were saved")
            return Pack(folder, keys, segment, _open_written(folder))
        except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
            if folder.exists():  # else another process has just merged it
                log.warning("the saved pack %s is damaged (%s); its transcripts are embedded again", folder, error)
                shutil.rmtree(folder, ignore_errors=True)
        return None


def _open_written(folder: Path) -> WordTable:
    files = {field.name: folder / f"written.{field.name}.npy" for field in fields(WordTable)}
    return from_arrays({name: map_array(file) for name, file in files.items()})


def _is_pack(path: Path) -> bool:
    return not path.name.startswith(".") and path.is_dir()
