"""What is known of a visitor's transcript can be corrected; what can't be kept changes nothing."""

import contextlib
import time
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from own_rooms import TALK, Put, texts, titles

from bot.own.room import Room
from index.errors import OnTheRecordError
from index.readers.metadata import MAX_BYTES


def test_a_correction_keeps_what_it_does_not_name(room: Room, put: Put) -> None:
    put("talk.txt", TALK)
    room.correct("talk", {"title": "The Lamp", "speakers": {"Ada": "interviewer"}})
    room.correct("talk", {"date": "2020", "speakers": {"Bo": "interviewee"}})
    room.correct("talk", {"title": ""})
    metadata = room.quotables[0].transcript.metadata
    assert (metadata.title, metadata.date) == ("", "2020")
    assert metadata.speakers == (("Ada", "interviewer"), ("Bo", "interviewee"))


DEEP: dict[str, Any] = reduce(lambda inner, _: {"name": inner}, range(3000), {})
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
