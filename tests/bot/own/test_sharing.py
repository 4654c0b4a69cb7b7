"""Visitors share nothing but what they add to the library for all, whole and under names of its own."""

import contextlib
from pathlib import Path

import pytest
from own_rooms import STORM, TALK, Put, titles, with_word
from support import WordEmbedder

from bot.errors import UploadError
from bot.own import room as room_module
from bot.own.room import Room


def test_two_rooms_share_no_file_and_no_transcript(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: WordEmbedder
) -> None:
    """The same text in both is embedded in each, within its folder and nowhere else."""
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))
    monkeypatch.setenv("XDG_CACHE_HOME", str(elsewhere))
    homes = [tmp_path / "server" / name for name in ("one", "two")]
    one, two = (Room(home, words) for home in homes)
    for room, own in ((one, "lamp"), (two, "storm")):
        put("same.txt", "Ada: The ship was there.\nBo: We saw it.\nAda: Yes.\n", room)
        put("talk.txt", TALK if own == "lamp" else STORM, room)
    libraries = [room.library(lambda *_: None) for room in (one, two)]
    assert words.embedded.count("The ship was there.") == 2
    assert with_word(homes[0], b"storm") == with_word(homes[1], b"lamp") == []
    assert all(a is not b for a in libraries[0].indexed for b in libraries[1].indexed)
    assert list(elsewhere.rglob("*")) == []
    assert {path.name for path in (tmp_path / "server").iterdir()} <= {"one", "two", "room"}
    one.leave()
    assert titles(two) == {"same": "same", "talk": "talk"}
    two.library(lambda *_: None)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A library for all."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "talk.txt").write_text(TALK)
    return folder


def test_what_is_shared_stands_in_the_library_with_what_is_known_of_it(room: Room, put: Put, shared: Path) -> None:
    put("storms.zip", {"storm.txt": STORM, "storm.toml": 'title = "The Storm"'})
    room.share(shared)
    assert sorted(path.name for path in shared.iterdir()) == ["storm.toml", "storm.txt", "talk.txt"]
    with pytest.raises(UploadError) as caught:
        room.share(shared)
    assert caught.value.key == "error.upload.name"


@pytest.mark.parametrize("name", ["talk.txt", "Talk.txt", "talk.md"])
def test_what_is_shared_changes_no_transcript_of_the_library(name: str, room: Room, put: Put, shared: Path) -> None:
    """Neither its words, nor its id, nor what is known of it: it has no metadata, and gets none."""
    put(name, STORM)
    (own,) = titles(room)
    room.correct(own, {"title": "Not what it is", "speakers": {"Ada": "interviewer"}})
    with pytest.raises(UploadError):
        room.share(shared)
    assert {path.name: path.read_text() for path in shared.iterdir()} == {"talk.txt": TALK}


def test_metadata_alone_is_not_shared(room: Room, put: Put, shared: Path) -> None:
    put("storm.txt", STORM)
    with pytest.raises(UploadError):
        put("talk.toml", 'title = "Not what it is"')
    room.share(shared)
    assert not (shared / "talk.toml").exists()


def test_of_two_that_share_a_text_of_one_name_at_once_neither_replaces_the_others(
    room: Room, put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second comes between the look at what is there and the copy."""
    folder, other = tmp_path / "library", Room(tmp_path / "server" / "other", WordEmbedder())
    folder.mkdir()
    put("talk.txt", TALK)
    put("talk.txt", STORM, other)
    copy_in, shared = room_module.copy_in, list[str]()

    def copying(file: Path, into: Path) -> None:
        monkeypatch.setattr(room_module, "copy_in", copy_in)
        with contextlib.suppress(UploadError):
            other.share(into)
            shared.append(STORM)
        copy_in(file, into)

    monkeypatch.setattr(room_module, "copy_in", copying)
    with contextlib.suppress(UploadError):
        room.share(folder)
        shared.append(TALK)
    assert sorted(path.read_text() for path in folder.iterdir()) == sorted(shared)
