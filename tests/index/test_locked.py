"""A folder is one process's at a time, and is let go of when that ends."""

import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT

from index.locked import locked

pytest.importorskip("fcntl")
HOLD = """
import sys, time
from pathlib import Path
from index.locked import lock
print(lock(Path(sys.argv[1])), flush=True)
time.sleep(60)
"""


def test_a_folder_that_is_locked_is_nobody_elses_until_it_is_let_go_of(tmp_path: Path) -> None:
    with locked(tmp_path) as mine, locked(tmp_path) as theirs:
        assert (mine, theirs) == (True, False)
    with locked(tmp_path) as mine:
        assert mine


def test_a_process_that_is_killed_lets_go(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline().strip().isdigit()
    with locked(tmp_path) as mine:
        assert not mine
    process.kill()
    with locked(tmp_path, wait=True) as mine:
        assert mine
    process.wait()
    process.stdout.close()


def test_what_is_no_folder_is_not_locked(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file", tmp_path / "none"):
        with locked(path) as mine:
            assert not mine
