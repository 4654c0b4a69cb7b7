"""The tab "Check a quotation": an article is pasted, its quotations are marked, and each mark leads to its verdict."""

from collections.abc import Callable
from signal import SIGKILL

import pytest
from pages import QUESTION, Visit, ask, check, in_view, linger, lit, ready, settle
from playwright.sync_api import Page, Route, expect
from support import Server

ARTICLE = (
    "Clouds over Almaty\n\nZhang Xiao said: “The Chinese people will never forget them.” He went on: “The Chinese "
    "people will always forget them.”\n\n“We will build a bridge to the moon next year”, said Zhang Xiao.\n"
    "“Why do we still have to celebrate this day?” asked Zhang Xiao."
)
KINDS = ["exact", "altered", "not_found", "wrong_speaker"]
IMAGE = "<img src=x onerror='window.pwned = 1'>"
HOSTILE = (
    f"{IMAGE}</div></script><script>window.pwned = 2</script>\"><svg onload='window.pwned = 3'> {{{{7*7}}}} &lt; "
    f"\u202eevil\n“The Chinese people {IMAGE} will never forget them”, said <b>Zhang</b>. "
    f"“javascript:alert(1) {IMAGE} no one said”. "
    f"“{'W' * 3000}” ${{window.pwned = 4}}"
)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.className"))


def kinds(page: Page) -> list[str]:
    marks = page.locator("#result .claim")
    return [(marks.nth(i).get_attribute("class") or "").split()[-1] for i in range(marks.count())]


