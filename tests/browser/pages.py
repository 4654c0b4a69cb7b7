"""What the browser tests do with a page: wait for it, ask, look."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from support import INTERVIEW

Visit = Callable[..., Page]
QUESTION = "Who received a medal from the ambassador?"
CELEBRATE = "Why do we still have to celebrate this day?"
TEXT = INTERVIEW.read_bytes().decode("utf-8")
MEDAL = TEXT[3242:3532]
CEREMONY = next(line for line in TEXT.split("\n") if "attended the ceremony" in line).partition("Invaders. ")[2]


def ready(page: Page) -> None:
    """Wait until the transcript is there and the page's behaviour has begun."""
    page.wait_for_selector("#transcript .s", state="attached")
    page.wait_for_selector("#question textarea, #pasted", state="attached")
    page.wait_for_function("window.record && window.mounted && !document.querySelector('.loading')")
    page.wait_for_selector(":root[data-language]")


def ask(page: Page, question: str) -> None:
    """Type a question, press Enter, wait for its answer."""
    before = page.locator(".answer:not(.waiting)").count()
    page.fill("#question textarea", question)
    page.locator("#question textarea").press("Enter")
    answered(page, before + 1)


def check(page: Page, text: str, every: bool = False) -> None:
    """Paste a text into the other tab, press Ctrl+Enter, wait until it is checked."""
    page.locator("#tab-checking").click()
    page.evaluate("document.querySelector('#result').replaceChildren()")
    page.fill("#pasted", text)
    page.locator("#sentences").set_checked(every)
    page.locator("#pasted").press("Control+Enter")
    page.wait_for_selector("#result :is(.check, .error)", timeout=20_000)


def answered(page: Page, count: int) -> None:
    """Wait until there are `count` answers."""
    expect(page.locator(".answer:not(.waiting)")).to_have_count(count, timeout=20_000)


def asked(page: Page) -> list[str]:
    """The questions of the conversation, as they are shown."""
    return page.locator(".asked .typed").all_text_contents()


def lit(page: Page) -> list[str]:
    """The ids of the sentences that are lit in the transcript."""
    return page.eval_on_selector_all("#transcript .lit", "all => all.map(s => s.id)")  # type: ignore[no-any-return]


def settle(page: Page) -> None:
    """Wait until nothing scrolls or moves any more."""
    page.wait_for_timeout(700)


def in_view(page: Page, place: str) -> bool:
    """Whether the first line of a sentence is really seen in the transcript's pane."""
    return bool(
        page.evaluate(
            """id => { const s = document.getElementById(id), box = s.getClientRects()[0];
                const x = box.left + Math.min(20, box.width / 2), y = box.top + box.height / 2;
                const hit = document.elementFromPoint(x, y);
                return s === hit || s.contains(hit); }""",
            place,
        )
    )
