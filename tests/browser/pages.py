"""What the browser tests do with a page: wait for it, ask, look."""

from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page
from support import INTERVIEW

Visit = Callable[..., Page]
QUESTION = "Who received a medal from the ambassador?"
CELEBRATE = "Why do we still have to celebrate this day?"
TEXT = INTERVIEW.read_bytes().decode("utf-8")
MEDAL = TEXT[3242:3532]
CEREMONY = next(line for line in TEXT.split("\n") if "attended the ceremony" in line).partition("Invaders. ")[2]
STILL = """async () => {
    const all = () => [...document.querySelectorAll("*")];
    const where = () => all().map((e) => [e.scrollTop, e.scrollLeft, e.scrollHeight]).join();
    const runs = (animation) => animation.playState === "running";
    const moving = () => document.fonts.status !== "loaded" || document.getAnimations().some(runs);
    const began = performance.now();
    let [last, since, frames] = [where(), began, 0];
    while (performance.now() - since < 150 || frames < 3) {
        await new Promise(requestAnimationFrame);
        frames++;
        const now = where();
        if (now !== last || moving()) [last, since, frames] = [now, performance.now(), 0];
        if (performance.now() - began > 20_000) throw new Error("something moves on and on");
    }
}"""
"""For 150 ms, in which what was typed to be found is found too, and three frames."""
SOON = 2_000
"""Milliseconds for what should come at once."""
MEDIA = [
    ("desktop", 1280, 800, {}),
    ("phone", 390, 844, {"has_touch": True, "is_mobile": True}),
    ("dark", 1280, 800, {"color_scheme": "dark"}),
]
"""Where a state of the page is looked at: a name, width and height, and what else the browser is told."""
VIOLATIONS = """async () => {
    const still = document.createElement("style");
    still.textContent = "*, ::before, ::after { transition: none !important; animation: none !important; }";
    document.head.append(still);
    const results = await axe.run(document, { resultTypes: ["violations"] });
    still.remove();
    return results.violations;
}"""
"""Nothing fades while axe looks: a message that comes or goes has less contrast."""


def ready(page: Page) -> None:
    """Wait until the transcript is there and the page's behaviour has begun."""
    page.wait_for_selector("#transcript .s", state="attached")
    page.wait_for_selector("#question textarea, #pasted", state="attached")
    page.wait_for_function("window.record && window.mounted && !document.querySelector('.loading')")
    page.wait_for_selector(":root[data-language]")


def ask(page: Page, question: str, timeout: float = 20_000) -> None:
    """Type a question, press Enter, wait for its answer, at most `timeout` milliseconds."""
    before = page.locator(".answer:not(.waiting)").count()
    page.fill("#question textarea", question)
    page.locator("#question textarea").press("Enter")
    answered(page, before + 1, timeout)


def check(page: Page, text: str, every: bool = False) -> None:
    """Paste a text into the other tab, press Ctrl+Enter, wait until it is checked."""
    page.locator("#tab-checking").click()
    page.evaluate("document.querySelector('#result').replaceChildren()")
    page.fill("#pasted", text)
    page.locator("#sentences").set_checked(every)
    page.locator("#pasted").press("Control+Enter")
    page.wait_for_selector("#result :is(.check, .error)", timeout=20_000)


def answered(page: Page, count: int, timeout: float = 20_000) -> None:
    """Wait until there are `count` answers."""
    page.wait_for_function(
        "count => document.querySelectorAll('.answer:not(.waiting)').length === count", arg=count, timeout=timeout
    )


def asked(page: Page) -> list[str]:
    """The questions of the conversation, as they are shown."""
    return page.locator(".asked .typed").all_text_contents()


def lit(page: Page) -> list[str]:
    """The ids of the sentences that are lit in the transcript."""
    return page.eval_on_selector_all("#transcript .lit", "all => all.map(s => s.id)")  # type: ignore[no-any-return]


def settle(page: Page) -> None:
    """Wait until nothing scrolls or moves any more."""
    page.evaluate(STILL)


def linger(page: Page) -> None:
    """Wait for what should not happen."""
    page.wait_for_timeout(700)


def look(page: Page, width: int, screenshot: Path) -> None:
    """Take a picture of what has settled; axe finds no violation in it and nothing is cut off."""
    settle(page)
    page.screenshot(path=screenshot)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    results = AxeResults({"violations": page.evaluate(VIOLATIONS)})
    assert results.violations_count == 0, f"{screenshot.stem}: {results.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "no sideways scrolling"


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
