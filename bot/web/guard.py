"""What stands before every request: security headers on the way out, no large bodies on the way in, no files out, and
no reading of what this machine serves itself by the pages of others.
"""

import json
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.own.files import MOST_BYTES as MOST_FILE
from bot.web.address import is_this_machine
from bot.web.uploads import Uploads

MOST_BYTES = 1_000_000
"""Of a request's body: some fifty questions of the greatest length."""
TOO_LARGE = "expected a body of at most {most:,} bytes"
LENGTH = re.compile(rb"[0-9]{1,9}")
UPLOADS = "/gradio_api/upload"
FILES = re.compile(r"/gradio_api/(?:file|proxy|stream|process_recording)\b|/(?:file|proxy)=")
"""Where Gradio would serve files: none of the page's are there, and a visitor's are nobody else's."""
MOST_UPLOADED = MOST_FILE + 1_000_000
"""Of the body of an upload: what stands around the files in it is small."""
STATIC_PATH = "/page/"


class Guard:
    """An ASGI application around another; every response gets `headers`. Files are taken where there are `uploads`."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str], uploads: Uploads | None = None) -> None:
        self._app = app
        self._headers = headers
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                if _is_read_from_elsewhere(scope):
                    del headers["Access-Control-Allow-Origin"]
                if scope["path"].startswith(STATIC_PATH):
                    headers["Cache-Control"] = "no-cache"  # asked for again, answered with 304 while unchanged
            await send(message)

        most = MOST_UPLOADED if _is_upload(scope) else MOST_BYTES
        refusal = self._refusal(scope, most)
        if refusal:
            await refusal(scope, receive, send_with_headers)
        elif scope["method"] == "POST" and not _is_upload(scope):
            body = await _read(receive)
            if body is None:
                await PlainTextResponse(TOO_LARGE.format(most=most), 413)(scope, receive, send_with_headers)
            elif _names_a_file(body):
                await PlainTextResponse("this server opens no files", 403)(scope, receive, send_with_headers)
            else:
                await self._app(scope, _again(body, receive), send_with_headers)
        else:
            await self._app(scope, _limited(receive, most), send_with_headers)

    def _refusal(self, scope: Scope, most: int) -> PlainTextResponse | None:
        if FILES.search(scope["path"]):
            return PlainTextResponse("this server gives no files", 403)
        if _is_upload(scope):
            if self._uploads is None:
                return PlainTextResponse("this server takes no files", 403)
            if self._uploads.is_full:
                return PlainTextResponse("this server takes no more files for now", 503)
        stated = dict(scope["headers"]).get(b"content-length", b"0")
        if not LENGTH.fullmatch(stated) or int(stated) > most:
            return PlainTextResponse(TOO_LARGE.format(most=most), 413)
        return None


def _is_upload(scope: Scope) -> bool:
    return str(scope["path"]).rstrip("/").endswith(UPLOADS)


async def _read(receive: Receive) -> bytes | None:
    """The whole body; None if more has come than is allowed."""
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > MOST_BYTES:
            return None
        if message["type"] != "http.request" or not message.get("more_body"):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    """A body that was read, for who reads it next; what comes after it is how the connection ends."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return messages.pop() if messages else await receive()

    return again


def _names_a_file(body: bytes) -> bool:
    """Whether Gradio would take something in it for a file: it copies what such a thing names, of this machine or of
    an address, to where a visitor's uploads are taken from.
    """
    try:
        waiting = [json.loads(body)]
    except (ValueError, RecursionError):
        return b"gradio.FileData" in body
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if "meta" in value and ("path" in value or "url" in value):
                return True
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return False


def _is_read_from_elsewhere(scope: Scope) -> bool:
    """Whether the page of another host asks what is served under an address of this machine.

    Gradio keeps such pages out under 127.0.0.1 and localhost, but knows no [::1].
    """
    headers = dict(scope["headers"])
    asked, asking = _host(b"//" + headers.get(b"host", b"")), _host(headers.get(b"origin", b""))
    return is_this_machine(asked) and not is_this_machine(asking)


def _host(url: bytes) -> str:
    try:
        return urlsplit(url.decode("latin-1")).hostname or ""
    except ValueError:
        return ""


def _limited(receive: Receive, most: int) -> Receive:
    """`receive`, until more has come than is allowed, stated or not; FastAPI makes a response of that."""
    received = 0

    async def limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            raise HTTPException(413, TOO_LARGE.format(most=most))
        return message

    return limited
