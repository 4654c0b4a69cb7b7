"""The page that waits for the real one: in the reader's language and colours, until there is something to read."""

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pages import look
from playwright.sync_api import Browser, expect
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.web.access import access
from bot.web.serve import serve_until_made
from bot.web.starting import starting_app

Next = tuple[str, Callable[[], None]]


@pytest.fixture
def waiting() -> Iterator[Next]:
    """The address of a server that starts, and what lets it have started."""
    started, stopped = threading.Event(), threading.Event()
    listening = socket.create_server(("127.0.0.1", 0))
    ready = Starlette(
        routes=[
            Route("/", lambda _: HTMLResponse("<title>There</title><h1>The real page</h1>")),
            Route("/healthz", lambda _: JSONResponse({"stage": "model"}, 503)),
        ]
    )

    def until(event: threading.Event) -> Callable[[], ASGIApp]:
        return lambda: (event.wait(60), ready)[1]

    def run() -> None:
        allowed = access("127.0.0.1", [], [], None, "")
        serve_until_made(until(stopped), serve_until_made(until(started), starting_app(allowed), listening), listening)

    thread = threading.Thread(target=run)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/", started.set
    started.set()
    stopped.set()
    thread.join(30)
    listening.close()


@pytest.mark.parametrize(
    ("locale", "tag", "words"),
    [
        ("en-US", "en", "Starting… Questions are answered as soon as the program has loaded."),
        ("ru-RU", "ru", "Программа запускается… Ответы на вопросы появятся, как только программа загрузится."),
        ("kk-KZ", "kk", "Бағдарлама іске қосылуда… Бағдарлама жүктелген бойда сұрақтарға жауап беріледі."),
        ("zh-CN", "zh-Hans", "程序正在启动…程序加载完成后即可回答问题。"),
        ("fr-FR", "en", "Starting… Questions are answered as soon as the program has loaded."),
    ],
)
def test_it_speaks_the_readers_language(waiting: Next, browser: Browser, locale: str, tag: str, words: str) -> None:
    page = browser.new_page(locale=locale)
    page.goto(waiting[0])
    expect(page.get_by_role("status")).to_have_text(words)
    expect(page.locator("html")).to_have_attribute("lang", tag)
    page.close()


def test_it_gives_way_to_the_real_page_at_the_same_address(waiting: Next, browser: Browser) -> None:
    page = browser.new_page(locale="en-US")
    url, start = waiting
    page.goto(f"{url}?q=Why#q2-p3-s1")
    expect(page.get_by_role("heading")).to_have_text("On the Record")
    start()
    expect(page.get_by_role("heading")).to_have_text("The real page")
    assert page.url == f"{url}?q=Why#q2-p3-s1"
    page.close()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize(("name", "width", "height"), [("starting", 1280, 800), ("starting-phone", 390, 844)])
def test_it_looks_well(
    waiting: Next, browser: Browser, screenshots: Path, colours: str, name: str, width: int, height: int
) -> None:
    context = browser.new_context(locale="en-US", color_scheme="dark" if colours == "dark" else "light")
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.goto(waiting[0])
    expect(page.get_by_role("status")).to_contain_text("Starting…")
    assert page.evaluate("document.documentElement.classList.contains('dark')") is (colours == "dark")
    look(page, width, screenshots / f"{name}-{colours}.png")
    context.close()


def test_colours_that_were_chosen_on_the_page_are_kept(waiting: Next, browser: Browser) -> None:
    context = browser.new_context(locale="en-US", color_scheme="light")
    page = context.new_page()
    page.goto(waiting[0])
    page.evaluate(
        "localStorage.setItem('on-the-record theme', 'dark'); localStorage.setItem('on-the-record language', 'ru')"
    )
    page.reload()
    assert page.evaluate("document.documentElement.className") == "dark"
    expect(page.get_by_role("status")).to_contain_text("Программа запускается…")
    context.close()
