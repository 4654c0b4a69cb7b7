"""The chat server's side of a question: whatever it does, an answer is whole and in time or there is none."""

import asyncio
import gzip
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

import pytest
from chat_server import Behaviour, Handler, answering, chat_server, completion

from bot.errors import OptionError
from bot.reorder.llm_choice import ChooserError
from bot.reorder.llm_client import MOST_BYTES, LlmClient

KEY = "sk-not-for-the-log"


def posted(behaviour: Behaviour, seconds: float = 5) -> bytes:
    with chat_server(behaviour) as server:
        return LlmClient(server.url, seconds=seconds).post(b"{}")


def failing(behaviour: Behaviour, seconds: float = 5) -> tuple[str, str]:
    """What failed, and the number that belongs to it."""
    with pytest.raises(ChooserError) as caught:
        posted(behaviour, seconds)
    return caught.value.failure, caught.value.detail


def raw(data: bytes) -> Behaviour:
    """Just these bytes, then the end of the connection."""

    def behave(handler: Handler) -> None:
        handler.wfile.write(data)
        handler.close_connection = True

    return behave


def test_the_body_comes_back_as_it_was_sent() -> None:
    assert posted(answering("1, 2")) == completion("1, 2")


def test_a_question_goes_to_the_chat_completions_without_a_key_and_uncompressed() -> None:
    with chat_server(answering("1")) as server:
        for url in (server.url, f"{server.url}/"):
            LlmClient(url).post(b'{"a": 1}')
    for path, headers, body in server.asked:
        assert (path, body) == ("/v1/chat/completions", {"a": 1})
        assert headers["Accept-Encoding"] == "identity"
        assert "Authorization" not in headers


def test_the_key_goes_to_the_server_and_into_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with chat_server(answering("1")) as server:
        LlmClient(server.url, f"{KEY}\n").post(b"{}")
    assert server.asked[0][1]["Authorization"] == f"Bearer {KEY}"
    with chat_server(lambda handler: handler.reply(b"", 401)) as server, pytest.raises(ChooserError) as caught:
        LlmClient(server.url, KEY).post(b"{}")
    assert "send_request_headers" in caplog.text, "even the client's own notes are in it"
    assert KEY not in caplog.text + repr(caught.value)


def test_the_environment_names_no_proxy_and_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert posted(answering("1")) == completion("1")


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with chat_server(answering("1")) as server:
        pass
    with pytest.raises(ChooserError) as caught:
        LlmClient(server.url).post(b"{}")
    assert caught.value.failure == "unreachable"


def stall(handler: Handler) -> None:
    handler.chat.over.wait(30)


def drip_head(handler: Handler) -> None:
    handler.drip(b"HTTP/1.1 200 OK\r\n" + b"".join(repeat(b"X-More: and more\r\n", 1000)))


