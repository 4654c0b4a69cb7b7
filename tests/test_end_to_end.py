"""The program as it is served: one answer at every door, an orderly end, nothing sent outside."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from gradio_client import Client
from schema import ANSWER, fits
from support import INTERVIEW, LIGHTHOUSE, ROOT, Server, needs_ipv6

from bot.__main__ import main

QUESTION = "Who received a medal from the ambassador?"
WATCH = """
import os, sys

def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        address = arguments
    else:
        return
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, bytes):
        host = host.decode()
    if host not in (None, "", "127.0.0.1", "::1", "localhost", "0.0.0.0") and not str(host).startswith("/"):
        with open(os.environ["WATCHED"], "a") as file:
            print(event, address, file=file)

sys.addaudithook(watch)
"""


@pytest.fixture(scope="session")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str]]]:
    """A file to which a process started with this environment writes every look-up and connection off this machine."""
    folder = tmp_path_factory.mktemp("watch")
    (folder / "sitecustomize.py").write_text(WATCH)
    seen = folder / "seen"
    environment = {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "WATCHED": str(seen)}
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HF_HUB_OFFLINE", "GRADIO_ANALYTICS_ENABLED", "HF_HUB_DISABLE_TELEMETRY"):
            patch.delenv(name, raising=False)  # a user does not set it: Gradio may have done so in this process
        yield seen, environment


ARTICLE = "Zhang Xiao said: “The Chinese people will always forget them.” 🙂 He gave “a commemorative medal”."


def check_of(url: str, *data: object) -> httpx.Response:
    return httpx.post(f"{url}/gradio_api/run/check", json={"data": data}, timeout=60)


def answer_of(url: str, question: str, **options: object) -> dict[str, object]:
    return Client(url, verbose=False).predict(question, api_name="/ask", **options)  # type: ignore[no-any-return]


def test_the_endpoint_gives_the_json_of_the_command_line(
    server: Server, cache: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = answer_of(server.url, QUESTION, k=2)
    assert fits(answer, ANSWER)
    assert main(["ask", QUESTION, "-k", "2", "--json", "--cache", cache]) == 0
    assert answer == json.loads(capsys.readouterr().out)


def test_history_and_standalone_reach_the_bot(server: Server) -> None:
    answer = answer_of(server.url, "And who got it?", history=["A medal?"], standalone=QUESTION)
    assert (answer["question"], answer["standalone"]) == ("And who got it?", QUESTION)


@pytest.mark.parametrize(("question", "options"), [("a" * 20_001, {}), ("medal", {"k": 0})])
def test_an_error_of_the_endpoint_says_what_was_expected(
    server: Server, question: str, options: dict[str, int]
) -> None:
    with pytest.raises(Exception, match="expected"):
        answer_of(server.url, question, **options)


def test_the_check_endpoint_gives_the_json_of_the_command_line(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    checked = check_of(server.url, ARTICLE, False).json()["data"][0]
    assert [(span["verdict"], span["grave"]) for span in checked["spans"]] == [("altered", True), ("exact", False)]
    assert [ARTICLE[span["start"] : span["stop"]] for span in checked["spans"]] == [s["text"] for s in checked["spans"]]
    assert main(["check", ARTICLE, "--json"]) == 1
    assert checked == json.loads(capsys.readouterr().out)
    assert len(check_of(server.url, ARTICLE + "\n\nIt was cold.", True).json()["data"][0]["spans"]) == 3
    assert Client(server.url, verbose=False).predict(ARTICLE, api_name="/check") == checked


def test_a_text_that_cant_be_checked_is_refused_in_words(server: Server) -> None:
    for text, found in (("a" * 200_001, "found 200,001"), ([7], "found '[7]'"), (None, "found 'None'")):
        response = check_of(server.url, text, False)
        assert response.status_code == 500
        assert response.json()["error"] == f"expected a text of at most 200,000 characters; {found}"
    assert check_of(server.url, "\x00" * 180_000, False).status_code == 413
    assert check_of(server.url, "", False).json()["data"][0]["spans"] == []
    lone_surrogates = b'{"data": ["\\"never \\ud83d forget\\" \\udc00", true]}'
    of_json = {"Content-Type": "application/json"}
    lone = httpx.post(f"{server.url}/gradio_api/run/check", content=lone_surrogates, headers=of_json)
    assert lone.json()["data"][0]["spans"][0]["text"] == "never ? forget"


def test_only_asking_surveying_and_checking_are_public(server: Server) -> None:
    info = httpx.get(f"{server.url}/gradio_api/info").json()
    assert list(info["named_endpoints"]) == ["/ask", "/ask_within", "/survey", "/check"]
    assert info["unnamed_endpoints"] == {}


def test_the_page_is_served_with_headers_and_only_to_its_own_name(server: Server) -> None:
    page = httpx.get(server.url)
    assert page.status_code == 200
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"
    assert httpx.get(server.url, headers={"Host": "evil.example"}).status_code == 400
    assert httpx.get(f"{server.url}/monitoring/summary").status_code in (403, 404)


def test_files_of_the_machine_are_not_served(server: Server) -> None:
    for path in ("/etc/passwd", str(INTERVIEW), str(ROOT / "app.py")):
        assert httpx.get(f"{server.url}/gradio_api/file={path}").status_code in (403, 404)


def test_building_asking_and_serving_reach_for_nothing_outside(
    start: Callable[..., Server], watched: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    seen, environment = watched
    command = [sys.executable, "-m", "bot", "ask", QUESTION, "--cache", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True, stdout=subprocess.DEVNULL)
    served = start("--cache", str(tmp_path), "--transcript", str(LIGHTHOUSE), **environment)
    assert httpx.get(served.url).status_code == 200
    assert answer_of(served.url, "Where will the lens go?")["state"] == "answered"
    assert not seen.exists(), seen.read_text()
    probe = [sys.executable, "-c", "import socket; socket.getaddrinfo('example.invalid', 80)"]
    subprocess.run(probe, env=os.environ | environment, check=False, stderr=subprocess.DEVNULL)
    assert "example.invalid" in seen.read_text(), "the watch itself works"
    served.send(signal.SIGTERM)
    assert served.end() in (0, -signal.SIGTERM)


def test_a_server_that_is_stopped_finishes_the_answers_that_it_began(serve: Callable[..., Server]) -> None:
    server, count = serve(), 12
    together = threading.Barrier(count)
    began = threading.Event()

    def one(_: int) -> str:
        with httpx.Client(base_url=server.url, timeout=30) as client:
            client.get("/healthz")
            together.wait(timeout=30)
            answer = client.post("/gradio_api/run/answer", json={"data": [[QUESTION], "", "en", None, ""]})
            began.set()
            return str(answer.json()["data"][0])

    with ThreadPoolExecutor(count) as pool:
        answers = pool.map(one, range(count))
        assert began.wait(timeout=30)
        server.send(signal.SIGTERM)
        assert all("Nikolai Mikhailovich Vozov" in answer for answer in answers)
    assert server.end() in (0, -signal.SIGTERM)


def test_no_large_body_is_taken(server: Server) -> None:
    large = {"data": [["a" * 1_000_001]]}
    assert httpx.post(f"{server.url}/gradio_api/run/answer", json=large).status_code == 413

    def chunks() -> Iterator[bytes]:
        yield b'{"data": [["'
        for _ in range(40):
            yield b"a" * 50_000
        yield b'"]]}'

    assert httpx.post(f"{server.url}/gradio_api/run/answer", content=chunks()).status_code == 413
    state = {"ready": True, "stage": "ready", "done": 0, "of": 0, "reason": ""}
    assert httpx.get(f"{server.url}/healthz").json() == state


def test_the_page_may_be_framed_and_named_only_as_the_options_say(serve: Callable[..., Server]) -> None:
    served = serve("--allow-frame", "https://example.org", "--allow-host", "talks.example.org")
    page = httpx.get(served.url, headers={"Host": "talks.example.org"})
    assert "frame-ancestors 'self' https://example.org" in page.headers["content-security-policy"]
    assert "x-frame-options" not in page.headers
    assert httpx.get(served.url, headers={"Host": "other.example.org"}).status_code == 400


@needs_ipv6
@pytest.mark.parametrize(
    ("host", "urls"),
    [
        ("::1", ["http://[::1]:{port}"]),
        ("::", ["http://[::1]:{port}", "http://127.0.0.1:{port}", "http://localhost:{port}"]),
    ],
)
def test_a_page_is_served_at_an_address_of_ipv6(serve: Callable[..., Server], host: str, urls: list[str]) -> None:
    port = urlsplit(serve(host=host).url).port
    for url in [address.format(port=port) for address in urls]:
        assert f'"root":"{url}"' in httpx.get(f"{url}/config").text
        assert "Nikolai Mikhailovich Vozov" in json.dumps(answer_of(url, QUESTION))
        origins = (url, "https://evil.example")
        allowed = [
            httpx.get(f"{url}/config", headers={"Origin": origin}).headers.get("Access-Control-Allow-Origin")
            for origin in origins
        ]
        assert allowed == [url, None]
    if host == "::1":
        assert httpx.get(urls[0].format(port=port), headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--host", "no such host"], "--host: expected an address or a name of this machine; found 'no such host'"),
        (["--port", "70000"], "--port: expected a number from 0 to 65535; found 70000"),
        (["--allow-frame", "https://a.example; script-src *"], "expected an origin like https://example.org"),
        (["--root-path", "talks"], "expected a path like /talks; found 'talks'"),
        (["--auth", "nobody-has-this-file"], "nobody-has-this-file: can't be read"),
    ],
)
def test_an_option_that_can_not_be_followed_stops_the_start(options: list[str], message: str) -> None:
    command = [sys.executable, str(ROOT / "app.py"), *options]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr.startswith(f"error: {message}")
    assert run.stderr.count("\n") == 1


def test_a_port_in_use_stops_the_start_with_one_line(server: Server) -> None:
    port = server.url.rsplit(":", 1)[1]
    command = [sys.executable, str(ROOT / "app.py"), "--port", port]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    message = f"error: can't listen on 127.0.0.1, port {port}: Address already in use\n"
    assert (run.returncode, run.stderr) == (2, message)


def test_a_transcript_that_can_not_be_read_stops_the_start_with_one_line(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "app.py"), "--transcript", str(tmp_path / "none.txt")]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (2, f"error: {tmp_path}/none.txt: no such file\n")
