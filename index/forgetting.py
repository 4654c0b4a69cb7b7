"""What is saved of transcripts that are no longer there is deleted."""

import shutil
from pathlib import Path

from index.catalog import FOLDER, Catalog
from index.packs import DIGESTS
from index.packs import FOLDER as PACKS
from index.saved_reading import FOLDER as READINGS
from index.saved_reading import forget
from index.store import MANIFEST

PART = ".part-"
"""Before the name of an index that is not finished."""


def forget_gone(before: Catalog, now: Catalog, cache: Path) -> None:
    """Delete what is saved in `cache` of what stood in a folder before, and no longer does."""
    for key in before.keys - now.keys:
        forget(key, cache)
    gone = before.cuts - now.cuts
    for path in cache.iterdir() if gone else ():
        text, cut, *_ = (*path.name.removeprefix(PART).split("-"), "")
        if f"{text}-{cut}" in gone:
            shutil.rmtree(path, ignore_errors=True)


def clear(cache: Path) -> int:
    """Delete every saved index, finished or not, and every reading; how many finished indexes there were.

    Other files stay.
    """
    finished = [path for path in cache.glob("*-*-*-*") if (path / MANIFEST).exists()]
    folders = (cache / name for name in (READINGS, FOLDER, PACKS, DIGESTS))
    for path in (*finished, *cache.glob(".new-*"), *cache.glob(f"{PART}*"), *folders):
        shutil.rmtree(path, ignore_errors=True)
    return len(finished)
