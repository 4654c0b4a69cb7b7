"""The file of users: who may log in, what a file may hold, how a password gets into it."""

import os
import re
import resource
import stat
from pathlib import Path

import bcrypt
import pytest

from bot.errors import UsersError
from bot.users import MOST_BYTES, hash_password, read_users, set_password

PUBLISHED = "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"
"""Of the password U*U: a test vector of crypt_blowfish, which Apache is built with."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.users.ROUNDS", 4)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "users"


def test_only_the_right_password_of_a_known_name_is_right(file: Path) -> None:
    set_password(file, "ann", "lamp oil")
    set_password(file, "ben", "foghorn")
    users = read_users(file)
    tried = {(name, word): users.check(name, word) for name in ("ann", "ben") for word in ("lamp oil", "foghorn")}
    assert tried == {
        ("ann", "lamp oil"): True,
        ("ann", "foghorn"): False,
        ("ben", "lamp oil"): False,
        ("ben", "foghorn"): True,
    }


@pytest.mark.parametrize("name", ["", "Ann", "ann ", "ann:", "#", "nobody", "ann\0", "\ud800", "x" * 9999])
def test_an_unknown_name_is_wrong_with_any_password(file: Path, name: str) -> None:
    set_password(file, "ann", "lamp oil")
    assert not read_users(file).check(name, "lamp oil")


@pytest.mark.parametrize("password", ["", "Lamp oil", "lamp oil ", "lamp oil\0", "\ud800", "lamp oil" * 1000])
def test_a_wrong_password_is_wrong_however_odd(file: Path, password: str) -> None:
    set_password(file, "ann", "lamp oil")
    assert not read_users(file).check("ann", password)


@pytest.mark.parametrize("password", ["a", "ü" * 36, "x" * MOST_BYTES, " ", "pass:word#", "密码🙂"])
def test_a_password_of_up_to_72_bytes_works(file: Path, password: str) -> None:
    set_password(file, "ann", password)
    assert read_users(file).check("ann", password)


def test_what_bcrypt_would_not_read_is_no_part_of_a_password(file: Path) -> None:
    set_password(file, "ann", "x" * MOST_BYTES)
    assert not read_users(file).check("ann", "x" * MOST_BYTES + "y")


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("", "expected a password of 1 to 72 bytes; found 0"),
        ("x" * 73, "expected a password of 1 to 72 bytes; found 73"),
        ("ü" * 37, "expected a password of 1 to 72 bytes; found 74"),
        ("a\udcff", "expected a password in UTF-8; found other bytes"),
    ],
)
def test_a_password_that_can_not_be_kept_is_refused(file: Path, password: str, message: str) -> None:
    with pytest.raises(UsersError, match=re.escape(message)):
        set_password(file, "ann", password)
    assert not file.exists()


def test_a_hash_has_a_salt_of_its_own_and_the_cost_of_now() -> None:
    one, other = hash_password("lamp oil"), hash_password("lamp oil")
    assert one != other
    assert [hashed[:7] for hashed in (one, other)] == [b"$2b$04$"] * 2
    assert bcrypt.checkpw(b"lamp oil", one)


def test_a_published_hash_of_apaches_form_works(file: Path) -> None:
    file.write_text(f"ann:{PUBLISHED}\n", encoding="utf-8")
    assert read_users(file).check("ann", "U*U")
    assert not read_users(file).check("ann", "U*U*")


@pytest.mark.parametrize("form", [b"2a", b"2b", b"2y"])
def test_every_form_of_bcrypt_that_is_sound_works(file: Path, form: bytes) -> None:
    hashed = bcrypt.hashpw(b"lamp oil", bcrypt.gensalt(5)).replace(b"$2b$", b"$" + form + b"$")
    file.write_bytes(b"# by htpasswd -B\r\n\r\n  ann:" + hashed + b"  \r\nben:" + PUBLISHED.encode() + b"\r\n")
    users = read_users(file)
    assert users.check("ann", "lamp oil")
    assert users.check("ben", "U*U")


def test_a_byte_order_mark_is_no_part_of_a_name(file: Path) -> None:
    file.write_text(f"ann:{PUBLISHED}\n", encoding="utf-8-sig")
    assert read_users(file).check("ann", "U*U")


@pytest.mark.parametrize(
    "line",
    [
        "ann",
        "ann:",
        ":",
        f":{PUBLISHED}",
        f"ann {PUBLISHED}",
        f"ann:x:{PUBLISHED}",
        f"ann:{PUBLISHED}:x",
        f"ann:{PUBLISHED[:-1]}",
        f"ann:{PUBLISHED}x",
        "ann:lamp oil",
        "ann:$apr1$nR9pMmJP$0wnmCm2jHBtuwLBvT5OYi.",
        "ann:" + PUBLISHED.replace("$05$", "$99$"),
        "ann:" + PUBLISHED.replace("$05$", "$03$"),
        "ann:" + PUBLISHED.replace("$2y$", "$2x$"),
        "ann:" + PUBLISHED.replace("C.E5", "CzE5"),
        "ann:" + PUBLISHED.replace("YPO", "Y!O"),
        "ann:" + PUBLISHED.replace("YPO", "YüO"),
    ],
)
def test_a_damaged_line_is_an_error_with_its_number(file: Path, line: str) -> None:
    file.write_text(f"# users\n\nben\x0c\u2028:{PUBLISHED}\n{line}\n", encoding="utf-8")
    with pytest.raises(UsersError, match=re.escape(f"{file}, line 4: expected name:hash with a bcrypt hash")):
        read_users(file)
    before = file.read_bytes()
    with pytest.raises(UsersError, match="line 4"):
        set_password(file, "cay", "lamp oil")
    assert file.read_bytes() == before


def test_every_hash_that_is_read_can_be_checked(file: Path) -> None:
    alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    taken, checked = [], []
    for letter in alphabet:
        hashed = f"$2y$04${'C' * 21}{letter}{'C' * 30}{letter}"
        file.write_text(f"ann:{hashed}\n", encoding="utf-8")
        try:
            assert not read_users(file).check("ann", "lamp oil")
            taken.append(letter)
        except UsersError:
            pass
        try:
            bcrypt.checkpw(b"lamp oil", hashed.encode())
            checked.append(letter)
        except ValueError:
            pass
    assert taken == checked == [".", "O", "e", "u"]


def test_a_name_given_twice_is_an_error_with_its_line(file: Path) -> None:
    file.write_text(f"ann:{PUBLISHED}\nben:{PUBLISHED}\n ann:{PUBLISHED}\n", encoding="utf-8")
    with pytest.raises(UsersError, match=re.escape(f"{file}, line 3: expected each name once; found 'ann' again")):
        read_users(file)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"# nobody yet\n", b"\r\n"])
def test_a_file_of_nobody_lets_nobody_in_but_can_be_added_to(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(UsersError, match=re.escape(f"{file}: expected at least one name:hash; found none")):
        read_users(file)
    set_password(file, "ann", "lamp oil")
    assert read_users(file).check("ann", "lamp oil")


@pytest.mark.parametrize("content", [None, b"ann:\xff\n"])
def test_a_file_that_can_not_be_read_is_an_error(file: Path, content: bytes | None) -> None:
    if content:
        file.write_bytes(content)
    with pytest.raises(UsersError, match=re.escape(f"{file}: can't be read as names and passwords: ")):
        read_users(file)


def test_a_changed_password_replaces_the_old_and_leaves_the_other_lines(file: Path) -> None:
    others = ["# the keepers", "", f"ben:{PUBLISHED}", "#ann: is away", f"annabel:{PUBLISHED}", f"Ann:{PUBLISHED}"]
    file.write_text("\n".join([*others[:3], f"  ann:{PUBLISHED}", *others[3:]]), encoding="utf-8")
    set_password(file, "ann", "lamp oil")
    *kept, new = file.read_text("utf-8").splitlines()
    assert kept == others
    assert new.startswith("ann:$2b$04$")
    users = read_users(file)
    assert users.check("ann", "lamp oil")
    assert not users.check("ann", "U*U")
    assert users.check("ben", "U*U")


@pytest.mark.parametrize(
    "name", ["ann", "Ann Marsh", "Әсел", "小张", "o'neil", "-x", "a\\b", "$2y$", "../ann", "%s{0}"]
)
def test_a_name_is_whatever_can_be_typed_into_one_line(file: Path, name: str) -> None:
    set_password(file, "ben", "foghorn")
    set_password(file, name, "lamp oil")
    assert read_users(file).check(name, "lamp oil")
    assert [line.partition(":")[0] for line in file.read_text("utf-8").split("\n")] == ["ben", name, ""]


REFUSED = (
    "", " ", " ann", "ann ", "an:n", "#ann", "an#n", "ann\n", "ann\nben", "a\rb", "a\0b", "a\x1bb", "a\x0bb",
    "a\u2028b", "a\u0085b", "a\u202eb", "a\u200bb", "a\udcffb", "\ufeffann",
)  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_name_that_would_damage_the_file_or_deceive_its_reader_is_refused(file: Path, name: str) -> None:
    with pytest.raises(UsersError, match="expected a name without") as caught:
        set_password(file, name, "lamp oil")
    assert str(caught.value).endswith(f"found {name!r}")
    assert not file.exists()


def test_the_file_is_its_owners_only_whatever_it_was(file: Path) -> None:
    before = os.umask(0)
    try:
        set_password(file, "ann", "lamp oil")
        modes = [stat.S_IMODE(file.stat().st_mode)]
        file.chmod(0o666)
        set_password(file, "ben", "foghorn")
        modes.append(stat.S_IMODE(file.stat().st_mode))
    finally:
        os.umask(before)
    assert modes == [0o600, 0o600]


def test_whoever_reads_meanwhile_has_the_old_file_whole(file: Path) -> None:
    set_password(file, "ann", "lamp oil")
    old = file.read_text("utf-8")
    with file.open(encoding="utf-8") as reader:
        assert reader.read(3) == "ann"
        set_password(file, "ann", "foghorn")
        assert f"ann{reader.read()}" == old
    assert file.read_text("utf-8") != old
    assert list(file.parent.iterdir()) == [file]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(file: Path) -> None:
    set_password(file, "ann", "lamp oil")
    old = file.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(old), hard))
    try:
        with pytest.raises(UsersError, match=re.escape(f"{file}: can't be written: File too large")):
            set_password(file, "ben", "foghorn")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert file.read_bytes() == old
    assert list(file.parent.iterdir()) == [file]


def test_a_link_stays_one_and_what_it_leads_to_is_written(file: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    file.symlink_to(Path("secret") / "users")
    for name in ("ann", "ben"):
        set_password(file, name, "lamp oil")
    assert file.is_symlink()
    assert [line.partition(":")[0] for line in (tmp_path / "secret" / "users").read_text("utf-8").splitlines()] == [
        "ann",
        "ben",
    ]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (".", "{}: expected a file; found something else"),
        ("none/users", "{}: can't be written: No such file or directory"),
        ("pipe", "{}: expected a file; found something else"),
    ],
)
def test_a_path_that_can_hold_no_users_is_an_error(tmp_path: Path, path: str, message: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsersError, match=re.escape(message.format(tmp_path / path))):
        set_password(tmp_path / path, "ann", "lamp oil")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
