"""A server's folder of what visitors bring along goes with the server, however that ends, and with no other one."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from support import ROOT

from bot.own import home as home_module
from bot.own.home import Home

pytest.importorskip("fcntl")  # without it what is left is not told from what is in use

HOLD = (
    "import sys; from pathlib import Path; from bot.own.home import Home; home = Home(Path(sys.argv[1])); "
    "(home.path / 'talk.txt').write_text('lamp'); print(home.path, flush=True); sys.stdin.read()"
)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "visitors"


@pytest.fixture
def other(base: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Another process that holds a folder of its own, with a file in it."""
    command = [sys.executable, "-c", HOLD, str(base)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    yield process, Path(process.stdout.readline().strip())
    process.kill()
    process.communicate()


def test_what_a_living_server_holds_stays_and_what_a_killed_one_left_is_deleted(
    base: Path, other: tuple[subprocess.Popen[str], Path]
) -> None:
    process, held = other
    mine = Home(base)
    assert (held / "talk.txt").read_text() == "lamp"
    process.kill()
    process.wait(10)
    Home(base)
    assert not held.exists()
    assert mine.path.is_dir()


def test_two_homes_of_one_process_keep_apart(base: Path) -> None:
    homes = [Home(base) for _ in range(3)]
    assert len({home.path for home in homes}) == 3
    homes[0].leave()
    homes[0].leave()
    assert [home.path.exists() for home in homes] == [False, True, True]


def test_a_home_is_for_nobody_else_on_this_machine(base: Path) -> None:
    home = Home(base)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (home.path, base)] == [0o700, 0o700]


def test_the_lock_is_not_handed_to_a_program_that_is_started(base: Path) -> None:
    """Else a program that outlives the server would hold what the server left."""
    home = Home(base)
    sleeping = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    try:
        os.close(home._lock)  # type: ignore[arg-type]  # as the system does when the process ends
        Home(base)
        assert not home.path.exists()
    finally:
        sleeping.kill()
        sleeping.communicate()


def test_what_is_no_servers_stays(base: Path, tmp_path: Path) -> None:
    base.mkdir(parents=True)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.txt").write_text("kept")
    (base / "other").mkdir()
    (base / "server-file").write_text("kept")
    (base / "server-link").symlink_to(outside)
    Home(base)
    assert (base / "other").is_dir()
    assert (base / "server-file").read_text() == "kept"
    assert (outside / "kept.txt").read_text() == "kept"


def test_what_is_left_is_deleted_with_all_that_is_in_it_but_not_what_its_links_lead_to(
    base: Path, tmp_path: Path
) -> None:
    left, outside = base / "server-left", tmp_path / "outside"
    (left / "room" / "texts").mkdir(parents=True)
    outside.mkdir()
    (outside / "kept.txt").write_text("kept")
    (left / "room" / "link").symlink_to(outside)
    (left / "room" / "texts" / "talk.txt").write_text("lamp")
    Home(base)
    assert not left.exists()
    assert (outside / "kept.txt").exists()


def test_a_home_that_is_just_being_made_is_not_taken_for_one_that_was_left(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another server starts between the making of the folder and its lock."""
    make = tempfile.mkdtemp
    command = [sys.executable, "-c", HOLD, str(base)]
    others: list[subprocess.Popen[str]] = []

    def making(*args: str, **kwargs: str) -> str:
        made = make(*args, **kwargs)
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        others.append(process)
        time.sleep(1)  # in which it has started, and would have deleted what nothing holds
        return made

    monkeypatch.setattr(home_module.tempfile, "mkdtemp", making)
    home = Home(base)
    (other,) = others
    assert other.stdout
    held = Path(other.stdout.readline().strip())
    assert home.path.is_dir()
    assert held.is_dir()
    other.kill()
    other.communicate()


@pytest.fixture
def starting(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """The program as a user starts it, which answers already, and whose visitors' folder has a file in it."""
    command = [sys.executable, str(ROOT / "app.py"), "--port", "0", "--cache", str(tmp_path), "--model", "/none"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    url = process.stdout.readline().split()[3]
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            httpx.get(url)
            break
        except httpx.TransportError:
            time.sleep(0.05)
    while not (homes := list((tmp_path / "visitors").glob("server-*"))) and time.monotonic() < deadline:
        time.sleep(0.05)
    (home,) = homes
    room = home / "room" / "texts"
    room.mkdir(parents=True)
    (room / "talk.txt").write_text("lamp")
    yield process, tmp_path / "visitors"
    process.kill()
    process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_stopped_leaves_nothing_of_its_visitors(
    number: signal.Signals, starting: tuple[subprocess.Popen[str], Path]
) -> None:
    process, visitors = starting
    process.send_signal(number)
    assert process.wait(20) == -number
    assert [path for path in visitors.rglob("*") if path.is_file()] == []


def test_a_home_is_left_while_something_still_writes_there(base: Path) -> None:
    """What runs when a server is stopped may go on for a moment: what it writes does not keep the rest."""
    home, over = Home(base), threading.Event()

    def write() -> None:
        number = 0
        while not over.is_set():
            number += 1
            folder = home.path / "room" / str(number % 7)
            try:
                folder.mkdir(parents=True, exist_ok=True)
                (folder / "words.txt").write_text("lamp")
            except OSError:
                return

    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    kept = home.path / "a room" / "talk.txt"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text("storm")
    home.leave()
    over.set()
    thread.join(10)
    assert not kept.exists()
    home.leave()
    assert not os.path.lexists(home.path)
