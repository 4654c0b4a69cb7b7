"""Several transcripts: one chooses where to look, by hand or by keyboard, and sees it."""

import json
from pathlib import Path
from typing import Any

import pytest
from pages import MEDIA, SOON, Visit, answered, ask, look, ready
from playwright.sync_api import Page, expect
from shelves import STORM, TALKS, box, choose, choosing, cited, listed
from support import Server


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press Tab until it has the focus."""
    for _ in range(60):
        page.keyboard.press(key)
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} is not reached by keyboard")


def test_what_is_chosen_by_keyboard_alone_is_where_the_next_questions_look(library: Server, visit: Visit) -> None:
    page = visit(library.url)
    ask(page, STORM)
    assert cited(page) == {*TALKS}
    page.locator("#tab-asking").focus()
    page.keyboard.press("End")
    tab_to(page, box("keeper"))
    page.keyboard.press("Space")
    tab_to(page, "#tab-choosing", "Shift+Tab")
    page.keyboard.press("Home")
    expect(page.locator("#narrowed span")).to_have_text("Searched only: The keeper of Skerry.")
    page.keyboard.press("/")
    page.keyboard.type(STORM)
    page.keyboard.press("Enter")
    answered(page, 2)
    assert cited(page) == {"keeper"}
    expect(page.locator(".answer").last.locator(".within")).to_have_text("Searched only: keeper.")
    expect(page.locator(".answer").first.locator(".within")).to_have_count(0)
    tab_to(page, "#everywhere", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#question textarea")).to_be_focused()
    expect(page.locator("#narrowed")).to_be_hidden()
    page.keyboard.type(STORM)
    page.keyboard.press("Enter")
    answered(page, 3)
    assert cited(page) == {*TALKS}
    page.locator(".asked .again").nth(1).click()
    answered(page, 3)
    expect(page.locator(".answer").nth(1).locator(".within")).to_have_text("Searched only: keeper.")
    choosing(page)
    expect(page.locator(box("keeper"))).not_to_be_checked()


def test_speakers_and_dates_narrow_too_and_all_have_to_fit(library: Server, visit: Visit) -> None:
    page = visit(library.url)
    choosing(page)
    page.locator(".choice summary").click()
    for name in ("Rosa Lind", "Kai Dahl"):
        page.get_by_role("checkbox", name=name).check()
    page.locator("#tab-asking").click()
    ask(page, STORM)
    assert cited(page) == {"baker", "pilot"}
    choosing(page)
    page.get_by_label("from", exact=True).fill("2020")
    page.locator("#tab-asking").click()
    expect(page.locator("#narrowed span")).to_have_text("Searched only: Kai Dahl, Rosa Lind, from 2020 on.")
    ask(page, STORM)
    assert cited(page) == {"pilot"}
    choosing(page)
    page.get_by_label("from", exact=True).fill("lately")
    page.get_by_label("to", exact=True).fill("2019-11-03")
    page.locator("#tab-asking").click()
    expect(page.locator("#narrowed span")).to_have_text("Searched only: Kai Dahl, Rosa Lind, up to 2019-11-03.")
    ask(page, STORM)
    assert cited(page) == {"baker"}


def test_what_is_chosen_is_sent_kept_in_this_tab_and_exported(library: Server, visit: Visit) -> None:
    page, bodies = visit(library.url), list[list[Any]]()
    of = ("/answer", "/export")
    page.on("request", lambda r: bodies.append(json.loads(r.post_data)["data"]) if r.url.endswith(of) else None)
    choose(page, box("pilot"))
    page.reload()
    ready(page)
    expect(page.locator("#narrowed span")).to_have_text("Searched only: A pilot by heart.")
    ask(page, STORM)
    page.locator("#everywhere").click()
    ask(page, STORM)
    chosen = {"transcripts": ["pilot"]}
    assert bodies == [[[STORM], "", "en", chosen, ""], [[STORM, STORM], "", "en", None, ""]]
    page.get_by_text("Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON").click()
    assert bodies[2][5:] == [[chosen, None], ""]
    answers = [one["answer"] for one in json.loads(Path(download.value.path()).read_text("utf-8"))["exchanges"]]
    quoted = [{one["citation"]["transcript"] for one in answer["statements"]} for answer in answers]
    assert quoted == [{"pilot"}, {*TALKS}]
    other = visit(library.url)
    expect(other.locator("#narrowed")).to_be_hidden()


def test_what_is_checked_is_seen_to_be(library: Server, visit: Visit) -> None:
    """Gradio draws no boxes but its own."""
    page = visit(library.url)
    boxes = page.locator(":is(#app, #dialogs) input:is([type=checkbox], [type=radio])")
    assert set(boxes.evaluate_all("all => all.map(box => getComputedStyle(box).appearance)")) == {"auto"}
    assert boxes.count() > 8


def test_the_list_is_searched_and_sorted(library: Server, visit: Visit) -> None:
    page = visit(library.url)
    choosing(page)
    expect(page.locator("#shelf-count")).to_have_text("(3)")
    for order, names in (
        ("date", ["keeper", "baker", "pilot"]),
        ("speaker", ["keeper", "pilot", "baker"]),
        ("title", ["pilot", "keeper", "baker"]),
    ):
        page.get_by_label("Sorted by").select_option(order)
        assert listed(page) == names
    for typed, names in (("pilot HEART", ["pilot"]), ("osei", ["baker"]), ("20", ["pilot", "keeper", "baker"])):
        page.get_by_label("Find a transcript").fill(typed)
        assert listed(page) == names
    page.get_by_label("Find a transcript").fill("osei")
    expect(page.locator("#shelf-count")).to_have_text("(1 of 3)")
    page.get_by_label("Find a transcript").press("Enter")
    page.locator(box("baker")).check()
    page.get_by_label("Find a transcript").fill("(.*")
    assert listed(page) == []
    page.locator("#tab-asking").click()
    expect(page.locator("#narrowed span")).to_have_text("Searched only: Zwieback at dawn.")
    choosing(page)
    page.get_by_role("button", name="Look everywhere").click()
    expect(page.locator("#shelf-count")).to_have_text("(3)")  # the page fills the list when the form is empty
    assert listed(page) == ["pilot", "keeper", "baker"]
    expect(page.get_by_label("Find a transcript")).to_have_value("")


def test_the_list_comes_in_the_order_that_is_said(library: Server, visit: Visit) -> None:
    page = visit(library.url)
    choosing(page)
    expect(page.get_by_label("Sorted by")).to_have_value("title")
    assert listed(page) == ["pilot", "keeper", "baker"]


def test_a_date_that_there_is_not_narrows_nothing(library: Server, visit: Visit) -> None:
    page = visit(library.url)
    choosing(page)
    page.get_by_label("from", exact=True).fill("2020-13")
    page.locator("#tab-asking").click()
    ask(page, STORM)
    expect(page.locator(".answer.error")).to_have_count(0, timeout=SOON)


@pytest.mark.parametrize(("name", "width", "height", "options"), MEDIA, ids=[name for name, *_ in MEDIA])
def test_axe_finds_no_violation_where_one_chooses_and_nothing_is_cut_off(
    library: Server, visit: Visit, screenshots: Path, name: str, width: int, height: int, options: dict[str, object]
) -> None:
    page = visit(library.url, width, height, **options)

    def looked(state: str, selector: str) -> None:
        page.locator(selector).scroll_into_view_if_needed()
        look(page, width, screenshots / f"{name}-{state}.png")

    choosing(page)
    looked("list", "#within h2")
    page.locator(box("keeper")).check()
    page.locator(".choice summary").click()
    page.get_by_label("from", exact=True).fill("lately")
    looked("chosen", "#date-note")
    page.get_by_label("Find a transcript").fill("nobody")
    looked("none-found", "#shelf-find")
    page.locator("#tab-asking").click()
    ask(page, STORM)
    expect(page.locator("#narrowed")).to_be_visible()
    looked("narrowed", "#narrowed")
