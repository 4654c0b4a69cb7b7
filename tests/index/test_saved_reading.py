"""A transcript that was read before is what it was; what is damaged, or read by other code, is read again."""

import logging
import os
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
from support import INTERVIEW, LIGHTHOUSE, ROOT

import index.saved_reading as saved_reading
from index.errors import ChangedError, TranscriptError
from index.quotable import Quotable, quotable
from index.readers.table import read_transcript
from index.rows import Rows
from index.saved_reading import FOLDER, forget, open_quotable
from index.transcript import Layout, Transcript

TEXTS = sorted(
    path
    for folder in ("data", "tests/data")
    for path in (ROOT / folder).rglob("*")
    if path.is_file() and path.suffix not in (".toml", ".jsonl", ".py") and path.stem != "README"
)


def differences(a: Quotable, b: Quotable) -> list[str]:
    """What the one has and the other has not."""
    parts: list[tuple[str, object, object]] = [("card", a.card, b.card), ("digests", a.digests, b.digests)]
    parts += [("asking", a.asking, b.asking), ("replies", a.replies, b.replies)]
    for one, other in ((a.transcript, b.transcript), (a.passages, b.passages)):
        parts += [(field.name, getattr(one, field.name), getattr(other, field.name)) for field in fields(one)]
    return [name for name, in_one, in_other in parts if in_one != in_other]


@pytest.mark.parametrize("folder", ["data", "formats", "layouts", "reading", ""])
def test_all_that_was_saved_is_what_was_read(folder: str, tmp_path: Path) -> None:
    """Of every text that stands here; of formats, which are read in processes of their own, one of each."""
    texts = [path for path in TEXTS if _kind(path) == folder]
    assert len(texts) >= (1 if not folder else 10)
    texts = list({path.suffix: path for path in texts}.values()) if folder == "formats" else texts
    for path in texts:
        try:
            fresh = quotable(read_transcript(path))
        except TranscriptError:
            continue
        saved, _ = open_quotable(path, fresh.card.id, tmp_path)
        assert (path.name, differences(saved, fresh)) == (path.name, [])
        assert isinstance(saved.passages.sentences, Rows)


def _kind(path: Path) -> str:
    below = path.relative_to(ROOT).parts
    return "data" if below[0] == "data" else below[2] if below[2] in ("formats", "layouts", "reading") else ""


