"""Whatever is uploaded becomes plain files of the folder that it is meant for, or nothing at all."""

import contextlib
import os
import random
import stat
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.errors import UploadError
from bot.own import files
from bot.own.files import delete_folder, safe_name, take_in

TALK = b"Ada: The lamp was there.\nBo: We saw the lamp.\nAda: Yes.\n"
Entry = tuple[str | zipfile.ZipInfo, bytes]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "home" / "texts"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """At most three files, and a thousand bytes."""
    monkeypatch.setattr(files, "MOST_FILES", 3)
    monkeypatch.setattr(files, "MOST_BYTES", 1000)


def uploaded(folder: Path, content: bytes = TALK) -> Path:
    """As Gradio leaves a file, outside of the folder that it goes to."""
    path = folder.parent.parent / "uploaded"
    path.write_bytes(content)
    return path


def archive(folder: Path, entries: Iterable[Entry], method: int = zipfile.ZIP_DEFLATED) -> Path:
    path = folder.parent.parent / "uploaded.zip"
    with zipfile.ZipFile(path, "w", method) as file:
        for name, content in entries:
            file.writestr(name, content, None if isinstance(name, zipfile.ZipInfo) else method)
    return path


def there(folder: Path) -> dict[str, bytes]:
    """All that is in the folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def everything(folder: Path) -> set[str]:
    """Every file below the folder of the test, by its path in it."""
    root = folder.parent.parent
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if not path.is_dir()}


SAFE = {
    "talk.txt": "talk.txt",
    "../../.ssh/authorized_keys": "authorized_keys",
    "/etc/passwd": "passwd",
    r"C:\Users\ada\talk.txt": "talk.txt",
    r"..\..\talk.txt": "talk.txt",
    "a/../..": "text",
    "..": "text",
    ".": "text",
    "": "text",
    " ": "text",
    "a/": "text",
    "...": "text",
    ".hidden.txt": "hidden.txt",
    ". . .x.txt": "x.txt",
    ".new-talk": "new-talk",
    "a\0b.txt": "a b.txt",
    "a\nb\r.txt": "a b.txt",
    "a\u202egpj.txt": "a gpj.txt",
    "\ud800.txt": "txt",
    "a:b|c?.txt": "a b c.txt",
    "e\u0301.txt": "é.txt",
    "你好.txt": "你好.txt",
    "a.b.c.txt": "a.b.c.txt",
    "'\"`$(id);.txt": "' `$(id);.txt",
}


@pytest.mark.parametrize(("name", "safe"), SAFE.items(), ids=map(ascii, SAFE))
def test_a_name_is_the_last_part_of_a_path_without_what_is_hidden_or_a_command(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    "name", ["x" * 5000 + ".txt", "😀" * 300 + ".txt", "a." + "😀" * 300, "é" * 500, "." * 5000, "/" * 5000, " " * 300]
)
def test_a_long_name_is_cut_so_that_a_number_still_fits_behind_it(name: str, folder: Path) -> None:
    for _ in range(3):
        take_in(uploaded(folder), name, folder)
    names = sorted(there(folder))
    assert len(names) == 3
    assert all(len(name.encode("utf-8")) <= 255 for name in names)


def test_random_names_never_leave_the_folder(folder: Path) -> None:
    draw = random.Random(7)
    parts = ["..", ".", "/", "\\", "\0", "a", " ", "\n", ":", "~", "\u2044", "\uff0f", "\u2024", "😀", "\ud800", ".txt"]
    for _ in range(60):
        name = "".join(draw.choices(parts, k=draw.randint(0, 9)))
        (taken,) = take_in(uploaded(folder), name, folder)
        assert taken.parent == folder
        assert taken.name[0] not in ". "
        assert taken.is_file()
        taken.unlink()
    assert everything(folder) == {"uploaded"}


@pytest.mark.parametrize(
    "name", ["CON.txt", "nul", "Aux.md", "com1.csv", "LPT9.txt", "prn.tar.gz", "a.", "talk.txt.", f"a.{14 * 'b'} c"]
)
def test_a_name_that_windows_keeps_for_itself_is_another_one(name: str) -> None:
    """As the name of a file that any system takes: no device's, and no point at its end."""
    safe = safe_name(name)
    assert safe.partition(".")[0].strip().upper() not in {"CON", "NUL", "AUX", "PRN", "COM1", "LPT9"}
    assert safe.rstrip(". ") == safe


def test_a_name_that_is_taken_gets_a_number(folder: Path) -> None:
    names = ["a/talk.txt", "b/talk.txt", r"c\talk.txt", "talk .txt", "talk?.txt"]
    taken = [take_in(uploaded(folder, name.encode()), name, folder)[0].name for name in names]
    assert taken == ["talk.txt", "talk (2).txt", "talk (3).txt", "talk (4).txt", "talk (5).txt"]
    assert sorted(there(folder).values()) == sorted(name.encode() for name in names)


