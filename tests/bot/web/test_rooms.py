"""A visitor's room is its visitor's alone, is asked only when it is opened, and ends when its time is over."""

import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from support import WordEmbedder

from bot.chat import Bot
from bot.errors import BusyError, UploadError
from bot.own.room import Room
from bot.web import rooms as rooms_module
from bot.web.collection import Collection
from bot.web.endpoints import Endpoints
from bot.web.loading import Loading
from bot.web.rooms import Rooms, Visit
from index.errors import OnTheRecordError
from index.library import Library
from index.model.embedder import Embedded
from index.quotable import by_id
from index.transcript import Span

LAMP = "Ada: Who had the lamp?\nBo: The lamp was in the house.\nAda: Yes.\n"
STORM = "Ada: Who saw the storm?\nBo: The storm was in the house.\nAda: Yes.\n"


class Slow(WordEmbedder):
    """Embeds what somebody has spoken of the `slow` only when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self.go = threading.Event(), threading.Event()

    def documents(self, texts: Sequence[str], parts: Sequence[Sequence[Span]] = ()) -> Embedded:
        if any("slow" in text for text in texts):
            self.began.set()
            assert self.go.wait(20)
        return super().documents(texts, parts)


SLOW = "Ada: Who is slow?\nBo: The lamp is slow.\nAda: Yes.\n"


@pytest.fixture
def slow() -> Iterator[Slow]:
    embedder = Slow()
    yield embedder
    embedder.go.set()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "server"


@pytest.fixture
def make(home: Path, slow: Slow, shared: Collection) -> Callable[..., Rooms]:
    """make(kept=…) -> rooms whose files are in `home`."""

    def collect(library: Library) -> Collection:
        return Collection(by_id(library.quotables), Loading.done(Bot(library)))

    return lambda **options: Rooms(shared, lambda: Room(home / secrets.token_hex(8), slow), collect, **options)


@pytest.fixture
def rooms(make: Callable[..., Rooms]) -> Rooms:
    return make()


def filled(rooms: Rooms, text: str, name: str = "talk") -> str:
    """The name of a new room with a text in it."""
    room = rooms.enter()
    assert rooms.visit(room).room.write(text, name) == ()
    return room


def opened(rooms: Rooms, room: str) -> Visit:
    rooms.open(room)
    return awaited(rooms, room)


def awaited(rooms: Rooms, room: str) -> Visit:
    visit = rooms.visit(room)
    assert soon(lambda: visit.stage in ("ready", "failed"))
    return visit


def soon(is_so: Callable[[], object], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_so():
            return True
        time.sleep(0.01)
    return bool(is_so())


def gone(call: Callable[[], object]) -> bool:
    """Whether it is told that nothing is there any more."""
    with pytest.raises(UploadError) as caught:
        call()
    return caught.value.key == "error.upload.gone"


def folders(home: Path) -> int:
    return len(list(home.iterdir())) if home.exists() else 0


def running(name: str) -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == name]


def test_where_no_room_can_be_made_nobody_gets_one(shared: Collection) -> None:
    rooms = Rooms(shared)
    assert not rooms.take_files
    assert rooms.of("") is shared
    with pytest.raises(UploadError) as caught:
        rooms.enter()
    assert caught.value.key == "error.upload.none"


def test_names_are_long_and_never_the_same(make: Callable[..., Rooms]) -> None:
    rooms = make()
    names = {rooms.enter() for _ in range(20)}
    assert len(names) == 20
    assert min(map(len, names)) >= 43  # 32 bytes in base64


WRONG = ["x", " ", "none", "\0", "\ud800", "../..", "a" * 100_000, None, 0, 7, [], ["x"], {}, b"x", True, ("x",)]


@pytest.mark.parametrize("name", WRONG, ids=lambda name: ascii(name)[:20])
def test_under_a_wrong_name_there_is_nothing(name: object, rooms: Rooms, shared: Collection, home: Path) -> None:
    own = filled(rooms, LAMP)
    opened(rooms, own)
    visit: Callable[..., object] = rooms.visit
    assert gone(lambda: visit(name))
    of: Callable[..., object] = rooms.of
    assert of(name) is shared if not name else gone(lambda: of(name))
    open_room: Callable[..., object] = rooms.open
    assert gone(lambda: open_room(name))
    assert folders(home) == 1


@pytest.mark.parametrize(
    "change", [str.swapcase, lambda name: name[:-1], lambda name: f"{name} ", lambda name: name[1:]]
)
def test_a_name_that_is_nearly_right_is_wrong(change: Callable[[str], str], rooms: Rooms) -> None:
    own = filled(rooms, LAMP)
    assert gone(lambda: rooms.visit(change(own)))


def test_the_name_of_a_room_is_no_name_of_its_folder(rooms: Rooms, home: Path) -> None:
    name = rooms.enter()
    assert [path for path in home.rglob("*") if name in str(path)] == []


def test_a_room_is_asked_when_it_is_opened_and_not_before(rooms: Rooms) -> None:
    room = filled(rooms, LAMP)
    assert gone(lambda: rooms.of(room))
    assert opened(rooms, room).stage == "ready"
    assert list(rooms.of(room).quotables) == ["talk"]
    rooms.leave(room)
    assert gone(lambda: rooms.of(room))


def test_an_empty_room_can_t_be_opened_and_can_be_filled_then(rooms: Rooms) -> None:
    room = rooms.enter()
    visit = opened(rooms, room)
    assert visit.stage == "failed"
    assert isinstance(visit.error, OnTheRecordError)
    visit.room.write(LAMP, "talk")
    assert opened(rooms, room).stage == "ready"
    assert visit.error is None


def test_a_room_that_is_opened_twice_at_once_is_embedded_once(rooms: Rooms, slow: Slow) -> None:
    room = filled(rooms, SLOW)
    rooms.open(room)
    assert slow.began.wait(10)
    for _ in range(5):
        rooms.open(room)
    assert len(running("opening")) == 1
    slow.go.set()
    assert awaited(rooms, room).stage == "ready"
    assert sum("Who is slow" in text for text in slow.embedded) == 1


def test_a_room_that_is_left_while_it_is_embedded_leaves_nothing(rooms: Rooms, slow: Slow, home: Path) -> None:
    room = filled(rooms, SLOW)
    rooms.open(room)
    assert slow.began.wait(10)
    rooms.leave(room)
    rooms.leave(room)
    assert gone(lambda: rooms.visit(room))
    slow.go.set()
    assert soon(lambda: not running("opening"))
    assert folders(home) == 0


def test_a_room_that_is_left_while_it_waits_for_another_one_leaves_nothing(
    rooms: Rooms, slow: Slow, home: Path
) -> None:
    first, second = filled(rooms, SLOW), filled(rooms, LAMP)
    rooms.open(first)
    assert slow.began.wait(10)
    rooms.open(second)
    rooms.leave(second)
    assert folders(home) == 1
    slow.go.set()
    assert awaited(rooms, first).stage == "ready"
    assert soon(lambda: not running("opening"))
    assert folders(home) == 1


def test_two_rooms_share_no_transcript_and_no_answer(rooms: Rooms, shared: Collection) -> None:
    """Even where theirs, and those for all, have the same names."""
    names = [filled(rooms, text, "ambassador-interview") for text in (LAMP, STORM)]
    for name in names:
        assert opened(rooms, name).stage == "ready"
    endpoints = Endpoints(rooms)
    for own, (word, other) in zip(names, (("lamp", "storm"), ("storm", "lamp")), strict=True):
        shown = [
            endpoints.transcript("ambassador-interview", "en", own),
            endpoints.answer([f"Who saw the {other}?"], "", "en", None, own),
            endpoints.answer([f"Who saw the {word}?"], "", "en", None, own),
            endpoints.checked(f"“The {other} was in the house.”", True, "en", own),
            *endpoints.interface("en", own)["blocks"].values(),
            endpoints.export([f"Who saw the {word}?"], [""], "markdown", "http://localhost/", "en", None, own)["text"],
        ]
        assert f"The <mark>{word}</mark>" in shown[2] or f"{word} was" in shown[2]
        assert [
            html for html in shown if f"{other} was in the house." in html.replace("“", "") and html is not shown[3]
        ] == []
        assert "Zhang Xiao" not in "".join(shown)
    assert len({endpoints.interface("en", own)["texts"] for own in ("", *names)}) == 3
    for word in ("lamp", "storm"):
        assert f"{word} was in the house" not in str(endpoints.ask(f"Who saw the {word}?"))
    rooms.leave(names[0])
    assert "storm" in endpoints.transcript("ambassador-interview", "en", names[1])


def test_what_is_removed_is_no_longer_shown_or_answered_with(rooms: Rooms) -> None:
    room = filled(rooms, LAMP, "lamp")
    rooms.visit(room).room.write(STORM, "storm")
    opened(rooms, room)
    endpoints = Endpoints(rooms)
    assert "lamp was" in endpoints.transcript("lamp", "en", room)
    rooms.remove(room, "lamp")

    def shown(ask: Callable[[], str]) -> str:
        try:
            return ask()
        except UploadError:
            return ""

    assert "lamp was" not in shown(lambda: endpoints.transcript("lamp", "en", room))
    assert "lamp was" not in shown(lambda: endpoints.answer(["Who had the lamp?"], "", "en", None, room))
    assert "started again" not in shown(lambda: endpoints.answer(["Who was in the house?"], "", "en", None, room))


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks often for rooms whose time is over."""
    monkeypatch.setattr(rooms_module, "SWEEP", 0.02)
    monkeypatch.setattr(rooms_module, "IDLE", 0.7)


