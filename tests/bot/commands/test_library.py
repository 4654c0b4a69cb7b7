"""python -m bot library: what it says and does, whole or not at all."""

from pathlib import Path

import pytest
from support import WordEmbedder

from bot.__main__ import main

TALK = "Ada: The lamp was lit.\nBo: The storm came.\nAda: We saw it."


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.commands.library.ModelEmbedder", lambda *_, **__: WordEmbedder())


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A talk with its metadata, outside of the library."""
    file = tmp_path / "given" / "talk.txt"
    file.parent.mkdir()
    file.write_text(TALK, "utf-8")
    file.with_suffix(".toml").write_text('title = "The Talk"\ndate = "2020"', "utf-8")
    return file


def run(tmp_path: Path, action: str, *arguments: object) -> int:
    folder, cache = str(tmp_path / "library"), str(tmp_path / "cache")
    return main(["library", action, folder, *map(str, arguments), "--cache", cache])


def test_what_is_added_is_copied_indexed_and_listed(
    tmp_path: Path, given: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "add", given) == 0
    assert (tmp_path / "library" / "talk.txt").read_text("utf-8") == TALK
    assert capsys.readouterr().out == "added talk · The Talk · 2020 · en · 3 sentences · Ada, Bo\n"
    assert run(tmp_path, "list") == 0
    assert capsys.readouterr().out == "talk · The Talk · 2020 · en · 3 sentences · Ada, Bo\n"
    assert run(tmp_path, "status") == 0
    assert "1 transcript, 3 sentences\nIndexed in " in capsys.readouterr().out
    assert given.exists()


def test_nothing_is_added_unless_everything_can_be(
    tmp_path: Path, given: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    noise = given.with_name("noise.mp3")
    noise.write_bytes(b"\0")
    assert run(tmp_path, "add", given, noise) == 2
    assert list((tmp_path / "library").iterdir()) == []
    assert run(tmp_path, "add", given) == 0
    other = given.with_name("other.txt")
    other.write_text(TALK, "utf-8")
    assert run(tmp_path, "add", other, given) == 2
    assert "expected a new name; found a file of that name" in capsys.readouterr().err
    assert sorted(path.name for path in (tmp_path / "library").iterdir()) == ["talk.toml", "talk.txt"]


def test_what_is_removed_is_gone_and_forgotten(tmp_path: Path, given: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, "add", given)
    assert run(tmp_path, "remove", "nothing") == 2
    assert "expected the id of a transcript there; found 'nothing'" in capsys.readouterr().err
    assert run(tmp_path, "remove", "talk") == 0
    assert list((tmp_path / "library").iterdir()) == []
    assert not [path for path in (tmp_path / "cache").rglob("*") if path.is_file() and path.parent.name != "libraries"]


def test_metadata_that_belongs_to_another_file_too_stays(tmp_path: Path, given: Path) -> None:
    run(tmp_path, "add", given)
    (tmp_path / "library" / "talk.md").write_text(TALK, "utf-8")
    assert run(tmp_path, "remove", "talk.md") == 0
    assert sorted(path.name for path in (tmp_path / "library").iterdir()) == ["talk.toml", "talk.txt"]


def test_what_is_left_out_is_said_with_the_reason(
    tmp_path: Path, given: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, "add", given)
    (tmp_path / "library" / "noise.mp3").write_bytes(b"\0")
    assert run(tmp_path, "status") == 0
    assert "left out: noise.mp3: expected text; found a binary file" in capsys.readouterr().out
