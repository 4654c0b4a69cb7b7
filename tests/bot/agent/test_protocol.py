"""python -m bot mcp as a process: lines that are no messages, the end of its input, signals, a missing package."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from support import ROOT

from bot.__main__ import main

SECONDS = 60
FOLDER = str(ROOT / "bot")


class Raw:
    """A server whose lines are written and read by hand."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, *(arguments or (FOLDER, "mcp"))]
        env = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, env=env, stdin=pipe, stdout=pipe, stderr=pipe)
        client = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "hand", "version": "1"}}
        self.send("initialize", client, 0)
        assert self.answer()["result"]["serverInfo"]["name"] == "on-the-record"
        self.send("notifications/initialized")

    def send(self, method: str, params: Any = None, number: int | None = None) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params or {}}
        self.write(json.dumps(message if number is None else message | {"id": number}).encode() + b"\n")

    def write(self, line: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        return dict(json.loads(self.process.stdout.readline()))

    def end(self) -> tuple[int, bytes, bytes]:
        """Close its input: the exit status, what it still wrote, and its log."""
        out, err = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, out, err


@pytest.fixture
def raw() -> Iterator[Callable[..., Raw]]:
    started: list[Raw] = []

    def start(*arguments: str) -> Raw:
        started.append(Raw(*arguments))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.communicate()


def test_lines_that_are_no_messages_do_not_end_the_server(raw: Callable[..., Raw]) -> None:
    server = raw()
    for line in (b"", b"nonsense", b"{}", b"[]", b"\xff\xfe\x00", b"[" * 100_000, b'{"jsonrpc":"2.0","id":1}'):
        server.write(line + b"\n")
    for params in (None, [], {"name": 1}, {"name": "check", "arguments": []}):
        server.send("tools/call", params, 1)
        assert server.answer()["error"]["code"] == -32602
    server.send("no/such", None, 2)
    assert server.answer()["error"]["code"] == -32601
    half = b'{"name":"check","arguments":{"text":"\xed\xa0\x80 a"}}'
    server.write(b'{"jsonrpc":"2.0","id":3,"method":"tools/call","params":' + half + b"}\n")
    assert server.answer()["result"]["structuredContent"]["spans"][0]["verdict"] == "not_found"
    assert server.end() == (0, b"", b"")


def test_the_end_of_the_input_is_the_end(raw: Callable[..., Raw]) -> None:
    server = raw()
    server.send("tools/call", {"name": "read_context", "arguments": {"place": "q1"}}, 1)
    assert server.answer()["id"] == 1
    assert server.end() == (0, b"", b"")


def test_an_agent_that_leaves_in_the_middle_is_no_fault(raw: Callable[..., Raw]) -> None:
    server = raw()
    server.send("tools/call", {"name": "check", "arguments": {"text": "a b c d. " * 20_000, "sentences": True}}, 1)
    assert server.process.stdout is not None
    server.process.stdout.close()
    assert server.end()[0::2] == (0, b"")


def test_ctrl_c_ends_it_at_once_without_a_word(raw: Callable[..., Raw]) -> None:
    server = raw()
    time.sleep(0.2)
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(5) == -signal.SIGINT
    assert server.end()[1:] == (b"", b"")


@pytest.mark.parametrize("missing", ["mcp", "mcp_types"])
def test_without_the_package_one_line_says_what_to_install(missing: str) -> None:
    """mcp_types: it came with version 2, and an older one is as good as none."""
    code = f"import sys; sys.modules[{missing!r}] = None; from bot.__main__ import main; sys.exit(main(['mcp']))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: the Model Context Protocol's package is not installed: pip install -r req")
    assert done.stderr.count("\n") == 1


def test_a_transcript_that_can_not_be_read_is_said_before_anything_is_served(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["mcp", "--transcript", "none.txt"]) == 2
    assert capsys.readouterr() == ("", "error: none.txt: no such file\n")