@pytest.mark.usefixtures("hasty")
def test_a_room_is_forgotten_when_its_page_says_nothing_more_and_others_stay(
    make: Callable[..., Rooms], home: Path
) -> None:
    rooms = make()
    idle, used = filled(rooms, LAMP), filled(rooms, STORM)
    visit = rooms.visit(used)
    deadline = time.monotonic() + 10
    while folders(home) > 1 and time.monotonic() < deadline:
        assert rooms.visit(used) is visit
        time.sleep(0.02)
    assert folders(home) == 1
    assert gone(lambda: rooms.visit(idle))
    assert rooms.visit(used) is visit


@pytest.mark.usefixtures("hasty")
def test_a_room_is_forgotten_after_a_time_however_much_it_is_used(make: Callable[..., Rooms], home: Path) -> None:
    rooms = make(kept=0.9)
    room = filled(rooms, LAMP)

    def is_gone() -> bool:
        try:
            rooms.visit(room)
        except UploadError:
            return True
        return False

    assert soon(is_gone, 5)
    assert soon(lambda: folders(home) == 0)


@pytest.mark.usefixtures("hasty")
def test_a_room_whose_page_was_closed_while_it_is_embedded_is_forgotten(
    make: Callable[..., Rooms], slow: Slow, home: Path
) -> None:
    rooms = make()
    room = filled(rooms, SLOW)
    rooms.open(room)
    assert slow.began.wait(10)
    assert soon(lambda: room not in rooms._visits)
    slow.go.set()
    assert soon(lambda: not running("opening"))
    assert folders(home) == 0


