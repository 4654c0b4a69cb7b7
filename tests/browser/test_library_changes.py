"""A library changes while the page is open: what one is at stays, and what there is now is seen."""

from collections.abc import Callable
from pathlib import Path

from pages import SOON, Visit, ask, asked, check, lit, ready
from playwright.sync_api import Page, expect
from shelves import (
    AFRAID,
    LOOKING,
    STORM,
    TALKS,
    add,
    box,
    choose,
    choosing,
    cited,
    grow,
    listed,
    reading,
    seen,
    shelve,
)
from support import Server

STATE = """() => {
    const get = (id) => document.getElementById(id);
    return {
        selected: [...document.querySelectorAll("[role=tab][aria-selected=true]")].map((tab) => tab.id),
        reached: [...document.querySelectorAll("[role=tab][tabindex='0']")].map((tab) => tab.id),
        pasted: get("pasted").value,
        checked: document.querySelectorAll("#result .claim").length,
        ownText: get("own-text").checkVisibility() && get("own-text").value,
        find: get("shelf-find").value,
        sort: get("shelf-sort").value,
        speakers: document.querySelector("details.choice").open,
        focus: document.activeElement.value,
        dark: get("theme").ariaPressed,
        keys: get("single-keys").checked,
    };
}"""
"""What one has typed, opened or turned on."""


def watching(visit: Visit, url: str) -> Page:
    """A page that `grow` makes look."""
    page = visit(url)
    page.add_init_script(LOOKING)
    page.reload()
    ready(page)
    return page


def test_what_is_added_or_removed_while_the_page_is_open_is_seen_and_asking_goes_on(
    serve: Callable[..., Server], visit: Visit, tmp_path: Path
) -> None:
    folder = shelve(tmp_path / "talks")
    page = watching(visit, serve("--library", str(folder)).url)
    ask(page, STORM)
    choosing(page)
    grow(page, folder, "clock")
    expect(page.locator("#announce")).to_have_text("The library has changed.")
    expect(page.locator("#masthead .facts")).to_have_text("4 transcripts")
    choose(page, box("clock"))
    ask(page, "Who repaired the clock?")
    assert asked(page) == [STORM, "Who repaired the clock?"]
    assert cited(page) == {"clock"}
    page.locator(".answer").last.locator("a.cite").first.click()
    expect(page.locator("#transcript .lit")).to_contain_text("The watchmaker repaired the clock")
    (folder / "clock.txt").unlink()
    seen(page, box("clock"), 0)
    expect(page.locator("#narrowed")).to_be_hidden()
    ask(page, STORM)
    assert cited(page) == {*TALKS}
    assert reading(page) in TALKS


def test_where_to_look_and_what_is_read_stay_when_the_library_changes(
    changing: tuple[Server, Path], visit: Visit
) -> None:
    server, folder = changing
    page = watching(visit, server.url)
    choosing(page)
    page.get_by_role("button", name="Read A pilot by heart").click()
    expect(page.locator("#transcript h3.title")).to_have_text("A pilot by heart")
    choose(page, box("pilot"))
    grow(page, folder, "bell")
    expect(page.locator("#transcript h3.title")).to_have_text("A pilot by heart")
    expect(page.locator("#narrowed span")).to_have_text("Searched only: A pilot by heart.")
    ask(page, STORM)
    assert cited(page) == {"pilot"}


def test_what_one_is_at_stays_when_the_library_changes(changing: tuple[Server, Path], visit: Visit) -> None:
    server, folder = changing
    page = watching(visit, server.url)
    page.locator("#theme").click()
    page.locator("#open-help").click()
    page.get_by_label("Single keys").uncheck()
    page.keyboard.press("Escape")
    check(page, f"“{AFRAID}”")
    choosing(page)
    page.get_by_text("Or paste a text").click()
    page.locator("#own-text").fill("Ann: Why?")
    page.get_by_label("Sorted by").select_option("date")
    page.get_by_label("Find a transcript").fill("pilot")
    page.locator(".choice summary").click()
    page.locator(box("pilot")).focus()
    before = page.evaluate(STATE)
    grow(page, folder, "oar")
    assert page.evaluate(STATE) == before
    assert listed(page) == ["pilot"]


def test_a_dialog_stays_open_when_the_library_changes(changing: tuple[Server, Path], visit: Visit) -> None:
    server, folder = changing
    page = watching(visit, server.url)
    page.locator("#open-help").click()
    grow(page, folder, "hull")
    expect(page.locator("dialog#help")).to_be_visible(timeout=SOON)


def test_the_place_that_is_read_stays_lit_when_the_library_changes(changing: tuple[Server, Path], visit: Visit) -> None:
    server, folder = changing
    page = watching(visit, f"{server.url}/#baker:t4-p1-s1")
    expect(page.locator("[id='baker:t4-p1-s1']")).to_be_focused()
    grow(page, folder, "lamp")
    assert lit(page) == ["baker:t4-p1-s1"]


def test_a_conversation_about_a_changed_library_survives_a_reload(changing: tuple[Server, Path], visit: Visit) -> None:
    server, folder = changing
    page = watching(visit, server.url)
    ask(page, STORM)
    grow(page, folder, "rope")
    questions = [STORM, "Who repaired the clock?", "What goes to the museum?"]
    for question in questions[1:]:
        ask(page, question)
    page.goto(server.url)
    ready(page)
    expect(page.locator(".asked .typed")).to_have_text(questions, timeout=SOON)


def test_a_page_that_is_opened_later_has_the_library_as_it_is(changing: tuple[Server, Path], visit: Visit) -> None:
    server, folder = changing
    page = watching(visit, server.url)
    grow(page, folder, "sail")
    expect(visit(server.url).locator(box("sail"))).to_have_count(1, timeout=SOON)


def test_a_library_of_one_grows(serve: Callable[..., Server], visit: Visit, tmp_path: Path) -> None:
    add(tmp_path, "clock")
    page = watching(visit, serve("--library", str(tmp_path)).url)
    expect(page.locator("#shelf > li")).to_have_count(1)
    grow(page, tmp_path, "anchor")
