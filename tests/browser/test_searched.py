"""What is searched for a question can be edited in its answer; the question stays as it was typed, and later questions,
exports and a page loaded again know what was searched."""

import json
from pathlib import Path
from typing import Any

import pytest
from pages import MEDAL, QUESTION, Visit, answered, ask, asked, look, ready, settle
from playwright.sync_api import Page, expect
from support import Server

FIRST = "Where was the event held?"
VAGUE = "And in winter?"
HOSTILE = "medal \"x\" <img src=x onerror='window.pwned = 1'> & {{7*7}} ${window.pwned = 2} [the ambassador]"
ENGLISH_EVERYWHERE = ["en", None, ""]
"""The language, where to look and whose transcripts, as the page sends them."""
MEDIA = [(1280, 800, "light"), (390, 844, "dark"), (320, 640, "light")]


def edit(page: Page, words: str) -> None:
    """Of the last answer."""
    page.locator(".search summary").last.click()
    field = page.locator(".search input").last
    expect(field).to_be_focused()
    field.fill(words)
    before = page.locator(".answer").last.text_content()
    field.press("Enter")
    page.wait_for_function(
        """before => !document.querySelector(".answer.waiting") &&
            [...document.querySelectorAll(".answer")].at(-1).textContent !== before""",
        arg=before,
    )


@pytest.fixture
def sent(server: Server, visit: Visit) -> tuple[Page, list[list[Any]]]:
    """A page with two questions, and what it sends to be answered from now on."""
    page, bodies = visit(server.url), list[list[Any]]()
    ask(page, FIRST)
    ask(page, VAGUE)
    page.on("request", lambda r: bodies.append(json.loads(r.post_data)["data"]) if r.url.endswith("/answer") else None)
    return page, bodies


def test_only_where_it_is_not_the_first_question_as_typed_can_the_search_be_edited(
    server: Server, visit: Visit
) -> None:
    page = visit(server.url)
    ask(page, QUESTION)
    assert page.locator(".search").count() == 0
    ask(page, "Who attended the ceremony?")
    assert page.locator(".search").count() == 1
    expect(page.locator(".search input")).to_be_hidden()
    ask(page, "hello")
    assert page.locator(".search").count() == 1


def test_the_question_is_asked_again_with_what_is_to_be_searched(sent: tuple[Page, list[list[Any]]]) -> None:
    page, bodies = sent
    edit(page, f"  {QUESTION} ")
    assert bodies == [[[FIRST, VAGUE], QUESTION, *ENGLISH_EVERYWHERE]]
    expect(page.locator(".searched")).to_have_text(f"Searched: {QUESTION}")
    assert asked(page) == [FIRST, VAGUE]
    assert page.locator(".answer").last.locator(".quote").first.text_content() == MEDAL
    expect(page.locator(".search input")).to_have_value(QUESTION)
    expect(page.locator(".search input")).to_be_hidden()


def test_what_was_searched_is_kept_and_is_what_later_questions_follow(sent: tuple[Page, list[list[Any]]]) -> None:
    page, bodies = sent
    edit(page, QUESTION)
    page.reload()
    ready(page)
    answered(page, 2)
    expect(page.locator(".searched")).to_have_text(f"Searched: {QUESTION}")
    page.locator(".asked .again").last.click()
    answered(page, 2)
    ask(page, "hello")
    page.locator(".asked .again").first.click()
    answered(page, 3)
    assert bodies == [
        [[FIRST, VAGUE], QUESTION, *ENGLISH_EVERYWHERE],
        [[FIRST, VAGUE], QUESTION, *ENGLISH_EVERYWHERE],
        [[FIRST, QUESTION, "hello"], "", *ENGLISH_EVERYWHERE],
        [[FIRST], "", *ENGLISH_EVERYWHERE],
    ]
    page.locator("#language").select_option("ru")
    page.wait_for_selector(":root[data-language=ru]")
    answered(page, 3)
    expect(page.locator(".searched").first).to_have_text(f"Искали: {QUESTION}")


def test_an_emptied_field_leaves_to_the_program_what_is_searched(sent: tuple[Page, list[list[Any]]]) -> None:
    page, bodies = sent
    before = page.locator(".answer").last.inner_html()
    edit(page, QUESTION)
    edit(page, "  ")
    assert page.locator(".answer").last.inner_html() == before
    assert bodies[-1] == [[FIRST, VAGUE], "", *ENGLISH_EVERYWHERE]


