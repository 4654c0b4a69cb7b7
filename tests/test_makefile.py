"""make: sets up once, says what it does, and leaves an answer's standard output to the answer."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_setting_up_is_told_once_and_beside_the_answer(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.txt").write_text("# nothing\n")
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "__main__.py").write_text("import sys; print('answer to', sys.argv[-1]); sys.exit(1)\n")
    command = ["make", "--no-print-directory", "ask", "Q=Who’s “there”?", f"PYTHON={sys.executable}"]
    environment = {name: value for name, value in os.environ.items() if name != "MAKEFLAGS"}  # of a make that tests
    first, second = (
        subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
        for _ in range(2)
    )
    assert first.stdout == second.stdout == "answer to Who’s “there”?\n"
    told = first.stderr.splitlines()
    assert told[0] == "Making an environment in .venv…"
    assert told[1].startswith("Installing what requirements.txt names into .venv, once. ")
    assert "downloaded" in told[1]
    assert second.stderr == ""
