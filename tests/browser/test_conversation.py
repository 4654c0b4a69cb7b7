"""The conversation: what is asked and answered, taken back and asked again, kept in its tab and in no other."""

from collections.abc import Callable
from pathlib import Path
from signal import SIGKILL

from pages import CELEBRATE, CEREMONY, MEDAL, QUESTION, Visit, answered, ask, asked, ready
from playwright.sync_api import Browser, Route, expect
from support import Server

RELATED = "Was the war terrible?"


def test_the_empty_page_promises_and_its_examples_run_on_a_click(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    expect(page.locator("#welcome")).to_contain_text("Every answer is the speaker’s own words")
    assert page.locator("#welcome button.ask").count() == 4
    assert page.locator("#q2-p3-s1").text_content() == MEDAL
    page.get_by_role("button", name=CELEBRATE).click()
    answered(page, 1)
    assert asked(page) == [CELEBRATE]
    expect(page.locator(".answer")).to_have_class("answer answered")
    expect(page.locator(".lead").first).to_have_text(f"Asked “{CELEBRATE}”, Zhang Xiao said:")
    expect(page.locator(".quote").first).to_contain_text("In commemoration of this day")
    expect(page.locator(".inner").first).to_contain_text("are words of Xi Jinping, as quoted by Zhang Xiao")
    expect(page.locator("#welcome")).to_be_hidden()


def test_the_question_is_shown_at_once_and_a_skeleton_until_it_is_answered(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    held: list[Route] = []
    page.route("**/run/answer", lambda route: held.append(route))
    page.evaluate(
        """() => addEventListener("keydown", () => { const start = performance.now();
            new MutationObserver(() => {
                if (document.querySelector(".asked")) window.echoed ??= performance.now() - start;
            }).observe(document.body, { childList: true, subtree: true }); }, { once: true, capture: true })"""
    )
    page.fill("#question textarea", QUESTION)
    page.locator("#question textarea").press("Enter")
    expect(page.locator(".waiting .skeleton")).to_be_visible()
    assert asked(page) == [QUESTION]
    assert page.evaluate("window.echoed") > 0
    page.fill("#question textarea", "Another one?")
    page.locator("#question textarea").press("Enter")
    assert page.input_value("#question textarea") == "Another one?", "it waits for the one before"
    assert asked(page) == [QUESTION]
    held[0].continue_()
    answered(page, 1)
    assert page.locator(".quote").first.text_content() == MEDAL


def test_what_is_not_found_shows_no_passage_until_unfolded(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    ask(page, "Who won the football world cup?")
    expect(page.locator(".headline")).to_have_text("Not in this transcript.")
    expect(page.locator(".card.interviewer .of").first).to_be_visible()
    closest = page.locator(".closest .quote").first
    expect(closest).to_be_hidden()
    page.locator(".closest > summary").click()
    expect(closest).to_be_visible()


def test_the_states_are_told_apart_without_colour(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    looks = set()
    questions = (QUESTION, "Who won the football world cup?", RELATED, "every mention of Xi Jinping", "hello")
    for question in questions:
        ask(page, question)
        headline = page.locator(".headline").last
        sign = headline.evaluate("h => getComputedStyle(h, '::before').content")
        looks.add((page.locator(".answer").last.get_attribute("class"), sign, headline.text_content()))
    kinds = {kind for kind, _, _ in looks}
    assert kinds == {f"answer {kind}" for kind in ("answered", "related", "not_found", "mentions", "about")}
    assert len({sign for _, sign, _ in looks}) == 5
    assert len({text for _, _, text in looks}) == 5


def test_every_mention_is_a_list_in_the_order_of_the_text(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    ask(page, "every mention of Xi Jinping")
    expect(page.locator(".headline")).to_have_text("“Xi Jinping” stands in 3 places")
    assert page.locator(".places a.cite").all_text_contents() == ["Q1 question s2", "Q1 ¶1 s2", "Q3 ¶1 s1"]
    assert page.locator(".places mark").all_text_contents() == ["Xi Jinping"] * 3
    expect(page.locator(".places .who").first).to_have_text("Kazakh media, interviewer")


def test_questions_about_the_transcript_are_labelled(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    ask(page, "When was this?")
    expect(page.locator(".headline")).to_have_text("About this transcript (from its metadata, not a quotation)")
    expect(page.locator(".answer.about .facts")).to_contain_text("The date is not stated.")
    assert page.locator(".quote").count() == 0


def test_a_card_says_why_and_shows_the_context(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    ask(page, QUESTION)
    card = page.locator(".card").first
    assert card.locator(".quote mark").all_text_contents() == ["medal"]
    card.get_by_text("Why this?").click()
    expect(card.locator(".why p")).to_contain_text("It shares “medal” with the question")
    card.get_by_text("In context").click()
    expect(card.locator(".context > .around .this")).to_have_text(MEDAL)
    expect(card.locator(".context > .around")).to_contain_text("Many Kazakhstani fighters like him")
    expect(card.locator(".context > .of")).to_contain_text("How did the peoples of China and Kazakhstan")
    card.get_by_text("Whole paragraph").click()
    expect(card.locator(".whole .around")).to_contain_text("The Chinese people will never forget them.")


def test_what_is_suggested_is_answered(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    ask(page, QUESTION)
    for n in range(2, 5):
        buttons = page.locator(".next button.ask:visible")
        assert 0 < buttons.count() <= 3, "only the last answer suggests"
        text = buttons.first.get_attribute("value")
        buttons.first.click()
        answered(page, n)
        assert asked(page)[-1] == text
        assert page.locator(".answer").last.get_attribute("class") in ("answer answered", "answer mentions")


def test_undo_edit_again_and_clear(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    box = page.locator("#question textarea")
    ask(page, QUESTION)
    ask(page, "hello")
    page.get_by_role("button", name="Undo").click()
    expect(box).to_have_value("hello")
    assert asked(page) == [QUESTION]
    ask(page, "Who attended the ceremony?")
    page.locator(".asked .edit").first.click()
    expect(box).to_have_value(QUESTION)
    expect(page.locator("#editing")).to_contain_text("You are editing question 1")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#editing")).to_be_hidden()
    assert len(asked(page)) == 2
    page.locator(".asked .edit").first.click()
    box.fill("Where was the event held?")
    box.press("Enter")
    expect(page.locator(".asked")).to_have_count(1)
    answered(page, 1)
    assert asked(page) == ["Where was the event held?"]
    ask(page, "hello")
    page.locator(".asked .again").first.click()
    answered(page, 2)
    assert asked(page) == ["Where was the event held?", "hello"], "what follows stays"
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("#welcome")).to_be_visible()
    assert asked(page) == []
    assert "q=" not in page.url


def test_enter_asks_and_shift_enter_begins_a_line(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    box = page.locator("#question textarea")
    box.press_sequentially("Who received")
    box.press("Shift+Enter")
    box.press_sequentially("a medal?")
    box.press("Enter")
    answered(page, 1)
    assert asked(page) == ["Who received\na medal?"]
    box.press("Enter")
    assert len(asked(page)) == 1, "a blank question changes nothing"


def test_a_link_with_a_question_asks_it_and_the_address_follows(server: Server, visit: Visit) -> None:
    page = visit(f"{server.url}/?q=Who+received+a+medal%3F")
    answered(page, 1)
    assert asked(page) == ["Who received a medal?"]
    ask(page, "Who attended the ceremony?")
    assert page.url.endswith("/?q=Who+attended+the+ceremony%3F")


def test_a_long_question_does_not_stand_in_the_address_and_a_known_one_is_not_asked_again(
    server: Server, visit: Visit
) -> None:
    page = visit(server.url)
    ask(page, "medal " * 300)
    assert "q=" not in page.url
    ask(page, QUESTION)
    ask(page, "hello")
    page.goto(f"{server.url}/?q=Who+received+a+medal+from+the+ambassador%3F")
    ready(page)
    answered(page, 3)
    assert asked(page)[-1] == "hello"


def test_the_page_works_where_the_browser_keeps_nothing(server: Server, visit: Visit, browser: Browser) -> None:
    context = browser.new_context(locale="en-US")
    context.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"])
            Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });"""
    )
    page = context.new_page()
    page.goto(f"{server.url}/?q=Who+received+a+medal%3F#q3-p8-s1")
    ready(page)
    answered(page, 1)
    assert page.locator("#transcript .lit").count() == 1
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate("document.body.classList.contains('dark')")
    context.close()


def test_a_conversation_survives_a_reload_and_no_other_tab_sees_it(server: Server, visit: Visit) -> None:
    page, other = visit(server.url), visit(server.url)
    ask(page, QUESTION)
    ask(page, "Who attended the ceremony?")
    before = page.locator("#answers .card").count()
    page.reload()
    ready(page)
    answered(page, 2)
    assert asked(page) == [QUESTION, "Who attended the ceremony?"]
    assert page.locator("#answers .card").count() == before
    assert asked(other) == []
    ask(other, "Why do we celebrate?")
    assert asked(other) == ["Why do we celebrate?"]
    assert len(asked(page)) == 2


def test_a_server_that_is_gone_is_said_to_be_and_once_it_is_back_the_question_is_answered(
    serve: Callable[..., Server], visit: Visit
) -> None:
    first = serve()
    page = visit(first.url, expects_errors=True)
    ask(page, QUESTION)
    first.send(SIGKILL)
    first.end()
    ask(page, "Who attended the ceremony?")
    expect(page.locator(".answer.error")).to_contain_text("The server does not answer. What you typed is kept here")
    serve(port=int(first.url.rsplit(":", 1)[1]))
    page.locator(".answer.error .again").click()
    expect(page.locator(".answer.error")).to_have_count(0)
    answered(page, 2)
    assert asked(page) == [QUESTION, "Who attended the ceremony?"]
    assert page.locator(".answer").last.locator(".quote").first.text_content() == CEREMONY


def test_the_page_is_usable_while_the_program_loads_and_says_so(
    serve: Callable[..., Server], visit: Visit, unindexed: str, copied: Path
) -> None:
    copied.write_bytes(12 * copied.read_bytes())  # takes seconds to embed
    served = serve("--cache", unindexed, "--transcript", str(copied), until_ready=False)
    page = visit(served.url, expects_errors=True)
    assert page.locator("#q2-p3-s1").text_content() == MEDAL
    expect(page.locator("#progress")).to_contain_text("Questions are answered as soon as the program has loaded.")
    expect(page.locator("#progress progress")).to_be_visible()
    ask(page, QUESTION, timeout=60_000)
    assert page.locator(".quote").first.text_content() == MEDAL
    expect(page.locator("#progress .progress")).to_be_hidden()


def test_a_program_that_could_not_load_says_where_the_reason_is(
    serve: Callable[..., Server], visit: Visit, tmp_path: Path
) -> None:
    page = visit(serve("--model", str(tmp_path), until_ready=False).url, expects_errors=True)
    expect(page.locator("#progress")).to_contain_text("The program could not load. The server’s log", timeout=60_000)
    ask(page, QUESTION)
    expect(page.locator(".answer.error")).to_contain_text("The server’s log says why.")


def test_odd_questions_get_an_answer(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    for question in ("\x07\x1b[31m bell", "a" * 10_000, "🙂", "؟ما هو السلام", "../../etc/passwd"):
        ask(page, question)
        expect(page.locator(".answer.error")).to_have_count(0)


def test_a_question_that_is_too_long_gets_a_card_that_says_so(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    ask(page, "a" * 20_001)
    expect(page.locator(".answer.error")).to_contain_text("it has 20,001 characters, and at most 20,000")
    expect(page.locator(".answer.error .again")).to_be_visible()