@pytest.mark.parametrize("path", [INTERVIEW, LIGHTHOUSE])
def test_what_was_saved_is_not_read_again(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, key = open_quotable(path, "a", tmp_path)

    def never(*_: object) -> None:
        raise AssertionError("it is read again")

    monkeypatch.setattr(saved_reading, "read_transcript", never)
    again, same_key = open_quotable(path, "a", tmp_path)
    assert same_key == key
    assert differences(first, again) == []
    renamed = open_quotable(path, "b/c", tmp_path)[0]
    assert (renamed.card.id, renamed.transcript.id) == ("b/c", "b/c")
    assert first.transcript.source == first.card.source == read_transcript(path).source


def test_text_and_canonical_are_one_where_they_are_equal(tmp_path: Path, write: Callable[..., Path]) -> None:
    source, _ = open_quotable(INTERVIEW, "a", tmp_path)
    assert source.transcript.text is source.transcript.canonical
    timed = "0:00\nbefore they forbade it we\n0:04\nburned whale oil which my father bought\n0:08\nin Port Selby.\n"
    cut, _ = open_quotable(write(timed), "b", tmp_path)
    assert cut.transcript.canonical == timed
    assert cut.transcript.text == timed.replace("0:04\n", " " * 5).replace("0:08\n", " " * 5)


def test_what_is_damaged_is_read_again_and_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    first, key = open_quotable(INTERVIEW, "a", tmp_path)
    (file,) = (tmp_path / FOLDER).iterdir()
    file.write_bytes(file.read_bytes().replace(b"history", b"mystery"))
    with caplog.at_level(logging.WARNING):
        assert differences(open_quotable(INTERVIEW, "a", tmp_path)[0], first) == []
    assert "is damaged" in caplog.text
    assert differences(open_quotable(INTERVIEW, "a", tmp_path)[0], first) == []
    forget(key, tmp_path)
    assert list((tmp_path / FOLDER).iterdir()) == []


@pytest.mark.parametrize("harm", ["damage", "delete"])
def test_what_is_damaged_while_it_is_known_is_read_again_when_somebody_looks(
    harm: str, copied: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fresh = quotable(read_transcript(copied))
    source, _ = open_quotable(copied, fresh.card.id, tmp_path)
    (file,) = (tmp_path / FOLDER).iterdir()
    if harm == "damage":
        file.write_bytes(file.read_bytes()[:-1])
    else:
        file.unlink()
    with caplog.at_level(logging.WARNING):
        assert differences(source, fresh) == []
    assert ("is damaged" in caplog.text) == (harm == "damage")
    assert differences(open_quotable(copied, fresh.card.id, tmp_path)[0], fresh) == []


@pytest.mark.parametrize("is_saved", [True, False])
@pytest.mark.parametrize("what", ["text", "metadata", "gone"])
def test_what_is_opened_is_never_another_version(what: str, is_saved: bool, copied: Path, tmp_path: Path) -> None:
    """Of a file that was changed after it was read, and before anybody looked; its saved reading may be gone too."""
    source, key = open_quotable(copied, "a", tmp_path)
    if not is_saved:
        forget(key, tmp_path)
    if what == "text":
        copied.write_text(copied.read_text("utf-8").replace("history", "mystery"), "utf-8")
    elif what == "metadata":
        copied.with_suffix(".toml").write_text('title = "Another"', "utf-8")
    else:
        copied.unlink()
    if what == "metadata" and is_saved:  # the words are the same, and what was known of them is
        assert source.transcript.title == source.card.title != "Another"
        return
    with pytest.raises(ChangedError, match="open it again"):
        _ = source.transcript
    assert source.card.id == "a"


def test_a_file_that_is_only_touched_is_still_the_one(copied: Path, tmp_path: Path) -> None:
    source, _ = open_quotable(copied, "a", tmp_path)
    os.utime(copied, ns=(1, 1))
    assert source.transcript.text == read_transcript(copied).text


def test_a_file_that_changes_while_it_is_read_is_read_as_it_is_then(
    copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["Ada: One lamp.\nBo: Two.\n", "Ada: A storm.\nBo: No.\n"]

    def changing(path: Path, layout: Layout | None = None) -> Transcript:
        if texts:
            path.write_text(texts.pop(), "utf-8")
        return read_transcript(path, layout)

    monkeypatch.setattr(saved_reading, "read_transcript", changing)
    source, _ = open_quotable(copied, "a", tmp_path)
    assert source.transcript.text == "Ada: One lamp.\nBo: Two.\n"
    assert len(list((tmp_path / FOLDER).iterdir())) == 1


def test_a_file_that_never_stands_still_is_an_error(
    copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter(range(100))

    def changing(path: Path, layout: Layout | None = None) -> Transcript:
        path.write_text(f"Ada: Lamp {next(numbers)}.\nBo: Two.\n", "utf-8")
        return read_transcript(path, layout)

    monkeypatch.setattr(saved_reading, "read_transcript", changing)
    with pytest.raises(ChangedError):
        open_quotable(copied, "a", tmp_path)


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
    monkeypatch.setattr(saved_reading, "read_by", lambda: "other code")
    keys.append(open_quotable(copied, "a", tmp_path)[1])
    assert len(set(keys)) == len(keys)


def test_where_nothing_can_be_saved_it_is_read_all_the_same(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    no_folder = tmp_path / "file"
    no_folder.write_text("", "utf-8")
    quotable, _ = open_quotable(INTERVIEW, "a", no_folder)
    assert quotable.transcript.text == read_transcript(INTERVIEW).text
    assert "is not saved" in caplog.text
