"""The measuring side: a peer's process, its time and processor time for each request, and its peak memory.

Everything is measured from outside, in the same way for all, so that an adapter only does what it is asked. For Linux.
"""

import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any, Self

from bench.peers.environments import ROOT, PeerError

PATIENCE = 600
"""Seconds until a process is ended that does not answer."""
QUIET = {"HF_HUB_OFFLINE": "1", "DO_NOT_TRACK": "1", "HAYSTACK_TELEMETRY_ENABLED": "False", "CUDA_VISIBLE_DEVICES": ""}
"""Nothing is fetched or sent, and the processor computes."""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a request: seconds on the clock and seconds of processors."""

    seconds: float
    cpu: float

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(self.seconds - other.seconds, self.cpu - other.cpu)


class Process:
    """A process that answers JSON lines, for a `with` block; after that `peak` and `cpu` are of its whole life.

    `peak` is the largest resident set in bytes, `cpu` seconds of processors.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self.peak, self.cpu = 0, 0.0
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115, closed by __exit__
        self._popen = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | QUIET,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )

    def __enter__(self) -> Self:
        return self

    def request(self, message: Mapping[str, Any]) -> tuple[dict[str, Any], Cost]:
        """The reply, and what it cost. Raises PeerError, with the last line of its errors, if there is none."""
        pipe_in, pipe_out = self._popen.stdin, self._popen.stdout
        assert pipe_in
        assert pipe_out
        line = json.dumps(message).encode() + b"\n"
        cpu, start = self._cpu(), time.perf_counter()
        try:
            pipe_in.write(line)
            pipe_in.flush()
        except BrokenPipeError:
            raise PeerError(self._last_words()) from None
        with self._patience():
            reply = pipe_out.readline()
        seconds = time.perf_counter() - start
        if not reply.endswith(b"\n"):
            raise PeerError(self._last_words())
        return json.loads(reply), Cost(seconds, self._cpu() - cpu)

    def output(self) -> bytes:
        """All that it writes until it closes standard output. Raises PeerError if that is nothing."""
        assert self._popen.stdout
        with self._patience():
            written = self._popen.stdout.read()
        if not written:
            raise PeerError(self._last_words())
        return written

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        for pipe in (self._popen.stdin, self._popen.stdout):
            if pipe:
                pipe.close()
        if error:
            self._kill()
        with self._patience():
            _, status, usage = os.wait4(self._popen.pid, 0)
        self._popen.returncode = os.waitstatus_to_exitcode(status)
        self._errors.close()
        # a child begins with the peak of its parent: the measuring process stays small, it imports no library
        self.peak, self.cpu = 1024 * usage.ru_maxrss, usage.ru_utime + usage.ru_stime

    @contextmanager
    def _patience(self) -> Iterator[None]:
        timer = Timer(PATIENCE, self._kill)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _kill(self) -> None:
        os.kill(self._popen.pid, signal.SIGKILL)  # Popen.kill would take the status that __exit__ waits for

    def _cpu(self) -> float:
        """Seconds in user and kernel mode, of all its threads and of its children that ended; 0 when it is gone."""
        try:
            stat = Path(f"/proc/{self._popen.pid}/stat").read_text()
        except FileNotFoundError:
            return 0.0
        return sum(map(int, stat.rpartition(")")[2].split()[11:15])) / TICKS

    def _last_words(self) -> str:
        """What the process said last, once it has ended."""
        with self._patience():
            os.waitid(os.P_PID, self._popen.pid, os.WEXITED | os.WNOWAIT)
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").strip().splitlines()
        return lines[-1][:200] if lines else "it ended without a word"
