"""What is written beside a transcript is read again as it was, whatever stands in it; else the file stays as it was."""

import random
from pathlib import Path
from typing import Any

import pytest

from index.errors import TranscriptError
from index.readers.metadata import MAX_BYTES, read_metadata, write_metadata

LETTERS = "\"'\\\n\r\t\0\x01\x0b\x0c\x1f\x7f\x85\u2028\u2029\ufeff#=[]{}.,: abcé😀\u200b-_" + "\"\"\"'''"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "talk.toml"


@pytest.mark.parametrize("seed", range(4))
def test_any_words_are_read_again_as_they_were(seed: int, path: Path) -> None:
    """Quotes, line ends, control characters and what else TOML has a meaning for."""
    draw = random.Random(seed)

    def words() -> str:
        return "x" + "".join(draw.choices(LETTERS, k=draw.randint(0, 9))) + "x"

    for _ in range(40):
        table: dict[str, Any] = {
            "title": words(),
            "interviewee": {"name": words(), "office": words()},
            "boilerplate": [words() for _ in range(draw.randint(0, 3))],
            "speakers": {words(): "speaker" for _ in range(draw.randint(0, 3))},
            "date": words(),
        }
        keys = draw.sample(sorted(table), len(table))
        write_metadata(path, {key: table[key] for key in keys})
        read = read_metadata(path)
        assert (read.title, read.date, read.boilerplate) == (table["title"], table["date"], (*table["boilerplate"],))
        assert (read.interviewee.name, read.interviewee.office) == (*table["interviewee"].values(),)
        assert dict(read.speakers) == table["speakers"]


@pytest.mark.parametrize(
    "title",
    [
        '"\nspeakers = 1\nx = "',
        "'''\nlanguage = 'ru'\n'''",
        "]]\n[speakers]\nAda = 'text'",
        "\\u0022\\n",
        "# no remark",
    ],
)
def test_words_that_look_like_toml_add_no_key(title: str, path: Path) -> None:
    write_metadata(path, {"title": title, "speakers": {title: "interviewer"}})
    read = read_metadata(path)
    assert (read.title, read.language, read.layout) == (title, "", "")
    assert read.speakers == ((title, "interviewer"),)


def test_what_is_empty_is_not_written(path: Path) -> None:
    write_metadata(path, {"title": "", "date": None, "examples": [], "speakers": {}, "outlet": "Lamp"})
    assert path.read_text("utf-8") == 'outlet = "Lamp"\n'


REFUSED: dict[str, dict[str, Any]] = {
    "unknown key": {"titel": "x"},
    "path as a key": {"../../x": "x"},
    "number": {"title": 7},
    "false": {"title": False},
    "no number": {"title": float("nan")},
    "list": {"title": ["x"]},
    "table": {"title": {"x": "y"}},
    "text for a list": {"examples": "x"},
    "number in a list": {"examples": ["x", 1]},
    "text for a person": {"interviewee": "x"},
    "unknown of a person": {"interviewee": {"age": "9"}},
    "no role": {"speakers": {"Ada": "admin"}},
    "list of speakers": {"speakers": ["Ada"]},
    "no tag": {"language": "en\nru"},
    "no layout": {"layout": "../x"},
    "huge": {"title": "x" * MAX_BYTES},
}


@pytest.mark.parametrize("table", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("before", [None, 'title = "Before"\n'])
def test_what_is_not_taken_leaves_the_file_as_it_was(table: dict[str, Any], before: str | None, path: Path) -> None:
    if before:
        path.write_text(before, "utf-8")
    with pytest.raises(TranscriptError) as caught:
        write_metadata(path, table)
    assert str(path.parent) not in str(caught.value)
    assert (path.read_text("utf-8") if before else None) == before
    assert [file.name for file in path.parent.iterdir()] == ([path.name] if before else [])


@pytest.mark.parametrize(
    "table",
    [
        {"interviewee": {"name": None}},
        {"speakers": {"Ada": None}},
        {"boilerplate": [None]},
        {"title": "\ud800"},
        {"speakers": {"\ud800": "text"}},
    ],
    ids=ascii,
)
def test_what_toml_has_no_word_for_leaves_the_file_as_it_was(table: dict[str, Any], path: Path) -> None:
    """As JSON may bring it: nothing, and half a character."""
    path.write_text('title = "Before"\n', "utf-8")
    with pytest.raises((TranscriptError, ValueError)):
        write_metadata(path, table)
    assert path.read_text("utf-8") == 'title = "Before"\n'
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_link_is_replaced_and_not_written_through(path: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("kept", "utf-8")
    path.symlink_to(outside)
    write_metadata(path, {"title": "x"})
    assert (outside.read_text("utf-8"), path.is_symlink()) == ("kept", False)
