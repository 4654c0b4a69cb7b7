"""What stands before every request: security headers on the way out, no uploads and no large bodies on the way in, and
no reading of what this machine serves itself by the pages of others.
"""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.address import is_this_machine

MOST_BYTES = 1_000_000
"""Of a request's body: some fifty questions of the greatest length."""
TOO_LARGE = f"expected a body of at most {MOST_BYTES:,} bytes"
LENGTH = re.compile(rb"[0-9]{1,9}")
UPLOADS = "/gradio_api/upload"
STATIC_PATH = "/page/"


class Guard:
    """An ASGI application around another; every response gets `headers`."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self._app = app
        self._headers = headers

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

        refusal = _refusal(scope)
        if refusal:
            await refusal(scope, receive, send_with_headers)
        else:
            await self._app(scope, _limited(receive), send_with_headers)


def _refusal(scope: Scope) -> PlainTextResponse | None:
    if scope["path"].rstrip("/").endswith(UPLOADS):
        return PlainTextResponse("this server takes no files", 403)
    stated = dict(scope["headers"]).get(b"content-length", b"0")
    if not LENGTH.fullmatch(stated) or int(stated) > MOST_BYTES:
        return PlainTextResponse(TOO_LARGE, 413)
    return None


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


def _limited(receive: Receive) -> Receive:
    """`receive`, until more has come than is allowed, stated or not; FastAPI makes a response of that."""
    received = 0

    async def limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > MOST_BYTES:
            raise HTTPException(413, TOO_LARGE)
        return message

    return limited
