"""What a visitor's page asks is answered in words, and quickly, whatever it sends; and nothing of it is a fault."""

import gc
import logging
import secrets
import threading
import time
import traceback
import weakref
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from support import WordEmbedder

from bot.chat import Bot
from bot.own.room import Room
from bot.render.strings import LANGUAGES, say, speaking
from bot.web.collection import Collection
from bot.web.loading import Loading
from bot.web.rooms import Rooms
from bot.web.uploads import Uploads
from bot.web.visitors import MOST_PASTED, Visitors
from index.library import Library
from index.model.embedder import Embedded
from index.quotable import by_id
from index.transcript import Span

LAMP = "Ada: Who had the lamp?\nBo: The lamp was in the house.\nAda: Yes.\n"
STORM = "Ada: Who saw the storm?\nBo: The storm was in the house.\nAda: Yes.\n"
Answer = dict[str, Any]


class Slow(WordEmbedder):
    """Embeds when it is told to; `began` says that it is waiting for that."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self.go = threading.Event(), threading.Event()
        self.go.set()

    def documents(self, texts: Sequence[str], parts: Sequence[Sequence[Span]] = ()) -> Embedded:
        self.began.set()
        assert self.go.wait(20)
        return super().documents(texts, parts)


@pytest.fixture
def slow() -> Iterator[Slow]:
    embedder = Slow()
    yield embedder
    embedder.go.set()


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "server" / "uploads")


@pytest.fixture
def rooms(tmp_path: Path, slow: Slow, shared: Collection) -> Rooms:
    def collect(library: Library) -> Collection:
        return Collection(by_id(library.quotables), Loading.done(Bot(library)))

    return Rooms(shared, lambda: Room(tmp_path / "server" / secrets.token_hex(8), slow), collect)


@pytest.fixture
def visitors(rooms: Rooms, uploads: Uploads) -> Visitors:
    return Visitors(rooms, uploads)


@pytest.fixture
def room(visitors: Visitors) -> str:
    return visitors.enter("en")["room"]


def upload(uploads: Uploads, text: str = LAMP, name: str = "talk.txt") -> dict[str, str]:
    """A file as Gradio tells the page of it."""
    path = uploads.path / secrets.token_hex(32) / name
    path.parent.mkdir()
    path.write_text(text)
    return {"path": str(path), "name": name}


def fault(language: str = "en") -> str:
    with speaking(language):
        return say("error.fault")


def ids(rooms: Rooms, room: str) -> list[str]:
    return [quotable.transcript.id for quotable in rooms.visit(room).room.quotables]


def ready(visitors: Visitors, room: str) -> Answer:
    """As the page asks until it is."""
    assert visitors.open(room, "en") == {}
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        state = visitors.stage(room, "en")
        if state.get("stage") != "index":
            return state
        time.sleep(0.01)
    raise AssertionError(state)


def test_what_is_put_in_is_shown_asked_corrected_and_forgotten(
    visitors: Visitors, rooms: Rooms, uploads: Uploads, room: str, tmp_path: Path
) -> None:
    html = visitors.put(room, [upload(uploads), upload(uploads, STORM, "storm.txt")], "en")["html"]
    assert 'data-of="talk"' in html
    assert visitors.paste(room, LAMP.replace("lamp", "ship"), "A ship", "en")["html"].count("<section") == 3
    assert ready(visitors, room) == {"stage": "ready", "done": 9, "of": 9}
    assert "The Storm" in visitors.correct(room, "storm", {"title": "The Storm"}, "en")["html"]
    assert 'title = "The Storm"' in visitors.toml(room, "storm", "en")["text"]
    assert 'data-of="talk"' not in visitors.remove(room, "talk", "en")["html"]
    assert visitors.leave(room) is visitors.leave(room) is True
    assert "error" in visitors.look(room, "en")
    assert [path.name for path in (tmp_path / "server").iterdir()] == ["uploads"]


def test_the_same_upload_goes_into_the_rooms_of_two(visitors: Visitors, uploads: Uploads, rooms: Rooms) -> None:
    """Gradio has one file for both: neither takes it away from the other."""
    file, two = upload(uploads), [visitors.enter("en")["room"] for _ in range(2)]
    for room in two:
        assert "error" not in visitors.put(room, [file], "en")
    assert visitors.leave(two[0])
    assert ids(rooms, two[1]) == ["talk"]


def test_a_file_of_one_room_can_t_be_put_into_another(visitors: Visitors, rooms: Rooms, room: str) -> None:
    visitors.paste(room, LAMP, "talk", "en")
    path = rooms.visit(room).room.quotables[0].transcript.source.path
    other = visitors.enter("en")["room"]
    assert "error" in visitors.put(other, [{"path": str(path), "name": "talk.txt"}], "en")
    assert ids(rooms, other) == []


ODD: dict[str, Any] = {
    "no list": "x",
    "an object": {"path": "/etc/passwd"},
    "nothing": None,
    "a number in it": [1],
    "nothing in it": [None],
    "a text in it": ["/etc/passwd"],
    "a list in it": [[]],
    "no path": [{}],
    "a number for a path": [{"path": 7}],
    "a list for a path": [{"path": ["/etc/passwd"]}],
    "a file of the system": [{"path": "/etc/passwd", "name": "talk.txt"}],
    "half a character": [{"path": "\ud800", "name": "\ud800"}],
    "NUL": [{"path": "\0"}],
    "a long one": [{"path": "x" * 9000}],
    "many": [{"path": "/etc/passwd"}] * 10_000,
}


@pytest.mark.parametrize("files", ODD.values(), ids=ODD)
def test_odd_files_are_refused_in_words(files: Any, visitors: Visitors, rooms: Rooms, room: str) -> None:
    assert visitors.put(room, files, "en")["error"] not in ("", fault())
    assert ids(rooms, room) == []


@pytest.mark.parametrize(
    "name", ["../../talk.txt", "\ud800.txt", "\0", "", None, 7, ["talk"], {"a": 1}, "x" * 9000, "README"]
)
def test_a_file_of_any_name_is_taken_or_refused_in_words(
    name: Any, visitors: Visitors, uploads: Uploads, rooms: Rooms, room: str
) -> None:
    answer = visitors.put(room, [upload(uploads) | {"name": name}], "en")
    assert answer.get("error") != fault()
    assert len(ids(rooms, room)) == ("html" in answer and "<section" in answer["html"])
    answer["html"].encode("utf-8")


@pytest.mark.parametrize(
    "text", ["", " \n", None, 7, [LAMP], {"text": LAMP}, "x" * (MOST_PASTED + 1)], ids=lambda x: str(x)[:9]
)
def test_what_is_no_text_to_paste_is_refused_in_words(text: Any, visitors: Visitors, rooms: Rooms, room: str) -> None:
    assert visitors.paste(room, text, "talk", "en")["error"] not in ("", fault())
    assert ids(rooms, room) == []


@pytest.mark.parametrize(
    "name", ["../../talk", "\ud800", "\0", "", None, 7, ["talk"], "x" * 9000, "README", "<b onclick=x>"]
)
def test_a_text_of_any_title_is_taken_or_refused_in_words(
    name: Any, visitors: Visitors, rooms: Rooms, room: str
) -> None:
    answer = visitors.paste(room, LAMP, name, "en")
    assert answer.get("error") != fault()
    assert len(ids(rooms, room)) == ("error" not in answer)
    "".join(answer.values()).encode("utf-8")


TABLES: dict[str, Any] = {
    "no object": [1],
    "nothing": None,
    "text": "title",
    "unknown": {"x": 1},
    "number": {"title": 7},
    "no tag": {"language": "English"},
    "no layout": {"layout": "x"},
    "nothing in it": {"interviewee": {"name": None}},
    "half a character": {"title": "\ud800"},
    "list of speakers": {"speakers": ["Ada"]},
    "nothing of a speaker": {"speakers": {"Ada": None}},
    "huge": {"title": "x" * 200_000},
    "unreadable": {"boilerplate": LAMP.splitlines()},
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_an_odd_correction_is_refused_in_words(table: Any, visitors: Visitors, rooms: Rooms, room: str) -> None:
    """What somebody typed is no fault of the program, and the log has no word of it."""
    visitors.paste(room, LAMP, "talk", "en")
    assert visitors.correct(room, "talk", table, "en")["error"] not in ("", fault())
    assert ids(rooms, room) == ["talk"]


def test_an_empty_room_that_is_opened_is_no_fault(visitors: Visitors, room: str) -> None:
    assert ready(visitors, room)["error"] not in ("", fault())


MARKUP = "<img src=x onerror=alert(1)>\"'&lt;"


def test_nothing_that_a_visitor_brings_is_markup(visitors: Visitors, uploads: Uploads, room: str) -> None:
    text = f"Ada {MARKUP}: {MARKUP} lamp?\nBo: {MARKUP}.\nAda {MARKUP}: Yes {MARKUP}.\n{MARKUP}\n"
    answers = [
        visitors.paste(room, text, MARKUP, "en"),
        visitors.put(room, [upload(uploads, text) | {"name": f"{MARKUP}.txt"}, upload(uploads, "", "e.txt")], "en"),
        visitors.put(room, [upload(uploads, "", "e.txt") | {"name": f"e' onclick='{MARKUP}.txt"}], "en"),
        visitors.put(room, [upload(uploads, "PK\x03\x04", "e.zip") | {"name": f"{MARKUP}.zip"}], "en"),
    ]
    table = {"title": MARKUP, "interviewer": MARKUP, "interviewee": {"name": MARKUP}, "speakers": {MARKUP: "text"}}
    names = [unescape(part.split('"')[0]) for part in visitors.look(room, "en")["html"].split('data-of="')[1:]]
    answers += [visitors.correct(room, name, table, "en") for name in names]
    assert len(answers) > 4
    for answer in answers:
        assert "<img" not in answer.get("html", "")
        assert " onclick='" not in answer.get("html", "")


CALLS: dict[str, Callable[[Visitors, Any, str], Answer]] = {
    "put": lambda visitors, room, language: visitors.put(room, [], language),
    "paste": lambda visitors, room, language: visitors.paste(room, LAMP, "talk", language),
    "correct": lambda visitors, room, language: visitors.correct(room, "talk", {}, language),
    "remove": lambda visitors, room, language: visitors.remove(room, "talk", language),
    "toml": lambda visitors, room, language: visitors.toml(room, "talk", language),
    "open": lambda visitors, room, language: visitors.open(room, language),
    "stage": lambda visitors, room, language: visitors.stage(room, language),
    "look": lambda visitors, room, language: visitors.look(room, language),
    "share": lambda visitors, room, language: visitors.share(room, language),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_of_a_room_that_is_gone_that_is_told_in_the_language_of_the_page(
    call: Callable[[Visitors, Any, Any], Answer], visitors: Visitors, room: str
) -> None:
    visitors.leave(room)
    for language in (*LANGUAGES, "de", None, 7):
        with speaking(language if language in LANGUAGES else "en"):
            told = say("error.upload.gone")
        for wrong in (room, "", "x", None, 7, [], ["x"], {}, "\ud800"):
            assert call(visitors, wrong, language) == {"error": told, "gone": True}


@pytest.mark.parametrize("wrong", ["", "x", None, 7, [], ["x"], {}, "\ud800"], ids=ascii)
def test_leaving_what_is_no_room_does_nothing(wrong: Any, visitors: Visitors, room: str) -> None:
    assert visitors.leave(wrong) is True
    assert "error" not in visitors.look(room, "en")


def test_where_nothing_may_be_brought_along_that_is_told(shared: Collection) -> None:
    visitors = Visitors(Rooms(shared), None)
    assert visitors.enter("en") == {"error": "This server takes no files."}


def test_where_nothing_may_be_shared_nothing_is(visitors: Visitors, room: str, tmp_path: Path) -> None:
    visitors.paste(room, LAMP, "talk", "en")
    assert visitors.share(room, "en")["error"] not in ("", fault())


def at_once(calls: Sequence[Callable[[], object]], seconds: float) -> int:
    """How many of them, each in a thread, have ended after so many seconds."""
    threads = [threading.Thread(target=call, daemon=True) for call in calls]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    return sum(not thread.is_alive() for thread in threads)


def begin_to_embed(visitors: Visitors, room: str, slow: Slow) -> None:
    """Until the test lets it go on."""
    visitors.paste(room, LAMP, "talk", "en")
    slow.go.clear()
    slow.began.clear()
    visitors.open(room, "en")
    assert slow.began.wait(10)


def test_no_request_waits_until_a_room_is_embedded(visitors: Visitors, room: str, slow: Slow) -> None:
    """Gradio has forty threads for all: as many that wait, of one visitor, would keep everybody from being answered."""
    begin_to_embed(visitors, room, slow)
    calls: list[Callable[[], object]] = [
        lambda: visitors.paste(room, STORM, "storm", "en"),
        lambda: visitors.correct(room, "talk", {"title": "X"}, "en"),
        lambda: visitors.remove(room, "talk", "en"),
        lambda: visitors.put(room, [], "en"),
        lambda: visitors.look(room, "en"),
        lambda: visitors.stage(room, "en"),
        lambda: visitors.open(room, "en"),
        lambda: visitors.toml(room, "talk", "en"),
    ]
    assert at_once(calls, 1.5) == len(calls)


def test_a_visitor_leaves_at_once_while_the_room_is_embedded(visitors: Visitors, room: str, slow: Slow) -> None:
    begin_to_embed(visitors, room, slow)
    assert at_once([lambda: visitors.leave(room)], 1.5) == 1


def test_the_log_has_no_word_of_what_a_visitor_brought(
    visitors: Visitors, uploads: Uploads, room: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Not even the name of a file that could not be read."""
    for name, level in (("", logging.WARNING), ("bot", logging.INFO), ("index.model", logging.INFO)):  # as app.py does
        caplog.set_level(level, name)
    visitors.paste(room, "", "confidential", "en")
    visitors.put(room, [upload(uploads, "", "confidential.txt")], "en")
    visitors.put(room, [upload(uploads, "confidential = [", "confidential.toml")], "en")
    visitors.paste(room, LAMP, "talk", "en")
    visitors.correct(room, "talk", {"confidential": 1}, "en")
    visitors.correct(room, "talk", {"language": "confidential!"}, "en")
    assert "confidential" not in caplog.text


