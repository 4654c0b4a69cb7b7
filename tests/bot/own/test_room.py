"""A visitor's room takes transcripts and nothing else, says why it does not take one, and keeps what it takes."""

import contextlib
from pathlib import Path

import formats
import pytest
from own_rooms import STORM, TALK, Put, about, texts, titles, told
from support import WordEmbedder

from bot.errors import UploadError
from bot.own import files
from bot.own.room import Room
from index.errors import OnTheRecordError
from index.readers.metadata import MAX_BYTES

HOSTILE = "nonsense = 3"


def is_whole(room: Room, home: Path) -> bool:
    """Whether each file there is a transcript that is read, or the metadata beside one."""
    read = {quotable.transcript.source.path for quotable in room.quotables}
    return {
        path
        for path in (home / "texts").iterdir()
        if path.with_suffix("") not in {p.with_suffix("") for p in read}
        or (path.suffix != ".toml" and path not in read)
    } == set()


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
