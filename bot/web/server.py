"""How the page is served: the bot loading behind it, health, headers, and an orderly end."""

import logging
import socket
import threading
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.responses import JSONResponse

from bot.chat import Bot
from bot.web.page import Page, mount
from index.transcript import Transcript

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
"""Gradio's page does not render without 'unsafe-eval'."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
}
EVERYWHERE = ("0.0.0.0", "::")
SHUTDOWN_SECONDS = 5
"""For running answers to finish; an open page would hold the server for ever."""

log = logging.getLogger(__name__)


class Loading:
    """A bot that loads in the background; whoever needs it waits for it."""

    def __init__(self, load: Callable[[], Bot]) -> None:
        self._future: Future[Bot] = Future()
        threading.Thread(target=self._run, args=(load,), name="loading", daemon=True).start()

    def get(self) -> Bot:
        """The bot, or whatever loading it raised."""
        return self._future.result()

    @property
    def is_ready(self) -> bool:
        return self._future.done() and self._future.exception() is None

    def _run(self, load: Callable[[], Bot]) -> None:
        try:
            self._future.set_result(load())
            log.info("ready")
        except BaseException as error:  # noqa: BLE001  # handed to whoever asks
            log.error("%s", error)
            self._future.set_exception(error)


def build_app(transcripts: Sequence[Transcript], loading: Loading, hosts: Sequence[str]) -> FastAPI:
    """The whole web application; requests for a host that is not in `hosts` are refused (DNS rebinding)."""
    app = FastAPI(title="On the Record", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))

    @app.middleware("http")
    async def add_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        response.headers.update(HEADERS)
        return response

    @app.get("/healthz")
    def healthz() -> JSONResponse:
        """200 when questions are answered at once, 503 while the model loads or if it could not be."""
        return JSONResponse({"ready": loading.is_ready}, 200 if loading.is_ready else 503)

    return mount(app, Page(transcripts, loading.get, lambda: loading.is_ready))


def allowed_hosts(host: str, more: Sequence[str]) -> list[str]:
    """The names under which a server on `host` may be asked for: everything where it listens on every address."""
    return ["*"] if host in EVERYWHERE and not more else ["127.0.0.1", "localhost", "[::1]", "::1", host, *more]


def serve(app: FastAPI, listening: socket.socket) -> None:
    """Serve until SIGINT or SIGTERM; running answers are finished first."""
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=SHUTDOWN_SECONDS)
    uvicorn.Server(config).run(sockets=[listening])
