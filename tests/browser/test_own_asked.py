"""What a visitor brought along is opened and asked, in that tab alone; the page waits, and is accessible."""

from pathlib import Path

import pytest
from pages import CELEBRATE, MEDIA, QUESTION, SOON, Visit, ask, asked, check, linger, look, ready
from playwright.sync_api import Route, expect
from support import Server
from visitors import (
    BINARY,
    HAIRPIN,
    REPAIRED,
    SAID,
    TALK,
    TURNS,
    bring,
    leave,
    loaded_again,
    open_own,
    room,
    turns,
)


def test_what_was_brought_is_asked_and_a_reload_keeps_it_in_this_tab_alone(open_house: Server, visit: Visit) -> None:
    page, other = visit(open_house.url), visit(open_house.url)
    bring(page, ("clock.txt", TALK))
    open_own(page)
    expect(page.locator("#question textarea")).to_be_visible(timeout=SOON)
    page.locator("#tab-choosing").click()
    expect(page.locator("#own-asked")).to_be_visible()
    page.locator("#tab-asking").click()
    ask(page, REPAIRED)
    assert page.locator(".quote").first.text_content() == HAIRPIN
    page.locator("a.cite").first.click()
    expect(page.locator("#transcript .lit")).to_have_text(HAIRPIN)
    check(page, f"“{HAIRPIN}”")
    expect(page.locator("#result h2")).to_have_text("The one quotation holds.")
    page.reload()
    ready(page)
    expect(page.locator("#transcript .s")).to_have_text([words for _, words in SAID])
    assert asked(page) == [REPAIRED]
    assert page.locator(".quote").first.text_content() == HAIRPIN
    expect(page.locator("#result .claim")).to_have_count(1)
    page.locator("#tab-choosing").click()
    assert turns(page) == TURNS
    assert len(room(page)) > 40
    assert (
        page.evaluate("name => JSON.stringify(localStorage) + document.cookie + location", room(page)).count(room(page))
        == 0
    )
    other.reload()
    ready(other)
    other.locator("#tab-choosing").click()
    expect(other.locator("#own-asked")).to_be_hidden()
    other.locator("#tab-asking").click()
    ask(other, QUESTION)
    assert asked(other) == [QUESTION]
    expect(other.locator(".quote").first).to_contain_text("Nikolai Mikhailovich Vozov")


def test_what_everybody_asks_is_asked_again_on_a_click(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    ask(page, CELEBRATE)
    bring(page, ("clock.txt", TALK))
    open_own(page)
    page.locator("#tab-choosing").click()
    with loaded_again(page):
        page.get_by_role("button", name="Ask what everybody asks").click()
    expect(page.locator("#question textarea")).to_be_visible(timeout=SOON)
    page.locator("#tab-choosing").click()
    expect(page.locator("#own-asked")).to_be_hidden()
    expect(page.locator("#masthead h1")).to_contain_text("Ambassador Zhang Xiao")
    assert asked(page) == [CELEBRATE]


def test_several_of_ones_own_are_chosen_among(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    bring(page, ("clock.txt", TALK), ("oven.txt", TALK.replace("clock", "oven").replace("hairpin", "spoon")))
    open_own(page)
    page.locator("#tab-choosing").click()
    page.locator("#shelf input[value=oven]").check()
    page.locator("#tab-asking").click()
    ask(page, "Who repaired it with what?")
    links = page.locator(".answer .card a.cite").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert {link.partition(":")[0] for link in links} == {"#oven"}
    page.locator("#tab-choosing").click()
    page.get_by_role("button", name="Read clock").click()
    expect(page.locator("#transcript h3.title")).to_have_text("clock")
    leave(page, "#own-asked")
    expect(page.locator("#shelf > li")).to_have_count(1)


def test_how_far_the_reading_is_is_told(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    bring(page, ("clock.txt", TALK))
    states = iter([(0, 0), (30, 120), (60, 120)])
    state = {"stage": "index", "done": 0, "of": 0}

    def tell(route: Route) -> None:
        state["done"], state["of"] = next(states, (60, 120))
        route.fulfill(json={"data": [state]})

    page.route("**/run/stage", tell)
    page.get_by_role("button", name="Ask these").click()
    expect(page.locator("#own-wait")).to_be_visible()
    expect(page.locator("#own-told")).to_contain_text("Read for searching: 60 of 120 sentences. About 0:0")
    expect(page.locator("#own-progress")).to_have_attribute("value", "0.5")
    with loaded_again(page):
        page.unroute("**/run/stage")


def test_a_question_to_others_is_not_asked_of_ones_own(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    ask(page, CELEBRATE)
    bring(page, ("clock.txt", TALK))
    open_own(page)
    linger(page)
    assert asked(page) == []


def test_the_windows_title_is_that_of_what_is_asked(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    bring(page, ("clock.txt", TALK))
    open_own(page)
    assert "Zhang Xiao" not in page.title()


def test_the_reading_is_waited_for_or_cancelled(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    bring(page, ("clock.txt", TALK))
    page.route("**/run/stage", lambda r: r.fulfill(json={"data": [{"stage": "index", "done": 3, "of": 9}]}))
    page.get_by_role("button", name="Ask these").click()
    expect(page.locator("#own-told")).to_contain_text("3 of 9")
    page.keyboard.press("Escape")
    page.mouse.click(5, 5)
    linger(page)
    expect(page.locator("#own-wait")).to_be_visible(timeout=SOON)


def test_where_nothing_can_be_typed_a_key_does_nothing(closed_house: Server, visit: Visit) -> None:
    page = visit(closed_house.url)
    page.locator("#tab-choosing").click()
    page.keyboard.press("/")
    page.get_by_role("button", name="Read").click()
    expect(page.locator("#transcript")).to_be_focused()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") != "transcript"


@pytest.mark.parametrize(("name", "width", "height", "options"), MEDIA, ids=[name for name, *_ in MEDIA])
def test_axe_finds_no_violation_in_what_is_ones_own_and_nothing_is_cut_off(
    open_house: Server, visit: Visit, screenshots: Path, name: str, width: int, height: int, options: dict[str, object]
) -> None:
    page = visit(open_house.url, width, height, **options)

    def seen(state: str, selector: str) -> None:
        page.locator(selector).first.scroll_into_view_if_needed()
        look(page, width, screenshots / f"{name}-own-{state}.png")
        assert page.locator("#choosing").evaluate("c => c.scrollWidth <= c.clientWidth"), state

    page.locator("#tab-choosing").click()
    page.get_by_text("Or paste a text").click()
    seen("empty", "#own-text")
    long = TALK.replace("Tom Reed", "Bartholomew Featherstonehaugh").replace("hairpin", "W" * 200)
    bring(page, ("clock.txt", TALK), (f"{'long name ' * 10}.txt", long), ("picture.png", BINARY))
    for details in page.get_by_text("Correct who speaks").all():
        details.click()
    for details in page.get_by_text("The reader’s remarks").all():
        details.click()
    seen("report", ".own h3")
    seen("correcting", ".own .known")
    page.route("**/run/stage", lambda r: r.fulfill(json={"data": [{"stage": "index", "done": 3, "of": 9}]}))
    page.get_by_role("button", name="Ask these").click()
    expect(page.locator("#own-told")).to_contain_text("3 of 9")
    seen("waiting", "#own-wait")
    with loaded_again(page):
        page.unroute("**/run/stage")
    page.locator("#tab-choosing").click()
    expect(page.locator("#own-asked")).to_be_visible()
    seen("asked", "#own-asked")
    page.locator("#tab-asking").click()
    ask(page, REPAIRED)
    seen("answered", ".answer .headline")