def drip_body(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n")
    handler.drip(b" " * 60000)


def stall_in_body(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{")
    stall(handler)


def go_on_forever(handler: Handler) -> None:
    while not handler.chat.over.wait(0.02):
        handler.wfile.write(b"HTTP/1.1 102 Processing\r\n\r\n")


@pytest.mark.parametrize("behaviour", [stall, drip_head, drip_body, stall_in_body, go_on_forever])
def test_the_deadline_holds_for_all_of_an_answer_together(behaviour: Behaviour) -> None:
    begun = time.monotonic()
    assert failing(behaviour, seconds=0.5) == ("slow", "0.5")
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize("status", [201, 204, 301, 302, 307, 308, 400, 401, 404, 429, 500, 503])
def test_only_a_plain_success_is_an_answer(status: int) -> None:
    assert failing(lambda handler: handler.reply(b"" if status == 204 else completion("1"), status)) == (
        "status",
        str(status),
    )


def test_redirects_are_not_followed() -> None:
    with chat_server(answering("1")) as other:
        moved: Behaviour = lambda handler: handler.reply(b"", 307, Location=f"{other.url}/chat/completions")  # noqa: E731
        assert failing(moved) == ("status", "307")
    assert other.asked == []


@pytest.mark.parametrize("media_type", ["text/html", "text/plain", "application/x-ndjson", "text/event-stream", ""])
def test_other_content_is_refused(media_type: str) -> None:
    assert failing(lambda handler: handler.reply(completion("1"), media_type=media_type)) == ("form", "")


@pytest.mark.parametrize("media_type", ["application/json; charset=utf-8", "Application/JSON ;x=y"])
def test_parameters_of_the_content_type_do_not_matter(media_type: str) -> None:
    assert posted(lambda handler: handler.reply(completion("1"), media_type=media_type)) == completion("1")


def pour(handler: Handler) -> None:
    """Chunks of blanks, for as long as somebody reads."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
    while not handler.chat.over.is_set():
        handler.wfile.write(b"1000\r\n" + b" " * 4096 + b"\r\n")


@pytest.mark.parametrize("behaviour", [pour, lambda handler: handler.reply(b" " * (MOST_BYTES + 1))])
def test_an_answer_that_is_too_long_is_not_read_to_its_end(behaviour: Behaviour) -> None:
    assert failing(behaviour) == ("large", str(MOST_BYTES))


def test_the_longest_answer_is_read() -> None:
    assert len(posted(lambda handler: handler.reply(b" " * MOST_BYTES))) == MOST_BYTES


def test_compressed_bytes_stay_compressed() -> None:
    bomb = gzip.compress(b"0" * 10_000_000)
    assert posted(lambda handler: handler.reply(bomb, **{"Content-Encoding": "gzip"})) == bomb


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\xff\xfe\x00",
    ],
)
def test_a_server_that_breaks_off_or_speaks_otherwise_is_broken(data: bytes) -> None:
    assert failing(raw(data)) == ("broken", "")


def test_it_can_be_asked_from_within_a_running_loop() -> None:
    async def ask(endpoint: LlmClient) -> bytes:
        return endpoint.post(b"{}")

    with (
        chat_server(answering("1")) as server,
        ThreadPoolExecutor(1) as pool,
    ):  # other tests leave a loop in this thread
        assert pool.submit(asyncio.run, ask(LlmClient(server.url))).result() == completion("1")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "such as http"),
        ("127.0.0.1:11434/v1", "such as http"),
        ("/v1", "such as http"),
        ("ftp://127.0.0.1/v1", "such as http"),
        ("file:///etc/passwd", "such as http"),
        ("http:///v1", "such as http"),
        ("http://127.0.0.1:99999/v1", "such as http"),
        ("http://127.0.0.1:0/v1", "such as http"),
        ("http://127.0.0.1:port/v1", "such as http"),
        ("http://xn--/v1", "such as http"),
        ("http://127.0.0.1/v1?a=b", "such as http"),
        ("http://127.0.0.1/v1#a", "such as http"),
        ("http://127.0.0.1/v1\nX: y", "such as http"),
        ("http://[::1/v1", "such as http"),
        ("http://127.0.0.1/v1/chat/completions", "expected the address before /chat/completions"),
        ("http://ann:secret@127.0.0.1/v1", "without a name or password"),
    ],
)
def test_addresses_that_are_none_are_refused_before_anything_is_sent(url: str, reason: str) -> None:
    with pytest.raises(OptionError, match=reason) as caught:
        LlmClient(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://127.0.0.1:11434/v1", "127.0.0.1:11434"),
        ("HTTP://LocalHost:80/v1/", "localhost"),
        ("https://llm.example.org", "llm.example.org"),
        ("http://[::1]:8000/v1", "[::1]:8000"),
        ("http://192.168.1.20:8000/v1", "192.168.1.20:8000"),
    ],
)
def test_the_host_can_be_named_to_those_who_ask(url: str, host: str) -> None:
    assert LlmClient(url).host == host


@pytest.mark.parametrize("url", ["http://192.168.1.20/v1", "http://llm.example.org/v1", "http://localhost.org/v1"])
def test_a_key_is_not_sent_in_the_clear_to_another_machine(url: str) -> None:
    with pytest.raises(OptionError, match="expected https, as the key of ON_THE_RECORD_LLM_KEY") as caught:
        LlmClient(url, KEY)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("url", ["http://localhost/v1", "http://127.9.9.9/v1", "http://[::1]/v1", "https://a.org/v1"])
def test_a_key_goes_to_this_machine_or_encrypted(url: str) -> None:
    LlmClient(url, KEY)


@pytest.mark.parametrize("key", ["two words", "line\nend", "ключ", "\x00"])
def test_a_key_that_no_header_can_carry_is_refused_without_repeating_it(key: str) -> None:
    with pytest.raises(OptionError, match="ON_THE_RECORD_LLM_KEY: expected a key of printable ASCII") as caught:
        LlmClient("http://127.0.0.1/v1", key)
    assert key not in str(caught.value)
