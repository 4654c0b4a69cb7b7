"""Of what is removed from a visitor's room, or left with it, nothing stays, whatever else is being done."""

import threading
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from own_rooms import STORM, TALK, Put, titles, with_word
from support import WordEmbedder

from bot.errors import UploadError
from bot.own import room as room_module
from bot.own.room import Room
from index.errors import OnTheRecordError
from index.model.embedder import Embedded
from index.transcript import Span


class Slow(WordEmbedder):
    """Embeds when it is told to; `began` says that it is waiting for that."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self.go = threading.Event(), threading.Event()

    def documents(self, texts: Sequence[str], parts: Sequence[Sequence[Span]] = ()) -> Embedded:
        self.began.set()
        assert self.go.wait(20)
        return super().documents(texts, parts)


@pytest.mark.parametrize(
    "name", ["", "x", "../room/texts/talk", "/etc/passwd", "TALK", "talk.txt", "talk\0", ".", "\ud800"]
)
def test_there_is_nothing_to_do_with_what_is_no_id(name: str, room: Room, put: Put, home: Path) -> None:
    put("talk.txt", TALK)
    before = with_word(home.parent, b"")
    calls: list[Callable[[], object]] = [
        lambda: room.correct(name, {"title": "X"}),
        lambda: room.remove(name),
        lambda: room.metadata(name),
    ]
    for call in calls:
        with pytest.raises(UploadError) as caught:
            call()
        assert caught.value.key == "error.upload.gone"
    assert with_word(home.parent, b"") == before


@pytest.mark.parametrize("is_embedded", [False, True])
@pytest.mark.parametrize("is_corrected", [False, True])
def test_of_what_is_removed_no_word_is_left_on_disk(
    is_embedded: bool, is_corrected: bool, room: Room, put: Put, home: Path
) -> None:
    put("talk.txt", TALK)
    put("storm.txt", STORM)
    if is_embedded:
        room.library(lambda *_: None)
    if is_corrected:
        room.correct("talk", {"title": "About the lamp"})
    if is_embedded and is_corrected:
        room.library(lambda *_: None)
        room.correct("talk", {"title": "Again about the lamp"})
    room.remove("talk")
    assert list(titles(room)) == ["storm"]
    assert with_word(home, b"lamp") == []
    assert with_word(home, b"storm") != []


def test_what_is_refused_in_part_leaves_no_word_of_it_on_disk(put: Put, home: Path) -> None:
    """One of two entries is damaged: what was copied before it is not read later, with what is put in next."""
    with pytest.raises(UploadError):
        put("talks.zip", damaged(home.parent.parent / "damaged.zip"))
    put("storm.txt", STORM)
    assert with_word(home, b"lamp") == []


def damaged(path: Path) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("storm.txt", STORM)
        archive.writestr("lamp.txt", TALK)
    content = path.read_bytes()
    at = content.index(b"Bo: We saw the lamp")
    return content[:at] + b"Al" + content[at + 2 :]


AFTER: dict[str, Callable[[Room, Path], object]] = {
    "put": lambda room, path: room.put(path, "talk.txt"),
    "write": lambda room, _: room.write(TALK, "talk"),
    "correct": lambda room, _: room.correct("talk", {"title": "X"}),
    "remove": lambda room, _: room.remove("talk"),
    "metadata": lambda room, _: room.metadata("talk"),
    "library": lambda room, _: room.library(lambda *_: None),
    "share": lambda room, path: room.share(path.parent),
}


@pytest.mark.parametrize("ask", AFTER.values(), ids=AFTER)
def test_what_is_asked_of_a_room_that_was_left_is_gone(
    ask: Callable[[Room, Path], object], room: Room, put: Put, home: Path, tmp_path: Path
) -> None:
    put("talk.txt", TALK)
    room.library(lambda *_: None)
    room.leave()
    room.leave()
    assert not home.exists()
    with pytest.raises(UploadError) as caught:
        ask(room, tmp_path / "uploaded")
    assert caught.value.key == "error.upload.gone"
    assert not home.exists()


def embedding(home: Path, put: Put, read: bool = True) -> tuple[Room, Slow, threading.Thread, list[BaseException]]:
    """A room that is being embedded, in a thread, and what that raises."""
    slow, raised = Slow(), list[BaseException]()
    room = Room(home, slow)
    put("talk.txt", TALK, room)

    def run() -> None:
        try:
            room.library(lambda *_: None)
        except BaseException as error:  # noqa: BLE001  # looked at below
            raised.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert slow.began.wait(10)
    return room, slow, thread, raised


def test_a_room_that_is_left_while_it_is_embedded_ends_that_and_leaves_nothing(put: Put, tmp_path: Path) -> None:
    home = tmp_path / "server" / "slow"
    room, slow, thread, raised = embedding(home, put)
    room.leave()
    room.leave()
    slow.go.set()
    thread.join(10)
    assert not thread.is_alive()
    assert [getattr(error, "key", error) for error in raised] == ["error.upload.gone"]
    assert not home.exists()


def test_who_waits_for_a_room_that_is_left_meanwhile_is_told_and_nothing_is_left(put: Put, tmp_path: Path) -> None:
    home = tmp_path / "server" / "slow"
    room, slow, thread, _ = embedding(home, put)
    told: list[object] = []

    def wait() -> None:
        try:
            told.append(room.write(STORM, "storm"))
        except OnTheRecordError as error:
            told.append(error.key)

    waiting = [threading.Thread(target=wait, daemon=True) for _ in range(5)]
    for one in waiting:
        one.start()
    room.leave()
    slow.go.set()
    for one in (thread, *waiting):
        one.join(10)
    assert len(told) == 5
    assert all(isinstance(one, str) for one in told)
    assert not home.exists()


def test_a_room_that_is_left_between_the_lock_and_the_look_leaves_nothing(
    room: Room, put: Put, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has just got its turn finds the room left: the one who left could not delete it, because of that turn."""
    put("talk.txt", TALK)
    check = Room._check

    def late(self: Room) -> None:
        monkeypatch.setattr(room_module.Room, "_check", check)
        self.leave()
        check(self)

    monkeypatch.setattr(room_module.Room, "_check", late)
    with pytest.raises(UploadError):
        room.write(STORM, "storm")
    assert not home.exists()
