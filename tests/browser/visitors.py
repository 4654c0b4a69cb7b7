"""What a visitor brings along in the browser, and how its page is waited for."""

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pages import ready
from playwright.sync_api import Page

SAID = [
    ("Ann Lee", "Who repaired the clock?"),
    ("Tom Reed", "The watchmaker repaired the clock with a hairpin."),
    ("Ann Lee", "And who rang the bell?"),
    ("Tom Reed", "My aunt rang the bell every noon."),
]
REPAIRED = SAID[0][1]
HAIRPIN = SAID[1][1]
TURNS = [f"{name} {words}" for name, words in SAID]
TALK = "\n\n".join(f"{name}: {words}" for name, words in SAID)
BINARY = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9
File = tuple[str, str | bytes]
Call = Callable[..., str]


def captions() -> str:
    blocks = (f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{who}: {words}\n" for n, (who, words) in enumerate(SAID, 1))
    return "\n".join(blocks)


def zipped(*files: File) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


def bring(page: Page, *files: File) -> None:
    """Choose files, and wait until the page says what became of them."""
    page.locator("#tab-choosing").click()
    with page.expect_response("**/run/put"):
        page.locator("#drop input[type=file]").set_input_files(
            [
                {
                    "name": name,
                    "mimeType": "application/octet-stream",
                    "buffer": content.encode() if isinstance(content, str) else content,
                }
                for name, content in files
            ]
        )
    page.wait_for_selector("#own-report:not([aria-busy]) > *")


def paste(page: Page, title: str, text: str) -> None:
    page.locator("#tab-choosing").click()
    page.get_by_text("Or paste a text").click()
    page.locator("#own-name").fill(title)
    page.locator("#own-text").fill(text)
    with page.expect_response("**/run/paste"):
        page.get_by_role("button", name="Read it", exact=True).click()


def open_own(page: Page) -> None:
    """Ask these, and wait until the page has them."""
    with loaded_again(page):
        page.get_by_role("button", name="Ask these").click()


@contextmanager
def loaded_again(page: Page) -> Iterator[None]:
    """What is done in it makes the page load itself again, which is waited for."""
    page.evaluate("window.before = true")
    yield
    page.wait_for_function("!window.before && window.record && window.mounted", timeout=60_000)
    ready(page)


def leave(page: Page, within: str = "#choosing") -> None:
    with loaded_again(page):
        page.locator(f"{within} .own-leave:visible").first.click()


def room(page: Page) -> str:
    """The name of the room that this tab asks."""
    return str(page.evaluate("JSON.parse(sessionStorage.getItem('on-the-record / room'))"))


def turns(page: Page) -> list[str]:
    """How each transcript begins, as it was read."""
    return page.locator(".own .begins li").all_text_contents()


def correcting(page: Page) -> Page:
    page.get_by_text("Correct who speaks").click()
    return page


def until(done: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not done() and time.monotonic() < deadline:
        time.sleep(0.2)
    return done()
