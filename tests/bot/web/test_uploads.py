"""Of the files that Gradio has taken up a page gets those that it was told of, and nothing else of this machine."""

import os
import shutil
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import UploadError
from bot.web import uploads as uploads_module
from bot.web.uploads import Uploads


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "home" / "uploads")


@pytest.fixture
def taken(uploads: Uploads) -> Path:
    """A file as Gradio leaves it: in a folder that is named by its digest."""
    path = uploads.path / ("0123456789abcdef" * 4) / "talk.txt"
    path.parent.mkdir()
    path.write_text("lamp")
    return path


def test_gradio_is_told_of_the_folder_which_nobody_else_may_read(uploads: Uploads) -> None:
    assert os.environ[uploads_module.VARIABLE] == str(uploads.path)
    assert stat.S_IMODE(uploads.path.stat().st_mode) == 0o700


def test_a_file_that_was_just_uploaded_is_given(uploads: Uploads, taken: Path) -> None:
    assert uploads.file(str(taken)) == taken


Bad = Callable[[Uploads, Path], object]


def outside(uploads: Uploads, taken: Path) -> Path:
    path = uploads.path.parent / "room" / "texts" / "talk.txt"
    path.parent.mkdir(parents=True)
    shutil.copy(taken, path)
    return path


def linked(uploads: Uploads, taken: Path) -> str:
    link = taken.with_name("link.txt")
    link.symlink_to(outside(uploads, taken))
    return str(link)


def in_linked_folder(uploads: Uploads, taken: Path) -> str:
    (uploads.path / "link").symlink_to(outside(uploads, taken).parent)
    return str(uploads.path / "link" / "talk.txt")


def deeper(uploads: Uploads, taken: Path) -> str:
    path = taken.parent / "below" / "talk.txt"
    path.parent.mkdir()
    return str(shutil.copy(taken, path))


def higher(uploads: Uploads, taken: Path) -> str:
    return str(shutil.copy(taken, uploads.path / "tmp123"))


def gone(_: Uploads, taken: Path) -> str:
    taken.unlink()
    return str(taken)


def pipe(_: Uploads, taken: Path) -> str:
    os.mkfifo(taken.with_name("pipe.txt"))
    return str(taken.with_name("pipe.txt"))


BAD: dict[str, Bad] = {
    "outside": lambda uploads, taken: str(outside(uploads, taken)),
    "up and down": lambda uploads, taken: f"{taken.parent}/../../room/../../home/room/{outside(uploads, taken).name}",
    "of the system": lambda *_: "/etc/passwd",
    "by way of the folder": lambda uploads, taken: f"{uploads.path}/a/../../../../../../../../etc/passwd",
    "a link": linked,
    "in a linked folder": in_linked_folder,
    "deeper": deeper,
    "beside the folders": higher,
    "a folder": lambda _, taken: str(taken.parent),
    "the folder": lambda uploads, _: str(uploads.path),
    "gone": gone,
    "a pipe": pipe,
    "none": lambda *_: "",
    "no path": lambda *_: "\0",
    "NUL behind it": lambda _, taken: f"{taken}\0.txt",
    "half a character": lambda *_: "\ud800",
    "long": lambda uploads, _: f"{uploads.path}/a/{'x' * 5000}",
    "long as a whole": lambda uploads, _: f"{uploads.path}/{'x/' * 5000}talk.txt",
    "an address": lambda *_: "http://127.0.0.1/talk.txt",
    "an address of a file": lambda _, taken: f"file://{taken}",
    "bytes": lambda _, taken: str(taken).encode(),
    "a path and no text": lambda _, taken: taken,
    "a list": lambda _, taken: [str(taken)],
    "nothing": lambda *_: None,
    "a number": lambda *_: 0,
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_no_other_file_is_given(bad: Bad, uploads: Uploads, taken: Path) -> None:
    with pytest.raises(UploadError) as caught:
        uploads.file(bad(uploads, taken))
    assert caught.value.key == "error.upload.gone"


def test_what_lies_there_is_deleted_when_its_time_is_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also a folder that is empty, and what Gradio left of an upload that was cut off; what is new stays."""
    monkeypatch.setattr(uploads_module, "LIFE", 1)
    monkeypatch.setattr(uploads_module, "UNFINISHED", 1)
    uploads = Uploads(tmp_path / "uploads")
    for name in ("a/old.txt", "b/new.txt", "cut"):
        path = uploads.path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("lamp")
    (uploads.path / "empty").mkdir()
    (uploads.path / "dangling").symlink_to(tmp_path / "none")
    old = time.time() - 2
    for name in ("a/old.txt", "a", "cut"):
        os.utime(uploads.path / name, (old, old))
    time.sleep(0.6)
    assert (uploads.path / "b" / "new.txt").exists()
    assert not (uploads.path / "a" / "old.txt").exists()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and {path.name for path in uploads.path.iterdir()} - {"dangling"}:
        time.sleep(0.05)
    assert {path.name for path in uploads.path.iterdir()} <= {"dangling"}
    assert uploads.path.is_dir()


def test_the_sweep_goes_on_after_its_folder_was_gone_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads_module, "LIFE", 0.1)
    uploads = Uploads(tmp_path / "uploads")
    shutil.rmtree(uploads.path)
    time.sleep(0.2)
    path = uploads.path / "a" / "talk.txt"
    path.parent.mkdir(parents=True)
    path.write_text("lamp")
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and path.exists():
        time.sleep(0.02)
    assert not path.exists()


def test_it_is_full_with_one_byte_more_than_may_lie_there(
    uploads: Uploads, taken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (uploads.path / "cut").write_bytes(bytes(6))
    monkeypatch.setattr(uploads_module, "MOST_BYTES", 10)
    assert not uploads.is_full
    taken.write_text("lamps")
    assert uploads.is_full
    taken.unlink()
    assert not uploads.is_full
    shutil.rmtree(uploads.path)
    assert not uploads.is_full


def test_an_upload_that_takes_long_is_not_taken_for_an_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of its files are written long before the last; all of them are put in their places when it has come."""
    monkeypatch.setattr(uploads_module, "LIFE", 1)
    uploads = Uploads(tmp_path / "uploads")
    written = uploads.path / "part"
    written.write_text("lamp")
    os.utime(written, (time.time() - 100,) * 2)
    time.sleep(0.7)
    assert written.exists()
    (uploads.path / "a").mkdir()
    placed = written.rename(uploads.path / "a" / "talk.txt")
    time.sleep(0.6)
    assert uploads.file(str(placed)) == placed
