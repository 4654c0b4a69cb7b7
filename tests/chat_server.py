"""A chat server of the tests' own: a real one, on a port of this machine, that behaves as it is told."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

Behaviour = Callable[["Handler"], None]


@dataclass
class ChatServer:
    """Where it listens, what it was asked (path, headers, body), and what ends those who stall."""

    url: str
    asked: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)
    over: Event = field(default_factory=Event)


class Handler(BaseHTTPRequestHandler):
    """Notes a question, of which it keeps the body in `told`, and then behaves."""

    chat: ChatServer
    behaviour: Behaviour
    told: dict[str, Any]

    def do_POST(self) -> None:
        self.told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.chat.asked.append((self.path, dict(self.headers), self.told))
        type(self).behaviour(self)

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def reply(self, body: bytes, status: int = 200, media_type: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self, data: bytes) -> None:
        """A byte every 50 ms, until all is sent or the test is over."""
        for at in range(len(data)):
            self.wfile.write(data[at : at + 1])
            self.wfile.flush()
            if self.chat.over.wait(0.05):
                return


class QuietServer(ThreadingHTTPServer):
    """Says nothing of clients that went away."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def chat_server(behaviour: Behaviour) -> Iterator[ChatServer]:
    """`behaviour` is what every question gets."""
    kind = type("ToldHandler", (Handler,), {"behaviour": staticmethod(behaviour)})
    with QuietServer(("127.0.0.1", 0), kind) as server:
        chat = ChatServer(f"http://127.0.0.1:{server.server_port}/v1")
        kind.chat = chat
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield chat
        finally:
            chat.over.set()
            server.shutdown()
            thread.join()


def completion(content: object, finish: object = "stop", **message: object) -> bytes:
    """A chat completion as an OpenAI-compatible server sends it."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content} | message, "finish_reason": finish}
    return json.dumps({"id": "c1", "object": "chat.completion", "choices": [choice]}).encode()


def answering(content: object, **options: object) -> Behaviour:
    """Every question gets a completion with `content`."""
    return lambda handler: handler.reply(completion(content, **options))
