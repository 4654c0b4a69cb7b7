"""Fixtures: the interview that ships, one of our own writing, bots over them, and the page as it is served."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import httpx
import pytest
from filelock import FileLock
from forked import fork_app
from small_models import lamp_counter, tiny_model
from support import INTERVIEW, LIGHTHOUSE, ROOT, Server, WordEmbedder, checker_of, library_of

from bot.chat import Bot
from bot.quote_check.article import read_article
from bot.quote_check.checker import Checker
from bot.quote_check.verdict import Check, Checked
from bot.web.address import written
from index.library import open_library, open_transcripts
from index.model.embedder import ModelEmbedder
from index.model.onnx_export import export, outcome
from index.quotable import Quotable, quotable
from index.readers.table import read_transcript
from index.transcript import Transcript


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's come last: while it runs it has an event loop in its process, which allows no other there."""
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.fixture
def words() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture(scope="session")
def interview() -> Transcript:
    return read_transcript(INTERVIEW)


@pytest.fixture(scope="session")
def ambassador(interview: Transcript) -> Quotable:
    return quotable(interview)


@pytest.fixture(scope="session")
def lighthouse() -> Transcript:
    return read_transcript(LIGHTHOUSE)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """write(text, name="talk.txt", toml="") -> the path of a new transcript, its line ends and bytes as given."""

    def write(text: str | bytes, name: str = "talk.txt", toml: str = "") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        if toml:
            path.with_suffix(".toml").write_text(toml, encoding="utf-8")
        return path

    return write


@pytest.fixture(autouse=True)
def restored_environment() -> Iterator[None]:
    """`main` sets variables for the libraries of its process: no test shall see those of another."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def interview_checker() -> Checker:
    return checker_of(INTERVIEW)


@pytest.fixture
def check(interview_checker: Checker) -> Callable[..., Check]:
    return lambda article, **options: interview_checker.check(read_article(article, "text"), **options)


@pytest.fixture
def verdict(check: Callable[..., Check]) -> Callable[[str], Checked]:
    """The only span of an article."""

    def verdict(article: str) -> Checked:
        (span,) = check(article).spans
        return span

    return verdict


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the interview with its metadata, to be changed."""
    shutil.copy(INTERVIEW.with_suffix(".toml"), tmp_path)
    return Path(shutil.copy(INTERVIEW, tmp_path))


@pytest.fixture
def bot() -> Bot:
    """The interview with the word embedder."""
    return Bot(library_of(INTERVIEW))


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the model is prepared, and the interview embedded, once for all tests, whatever process they are in."""
    run = tmp_path_factory.getbasetemp()
    cache = (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "cache"
    with FileLock(f"{cache}.lock"):
        ModelEmbedder(cache=cache).load()
    return str(cache)


@pytest.fixture
def unindexed(cache: str, tmp_path: Path) -> str:
    """A cache of the test's own in which the model is prepared, and nothing else is."""
    shutil.copytree(Path(cache, "models"), tmp_path / "unindexed" / "models")
    return str(tmp_path / "unindexed")


@pytest.fixture
def exports_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models are prepared in this process, which has PyTorch already, not in one of its own, which takes seconds."""
    monkeypatch.setattr("index.model.prepared._export", outcome)


@pytest.fixture(scope="session")
def real_bot(default: ModelEmbedder, cache: str) -> Bot:
    """The interview with the real model."""
    return Bot(open_library(open_transcripts([INTERVIEW]), default, Path(cache)))


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lamp_counter(tmp_path_factory.mktemp("lamps"))


@pytest.fixture(scope="session")
def exported(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model as ONNX Runtime reads it."""
    folder = tmp_path_factory.mktemp("exported")
    export(tiny, folder)
    return folder


@pytest.fixture(scope="session")
def default(cache: str) -> ModelEmbedder:
    """The default model as a user has it."""
    return ModelEmbedder(cache=Path(cache))


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory, cache: str) -> Iterator[Callable[..., Server]]:
    """start("--transcript", path, PYTHONPATH=…) -> a Server as a user starts it, which answers; stopped at the end.

    With `until_ready` false it may still be loading.
    """
    running: list[subprocess.Popen[str]] = []

    def start(*arguments: str, until_ready: bool = True, **environment: str) -> Server:
        port = free_port()
        command = [sys.executable, str(ROOT / "app.py"), "--port", str(port), "--cache", cache, *arguments]
        log = tmp_path_factory.mktemp("server") / "log"
        with log.open("w") as file:
            process = subprocess.Popen(command, env=os.environ | environment, stdout=file, stderr=file, text=True)
        running.append(process)
        return answering(f"http://127.0.0.1:{port}", process, log, until_ready)

    yield start
    for process in running:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


@pytest.fixture(scope="session")
def serve_all(tmp_path_factory: pytest.TempPathFactory, cache: str) -> Iterator[Callable[..., Server]]:
    """serve_all("--transcript", path) -> a Server for all tests; forked, in a second where starting takes nine.

    `port` is that of a server that was stopped before.
    """
    running: list[BaseProcess] = []

    def serve_all(*arguments: str, host: str = "127.0.0.1", port: int = 0, until_ready: bool = True) -> Server:
        port = port or free_port()
        log = tmp_path_factory.mktemp("server") / "log"
        process = fork_app(["--host", host, "--port", str(port), "--cache", cache, *arguments], log)
        running.append(process)
        return answering(f"http://{written(host)}:{port}", process, log, until_ready)

    yield serve_all
    for process in running:
        process.terminate()
        process.join(timeout=20)
        process.kill()


@pytest.fixture
def serve(serve_all: Callable[..., Server]) -> Iterator[Callable[..., Server]]:
    """serve("--transcript", path) -> a Server for one test, with the arguments of `serve_all`."""
    running: list[Server] = []

    def serve(*arguments: str, **options: Any) -> Server:
        running.append(serve_all(*arguments, **options))
        return running[-1]

    yield serve
    for server in running:
        if server.status() is None:
            server.send(signal.SIGTERM)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answering(url: str, process: subprocess.Popen[str] | BaseProcess, log: Path, until_ready: bool) -> Server:
    """The server, as soon as it answers."""
    server = Server(url, process)
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and server.status() is None:
        try:
            if httpx.get(f"{server.url}/healthz").status_code == 200 or not until_ready:
                return server
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"app.py does not answer: {log.read_text()}")


@pytest.fixture(scope="session")
def server(start: Callable[..., Server]) -> Server:
    """The interview, served as a user has it."""
    return start()