def test_there_are_no_more_rooms_than_there_may_be_until_one_is_left(
    make: Callable[..., Rooms], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms_module, "MOST_ROOMS", 3)
    rooms = make()
    names = [rooms.enter() for _ in range(3)]
    for _ in range(5):
        with pytest.raises(BusyError):
            rooms.enter()
    assert folders(home) == 3
    rooms.leave(names[0])
    rooms.leave(names[0])
    assert rooms.enter() not in names
    with pytest.raises(BusyError):
        rooms.enter()


def test_no_more_enter_at_once_than_there_may_be(
    make: Callable[..., Rooms], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms_module, "MOST_ROOMS", 5)
    rooms, together, got = make(), threading.Barrier(20), list[str]()

    def enter() -> None:
        together.wait(10)
        try:
            got.append(rooms.enter())
        except BusyError:
            got.append("")

    threads = [threading.Thread(target=enter) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert (len(got), len({*got} - {""}), folders(home)) == (20, 5, 5)


def test_all_are_left_together(rooms: Rooms, home: Path) -> None:
    names = [filled(rooms, LAMP) for _ in range(3)]
    opened(rooms, names[0])
    rooms.leave_all()
    assert folders(home) == 0
    assert all(gone(lambda name=name: rooms.visit(name)) for name in names)  # type: ignore[misc]


def test_a_room_is_left_by_many_at_once(rooms: Rooms, home: Path) -> None:
    room, together = filled(rooms, LAMP), threading.Barrier(8)

    def leave() -> None:
        together.wait(10)
        rooms.leave(room)

    threads = [threading.Thread(target=leave) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert folders(home) == 0


def test_what_can_t_be_collected_fails_and_is_told(home: Path, slow: Slow, shared: Collection) -> None:
    def collect(_: Library) -> Collection:
        raise ValueError("no such thing")

    rooms = Rooms(shared, lambda: Room(home / secrets.token_hex(8), slow), collect)
    visit = opened(rooms, filled(rooms, LAMP))
    assert (visit.stage, visit.error and visit.error.key) == ("failed", "error.fault")