def test_a_link_that_lies_there_already_is_not_written_through(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    (folder / "talk.txt").symlink_to(outside)
    with contextlib.suppress(UploadError):
        take_in(uploaded(folder), "talk.txt", folder)
    assert not outside.exists()


def test_an_archive_is_its_files_each_for_itself(folder: Path) -> None:
    hidden = ["__MACOSX/._a.txt", ".git/config", "b/.DS_Store", "b/"]
    path = archive(folder, [("a.txt", TALK), ("b/c.txt", b"c"), *((name, b"") for name in hidden)])
    take_in(path, "talks.zip", folder)
    assert there(folder) == {"a.txt": TALK, "c.txt": b"c"}


def test_what_an_archive_names_outside_of_it_stays_inside_of_the_folder(folder: Path) -> None:
    names = [
        "../up.txt",
        "/abs.txt",
        "a/../../b.txt",
        r"..\..\c.txt",
        "C:/d.txt",
        "//server/e.txt",
        "f.txt\0g",
        "h.txt",
    ]
    taken = take_in(archive(folder, [(name, name.encode()) for name in names]), "talks.zip", folder)
    assert {path.parent for path in taken} == {folder}
    assert everything(folder) == {"uploaded.zip", *(f"home/texts/{path.name}" for path in taken)}
    assert {"abs.txt", "d.txt", "e.txt", "h.txt"} <= {*there(folder)}


def test_a_link_in_an_archive_is_none_in_the_folder(folder: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    take_in(archive(folder, [(link, b"/etc/passwd"), ("talk.txt", TALK)]), "talks.zip", folder)
    assert [path for path in folder.iterdir() if path.is_symlink()] == []
    assert {*there(folder).values()} <= {TALK, b"/etc/passwd"}


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_of_two_entries_of_one_name_both_are_kept(folder: Path) -> None:
    take_in(archive(folder, [("talk.txt", b"1"), ("talk.txt", b"2")]), "talks.zip", folder)
    assert there(folder) == {"talk.txt": b"1", "talk (2).txt": b"2"}


def test_an_archive_in_an_archive_is_not_unpacked(folder: Path) -> None:
    inner = archive(folder, [("secret.txt", TALK)]).read_bytes()
    (taken,) = take_in(archive(folder, [("inner.zip", inner)]), "talks.zip", folder)
    assert (taken.name, taken.read_bytes()) == ("inner.zip", inner)


@pytest.mark.parametrize("name", ["word/document.xml", "content.xml"])
def test_a_document_that_is_an_archive_is_one_file(name: str, folder: Path) -> None:
    path = archive(folder, [(name, b"<a/>"), ("../b.txt", TALK)])
    take_in(path, "talk.docx", folder)
    assert there(folder) == {"talk.docx": path.read_bytes()}


def lying(content: bytes) -> bytes:
    """An archive whose first entry is said to hold ten bytes."""
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.index(mark) + place
        content = content[:at] + struct.pack("<I", 10) + content[at + 4 :]
    return content


def entry_set(content: bytes, place: int, value: int) -> bytes:
    """With two bytes of each entry other ones, in the list at the end, and in front of what is packed."""
    for mark, at in ((b"PK\x01\x02", place + 2), (b"PK\x03\x04", place)):
        start = content.find(mark)
        while start >= 0:
            content = content[: start + at] + struct.pack("<H", value) + content[start + at + 2 :]
            start = content.find(mark, start + 1)
    return content


def damaged(folder: Path, method: int) -> bytes:
    """With the second of two entries damaged in its middle."""
    noise = random.Random(3).randbytes(5000).hex().encode()
    path = archive(folder, [("a.txt", TALK), ("b.txt", noise)], method)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as file:
        start = file.getinfo("b.txt").header_offset + 30 + len("b.txt")
    middle = start + (20 if method == zipfile.ZIP_LZMA else 3000)
    content[middle : middle + 8] = b"\xff" * 8
    return bytes(content)


def broken_block(folder: Path) -> bytes:
    """With a block of a kind that there is not, where the second entry begins."""
    path = archive(folder, [("a.txt", TALK), ("b.txt", bytes(500))])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as file:
        content[file.getinfo("b.txt").header_offset + 30 + len("b.txt")] = 7
    return bytes(content)


def two(folder: Path) -> bytes:
    return archive(folder, [("a.txt", TALK), ("b.txt", TALK * 3)]).read_bytes()


CAN_T_BE_UNPACKED = {
    "stored, damaged": lambda folder: damaged(folder, zipfile.ZIP_STORED),
    "deflated, damaged": lambda folder: damaged(folder, zipfile.ZIP_DEFLATED),
    "bzip2, damaged": lambda folder: damaged(folder, zipfile.ZIP_BZIP2),
    "lzma, damaged": lambda folder: damaged(folder, zipfile.ZIP_LZMA),
    "no kind of block": broken_block,
    "said to be smaller": lambda folder: lying(two(folder)),
    "encrypted": lambda folder: entry_set(two(folder), 6, 1),
    "method that there is not": lambda folder: entry_set(two(folder), 8, 99),
}


@pytest.mark.parametrize("make", CAN_T_BE_UNPACKED.values(), ids=CAN_T_BE_UNPACKED)
def test_of_an_archive_that_can_t_be_unpacked_nothing_is_left(make: object, folder: Path) -> None:
    assert callable(make)
    (folder / "before.txt").write_bytes(b"before")
    with pytest.raises(UploadError) as caught:
        take_in(uploaded(folder, make(folder)), "talks.zip", folder)
    assert (caught.value.key, caught.value.values) == ("error.upload.archive", {"file": "talks.zip"})
    assert there(folder) == {"before.txt": b"before"}


def test_a_file_that_is_gone_can_t_be_taken(folder: Path) -> None:
    with pytest.raises(UploadError):
        take_in(folder / "none", "talk.txt", folder)
    assert there(folder) == {}


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("name", ["talk.txt", "talks.zip"])
def test_as_many_bytes_as_there_is_room_for_are_taken_and_not_one_more(name: str, folder: Path) -> None:
    def give(size: int) -> Path:
        return archive(folder, [("talk.txt", bytes(size))]) if name.endswith(".zip") else uploaded(folder, bytes(size))

    (folder / "before.toml").write_bytes(bytes(100))
    with pytest.raises(UploadError) as caught:
        take_in(give(901), name, folder)
    assert caught.value.key == "error.upload.bytes"
    assert list(there(folder)) == ["before.toml"]
    take_in(give(900), name, folder)
    with pytest.raises(UploadError):
        take_in(give(1), name, folder)
    take_in(give(0), name, folder)
    assert sum(map(len, there(folder).values())) == 1000


@pytest.mark.usefixtures("few")
def test_as_many_files_as_there_is_room_for_are_taken_and_not_one_more(folder: Path) -> None:
    four = archive(folder, [(f"{number}.txt", b"") for number in range(4)])
    with pytest.raises(UploadError) as caught:
        take_in(four, "talks.zip", folder)
    assert (caught.value.key, caught.value.values) == ("error.upload.files", {"most": 3})
    assert there(folder) == {}
    take_in(archive(folder, [(f"{number}.txt", b"") for number in range(3)]), "talks.zip", folder)
    with pytest.raises(UploadError):
        take_in(uploaded(folder), "talk.txt", folder)
    assert len(there(folder)) == 3


@pytest.mark.usefixtures("few")
def test_the_metadata_of_the_last_text_there_is_room_for_is_taken_too(folder: Path) -> None:
    pairs = [(f"{number}.{end}", b"") for number in range(3) for end in ("txt", "toml")]
    assert len(take_in(archive(folder, pairs), "talks.zip", folder)) == 3
    assert sorted(there(folder)) == sorted(name for name, _ in pairs)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("name", ["{}.toml", "{}/talk.toml", "{}.TOML"])
def test_there_is_no_more_metadata_than_texts_may_have(name: str, folder: Path) -> None:
    """Each entry is empty, so that a small archive has hundreds of thousands, and each costs a look at all of them."""
    with pytest.raises(UploadError):
        take_in(archive(folder, [(name.format(number), b"") for number in range(40)]), "talks.zip", folder)
    assert there(folder) == {}


def test_what_unpacks_large_is_stopped_where_there_is_no_more_room(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fifty megabytes of nothing are fifty kilobytes in an archive; no file may be larger than 1.2 here."""
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(files, "MOST_BYTES", 1_000_000)
    bomb = archive(folder, [("a.txt", TALK), ("bomb.txt", bytes(50_000_000))])
    assert bomb.stat().st_size < 100_000
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_200_000, before[1]))
    try:
        with pytest.raises(UploadError) as caught:
            take_in(bomb, "talks.zip", folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (caught.value.key, caught.value.values) == ("error.upload.bytes", {"most": 1})
    assert there(folder) == {}


def test_a_folder_is_deleted_without_what_its_links_lead_to(tmp_path: Path) -> None:
    kept, gone = tmp_path / "kept", tmp_path / "gone"
    for path in (kept, gone / "below"):
        path.mkdir(parents=True)
        (path / "talk.txt").write_bytes(TALK)
    (gone / "link").symlink_to(kept)
    (gone / "below" / "file").symlink_to(kept / "talk.txt")
    os.link(kept / "talk.txt", gone / "hard.txt")
    delete_folder(gone)
    delete_folder(gone)
    assert not gone.exists()
    assert (kept / "talk.txt").read_bytes() == TALK
