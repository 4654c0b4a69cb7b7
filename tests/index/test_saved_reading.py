"""A transcript that was read before is what it was; what is damaged, or read by other code, is read again."""

import logging
from pathlib import Path

import pytest
from support import INTERVIEW, LIGHTHOUSE

import index.saved_reading as saved_reading
from index.quotable import Quotable
from index.readers.table import read_transcript
from index.saved_reading import FOLDER, forget, open_quotable


def same(a: Quotable, b: Quotable) -> bool:
    return (
        (a.transcript, a.digests, a.asking, a.replies) == (b.transcript, b.digests, b.asking, b.replies)
        and a.passages.sentences == b.passages.sentences
        and a.passages.paragraphs == b.passages.paragraphs
    )


@pytest.mark.parametrize("path", [INTERVIEW, LIGHTHOUSE])
def test_what_was_saved_is_what_was_read(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, key = open_quotable(path, "a", tmp_path)

    def never(*_: object) -> None:
        raise AssertionError("it is read again")

    monkeypatch.setattr(saved_reading, "read_transcript", never)
    again, same_key = open_quotable(path, "a", tmp_path)
    assert same_key == key
    assert same(first, again)
    assert open_quotable(path, "b/c", tmp_path)[0].transcript.id == "b/c"
    assert first.transcript.source == read_transcript(path).source


def test_what_is_damaged_is_read_again_and_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    first, key = open_quotable(INTERVIEW, "a", tmp_path)
    (file,) = (tmp_path / FOLDER).iterdir()
    file.write_bytes(file.read_bytes().replace(b"history", b"mystery"))
    with caplog.at_level(logging.WARNING):
        assert same(open_quotable(INTERVIEW, "a", tmp_path)[0], first)
    assert "is damaged" in caplog.text
    assert same(open_quotable(INTERVIEW, "a", tmp_path)[0], first)
    forget(key, tmp_path)
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_another_layout_text_metadata_or_reader_is_another_reading(
    copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [open_quotable(copied, "a", tmp_path)[1], open_quotable(copied, "a", tmp_path, "plain")[1]]
    copied.with_suffix(".toml").write_text('title = "Another"', "utf-8")
    quotable, key = open_quotable(copied, "a", tmp_path)
    assert quotable.transcript.title == "Another"
    keys.append(key)
    copied.write_text("Ada: One lamp.\nBo: Two.\n", "utf-8")
    keys.append(open_quotable(copied, "a", tmp_path)[1])
    monkeypatch.setattr(saved_reading, "_read_by", lambda: "other code")
    keys.append(open_quotable(copied, "a", tmp_path)[1])
    assert len(set(keys)) == len(keys)


def test_where_nothing_can_be_saved_it_is_read_all_the_same(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    no_folder = tmp_path / "file"
    no_folder.write_text("", "utf-8")
    quotable, _ = open_quotable(INTERVIEW, "a", no_folder)
    assert quotable.transcript.text == read_transcript(INTERVIEW).text
    assert "is not saved" in caplog.text