def test_a_question_that_is_edited_or_taken_back_forgets_what_was_searched(sent: tuple[Page, list[list[Any]]]) -> None:
    page, bodies = sent
    edit(page, QUESTION)
    page.locator(".asked .edit").last.click()
    page.locator("#question textarea").press("Enter")
    answered(page, 2)
    page.get_by_role("button", name="Undo").click()
    page.locator("#question textarea").press("Enter")
    answered(page, 2)
    assert bodies[1:] == [[[FIRST, VAGUE], "", *ENGLISH_EVERYWHERE]] * 2


def test_an_export_has_what_was_searched(sent: tuple[Page, list[list[Any]]]) -> None:
    page, _ = sent
    edit(page, QUESTION)
    text = {}
    for form in ("JSON", "Markdown"):
        page.get_by_text("Export", exact=True).click()
        with page.expect_download() as download:
            page.get_by_role("button", name=form).click()
        text[form] = Path(download.value.path()).read_text("utf-8")
    answers = [one["answer"] for one in json.loads(text["JSON"])["exchanges"]]
    assert [(one["question"], one["standalone"]) for one in answers] == [(FIRST, FIRST), (VAGUE, QUESTION)]
    assert f"## {VAGUE}\n\n" in text["Markdown"]
    assert f"Searched: {QUESTION}" in text["Markdown"]


def test_whatever_is_to_be_searched_is_shown_as_it_stands(sent: tuple[Page, list[list[Any]]]) -> None:
    page, bodies = sent
    edit(page, HOSTILE)
    expect(page.locator(".searched")).to_have_text(f"Searched: {HOSTILE}")
    expect(page.locator(".search input")).to_have_value(HOSTILE)
    assert bodies[0][1] == HOSTILE
    assert page.locator("#answers img").count() == 0
    edit(page, f"{HOSTILE} medal")
    assert page.evaluate("window.pwned") is None
    edit(page, "a" * 20_001)
    expect(page.locator(".answer.error")).to_contain_text("at most 20,000 can be asked")
    page.locator(".answer.error .again").click()
    expect(page.locator(".answer.error")).to_contain_text("at most 20,000 can be asked")


def test_the_search_is_edited_by_keyboard_alone(sent: tuple[Page, list[list[Any]]]) -> None:
    page, bodies = sent
    page.locator(".asked .again").last.focus()
    page.keyboard.press("Tab")
    expect(page.locator(".search summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".search input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".search input")).to_be_hidden()
    expect(page.locator(".search summary")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".search input")).to_be_focused()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("j k / medal ?")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Search", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".searched")).to_have_text("Searched: j k / medal ?")
    assert bodies[0][1] == "j k / medal ?", "keys that do something elsewhere are letters here"


@pytest.mark.parametrize(("width", "height", "scheme"), MEDIA)
def test_the_field_is_accessible_and_fits(
    server: Server, visit: Visit, screenshots: Path, width: int, height: int, scheme: str
) -> None:
    page = visit(server.url, width, height, color_scheme=scheme)
    ask(page, FIRST)
    ask(page, VAGUE)
    edit(page, f"{QUESTION} {'W' * 300}")
    page.locator(".search summary").click()
    settle(page)
    expect(page.get_by_role("textbox", name="Search for this in place of the question")).to_be_focused()
    page.locator(".search").scroll_into_view_if_needed()
    look(page, width, screenshots / f"searched-{width}-{scheme}.png")
    assert page.locator("#answers").evaluate("a => a.scrollWidth <= a.clientWidth")


def test_while_a_server_is_gone_the_words_are_not_lost(server: Server, visit: Visit) -> None:
    page = visit(server.url, expects_errors=True)
    ask(page, FIRST)
    ask(page, VAGUE)
    page.route("**/run/answer", lambda route: route.abort())
    edit(page, QUESTION)
    page.unroute("**/run/answer")
    page.locator(".answer.error .again").click()
    answered(page, 2)
    expect(page.locator(".searched")).to_have_text(f"Searched: {QUESTION}")