def test_metadata_goes_to_the_text_that_it_came_with(
    visitors: Visitors, uploads: Uploads, rooms: Rooms, room: str
) -> None:
    """Though another of that name was there before."""
    visitors.put(room, [upload(uploads, LAMP) | {"name": "talk.txt"}], "en")
    both = [upload(uploads, STORM) | {"name": "talk.txt"}, upload(uploads, 'title = "New"') | {"name": "talk.toml"}]
    assert "error" not in visitors.put(room, both, "en")
    transcripts = [quotable.transcript for quotable in rooms.visit(room).room.quotables]
    assert {("storm" in one.text, one.metadata.title) for one in transcripts} == {(False, ""), (True, "New")}


def test_metadata_that_begins_with_a_byte_order_mark_can_be_corrected(
    visitors: Visitors, uploads: Uploads, room: str
) -> None:
    marked = upload(uploads, '\ufefftitle = "Old"\noutlet = "Radio"') | {"name": "talk.toml"}
    visitors.put(room, [upload(uploads, LAMP) | {"name": "talk.txt"}, marked], "en")
    assert "error" not in visitors.correct(room, "talk", {"title": "New"}, "en")
    toml = visitors.toml(room, "talk", "en")["text"]
    assert 'title = "New"' in toml
    assert 'outlet = "Radio"' in toml


