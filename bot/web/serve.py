"""An application is served until it ends in an orderly way, or until another one is made."""

import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future

import uvicorn
from starlette.types import ASGIApp

SHUTDOWN_SECONDS = 10
"""For running answers to finish; an open page would hold the server for ever."""


def serve(app: ASGIApp, listening: socket.socket) -> None:
    """Serve until SIGINT or SIGTERM; running answers are finished first."""
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=SHUTDOWN_SECONDS)
    uvicorn.Server(config).run(sockets=[listening])


def serve_until_made(make: Callable[[], ASGIApp], app: ASGIApp, listening: socket.socket) -> ASGIApp:
    """What `make` makes in a thread of its own, or whatever it raises; `app` is served until then.

    Whoever asks between this and the next one waits: the socket goes on listening. Raises KeyboardInterrupt if it is
    stopped before.
    """
    config = uvicorn.Config(app, log_level="warning", lifespan="off", ws="none", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    made: Future[ASGIApp] = Future()

    def run() -> None:
        try:
            made.set_result(make())
        except BaseException as error:  # noqa: BLE001  # raised again below
            made.set_exception(error)
        server.should_exit = True

    threading.Thread(target=run, name="making", daemon=True).start()
    server.run(sockets=[listening.dup()])
    if not made.done():  # stopped by a signal that the starter of this process had it ignore, as a shell does behind &
        raise KeyboardInterrupt
    return made.result()
