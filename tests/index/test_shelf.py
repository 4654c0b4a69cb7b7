"""A folder's library is opened again without embedding what did not change, and forgets what is gone, on disk too."""

from pathlib import Path

import pytest
from support import WordEmbedder

from index.errors import TranscriptError
from index.folder import Folder
from index.library import Library
from index.saved_reading import FOLDER as READINGS
from index.shelf import Shelf


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    folder = tmp_path / "talks"
    folder.mkdir()
    for name in ("lamp", "storm", "ship"):
        (folder / f"{name}.txt").write_text(f"Ada: The {name} was there.\nBo: We saw the {name}.\nAda: Yes.", "utf-8")
    return folder


def opened(talks: Path, cache: Path, words: WordEmbedder) -> Library:
    """As a program that has just been started opens it."""
    folder = Folder(talks, cache)
    folder.read()
    return Shelf(folder, words).library()


def ids(library: Library) -> list[str]:
    return [quotable.transcript.id for quotable in library.quotables]


def saved(cache: Path) -> tuple[int, int]:
    """How many indexes and readings are saved."""
    return len(list(cache.glob("*-*-*-*"))), len(list((cache / READINGS).glob("*.bin")))


def test_only_what_is_new_is_embedded_and_the_rest_stays_the_same_object(talks: Path, tmp_path: Path) -> None:
    words, cache = WordEmbedder(), tmp_path / "cache"
    folder = Folder(talks, cache)
    folder.read()
    shelf = Shelf(folder, words)
    counted: list[tuple[int, int]] = []
    first = shelf.library(lambda done, of: counted.append((done, of)))
    assert ids(first) == ["lamp", "ship", "storm"]
    assert counted == [(3, 9), (6, 9), (9, 9)]
    words.embedded.clear()
    (talks / "ship.txt").write_text("Ada: A lens.\nBo: No.\nAda: Yes.", "utf-8")
    (talks / "house.txt").write_text("Ada: The house.\nBo: No.\nAda: Yes.", "utf-8")
    (talks / "lamp.txt").unlink()
    folder.read()
    second = shelf.library()
    assert ids(second) == ["house", "ship", "storm"]
    assert second.indexed[2] is first.indexed[2]
    assert sorted(text for text in words.embedded if "the" in text.lower()) == ["The house."]
    assert saved(cache) == (3, 3)


def test_what_was_taken_out_while_nothing_ran_is_forgotten_with_the_next_opening(talks: Path, tmp_path: Path) -> None:
    words, cache = WordEmbedder(), tmp_path / "cache"
    opened(talks, cache, words)
    assert saved(cache) == (3, 3)
    (talks / "lamp.txt").unlink()
    words.embedded.clear()
    assert ids(opened(talks, cache, words)) == ["ship", "storm"]
    assert (words.embedded, saved(cache)) == ([], (2, 2))


def test_what_stands_there_twice_is_kept_until_both_are_gone(talks: Path, tmp_path: Path) -> None:
    words, cache = WordEmbedder(), tmp_path / "cache"
    (talks / "copy.txt").write_bytes((talks / "lamp.txt").read_bytes())
    assert ids(opened(talks, cache, words)) == ["copy", "lamp", "ship", "storm"]
    (talks / "lamp.txt").unlink()
    words.embedded.clear()
    assert ids(opened(talks, cache, words)) == ["copy", "ship", "storm"]
    assert (words.embedded, saved(cache)) == ([], (3, 3))


def test_an_emptied_folder_is_an_error_and_leaves_nothing(talks: Path, tmp_path: Path) -> None:
    words, cache = WordEmbedder(), tmp_path / "cache"
    opened(talks, cache, words)
    for file in talks.iterdir():
        file.unlink()
    with pytest.raises(TranscriptError, match="expected a transcript; found none"):
        opened(talks, cache, words)
    assert saved(cache) == (0, 0)


def test_what_is_remembered_of_a_library_deletes_nothing_else(talks: Path, tmp_path: Path) -> None:
    """A file that somebody else has written there names a folder outside."""
    words, cache, outside = WordEmbedder(), tmp_path / "cache", tmp_path / "outside"
    outside.mkdir()
    opened(talks, cache, words)
    (memory,) = (cache / "libraries").iterdir()
    memory.write_text('{"x": ["../../outside/a", "../outside"], "y": 3}', "utf-8")
    opened(talks, cache, words)
    assert outside.is_dir()
