"""A real chromium on the served page; every test also asserts that nothing outside was asked for and nothing failed."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest
from pages import ready
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from shelves import shelve
from support import ROOT, Server
from visitors import Call

from bench.page import BROWSERS, HEADLESS

SCREENSHOTS = ROOT / "build" / "screenshots"
ARGUMENTS = (
    "--process-per-site --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-features="
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,"
    "AimEnabled,HttpsUpgrades,PaintHolding,OptimizationHints,NetworkTimeServiceQuerying"
).split()
"""The pages of a context are in one process. The features take the place of Playwright's list; the first two are pages
that cost each window half a second.
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # without windows of its own it takes a seventh of the time for a page
    found = next(filter(None, map(shutil.which, (HEADLESS, *BROWSERS))), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs a chromium: tests/browser/install.sh installs Debian's")
        pytest.skip("no chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> Callable[..., BrowserContext]:
    """context(url, locale="ru-RU", …) -> one for the whole session, whose cache makes all pages but the first quick.

    A page of `url` that stays open keeps the process of all its pages, which has compiled Gradio's scripts.
    """
    contexts: dict[str, BrowserContext] = {}

    def context(url: str, **options: object) -> BrowserContext:
        key = repr(sorted(options.items()))
        if key not in contexts:
            contexts[key] = browser.new_context(**options)
            contexts[key].new_page().goto(urljoin(url, "/healthz"))
        return contexts[key]

    return context


@pytest.fixture
def visit(context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """visit(url, width=1280, height=800, expects_errors=False, **context options) -> the page, ready to be used.

    It is a new tab of a browser that, when the test begins, keeps nothing but files that it was served.
    """
    problems: list[str] = []
    pages: list[Page] = []

    def visit(url: str, width: int = 1280, height: int = 800, expects_errors: bool = False, **options: object) -> Page:
        page = context(url, **{"locale": "en-US"} | options).new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        if not expects_errors:
            page.on("console", lambda m: problems.append(f"console: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (problems.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "request",
            lambda r: None if r.url.startswith(("http://127.0.0.1", "data:", "blob:")) else problems.append(r.url),
        )
        page.goto(url)
        ready(page)
        return page

    yield visit
    for page in pages:
        page.evaluate("localStorage.clear()")
        page.context.clear_cookies()
        page.close()
    assert problems == []


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """A folder that git ignores."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return SCREENSHOTS


@pytest.fixture(scope="session")
def cache_of_visitors(cache: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of these tests' own, in which only their visitors' files are."""
    return Path(shutil.copytree(cache, tmp_path_factory.mktemp("visitors") / "cache", ignore=lambda *_: ["visitors"]))


@pytest.fixture(scope="session")
def open_house(serve_all: Callable[..., Server], cache_of_visitors: Path) -> Server:
    """The interview, with a cache that no other server has."""
    return serve_all("--cache", str(cache_of_visitors))


@pytest.fixture(scope="session")
def closed_house(serve_all: Callable[..., Server]) -> Server:
    """Where nobody may bring anything along."""
    return serve_all("--keep", "0")


@pytest.fixture(scope="session")
def client(open_house: Server) -> Iterator[httpx.Client]:
    """Somebody who knows how the page asks its server."""
    with httpx.Client(base_url=open_house.url, timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def call(client: httpx.Client) -> Call:
    """call("answer", …) -> whatever comes back, as text."""
    return lambda endpoint, *data: client.post(f"/gradio_api/run/{endpoint}", json={"data": data}).text


@pytest.fixture(scope="session")
def library(serve_all: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Of three, which stay as they are."""
    return serve_all("--library", str(shelve(tmp_path_factory.mktemp("library") / "talks")))


@pytest.fixture(scope="session")
def changing(serve_all: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> tuple[Server, Path]:
    """Of the same three, and of what tests put into the folder."""
    folder = shelve(tmp_path_factory.mktemp("changing") / "talks")
    return serve_all("--library", str(folder)), folder
