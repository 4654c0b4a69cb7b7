"""The page for everybody: axe in every state; by keyboard alone, narrow, dark, without colours or motion, on paper."""

from pathlib import Path

import pytest
from pages import MEDAL, QUESTION, Visit, ask, check, in_view, linger, lit, look, ready, settle
from playwright.sync_api import Page, expect
from support import EVERY_VERDICT, Server

MEDIA = [
    ("desktop", 1280, 800, {"color_scheme": "light"}),
    ("dark", 1280, 800, {"color_scheme": "dark"}),
    ("mobile", 390, 844, {"color_scheme": "light", "has_touch": True, "is_mobile": True}),
    ("narrow", 320, 640, {"color_scheme": "dark"}),
]


@pytest.mark.parametrize(("name", "width", "height", "options"), MEDIA, ids=[name for name, *_ in MEDIA])
def test_axe_finds_no_violation_and_nothing_is_cut_off(
    server: Server, visit: Visit, screenshots: Path, name: str, width: int, height: int, options: dict[str, object]
) -> None:
    page = visit(server.url, width, height, expects_errors=True, **options)

    def seen(state: str) -> None:
        look(page, width, screenshots / f"{name}-{state}.png")

    seen("empty")
    ask(page, QUESTION)
    seen("answered")
    page.locator(".why summary").first.click()
    page.locator(".context > summary").first.click()
    page.locator("a.cite").first.click()
    settle(page)
    assert in_view(page, "q2-p3-s1")
    page.fill("#find", "war")
    seen("cited")
    page.keyboard.press("Escape")
    for state, question in (
        ("not-found", "Who won the football world cup?"),
        ("related", "Was the war terrible?"),
        ("mentions", "every mention of Xi Jinping"),
        ("about", "hello"),
        ("error", "a" * 20_001),
    ):
        ask(page, question)
        settle(page)
        expect(page.locator(".asked").last).to_be_in_viewport()
        expect(page.locator(".headline").last).to_be_in_viewport()
        seen(state)
    page.locator(".asked .edit").last.click()
    page.get_by_text("Export", exact=True).click()
    seen("editing")
    page.keyboard.press("Escape")
    for dialog in ("about", "help"):
        page.locator(f"#open-{dialog}").click()
        seen(dialog)
        page.keyboard.press("Escape")
        expect(page.locator(f"dialog#{dialog}")).to_be_hidden()
    for state, text in (
        ("checked", EVERY_VERDICT),
        ("not-quoted", "It rained.\n\nIt did."),
        ("not-checked", "a" * 200_001),
    ):
        check(page, text)
        seen(state)
    check(page, EVERY_VERDICT)
    page.locator("#claim-1").click()
    seen("checked-cited")


def test_everything_can_be_done_by_keyboard(server: Server, visit: Visit) -> None:
    page = visit(server.url)

    def focused() -> str:
        return str(page.evaluate("document.activeElement.id || document.activeElement.className"))

    page.keyboard.press("/")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector("a.cite")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    assert lit(page) == ["q2-p3-s1"]
    assert focused() == "cite"
    page.keyboard.press("j")
    assert lit(page) == ["q2-p3-s2", "q2-p3-s3"]
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    assert page.locator("#transcript .lit").text_content() == MEDAL
    assert focused() == "q2-p3-s1"
    page.keyboard.press("Escape")
    assert focused() == "cite"
    page.keyboard.press("?")
    expect(page.locator("dialog#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog#help")).to_be_hidden()
    reached = set()
    page.locator("#masthead .menu summary").focus()
    for _ in range(60):
        reached.add(focused())
        page.keyboard.press("Tab")
    parts = ("tool", "open-about", "theme", "open-help", "edit", "again", "cite", "copy", "ask", "undo", "clear")
    assert {*parts, "find", "transcript"} <= reached


def test_single_keys_can_be_turned_off_and_stay_off(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    page.keyboard.press("?")
    page.get_by_label("Single keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("dialog#help")).to_be_hidden()
    page.reload()
    ready(page)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.locator("#open-help").click()
    assert not page.get_by_label("Single keys").is_checked()


def test_dark_or_light_is_the_systems_until_it_is_chosen(server: Server, visit: Visit) -> None:
    def dark(page: Page) -> bool:
        return bool(page.evaluate("document.body.classList.contains('dark')"))

    page = visit(server.url, color_scheme="dark")
    button = page.get_by_role("button", name="Dark")
    assert dark(page)
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    assert not dark(page)
    page.reload()
    ready(page)
    linger(page)
    assert not dark(page)
    expect(button).to_have_attribute("aria-pressed", "false")


def test_without_colours_a_citation_is_still_seen(server: Server, visit: Visit, screenshots: Path) -> None:
    page = visit(f"{server.url}/?q=Who+received+a+medal%3F", forced_colors="active", reduced_motion="reduce")
    page.wait_for_selector("a.cite")
    page.locator("a.cite").first.click()
    line = page.locator("#transcript .lit").evaluate("s => getComputedStyle(s).textDecorationLine")
    assert line == "underline"
    assert in_view(page, "q2-p3-s1"), "without motion it is there at once"
    page.screenshot(path=screenshots / "forced-colours.png")
    check(page, EVERY_VERDICT)
    lines = page.locator(".claim").evaluate_all("all => all.map(c => getComputedStyle(c).textDecorationStyle)")
    assert {"solid", "wavy", "double", "dashed", "dotted"} <= set(lines)
    page.screenshot(path=screenshots / "forced-colours-checked.png")


def test_enlarged_fourfold_everything_can_be_reached(server: Server, visit: Visit) -> None:
    page = visit(server.url, 320, 256)
    ask(page, QUESTION)
    ask(page, "hello")
    settle(page)
    page.mouse.move(100, 100)
    page.mouse.wheel(0, -9000)
    settle(page)
    expect(page.locator("#masthead h1")).to_be_in_viewport()
    page.locator("#question textarea").scroll_into_view_if_needed()
    expect(page.locator("#question textarea")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_on_paper_there_are_the_questions_and_the_cards(server: Server, visit: Visit, screenshots: Path) -> None:
    page = visit(server.url, color_scheme="dark")
    ask(page, QUESTION)
    ask(page, "every mention of Xi Jinping")
    page.emulate_media(media="print")
    assert page.locator("h1").evaluate("h => getComputedStyle(h).color") == "rgb(0, 0, 0)"
    for shown in ("#masthead h1", ".asked .typed", ".quote", "a.cite"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in ("#pane", "#ask", "#actions", "#masthead .tools", ".copy", ".next"):
        expect(page.locator(hidden).first).to_be_hidden()
    box = page.locator("#answers").evaluate("a => [a.scrollHeight, a.clientHeight]")
    assert box[0] <= box[1] + 2, "nothing is cut off"
    page.screenshot(path=screenshots / "print.png", full_page=True)
    page.emulate_media(media="screen")
    check(page, EVERY_VERDICT)
    page.emulate_media(media="print")
    for shown in ("#masthead h1", "#result h2", "#result .article", ".claim", "#result .quote"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in ("#tabs", "#check", "#asking", "#pane", "#result .copy"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert page.locator("#checking").evaluate("c => c.scrollHeight <= c.clientHeight + 2"), "nothing is cut off"
    page.screenshot(path=screenshots / "print-checked.png", full_page=True)
