"""A folder's files become transcripts with ids of their own; what did not change is not read again, by nobody."""

import hashlib
import logging
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import index.folder
import index.saved_reading
from index.catalog import FOLDER as LIBRARIES
from index.errors import ChangedError, TranscriptError
from index.folder import SETTLED, Folder, files_of
from index.readers.files import read_bytes
from index.saved_reading import FOLDER as READINGS
from index.transcript import Source

TALK = "Ada: The lamp was lit.\nBo: The storm came.\nAda: We saw it."


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    """Two talks of the same name in two folders, and what is none."""
    folder = tmp_path / "talks"
    for path in (
        "Talk.txt",
        "2019/talk.txt",
        "2019/talk.toml",
        "README.md",
        "2019/readme.txt",
        ".hidden.txt",
        ".git/a.txt",
    ):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text('date = "2019-05-03"' if path.endswith(".toml") else TALK, "utf-8")
    return folder


def test_ids_are_paths_below_the_folder_and_what_is_no_transcript_has_none(talks: Path) -> None:
    assert files_of(talks) == {"2019/talk": talks / "2019" / "talk.txt", "talk": talks / "Talk.txt"}


def test_files_that_would_have_one_id_keep_their_endings(talks: Path) -> None:
    (talks / "2019" / "talk.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nThe lamp.\n", "utf-8")
    assert list(files_of(talks)) == ["2019/talk.srt", "2019/talk.txt", "talk"]


def test_a_link_that_leads_back_is_not_followed(talks: Path) -> None:
    (talks / "again").symlink_to(talks, target_is_directory=True)
    assert list(files_of(talks)) == ["2019/talk", "talk"]


@pytest.mark.parametrize(("name", "found"), [("nothing", "nothing of that name"), ("talks/Talk.txt", "a file")])
def test_what_is_no_folder_is_an_error(talks: Path, name: str, found: str) -> None:
    with pytest.raises(TranscriptError, match=f"expected a folder of transcripts; found {found}"):
        files_of(talks.parent / name)


def test_what_no_reader_takes_is_left_out_with_the_reason(talks: Path, tmp_path: Path) -> None:
    (talks / "2019" / "noise.mp3").write_bytes(b"ID3\0\0")
    folder = Folder(talks, tmp_path)
    folder.read()
    assert [quotable.transcript.id for quotable in folder.quotables] == ["2019/talk", "talk"]
    (why,) = folder.left_out
    assert why.startswith("2019/noise.mp3: expected text; found a binary file")


def test_only_what_changed_is_read_again(talks: Path, tmp_path: Path) -> None:
    folder = Folder(talks, tmp_path)
    assert folder.read()
    before = folder.quotables
    assert [one.transcript.metadata.date for one in before] == ["2019-05-03", ""]
    assert not folder.read()
    assert folder.quotables == before
    (talks / "2019" / "talk.toml").write_text('date = "2020"', "utf-8")
    assert folder.read()
    assert folder.quotables[0].transcript.metadata.date == "2020"
    assert folder.quotables[1] is before[1]
    (talks / "Talk.txt").unlink()
    assert folder.read()
    assert [one.transcript.id for one in folder.quotables] == ["2019/talk"]


def test_a_folder_without_a_transcript_says_what_it_holds(tmp_path: Path) -> None:
    talks = tmp_path / "empty"
    talks.mkdir()
    folder = Folder(talks, tmp_path)
    folder.read()
    with pytest.raises(TranscriptError, match=r"expected a transcript; found none$"):
        folder.quotables  # noqa: B018
    (talks / "x.txt").write_bytes(b"\0")
    folder.read()
    with pytest.raises(TranscriptError, match=r"found none that can be read \(x.txt: expected text"):
        folder.quotables  # noqa: B018


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_no_unicode_is_read_and_saved(tmp_path: Path) -> None:
    talks = tmp_path / "talks"
    talks.mkdir()
    Path(os.fsdecode(os.fsencode(talks) + b"/\xff.txt")).write_text(TALK, "utf-8")
    for _ in range(2):
        folder = Folder(talks, tmp_path / "cache")
        folder.read()
        (quotable,) = folder.quotables
        assert quotable.transcript.id == "?"
        assert quotable.transcript.source.path.exists()


def test_no_two_files_have_one_id(tmp_path: Path) -> None:
    """Whatever case and endings they have, none is lost."""
    for name in ("a.txt", "a.srt", "a.txt.md", "Talk.txt", "talk.txt", "a (2).txt"):
        (tmp_path / name).write_text(f"Q: What about {name}?\nA: It is {name}.\n", "utf-8")
    found = files_of(tmp_path)
    assert sorted(path.name for path in found.values()) == sorted(path.name for path in tmp_path.iterdir())
    assert len(found) == 6
    assert found == files_of(tmp_path)


