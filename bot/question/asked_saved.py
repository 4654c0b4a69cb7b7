"""The interviewers' questions of a library: what was worked out of a part of it, a pack of transcripts, is kept.

    asked/PART-ALIVE-BY.npz     the arrays of bot.question.asked_table, transcripts being numbered as in the part
ALIVE is over which of them are there, and BY over all code and words of languages that read a question.
"""

import functools
import hashlib
import io
import logging
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bot.question.asked_table import AskedTable, asked_of, renumbered, together
from index.arrays import arrays_of, from_arrays
from index.library import Library
from index.search.searched import Part
from index.whole import write_whole

FOLDER = "asked"
READ_BY = ("bot/question/*.py", "index/language/*")

log = logging.getLogger(__name__)


def table_of(library: Library) -> AskedTable:
    """Of all transcripts, numbered as they stand in the library."""
    tables = [renumbered(_of_pack(part, library), part.numbers) for part in library.corpus.parts]
    packed = {row for part in library.corpus.parts for row in part.numbers.tolist()}
    loose = asked_of((row, quotable) for row, quotable in enumerate(library.quotables) if row not in packed)
    return together([*tables, loose])


def _of_pack(part: Part, library: Library) -> AskedTable:
    file = _file(part, library.memory) if library.memory else None
    table = _load(file) if file else None
    if table is None:
        places = np.flatnonzero(part.numbers >= 0).tolist()  # in the pack
        table = asked_of((place, library.quotables[part.numbers[place]]) for place in places)
        if file:
            _save(table, file, {part.name for part in library.corpus.parts})
    return table


def _file(part: Part, memory: Path) -> Path:
    alive = hashlib.sha256((part.numbers >= 0).tobytes()).hexdigest()[:8]
    return memory / FOLDER / f"{part.name}-{alive}-{_read_by()[:12]}.npz"


@functools.cache
def _read_by() -> str:
    home, digest = Path(__file__).parents[2], hashlib.sha256()
    for file in sorted({file for pattern in READ_BY for file in home.glob(pattern) if file.is_file()}):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _load(file: Path) -> AskedTable | None:
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as saved:
            return from_arrays(AskedTable, {name: saved[name] for name in saved.files})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, LookupError, TypeError, EOFError, BadZipFile) as error:
        log.warning("what was worked out of questions, %s, can't be read (%s); it is worked out again", file, error)
        return None


def _save(table: AskedTable, file: Path, parts: set[str]) -> None:
    """Where it can't be kept nothing is lost but time. What is neither of a pack nor of `parts` is deleted."""
    content = io.BytesIO()
    np.savez(content, **arrays_of(table))  # type: ignore[arg-type]  # all of them are arrays
    try:
        write_whole(file, content.getvalue())
        there = parts | {pack.name for pack in (file.parents[1] / "packs").glob("*/*")}
        for other in file.parent.glob("*.npz"):
            if other.name.split("-")[0] not in there:
                other.unlink(missing_ok=True)
    except OSError as error:
        log.warning("what was worked out of questions is not saved: %s", error)
