"""What is served before the page is there: 503, a page that waits, nothing of what is read; then another takes over."""

import asyncio
import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from support import INTERVIEW, ROOT

from bot.render.strings import LANGUAGES, texts_of
from bot.web.access import Access, access
from bot.web.serve import serve_until_made
from bot.web.starting import starting_app

ANYBODY = access("127.0.0.1", [], [], None, "")


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def got(path: str, host: str = "127.0.0.1", allowed: Access = ANYBODY) -> httpx.Response:
    async def one() -> httpx.Response:
        transport = httpx.ASGITransport(app=starting_app(allowed))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
            return await client.get(path)

    return asyncio.run(one())


@pytest.mark.parametrize("path", ["/", "/healthz", "/config", "/page/main.js", "/gradio_api/run/ask", "/login"])
def test_everything_is_to_be_asked_again_in_a_moment(path: str) -> None:
    response = got(path)
    assert response.status_code == 503
    kept = "no-cache" if path.startswith("/page/") else "no-store"  # the guard's, as it is later
    assert (response.headers["Retry-After"], response.headers["Cache-Control"]) == ("1", kept)


def test_health_has_the_keys_that_it_has_later() -> None:
    state = {"ready": False, "stage": "page", "done": 0, "of": 0, "reason": ""}
    assert got("/healthz").json() == state


def test_the_same_hosts_are_refused_and_the_same_headers_sent_as_later() -> None:
    allowed = access("127.0.0.1", ["talks.example.org"], ["https://example.org"], None, "")
    assert got("/", "evil.example", allowed).status_code == 400
    response = got("/", "talks.example.org", allowed)
    assert response.status_code == 503
    assert {name: response.headers[name] for name in allowed.headers} == dict(allowed.headers)
    assert "X-Frame-Options" not in response.headers
    assert got("/").headers["X-Frame-Options"] == "SAMEORIGIN"


def test_the_page_speaks_every_language_and_asks_for_nothing_elsewhere() -> None:
    page = got("/").text
    (known,) = re.findall(r'id="known">(.*?)</script>', page)
    for language, words in json.loads(known).items():
        assert words.startswith(texts_of(language)["loading.page"])
        assert words.endswith(texts_of(language)["loading"])
    assert list(json.loads(known)) == list(LANGUAGES)
    assert re.findall(r"""(?:src|href|url\()\s*=?\s*["']?([^"' >]+)""", page) == ["data:,"]


def test_an_application_is_served_until_another_is_made_and_the_socket_goes_on_listening(
    listening: socket.socket,
) -> None:
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    next_one = Starlette(routes=[Route("/", lambda _: PlainTextResponse("the other"))])
    statuses: list[int] = []

    def make() -> Starlette:
        statuses.append(httpx.get(f"{url}/healthz", timeout=30).status_code)
        return next_one

    assert serve_until_made(make, starting_app(ANYBODY), listening) is next_one
    assert statuses == [503]
    with socket.create_connection(listening.getsockname(), timeout=5):
        pass  # taken by the system, until somebody serves again


def test_what_goes_wrong_in_making_is_raised_where_it_is_waited_for(listening: socket.socket) -> None:
    def make() -> Starlette:
        raise ZeroDivisionError("made of nothing")

    with pytest.raises(ZeroDivisionError, match="made of nothing"):
        serve_until_made(make, starting_app(ANYBODY), listening)


def test_a_server_that_is_started_answers_before_the_page_is_there_and_is_stopped_without_a_word(
    unindexed: str,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    options = ["--port", str(port), "--transcript", str(INTERVIEW), "--cache", unindexed]
    command = [sys.executable, str(ROOT / "app.py"), *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as process:
        killer = threading.Timer(60, process.kill)
        killer.start()
        page = first_answer(f"http://127.0.0.1:{port}/")
        process.send_signal(signal.SIGINT)
        said, complaints = process.communicate()
        killer.cancel()
    assert page.status_code == 503
    assert "On the Record" in page.text
    assert "Zhang" not in page.text
    assert process.returncode == -signal.SIGINT
    assert said == f"On the Record: http://127.0.0.1:{port} (Ctrl+C stops it)\n"
    assert complaints == ""


def first_answer(url: str) -> httpx.Response:
    deadline = time.monotonic() + 60
    while True:
        try:
            return httpx.get(url)
        except httpx.TransportError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)
