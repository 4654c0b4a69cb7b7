"""What is saved of transcripts that are no longer there is deleted.

What stood in a folder is remembered, whoever read it, so that what was taken out of it is forgotten on disk too:
    libraries/FOLDER.json       of each transcript [KEY of its reading, TEXT-CUT of its indexes]
"""

import hashlib
import json
import logging
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from index.saved_reading import FOLDER as READINGS
from index.saved_reading import forget
from index.store import MANIFEST
from index.whole import write_whole

FOLDER = "libraries"
SAVED = re.compile(r"[0-9a-f-]+")
"""A name of what is saved."""

log = logging.getLogger(__name__)


def remember(folder: Path, cache: Path, now: Mapping[str, tuple[str, str]]) -> None:
    """Write down what is in a folder now, and delete what is saved in `cache` of what no longer is."""
    file = cache / FOLDER / f"{hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]}.json"
    kept = {saved for both in now.values() for saved in both}
    for reading, text in _recall(file):
        if reading not in kept:
            forget(reading, cache)
        if text not in kept:
            for index in (*cache.glob(f"{text}-*"), *cache.glob(f".part-{text}-*")):
                shutil.rmtree(index, ignore_errors=True)
    try:
        write_whole(file, json.dumps(now, indent=1).encode())
    except OSError as error:
        log.warning("what is in the library is not saved: %s", error)


def clear(cache: Path) -> int:
    """Delete every saved index, finished or not, and every reading; how many finished indexes there were.

    Other files stay.
    """
    finished = [path for path in cache.glob("*-*-*-*") if (path / MANIFEST).exists()]
    others = (*cache.glob(".new-*"), *cache.glob(".part-*"), cache / READINGS, cache / FOLDER)
    for path in (*finished, *others):
        shutil.rmtree(path, ignore_errors=True)
    return len(finished)


def _recall(file: Path) -> list[tuple[str, str]]:
    """The names of what was saved of each transcript, as far as they are names."""
    try:
        saved = [(str(reading), str(text)) for reading, text in json.loads(file.read_bytes()).values()]
    except (OSError, ValueError, TypeError, AttributeError):
        return []
    return [both for both in saved if all(map(SAVED.fullmatch, both))]