def test_a_file_that_a_library_of_its_format_fails_on_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("Q: Where is the lamp?\nA: The lamp is here.\n", "utf-8")
    (tmp_path / "broken.vtt").write_text("WEBVTT\n\n:00:01.000 --> :00:02.000\nThe lamp.\n", "utf-8")
    folder = Folder(tmp_path, tmp_path / ".cache")
    folder.read()
    assert [quotable.transcript.id for quotable in folder.quotables] == ["talk"]
    assert [why.partition(":")[0] for why in folder.left_out] == ["broken.vtt"]


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are looked at long after they were written."""
    now = index.folder.time.time_ns
    monkeypatch.setattr("index.folder.time.time_ns", lambda: now() + 2 * SETTLED)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of transcripts whose bytes are read, each as often as they are."""
    names: list[str] = []

    def counted(path: Path, most: int) -> tuple[bytes, Source]:
        names.append(path.name)
        return read_bytes(path, most)

    monkeypatch.setattr(index.saved_reading, "read_bytes", counted)
    return names


def opened(talks: Path, cache: Path) -> Folder:
    """As a new process opens it."""
    folder = Folder(talks, cache)
    assert folder.read()
    return folder


def told(folder: Folder) -> list[tuple[str, str, str, int]]:
    return [(one.card.id, one.card.title, one.card.metadata.date, one.card.sentences) for one in folder.quotables]


@pytest.mark.usefixtures("settled")
def test_a_new_process_reads_nothing_of_what_did_not_change(talks: Path, tmp_path: Path, reads: list[str]) -> None:
    (talks / "noise.mp3").write_bytes(b"ID3\0\0")
    first = opened(talks, tmp_path)
    assert set(reads) == {"Talk.txt", "talk.txt", "noise.mp3"}
    reads.clear()
    again = opened(talks, tmp_path)
    assert reads == []
    assert told(again) == told(first) == [("2019/talk", "2019/talk", "2019-05-03", 3), ("talk", "talk", "", 3)]
    assert [one.card for one in again.quotables] == [one.card for one in first.quotables]
    assert again.left_out == first.left_out
    assert len(again.left_out) == 1
    assert [one.transcript for one in again.quotables] == [one.transcript for one in first.quotables]
    assert reads == []  # nothing is read anew of what was saved


