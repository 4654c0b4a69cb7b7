"""Of several transcripts one is read: links, citations and the list lead into it."""

from urllib.parse import quote

import pytest
from pages import SOON, Visit, ask, check, in_view, lit, settle
from playwright.sync_api import expect
from shelves import AFRAID, STORM, box, choose, choosing, reading
from support import Server

LENS = "The lens goes to the museum in Bergvik."


def test_a_citation_of_another_transcript_brings_it_and_lights_the_words(library: Server, visit: Visit) -> None:
    page = visit(library.url)
    assert reading(page) == "baker"
    ask(page, STORM)
    for name, place, chip in (
        ("pilot", "pilot:t4-p1-s1", "A pilot by heart · 2021-05 · T4 ¶1 s1"),
        ("keeper", "keeper:t2-p1-s1", "The keeper of Skerry · 2008 · T2 ¶1 s1"),
    ):
        link = page.locator(f"a.cite[href='#{place}']").first
        expect(link).to_have_text(chip)
        link.click()
        expect(page.locator("#announce")).to_have_text(f"Shown in the transcript: {chip}")
        assert reading(page) == name
        assert lit(page) == [place]
        settle(page)
        assert in_view(page, place)
        expect(page.locator(f"[id='{place}']")).to_be_focused()
        assert page.url.endswith(f"#{place}")
        page.keyboard.press("Escape")
        expect(link).to_be_focused()
    assert page.locator("#transcript article").count() == 1
    assert page.locator("#transcript .lit").text_content() == "The storm of 1987 broke two panes of the lantern."


def test_a_verdict_on_a_quotation_of_another_transcript_leads_there(library: Server, visit: Visit) -> None:
    page = visit(library.url)
    check(page, f"“{AFRAID}” “{LENS}”")
    for mark, place in (("#claim-1", "pilot:t4-p1-s1"), ("#claim-2", "keeper:t4-p1-s1")):
        page.locator(mark).click()
        expect(page.locator(f"[id='{place}']")).to_be_focused()
        assert lit(page) == [place]


@pytest.mark.parametrize(
    ("link", "places"),
    [
        ("pilot:t4-p1-s1", ["pilot:t4-p1-s1"]),
        (f"pilot:t4-p1-s1={quote(AFRAID)}", ["pilot:t4-p1-s1"]),
        (f"pilot:t2-p1-s1={quote(AFRAID)}", ["pilot:t4-p1-s1"]),
        ("keeper:t4-p1-s1~keeper:t4-p1-s2", ["keeper:t4-p1-s1", "keeper:t4-p1-s2"]),
    ],
)
def test_a_link_into_another_transcript_opens_it(library: Server, visit: Visit, link: str, places: list[str]) -> None:
    page = visit(f"{library.url}/#{link}")
    expect(page.locator(f"[id='{places[0]}']")).to_be_focused()
    assert lit(page) == places
    settle(page)
    assert in_view(page, places[0])
    page.evaluate("location.hash = 'baker:t2-p1-s2'")
    expect(page.locator("[id='baker:t2-p1-s2']")).to_be_focused()
    assert lit(page) == ["baker:t2-p1-s2"]


def test_a_link_to_what_is_not_there_says_so(library: Server, visit: Visit) -> None:
    for place in ("sailor:t1-p1-s1", "pilot:t9-p9-s9"):
        page = visit(f"{library.url}/#{place}")
        expect(page.locator("#announce")).to_contain_text(f"a place that is not in the transcript: {place}")
        assert lit(page) == []


def test_a_copied_quotation_leads_back_to_its_words(library: Server, visit: Visit) -> None:
    page = visit(library.url, permissions=["clipboard-read", "clipboard-write"])
    choose(page, box("pilot"))
    ask(page, STORM)
    page.locator(".card:has(a.cite[href='#pilot:t4-p1-s1']) .more > .copy").first.click()
    expect(page.locator("#announce")).to_have_text("Copied")
    words, address = str(page.evaluate("navigator.clipboard.readText()")).split("\n")
    assert words == f"“{AFRAID}” — Kai Dahl, A pilot by heart, T4 ¶1 s1"
    linked = visit(address)
    expect(linked.locator("#transcript .lit")).to_have_text(AFRAID)


def test_a_transcript_is_opened_to_be_read(library: Server, visit: Visit) -> None:
    page = visit(library.url)
    choosing(page)
    page.get_by_role("button", name="Read A pilot by heart").press("Enter")
    expect(page.locator("#transcript")).to_be_focused()
    assert reading(page) == "pilot"
    assert page.locator("#transcript .s").count() == 6
    page.fill("#find", "harbour")
    expect(page.locator("#found")).to_have_text("1 of 1")
    phone = visit(library.url, 390, 844, has_touch=True, is_mobile=True)
    choosing(phone)
    phone.get_by_role("button", name="Read The keeper of Skerry").tap()
    expect(phone.locator("#transcript h3.title")).to_have_text("The keeper of Skerry")
    settle(phone)
    expect(phone.locator("#transcript h3.title")).to_be_in_viewport()
    phone.get_by_role("button", name="Close").tap()
    expect(phone.locator("#transcript")).to_be_hidden()


def test_a_link_to_a_run_with_its_words_opens_it(library: Server, visit: Visit) -> None:
    page = visit(f"{library.url}/#keeper:t4-p1-s1~keeper:t4-p1-s2={quote(LENS)}")
    expect(page.locator("[id='keeper:t4-p1-s1']")).to_be_focused(timeout=SOON)
    assert lit(page) == ["keeper:t4-p1-s1", "keeper:t4-p1-s2"]


def test_a_link_that_was_cut_off_says_that_it_leads_nowhere(library: Server, visit: Visit) -> None:
    page = visit(f"{library.url}/#%E0%A4%A:t1-p1-s1")
    expect(page.locator("#announce")).to_contain_text("a place that is not in the transcript", timeout=SOON)


def test_the_rail_marks_the_cited_places_of_the_transcript_that_is_read(library: Server, visit: Visit) -> None:
    page = visit(library.url)
    ask(page, STORM)
    page.locator("a.cite[href='#keeper:t2-p1-s1']").first.click()
    expect(page.locator("[id='keeper:t2-p1-s1']")).to_be_focused()
    ticks = page.locator("#rail .tick")
    expect(ticks).to_have_attribute("href", "#keeper:t2-p1-s1", timeout=SOON)
    expect(ticks).to_have_attribute("aria-current", "true")


def test_words_are_found_in_the_transcript_that_is_read(library: Server, visit: Visit) -> None:
    page = visit(library.url)
    page.fill("#find", "storm")
    expect(page.locator("#found")).to_have_text("1 of 1")
    choosing(page)
    page.get_by_role("button", name="Read The keeper of Skerry").click()
    expect(page.locator("#transcript h3.title")).to_have_text("The keeper of Skerry")
    expect(page.locator("#found")).to_have_text("1 of 2", timeout=SOON)


def test_escape_leads_from_the_transcript_back_to_its_button(library: Server, visit: Visit) -> None:
    page = visit(library.url)
    choosing(page)
    button = page.get_by_role("button", name="Read A pilot by heart")
    button.press("Enter")
    expect(page.locator("#transcript")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused(timeout=SOON)
