"""A question in another language: answered in the transcript's words, and waited for while that is being prepared."""

from pages import MEDAL, Visit, ask, asked, check
from playwright.sync_api import Route, expect
from support import Server

from bot.render.html.answer import preparing_html

QUESTION = "Кому посол вручил памятную медаль?"


def test_a_question_in_another_language_is_answered_and_a_translation_shown_beside_its_original(
    server: Server, visit: Visit
) -> None:
    page = visit(server.url)
    prepared: list[Route] = []

    def prepare(route: Route) -> None:
        """The first time the server is still at it."""
        prepared.append(route)
        if len(prepared) > 1:
            route.continue_()
        else:
            route.fulfill(json={"data": [preparing_html("12 of 38 sentences")]})

    page.route("**/run/answer", prepare)
    ask(page, QUESTION)
    assert len(prepared) == 2, "it was asked again by itself"
    assert asked(page) == [QUESTION]
    assert page.locator(".quote").first.text_content() == MEDAL
    expect(page.locator(".answer .across")).to_contain_text("Compared across languages: Russian with English")
    check(page, "«Китайский народ никогда их не забудет»")
    expect(page.locator(".verdict.translated")).to_be_visible()
    expect(page.locator(".verdicts .quote")).to_have_text("The Chinese people will never forget them.")