def test_a_correction_that_the_reader_can_not_follow_is_said(visitors: Visitors, room: str) -> None:
    visitors.paste(room, LAMP, "talk", "en")
    assert "can’t follow" not in visitors.correct(room, "talk", {"speakers": {"Ada": "interviewer"}}, "en")["html"]
    assert (
        "Nobody: the reader can’t follow"
        in (visitors.correct(room, "talk", {"speakers": {"Nobody": "interviewee"}}, "en")["html"])
    )


def test_of_what_was_left_nothing_stays_in_memory(visitors: Visitors, rooms: Rooms, room: str) -> None:
    visitors.paste(room, LAMP, "talk", "en")
    assert ready(visitors, room)["stage"] == "ready"
    asked = rooms.of(room).loading.get()
    for question in ("Where was the lamp?", "“the lamp was in the house”", "Who is speaking?"):
        asked.ask(question)
    assert rooms.of(room).checker
    gone = [weakref.ref(quotable) for quotable in rooms.visit(room).room.quotables]
    del asked
    visitors.leave(room)
    gc.collect()
    assert [one() for one in gone] == [None]


def test_an_error_that_is_asked_for_again_and_again_does_not_grow(visitors: Visitors, rooms: Rooms, room: str) -> None:
    """A raised exception gains the frames that it comes through, with all that is in them."""
    assert "error" in ready(visitors, room)
    error = rooms.visit(room).error
    assert error
    for _ in range(50):
        assert "error" in visitors.stage(room, "en")
    assert len(traceback.extract_tb(error.__traceback__)) < 10
