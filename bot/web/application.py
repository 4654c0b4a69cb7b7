"""The whole web application: health, static files, the page, whose requests are taken. Importing it takes seconds."""

from dataclasses import asdict

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.responses import JSONResponse
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from bot.web.access import Access
from bot.web.guard import STATIC_PATH, Guard
from bot.web.page import STATIC, Page, mount
from bot.web.rooms import Rooms
from bot.web.uploads import Uploads


def build_app(rooms: Rooms, access: Access, uploads: Uploads | None = None) -> ASGIApp:
    """The application; requests for a host that is not named are refused (DNS rebinding)."""
    app = FastAPI(title="On the Record", docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/healthz")
    def healthz() -> JSONResponse:
        """200 when questions are answered at once, 503 while the model loads or if it could not be."""
        loading = rooms.shared.loading
        state = {"ready": loading.is_ready, **asdict(loading.state)}
        return JSONResponse(state, 200 if loading.is_ready else 503)

    app.mount(STATIC_PATH, StaticFiles(directory=STATIC))
    mount(app, Page(rooms, uploads), access.check, access.root_path)
    app.add_middleware(GZipMiddleware, minimum_size=2_000, compresslevel=6)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(access.hosts))
    return Guard(app, access.headers, uploads)