def test_each_quotation_of_an_article_is_marked_and_has_its_verdict(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    check(page, ARTICLE)
    assert kinds(page) == KINDS
    assert page.locator("h3.verdict").all_text_contents() == [
        "1Exact", "2Altered", "3Not found", "4Somebody else’s words",
    ]  # fmt: skip
    looks = page.locator("#result .claim").evaluate_all(
        "all => all.map(c => [getComputedStyle(c, '::before').content, getComputedStyle(c).textDecorationStyle + "
        "getComputedStyle(c).textDecorationThickness].join())"
    )
    assert len(set(looks)) == 4, "told apart without colour"
    altered = page.locator("#verdict-2")
    assert altered.locator("del").all_text_contents() == ["always"]
    assert altered.locator("ins").all_text_contents() == ["never"]
    expect(altered.locator(".differences")).to_have_text("written “always”, said “never” changes the meaning")
    assert altered.locator(".quote").text_content() == "The Chinese people will never forget them."
    assert altered.locator(".copy").count() == 0
    expect(page.locator("#verdict-4 .lead")).to_have_text("Kazakh media, interviewer said:")
    assert page.locator("#verdict-3 a.cite").count() == 0
    assert page.locator("#result .article").evaluate(
        "a => { const own = a.cloneNode(true); own.querySelectorAll('.sr, .jump').forEach(e => e.remove());"
        "return own.textContent; }"
    ) == ARTICLE  # fmt: skip


def test_a_mark_opens_its_place_and_back_returns_to_it(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    check(page, ARTICLE)
    page.locator("#claim-1").click()
    settle(page)
    assert lit(page) == ["q2-p3-s4"]
    assert in_view(page, "q2-p3-s4")
    assert page.locator("#claim-1").get_attribute("aria-current") == "true"
    expect(page.locator("#announce")).to_have_text("Shown in the transcript: Q2 ¶3 s4")
    page.locator("#back").click()
    assert focused(page) == "claim-1"
    url = page.url
    page.locator("#claim-3 + .jump").click()
    assert focused(page) == "verdict-3"
    expect(page.locator("#verdict-3")).to_be_in_viewport()
    page.locator("#verdict-3 .jump").click()
    assert focused(page) == "claim-3"
    assert (page.url, lit(page)) == (url, ["q2-p3-s4"]), "these go nowhere in the transcript"
    page.locator("#verdict-4 a.cite").click()
    assert lit(page) == ["q3-s2"]
    assert page.locator("#rail .tick").count() == 2


def test_what_holds_is_copied_as_the_transcript_has_it(server: Server, visit: Visit) -> None:
    page = visit(server.url, permissions=["clipboard-read", "clipboard-write"])
    check(page, "“many Kazakhstani fighters … participated in this great battle”")
    assert kinds(page) == ["elided"]
    assert page.locator(".quote s").all_text_contents() == ["like him"]
    page.locator("#result .copy").click()
    expect(page.locator("#announce")).to_have_text("Copied")
    words = str(page.evaluate("navigator.clipboard.readText()")).split("\n")[0]
    said = "Many Kazakhstani fighters like him participated in this great battle"
    assert words == f"“{said}” — Zhang Xiao, Interview of Ambassador Zhang Xiao to the Kazakh media, Q2 ¶3 s2"


def test_by_keyboard_alone(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    page.locator("#tab-asking").focus()
    right, tabs = "ArrowRight", ("checking", "choosing", "asking")
    for key, tab in (*((right, tab) for tab in tabs), ("End", "choosing"), ("Home", "asking")):
        page.keyboard.press(key)
        assert focused(page) == f"tab-{tab}"
        expect(page.get_by_role("tab", selected=True)).to_have_id(f"tab-{tab}")
        expect(page.get_by_role("tabpanel")).to_have_id(tab)
    for tab in ("checking", "choosing"):
        assert page.locator(f"#tab-{tab}").get_attribute("tabindex") == "-1"
    for key, tab in (("ArrowLeft", "choosing"), ("ArrowLeft", "checking")):
        page.keyboard.press(key)
        assert focused(page) == f"tab-{tab}"
    page.keyboard.press("/")
    assert focused(page) == "pasted"
    page.keyboard.insert_text(ARTICLE)
    page.keyboard.press("Tab")
    assert focused(page) == "sentences"
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#result .check")
    assert page.evaluate("document.activeElement.matches('#result h2')"), "the result is read out"
    assert len(kinds(page)) == 5, "every sentence: the heading too"
    for key, place in (("j", "q2-p3-s4"), ("j", "q2-p3-s4"), ("j", "q3-s2"), ("j", "q3-s2"), ("k", "q2-p3-s4")):
        page.keyboard.press(key)
        assert lit(page) == [place]
        assert focused(page) == "cite"
    page.keyboard.press("Enter")
    assert focused(page) == "q2-p3-s4"
    page.keyboard.press("Escape")
    assert focused(page) == "cite"
    page.keyboard.press("/")
    assert focused(page) == "pasted"


def test_hostile_text_stays_text_and_nothing_runs(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    for text, every in ((HOSTILE, False), (HOSTILE, True), (HOSTILE.replace("“", "").replace("”", ""), True)):
        check(page, text, every)
        shown = page.locator("#result .article").text_content() or ""
        assert "<script>window.pwned = 2</script>" in shown
        assert "{{7*7}} &lt; \u202eevil" in shown
        assert page.locator("#result :is(img, script, svg, b:not(.lead b, .this))").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("(c => c.scrollWidth <= c.clientWidth)(document.getElementById('checking'))")
    page.reload()
    ready(page)
    linger(page)
    assert page.locator("#result .claim").count() > 1
    assert page.evaluate("window.pwned") is None


def test_text_result_and_tab_survive_a_reload_in_this_tab_alone(server: Server, visit: Visit) -> None:
    page, other = visit(server.url), visit(server.url)
    ask(page, QUESTION)
    check(page, ARTICLE)
    page.fill("#pasted", "“something else”")
    page.reload()
    ready(page)
    assert page.input_value("#pasted") == "“something else”"
    assert kinds(page) == KINDS
    expect(page.get_by_role("tabpanel")).to_have_id("checking")
    page.locator("#claim-1").click()
    assert lit(page) == ["q2-p3-s4"]
    page.locator("#tab-asking").click()
    expect(page.locator(".asked .typed")).to_have_text(QUESTION)
    assert other.input_value("#pasted") == ""
    linked = visit(server.url)
    check(linked, ARTICLE)
    linked.goto(f"{server.url}/?q=Who+received+a+medal%3F")
    ready(linked)
    expect(linked.get_by_role("tabpanel")).to_have_id("asking")


def test_while_it_is_checked_that_is_said_and_a_second_press_changes_nothing(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    held: list[Route] = []
    page.route("**/run/checked", lambda route: held.append(route))
    page.locator("#tab-checking").click()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#announce")).to_have_text("Paste a quotation or an article first.")
    assert focused(page) == "pasted"
    page.fill("#pasted", ARTICLE)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#result [role=status]")).to_have_text("Checking…")
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator("#pasted").press("Control+Enter")
    page.wait_for_timeout(200)
    assert len(held) == 1
    page.locator("#tab-asking").focus()
    held[0].continue_()
    expect(page.locator("#announce")).to_have_text("1 of 4 quotations holds.")
    assert focused(page) == "tab-asking", "the focus is not taken away"


def test_nothing_quoted_says_what_to_do(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    check(page, "It rained.\n\nIt was cold.")
    expect(page.locator("#result h2")).to_contain_text("Nothing is quoted in this text. Put words in quotation marks")
    check(page, "It rained.\n\nIt was cold.", every=True)
    assert kinds(page) == ["not_found", "not_found"]


def test_what_is_too_long_and_a_lost_server_are_said_in_words(start: Callable[..., Server], visit: Visit) -> None:
    server = start(until_ready=False)
    page = visit(server.url, expects_errors=True)
    check(page, ARTICLE)
    assert kinds(page) == KINDS, "no model is needed"
    error = page.locator("#result .error")
    for text, said in (
        ("a" * 200_001, "This text is too long: it has 200,001 characters, and at most 200,000 can be checked"),
        ("слово " * 100_000, "This text is longer than the server takes at once. Check it in parts."),
    ):
        check(page, text)
        expect(error).to_contain_text(said)
    page.fill("#pasted", ARTICLE + "\ud83d")
    page.locator("#pasted").press("Control+Enter")
    expect(page.locator("#result .claim")).to_have_count(4)
    server.send(SIGKILL)
    server.end()
    check(page, ARTICLE)
    expect(error).to_contain_text("The server does not answer. What you typed is kept here; try again in a moment.")
    assert page.input_value("#pasted") == ARTICLE
    assert page.locator("#result .again").count() == 0


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_a_mark_opens_the_drawer_and_back_closes_it(server: Server, visit: Visit, width: int) -> None:
    page = visit(server.url, width, 844, has_touch=True, is_mobile=True)
    check(page, ARTICLE)
    expect(page.locator("#result h2")).to_be_in_viewport()
    page.locator("#claim-4").tap()
    settle(page)
    assert in_view(page, "q3-s2")
    page.locator("#close-transcript").tap()
    settle(page)
    assert focused(page) == "claim-4"
    expect(page.locator("#pane")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_long_article_is_checked_and_kept_apart_from_the_conversation(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    check(page, "\n\n".join([ARTICLE] * 120))
    assert page.locator("#result .claim").count() == 480
    assert page.locator("#result .card").last.locator(".quote").count() == 1
