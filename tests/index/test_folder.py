"""A folder's files become transcripts with ids of their own; what did not change is not read again."""

import os
from pathlib import Path

import pytest

from index.errors import TranscriptError
from index.folder import Folder, files_of

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
