"""A visitor's room takes transcripts and nothing else, says why it does not take one, and leaves nothing behind."""

import contextlib
import threading
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import formats
import pytest
from support import WordEmbedder

from bot.errors import UploadError
from bot.own import files
from bot.own import room as room_module
from bot.own.room import Room
from index.errors import OnTheRecordError
from index.model.embedder import Embedded
from index.readers.metadata import MAX_BYTES
from index.transcript import Span

TALK = "Ada: The lamp was there.\nBo: We saw the lamp.\nAda: Yes.\n"
STORM = "Ada: The storm was there.\nBo: We saw the storm.\nAda: Yes.\n"
HOSTILE = "nonsense = 3"
Put = Callable[..., tuple[str, ...]]


class Slow(WordEmbedder):
    """Embeds when it is told to; `began` says that it is waiting for that."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self.go = threading.Event(), threading.Event()

    def documents(self, texts: Sequence[str], parts: Sequence[Sequence[Span]] = ()) -> Embedded:
        self.began.set()
        assert self.go.wait(20)
        return super().documents(texts, parts)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "server" / "room"


@pytest.fixture
def room(home: Path, words: WordEmbedder) -> Room:
    return Room(home, words)


@pytest.fixture
def put(room: Room, tmp_path: Path) -> Put:
    """put("a.txt", text) -> the reasons; put("a.zip", {name: text}) packs them first."""

    def put(name: str, content: str | bytes | dict[str, str | bytes], into: Room = room) -> tuple[str, ...]:
        path = tmp_path / "uploaded"
        if isinstance(content, dict):
            with zipfile.ZipFile(path, "w") as archive:
                for inner, text in content.items():
                    archive.writestr(inner, text)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return into.put(path, name)

    return put


def titles(room: Room) -> dict[str, str]:
    """Of the transcripts, by their ids."""
    return {quotable.transcript.id: quotable.transcript.title for quotable in room.quotables}


def texts(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "texts").iterdir())


def is_whole(room: Room, home: Path) -> bool:
    """Whether each file there is a transcript that is read, or the metadata beside one."""
    read = {quotable.transcript.source.path for quotable in room.quotables}
    return {
        path
        for path in (home / "texts").iterdir()
        if path.with_suffix("") not in {p.with_suffix("") for p in read}
        or (path.suffix != ".toml" and path not in read)
    } == set()


def told(call: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
    """The reasons, or the key of the error."""
    try:
        return call()
    except UploadError as error:
        return (error.key,)


def with_word(folder: Path, word: bytes) -> list[str]:
    """The files below a folder in which a word stands."""
    found = [path for path in folder.rglob("*") if path.is_file() and word in path.read_bytes()]
    return sorted(path.relative_to(folder).as_posix() for path in found)


def test_what_is_put_in_is_read_and_asked(room: Room, put: Put, home: Path) -> None:
    assert put("Talk One.txt", TALK) == ()
    assert put("more.zip", {"a/storm.txt": STORM, "a/storm.toml": 'title = "The Storm"'}) == ()
    assert titles(room) == {"storm": "The Storm", "talk one": "talk one"}
    counted: list[tuple[int, int]] = []
    library = room.library(lambda done, of: counted.append((done, of)))
    assert [quotable.transcript.id for quotable in library.quotables] == ["storm", "talk one"]
    assert counted == [(3, 6), (6, 6)]


def test_a_document_in_an_archive_is_read_as_one(room: Room, put: Put) -> None:
    said = [("Ada", "The lamp was there, and it was lit."), ("Bo", "We saw the lamp from the ship.")] * 3
    assert put("talks.zip", {"sub/talk.docx": formats.docx(said)}) == ()
    assert [quotable.transcript.turns[0].speaker for quotable in room.quotables] == ["Ada"]


NO_TRANSCRIPTS: dict[str, bytes] = {
    "empty.txt": b"",
    "blank.txt": b" \n\n ",
    "noise.txt": bytes(range(256)) * 40,
    "noise.pdf": b"%PDF-1.7\n" + bytes(range(256)),
    "noise.docx": b"PK\x03\x04word/document" + bytes(range(256)),
    "deep.json": b"[" * 5000,
    "image.png": b"\x89PNG\r\n\x1a\n" + bytes(300),
}


@pytest.mark.parametrize(("name", "content"), NO_TRANSCRIPTS.items(), ids=NO_TRANSCRIPTS)
def test_what_is_no_transcript_is_named_with_a_reason_and_not_kept(
    name: str, content: bytes, room: Room, put: Put, home: Path
) -> None:
    (reason,) = put(name, content)
    assert reason.startswith(f"{name}: ")
    assert (titles(room), texts(home)) == ({}, [])
    assert put("talk.txt", TALK) == ()


def test_an_archive_in_an_archive_is_named_and_not_kept(room: Room, put: Put, home: Path, tmp_path: Path) -> None:
    put("unused.zip", {"talk.txt": TALK}, Room(tmp_path / "other", WordEmbedder()))
    (reason,) = put("talks.zip", {"inner.zip": (tmp_path / "uploaded").read_bytes(), "storm.txt": STORM})
    assert reason.startswith("inner.zip: expected a transcript; found an archive")
    assert texts(home) == ["storm.txt"]


@pytest.mark.parametrize("name", ["README.md", "readme.txt", "talks.zip"])
def test_what_a_library_passes_over_is_kept_or_refused_with_a_reason(
    name: str, room: Room, put: Put, home: Path
) -> None:
    reasons = put(name, {"a/Readme": TALK} if name.endswith(".zip") else TALK)
    assert len(room.quotables) + len(reasons) == 1
    assert is_whole(room, home)


@pytest.mark.parametrize(
    "toml", [HOSTILE, "x = [", "\ufeff\ufeff", b"\xff\xfe", b"\0" * 200_000, "title = 1", 'layout = "x"']
)
def test_metadata_that_can_t_be_read_is_not_kept(toml: str | bytes, room: Room, put: Put, home: Path) -> None:
    reasons = told(lambda: put("talks.zip", {"talk.txt": TALK, "talk.toml": toml}))
    assert reasons != ()
    assert is_whole(room, home)
    assert "talk.toml" not in texts(home)
    assert put("talk.txt", STORM) == ()
    assert is_whole(room, home)


def test_a_reason_does_not_tell_where_the_server_keeps_its_files(put: Put, home: Path) -> None:
    reasons = [
        *put("talks.zip", {"talk.txt": TALK, "talk.toml": HOSTILE}),
        *put("image.png", NO_TRANSCRIPTS["image.png"]),
        *put("talk.zip", {"inner.zip": b"PK\x03\x04"}),
    ]
    assert len(reasons) == 3
    assert [reason for reason in reasons if str(home.parent) in reason or "/texts/" in reason] == []


def test_metadata_that_can_t_be_read_takes_no_transcript_away(room: Room, put: Put, home: Path) -> None:
    put("talk.txt", TALK)
    reasons = told(lambda: put("talk.toml", HOSTILE))
    assert titles(room) == {"talk": "talk"}
    assert reasons != ()
    assert texts(home) == ["talk.txt"]


def test_metadata_without_a_text_is_named_and_not_kept(put: Put, home: Path) -> None:
    with pytest.raises(UploadError, match="expected a text of that name first"):
        put("other.zip", {"a.toml": 'title = "A"', "b.TOML": 'title = "B"'})
    assert texts(home) == []


def test_of_metadata_that_is_refused_no_part_is_kept(room: Room, put: Put, home: Path) -> None:
    put("talk.txt", TALK)
    assert told(lambda: put("known.zip", {"talk.toml": 'title = "A"', "none.toml": 'title = "B"'})) != ()
    assert texts(home) == ["talk.txt"]


def test_names_that_differ_in_case_alone_are_two_transcripts(room: Room, put: Put) -> None:
    put("Talk.txt", TALK)
    reasons = put("talk.txt", STORM)
    put("talks.zip", {"TALK.txt": "Ada: The ship.\nBo: We saw it.\nAda: Yes.\n"})
    assert reasons == ()
    said = [quotable.transcript.text for quotable in room.quotables]
    assert sorted(word for word in ("lamp", "storm", "ship") if any(word in text for text in said)) == [
        "lamp",
        "ship",
        "storm",
    ]


def test_metadata_belongs_to_the_text_that_it_stands_beside(room: Room, put: Put) -> None:
    put("talks.zip", {"a/talk.txt": TALK, "b/talk.txt": STORM, "b/talk.toml": 'title = "The Storm"'})
    of = {"storm" if "storm" in one.transcript.text else "lamp": one.transcript.title for one in room.quotables}
    assert of["storm"] == "The Storm"
    assert of["lamp"] != "The Storm"


def test_a_second_text_of_a_name_does_not_get_the_metadata_of_the_first(room: Room, put: Put) -> None:
    put("talk.txt", TALK)
    put("talks.zip", {"talk.txt": STORM, "talk.toml": 'title = "The Storm"'})
    of = {"storm" if "storm" in one.transcript.text else "lamp": one.transcript.title for one in room.quotables}
    assert (of["lamp"], of["storm"]) == ("talk", "The Storm")


@pytest.fixture
def two_endings(room: Room, put: Put) -> dict[str, str]:
    """Two texts whose names differ in their endings alone, the first with metadata; what they are about, by ids."""
    put("talk.txt", TALK)
    room.correct("talk", {"title": "The Lamp"})
    put("talk.md", STORM)
    return {one.transcript.id: "storm" if "storm" in one.transcript.text else "lamp" for one in room.quotables}


def about(room: Room, word: str) -> tuple[str, str]:
    """The id and the title of the transcript in which a word stands."""
    (found,) = (one.transcript for one in room.quotables if word in one.transcript.text)
    return found.id, found.title


def test_what_is_known_of_a_text_is_not_said_of_one_with_another_ending(
    room: Room, two_endings: dict[str, str]
) -> None:
    assert sorted(two_endings.values()) == ["lamp", "storm"]
    assert about(room, "storm")[1] != "The Lamp"
    room.correct(about(room, "storm")[0], {"title": "The Storm"})
    assert (about(room, "lamp")[1], about(room, "storm")[1]) == ("The Lamp", "The Storm")


@pytest.mark.usefixtures("two_endings")
def test_removing_a_text_keeps_what_is_known_of_one_with_another_ending(room: Room) -> None:
    room.remove(about(room, "storm")[0])
    assert titles(room) == {"talk": "The Lamp"}


def test_refusing_a_text_keeps_what_is_known_of_one_with_another_ending(room: Room, put: Put) -> None:
    put("talk.txt", TALK)
    room.correct("talk", {"title": "The Lamp"})
    assert len(put("talk.png", NO_TRANSCRIPTS["image.png"])) == 1
    assert titles(room) == {"talk": "The Lamp"}


def test_what_is_pasted_is_read_under_its_title(room: Room, home: Path) -> None:
    assert room.write(TALK, "The Lamp") == ()
    assert room.write(STORM, "../../The \ud800 <Storm>") == ()
    assert len(room.quotables) == 2
    assert {path.suffix for path in (home / "texts").iterdir()} <= {".txt", ".toml"}
    assert [path.name for path in home.parent.iterdir()] == ["room"]


def test_a_point_in_the_title_of_what_is_pasted_ends_nothing(room: Room) -> None:
    room.write(TALK, "A talk with Dr. Smith")
    room.write(STORM, "A talk with Dr. Jones")
    assert sorted(titles(room).values()) == ["A talk with Dr. Jones", "A talk with Dr. Smith"]
    assert all("smith" in name or "jones" in name for name in titles(room))


def test_what_is_pasted_replaces_nothing(room: Room, put: Put, home: Path) -> None:
    put("talk.txt", TALK)
    room.write(STORM, "talk")
    assert (home / "texts" / "talk.txt").read_text() == TALK
    assert titles(room) == {"talk": "talk", "talk (2)": "talk"}


@pytest.mark.parametrize("name", ["readme", "README", "Readme.txt"])
def test_what_a_library_would_pass_over_is_kept_all_the_same(name: str, room: Room) -> None:
    assert room.write(TALK, name) == ()
    assert [quotable.transcript.title for quotable in room.quotables] == [name]


@pytest.mark.parametrize("text", ["", " ", "\ud800", "\0\0\0"])
def test_what_is_pasted_and_no_transcript_is_not_kept(text: str, room: Room, home: Path) -> None:
    assert len(room.write(text, "talk")) == 1
    assert (titles(room), texts(home)) == ({}, [])


@pytest.mark.parametrize(
    "name", ["a" * (MAX_BYTES + 1), "\ud800", "x\ud800y"], ids=["long", "surrogate", "surrogate in it"]
)
def test_a_title_that_can_t_be_kept_leaves_nothing_of_what_was_pasted(name: str, room: Room, home: Path) -> None:
    with contextlib.suppress(OnTheRecordError):
        room.write(TALK, name)
    assert is_whole(room, home)


def test_no_more_is_pasted_than_there_is_room_for(room: Room, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = TALK.ljust(200)
    monkeypatch.setattr(files, "MOST_BYTES", 200)
    with pytest.raises(UploadError):
        room.write(f"{text}.", "")
    assert texts(home) == []
    room.write(text, "")
    with pytest.raises(UploadError):
        room.write("a", "")
    monkeypatch.setattr(files, "MOST_BYTES", 10_000)
    monkeypatch.setattr(files, "MOST_FILES", 1)
    with pytest.raises(UploadError):
        room.write(TALK, "")
    assert texts(home) == ["text.txt"]


def test_a_correction_keeps_what_it_does_not_name(room: Room, put: Put) -> None:
    put("talk.txt", TALK)
    room.correct("talk", {"title": "The Lamp", "speakers": {"Ada": "interviewer"}})
    room.correct("talk", {"date": "2020", "speakers": {"Bo": "interviewee"}})
    room.correct("talk", {"title": ""})
    metadata = room.quotables[0].transcript.metadata
    assert (metadata.title, metadata.date) == ("", "2020")
    assert metadata.speakers == (("Ada", "interviewer"), ("Bo", "interviewee"))


DEEP: dict[str, Any] = {}
inner = DEEP
for _ in range(3000):
    inner["name"] = {}
    inner = inner["name"]
TABLES: dict[str, Any] = {
    "unknown key": {"x": 1},
    "number": {"title": 7},
    "large number": {"title": 10**400},
    "no number": {"title": float("nan")},
    "true": {"title": True},
    "surrogate": {"title": "\ud800"},
    "surrogate in a key": {"speakers": {"\ud800": "speaker"}},
    "huge": {"title": "x" * MAX_BYTES},
    "no tag": {"language": "english; DROP"},
    "no layout": {"layout": "../../etc"},
    "text for a person": {"interviewee": "Bo"},
    "nothing in a person": {"interviewee": {"name": None}},
    "deep": {"interviewee": DEEP},
    "list for speakers": {"speakers": ["Ada"]},
    "text for speakers": {"speakers": "Ada"},
    "nothing for speakers": {"speakers": {"Ada": None}},
    "no role": {"speakers": {"Ada": "admin"}},
    "list for a role": {"speakers": {"Ada": ["speaker"]}},
    "nothing in a list": {"boilerplate": [None]},
    "table in a list": {"boilerplate": [{}]},
    "text for a list": {"boilerplate": "Ada"},
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_correction_that_can_t_be_kept_changes_nothing(table: Any, room: Room, put: Put, home: Path) -> None:
    put("talk.txt", TALK)
    room.correct("talk", {"title": "Before"})
    before = (home / "texts" / "talk.toml").read_bytes()
    with pytest.raises(OnTheRecordError):
        room.correct("talk", table)
    assert (home / "texts" / "talk.toml").read_bytes() == before
    assert (titles(room), texts(home)) == ({"talk": "Before"}, ["talk.toml", "talk.txt"])


@pytest.mark.timeout(10)
@pytest.mark.parametrize("table", [{"boilerplate": ["a"] * 9000}, {"speakers": {str(n): "text" for n in range(5000)}}])
def test_a_correction_of_many_short_words_is_quick(table: Any, room: Room, put: Put, home: Path) -> None:
    """No more is sent than a request may hold: with ten times as much, what takes the square of it takes hours."""
    put("talk.txt", TALK)
    began = time.process_time()
    with contextlib.suppress(OnTheRecordError):
        room.correct("talk", table)
    assert time.process_time() - began < 2


def test_a_correction_with_which_the_transcript_can_t_be_read_changes_nothing(room: Room, put: Put, home: Path) -> None:
    put("talk.txt", TALK)
    room.correct("talk", {"title": "Before"})
    with pytest.raises(OnTheRecordError):
        room.correct("talk", {"boilerplate": TALK.splitlines()})
    assert titles(room) == {"talk": "Before"}
    assert "Before" in room.metadata("talk")


def test_what_is_known_of_a_text_without_an_ending_counts(room: Room, put: Put) -> None:
    put("talk", TALK)
    (name,) = titles(room)
    room.correct(name, {"title": "The Lamp"})
    assert list(titles(room).values()) == ["The Lamp"]


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
