"""python -m bot user: how a password gets into the file of users from a command line, a pipe or a terminal."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support import ROOT

from bot.__main__ import main
from bot.users import read_users

User = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.users.ROUNDS", 4)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "users"


@pytest.fixture
def user(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> User:
    """user("file", "name", typed="password\\n") -> the command's exit status, standard output and standard error."""

    def user(*arguments: object, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return (main(["user", *map(str, arguments)]), *capsys.readouterr())

    return user


@pytest.mark.parametrize("typed", ["lamp oil\n", "lamp oil\r\n", "lamp oil", "lamp oil\nfoghorn\n"])
def test_the_command_reads_one_line_and_says_one(user: User, file: Path, typed: str) -> None:
    assert user(file, "ann", typed=typed) == (0, f"ann is in {file}.\n", "")
    assert read_users(file).check("ann", "lamp oil")


def test_the_command_changes_a_password(user: User, file: Path) -> None:
    user(file, "ann", typed="lamp oil\n")
    assert user(file, "ann", typed="foghorn\n")[0] == 0
    users = read_users(file)
    assert (users.check("ann", "lamp oil"), users.check("ann", "foghorn")) == (False, True)


@pytest.mark.parametrize(
    ("path", "name", "typed", "message"),
    [
        ("users", "ann", "", "expected a password of 1 to 72 bytes; found 0"),
        ("users", "ann", "\n", "expected a password of 1 to 72 bytes; found 0"),
        ("users", "ann", "x" * 73, "expected a password of 1 to 72 bytes; found 73"),
        ("users", "a:b", "x\n", "expected a name without colon, #, control characters and outer blanks; found 'a:b'"),
        (
            "users",
            "a\x1b[31m\nb",
            "x\n",
            "expected a name without colon, #, control characters and outer blanks; found",
        ),
        ("damaged", "ann", "x\n", "damaged, line 1: expected name:hash with a bcrypt hash ($2y$…); found another form"),
        (".", "ann", "x\n", "expected a file; found something else"),
        ("none/users", "ann", "x\n", "can't be written: No such file or directory"),
        ("x" * 300, "ann", "x\n", "File name too long"),
    ],
)
def test_an_error_of_the_command_is_one_line_and_status_2(
    user: User, tmp_path: Path, path: str, name: str, typed: str, message: str
) -> None:
    (tmp_path / "damaged").write_text("ann:lamp oil\n", encoding="utf-8")
    status, out, err = user(tmp_path / path, name, typed=typed)
    assert (status, out) == (2, "")
    assert err.startswith("error: ")
    assert message in err
    assert err.count("\n") == 1
    assert "\x1b" not in err
    assert [one.name for one in tmp_path.iterdir()] == ["damaged"]


@pytest.mark.parametrize(
    ("typed", "status", "err"),
    [
        ("lamp öl\n".encode(), 0, ""),
        (b"lamp \xff\n", 2, "error: expected a password in UTF-8; found other bytes\n"),
        (None, 2, "error: expected a password of 1 to 72 bytes; found 0\n"),
    ],
)
def test_a_password_comes_through_a_pipe_in_utf8_whatever_the_locale(
    file: Path, typed: bytes | None, status: int, err: str
) -> None:
    command = [sys.executable, "-m", "bot", "user", str(file), "ann"]
    if typed is None:  # standard input is closed
        command = ["sh", "-c", 'exec "$@" <&-', "sh", *command]
    env = os.environ | {"LC_ALL": "C"}
    done = subprocess.run(command, cwd=ROOT, env=env, input=typed, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.decode()) == (status, err)
    assert file.exists() == (status == 0)
    assert status or read_users(file).check("ann", "lamp öl")


@pytest.mark.parametrize(
    ("typed", "status", "err"),
    [
        (("lamp oil\n", "lamp oil\n"), 0, "Password: \nAgain: \n"),
        (("lamp oil\n", "foghorn\n"), 2, "Password: \nAgain: \nerror: expected the same password twice; found two\n"),
        (("\x04",), 2, "Password: error: expected a password in UTF-8; found none\n"),
    ],
)
def test_on_a_terminal_a_password_is_asked_for_twice_and_not_shown(
    file: Path, typed: tuple[str, ...], status: int, err: str
) -> None:
    leader, follower = os.openpty()
    command = [sys.executable, "-m", "bot", "user", str(file), "ann"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=follower, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,  # with no terminal but this one
    ) as process:  # fmt: skip
        os.close(follower)
        assert process.stderr is not None
        said = ""
        for line in typed:
            while not said.endswith(": "):
                said += process.stderr.read(1)
            os.write(leader, line.encode())
            said += process.stderr.read(1)
        said += process.stderr.read()
        process.wait(timeout=60)
    with pytest.raises(OSError, match="Input/output error"):  # nothing was written to the terminal, and it is closed
        os.read(leader, 4096)
    os.close(leader)
    assert (process.returncode, said) == (status, err)
    assert file.exists() == (status == 0)
