"""What every server of the tests but a few is forked from: a process that has imported, once, what takes seconds."""

import os
import runpy
import sys
from multiprocessing import forkserver, get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
FORKING = get_context("forkserver")


def fork_app(arguments: list[str], log: Path) -> BaseProcess:
    """Run app.py in a process of its own, which writes to `log`."""
    FORKING.set_forkserver_preload(["forked_imports"])
    # In Python 3.11 the process that forks has not yet the path of this one when it imports.
    with patch.dict(os.environ, PYTHONPATH=os.pathsep.join((str(ROOT), str(ROOT / "tests")))):
        forkserver.ensure_running()
    process = FORKING.Process(target=run_app, args=(arguments, log), daemon=True)
    process.start()
    return process


def run_app(arguments: list[str], log: Path) -> None:
    """As `python app.py` does."""
    with log.open("w") as file:
        os.dup2(file.fileno(), sys.stdout.fileno())
        os.dup2(file.fileno(), sys.stderr.fileno())
    app = str(ROOT / "app.py")
    sys.argv = [app, *arguments]
    runpy.run_path(app, run_name="__main__")
