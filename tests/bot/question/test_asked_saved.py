"""The interviewers' questions of a packed library: worked out once, and found as those of one in memory are."""

from pathlib import Path

import numpy as np
import pytest
from support import WordEmbedder

from bot.question import asked_saved
from bot.question.asked import AskedQuestions
from bot.question.asked_saved import FOLDER, table_of
from bot.question.asked_table import asked_of
from index import indexes
from index.arrays import arrays_of
from index.folder import Folder
from index.library import Library
from index.shelf import Shelf


@pytest.fixture
def talks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Six interviews, which are packed."""
    monkeypatch.setattr(indexes, "FRESH", 12)
    folder = tmp_path / "talks"
    folder.mkdir()
    for number, word in enumerate(("lamp", "storm", "ship", "lens", "house", "medal")):
        text = f"Question: Why did the {word} of Bergvik break?\nAnswer: It was old.\nQuestion: Really?\nAnswer: Yes."
        (folder / f"talk-{number}.txt").write_text(text, "utf-8")
    return folder


def opened(talks: Path, cache: Path) -> Library:
    folder = Folder(talks, cache)
    folder.read()
    return Shelf(folder, WordEmbedder()).library()


def asked(library: Library, typed: str) -> set[tuple[str, int]]:
    replies = AskedQuestions(library.quotables, lambda: table_of(library)).replies(typed)
    return {(library.quotables[row].card.id, sentence) for row, sentence in replies}


def test_the_table_of_packs_is_that_of_all_transcripts(talks: Path, tmp_path: Path) -> None:
    library = opened(talks, tmp_path / "cache")
    assert [len(part.numbers) for part in library.corpus.parts] == [6]
    table, expected = table_of(library), asked_of(enumerate(library.quotables))
    for name, array in arrays_of(expected).items():
        np.testing.assert_array_equal(arrays_of(table)[name], array, name)
    assert asked(library, "So why did the lens of Bergvik break?") == {("talk-3", 1)}


def test_what_was_worked_out_is_not_worked_out_again(
    talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(opened(talks, tmp_path / "cache"), "Why did the lamp of Bergvik break?")
    library = opened(talks, tmp_path / "cache")
    monkeypatch.setattr(asked_saved, "asked_of", lambda quotables: asked_of(()) if not list(quotables) else 1 / 0)
    assert asked(library, "Why did the lamp of Bergvik break?") == {("talk-0", 1)}


def test_what_is_gone_is_not_meant_and_what_is_new_is(talks: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    asked(opened(talks, cache), "Why?")
    (talks / "talk-0.txt").rename(tmp_path / "talk-0.txt")
    (talks / "new.txt").write_text("Question: Why did the bell of Bergvik ring?\nAnswer: For noon.", "utf-8")
    library = opened(talks, cache)
    assert asked(library, "Why did the lamp of Bergvik break?") == set()
    assert asked(library, "Why did the bell of Bergvik ring?") == {("new", 1)}
    assert asked(library, "Why did the medal of Bergvik break?") == {("talk-5", 1)}
    (tmp_path / "talk-0.txt").rename(talks / "talk-0.txt")
    assert asked(opened(talks, cache), "Why did the lamp of Bergvik break?") == {("talk-0", 1)}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"no archive"])
def test_a_damaged_file_is_worked_out_again(
    talks: Path, tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    cache = tmp_path / "cache"
    asked(opened(talks, cache), "Why?")
    (file,) = (cache / FOLDER).iterdir()
    file.write_bytes(content)
    assert asked(opened(talks, cache), "Why did the ship of Bergvik break?") == {("talk-2", 1)}
    assert "worked out again" in caplog.text
    caplog.clear()
    assert asked(opened(talks, cache), "Why did the ship of Bergvik break?") == {("talk-2", 1)}
    assert caplog.text == "", "it was mended"


def test_nothing_is_kept_of_packs_that_are_gone(talks: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    asked(opened(talks, cache), "Why?")
    (before,) = (cache / FOLDER).iterdir()
    (talks / "talk-1.txt").unlink()
    folder = Folder(talks, cache)
    folder.read()
    Shelf(folder, WordEmbedder()).compact()
    asked(opened(talks, cache), "Why?")
    (after,) = (cache / FOLDER).iterdir()
    assert before.name != after.name