@pytest.mark.usefixtures("settled")
def test_what_is_left_out_is_said_by_each_process(
    talks: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (talks / "noise.mp3").write_bytes(b"ID3\0\0")
    for _ in range(2):
        caplog.clear()
        opened(talks, tmp_path)
        (message,) = (record.message for record in caplog.records if record.levelno == logging.WARNING)
        assert message.startswith(f"left out: {talks}/noise.mp3: expected text; found a binary file")


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("change", ["text", "text of one size and time", "metadata", "no metadata", "new", "replaced"])
def test_a_new_process_reads_what_changed_and_no_more(
    change: str, talks: Path, tmp_path: Path, reads: list[str]
) -> None:
    opened(talks, tmp_path)
    talk, toml = talks / "2019" / "talk.txt", talks / "2019" / "talk.toml"
    before, title = talk.stat(), "2019/talk"
    match change:
        case "text":
            talk.write_text(TALK + " Often.", "utf-8")
        case "text of one size and time":
            talk.write_text(TALK.replace("lamp", "ship"), "utf-8")
            os.utime(talk, ns=(before.st_atime_ns, before.st_mtime_ns))
        case "metadata":
            toml.write_text('title = "A storm"', "utf-8")
            title = "A storm"
        case "no metadata":
            toml.unlink()
        case "new":
            (talks / "2019" / "new.txt").write_text(TALK, "utf-8")
        case "replaced":
            (tmp_path / "other.txt").write_text(TALK.replace("lamp", "ship"), "utf-8")
            os.utime(tmp_path / "other.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
            (tmp_path / "other.txt").replace(talk)
    reads.clear()
    folder = opened(talks, tmp_path)
    assert set(reads) == {"new.txt" if change == "new" else "talk.txt"}
    (changed,) = (one for one in folder.quotables if one.card.id == "2019/talk")
    assert changed.transcript.text == talk.read_text("utf-8")
    assert changed.card.title == title
    assert (changed.card.metadata.date == "") == ("metadata" in change)


def test_what_may_have_changed_within_a_tick_of_the_clock_is_read_again(
    talks: Path, tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = index.folder.time.time_ns
    opened(talks, tmp_path)
    reads.clear()
    monkeypatch.setattr("index.folder.time.time_ns", lambda: now() + 2 * SETTLED)
    opened(talks, tmp_path)
    assert set(reads) == {"Talk.txt", "talk.txt"}
    reads.clear()
    opened(talks, tmp_path)
    assert reads == []


@pytest.mark.usefixtures("settled")
def test_what_could_not_be_opened_is_tried_again(talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(path: Path, most: int) -> tuple[bytes, Source]:
        raise TranscriptError(f"{path}: can't be opened: too many files") from OSError(24, "too many files")

    monkeypatch.setattr(index.saved_reading, "read_bytes", busy)
    assert len(opened(talks, tmp_path).left_out) == 2
    monkeypatch.undo()
    assert opened(talks, tmp_path).left_out == ()


def harm_catalog(talks: Path, cache: Path) -> None:
    (file,) = (cache / LIBRARIES).iterdir()
    file.write_bytes(file.read_bytes().replace(b"2019-05-03", b"2020-05-03"))


def write_anything(talks: Path, cache: Path) -> None:
    (file,) = (cache / LIBRARIES).iterdir()
    file.write_text('{"x": ["../../outside/a", "../outside"], "y": 3}', "utf-8")


def make_it_a_folder(talks: Path, cache: Path) -> None:
    (file,) = (cache / LIBRARIES).iterdir()
    file.unlink()
    file.mkdir()


def delete_readings(talks: Path, cache: Path) -> None:
    for file in (cache / READINGS).iterdir():
        file.unlink()


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("harm", [harm_catalog, write_anything, make_it_a_folder, delete_readings])
def test_what_is_damaged_of_what_is_remembered_is_read_again(
    harm: Callable[[Path, Path], None], talks: Path, tmp_path: Path, reads: list[str]
) -> None:
    first = opened(talks, tmp_path / "cache")
    harm(talks, tmp_path / "cache")
    reads.clear()
    again = opened(talks, tmp_path / "cache")
    assert set(reads) == {"Talk.txt", "talk.txt"}
    assert told(again) == told(first)


@pytest.mark.usefixtures("settled")
def test_other_code_or_another_layout_reads_everything_again(
    talks: Path, tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(talks, tmp_path)
    reads.clear()
    plain = Folder(talks, tmp_path, "plain")
    plain.read()
    assert set(reads) == {"Talk.txt", "talk.txt"}
    assert {one.card.layout for one in plain.quotables} == {"plain"}
    monkeypatch.setattr("index.folder.read_by", lambda: "other code")
    reads.clear()
    opened(talks, tmp_path)
    assert set(reads) == {"Talk.txt", "talk.txt"}


@pytest.mark.usefixtures("settled")
def test_a_file_that_changed_since_it_was_remembered_is_never_quoted_in_another_version(
    talks: Path, tmp_path: Path
) -> None:
    opened(talks, tmp_path)
    folder = opened(talks, tmp_path)
    old = folder.quotables[0]
    (talks / "2019" / "talk.txt").write_text("Ada: The ship was lit.\nBo: No storm.\nAda: We saw it.", "utf-8")
    with pytest.raises(ChangedError):
        _ = old.transcript
    assert folder.read()
    assert folder.quotables[0] is not old
    assert "ship" in folder.quotables[0].transcript.text
    with pytest.raises(ChangedError):
        _ = old.transcript


@pytest.mark.usefixtures("settled")
def test_an_id_that_is_another_now_is_told_with_what_is_remembered(
    talks: Path, tmp_path: Path, reads: list[str]
) -> None:
    opened(talks, tmp_path)
    (talks / "2019" / "talk.md").write_text(TALK + " Yes.", "utf-8")
    reads.clear()
    folder = opened(talks, tmp_path)
    assert [one.card.id for one in folder.quotables] == ["2019/talk.md", "2019/talk.txt", "talk"]
    assert [one.transcript.id for one in folder.quotables] == [one.card.id for one in folder.quotables]
    assert set(reads) == {"talk.md"}


@pytest.mark.usefixtures("settled")
def test_an_id_that_is_another_now_is_told_in_a_process_that_goes_on(talks: Path, tmp_path: Path) -> None:
    folder = opened(talks, tmp_path)
    (talks / "2019" / "talk.md").write_text(TALK + " Yes.", "utf-8")
    assert folder.read()
    assert [one.transcript.id for one in folder.quotables] == ["2019/talk.md", "2019/talk.txt", "talk"]


@pytest.mark.usefixtures("settled")
def test_a_name_that_is_no_unicode_is_remembered(tmp_path: Path, reads: list[str]) -> None:
    talks = tmp_path / "talks"
    talks.mkdir()
    for number in (b"\xff", b"\xfe"):
        Path(os.fsdecode(os.fsencode(talks) + b"/" + number + b".txt")).write_text(TALK, "utf-8")
    first = told(opened(talks, tmp_path / "cache"))
    reads.clear()
    assert told(opened(talks, tmp_path / "cache")) == first
    assert reads == []


@pytest.mark.parametrize("version", ["0.5.0", "a later one"])
def test_what_another_version_has_remembered_is_read_again_without_a_word(
    tmp_path: Path, version: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "a.txt").write_text("Ada: The lamp.\nBo: Yes.", "utf-8")
    folder = Folder(tmp_path / "talks", tmp_path / "cache")
    folder.read()
    (file,) = (tmp_path / "cache" / "libraries").iterdir()
    content = b'{\n "a": ["0a", "0b-0c"]\n}' if version == "0.5.0" else b'{"by": "x", "entries": {"a": {"size": 3}}}'
    digest = b"" if version == "0.5.0" else hashlib.sha256(content).hexdigest().encode() + b"\n"
    file.write_bytes(digest + content)
    again = Folder(tmp_path / "talks", tmp_path / "cache")
    assert again.read()
    assert [quotable.card.id for quotable in again.quotables] == ["a"]
    assert caplog.text == ""
