"""The words of a transcript are shown, copied and exported as they stand, whatever they are; nothing of them runs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pages import MEDAL, QUESTION, Visit, ask, asked
from playwright.sync_api import Page, expect
from support import Server

ASKED = "<b>Why</b> is it <img src=x onerror='window.pwned = 6'>?"
HOSTILE = (
    f"Question: {ASKED}\r\n\r\n"
    "Answer: The <script>window.pwned = 1</script> lamp *burns* $5 a_b_c `x` <i> # y ~~s~~ $$z$$ "
    "&amp; \\(q\\) <think>.\r\n"
    "“Nobel” lamps\u00a0are <img src=x onerror='window.pwned = 2'> bright ‮txet‬ 🙂 {{7*7}} ${window.pwned = 3}.\r\n"
    "هذا مصباح lamp قديم، قال «الحارس».\r\n"
)
FIRST = HOSTILE[HOSTILE.index("The <") : HOSTILE.index("\r\n“")]
SECOND = HOSTILE[HOSTILE.index("“Nobel") : HOSTILE.index("\r\nهذا")]
THIRD = HOSTILE[HOSTILE.index("هذا") : -2]
TYPED = "Which lamp burns bright? <img src=x onerror='window.pwned = 5'><b>x</b> &lt; {{7*7}} ${window.pwned = 7}"


@pytest.fixture(scope="module")
def hostile(serve_all: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    path = tmp_path_factory.mktemp("hostile") / "hostile <b>.txt"
    path.write_bytes(HOSTILE.encode("utf-8"))
    image = "<img src=x onerror='window.pwned = 4'>"
    path.with_suffix(".toml").write_text(f'title = "{image}"\nexamples = ["{image}?"]', "utf-8")
    return serve_all("--transcript", str(path))


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def exported(page: Page, form: str) -> tuple[str, str]:
    """The name and the text of the file."""
    page.get_by_text("Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=form).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes().decode("utf-8")


def test_hostile_text_is_shown_as_it_stands_and_nothing_runs(hostile: Server, visit: Visit) -> None:
    page = visit(hostile.url)
    ask(page, TYPED)
    assert set(page.locator(".quote").all_text_contents()) == {FIRST, SECOND, THIRD}
    assert asked(page) == [TYPED]
    assert page.locator("#transcript .s").all_text_contents() == [ASKED, FIRST, SECOND, THIRD]
    page.locator("#open-about").click()
    page.keyboard.press("Escape")
    page.fill("#find", "<img")
    page.reload()
    page.wait_for_selector(".answer:not(.waiting)")
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    made = "#transcript img, #transcript script, #answers img, #answers script, #answers b:not(.lead b, .this)"
    assert page.locator(f"{made}, #masthead img, #welcome img, #dialogs img").count() == 0


def test_hostile_text_is_copied_and_exported_as_it_stands(hostile: Server, visit: Visit) -> None:
    page = visit(hostile.url, permissions=["clipboard-read", "clipboard-write"])
    ask(page, TYPED)
    exact = page.locator(".quote").first.text_content() or ""
    page.locator("button.copy").first.click()
    expect(page.locator("button.copy").first).to_have_text("Copied")
    assert copied(page).replace("\r\n", "\n").startswith(f"“{exact}” — the interviewee, <img src=x")
    name, text = exported(page, "JSON")
    assert name == "hostile _b_-answers.json"
    exchange = json.loads(text)["exchanges"][0]
    assert exchange["question"] == TYPED
    assert {one["citation"]["exact"] for one in exchange["answer"]["statements"]} == {FIRST, SECOND, THIRD}


def test_a_quotation_is_copied_with_its_citation_and_a_link_that_opens_it(server: Server, visit: Visit) -> None:
    page = visit(server.url, permissions=["clipboard-read", "clipboard-write"])
    ask(page, QUESTION)
    page.locator("button.copy").first.click()
    expect(page.locator("#announce")).to_have_text("Copied")
    words, address = copied(page).split("\n")
    assert words == f"“{MEDAL}” — Zhang Xiao, Interview of Ambassador Zhang Xiao to the Kazakh media, Q2 ¶3 s1"
    linked = visit(address)
    assert linked.locator("#transcript .lit").text_content() == MEDAL


def test_what_leans_says_so_and_what_stands_alone_is_copied_in_its_place(server: Server, visit: Visit) -> None:
    page = visit(server.url, permissions=["clipboard-read", "clipboard-write"])
    ask(page, "Who participated in this great battle as part of the Soviet Red Army?")
    card = page.locator(".answer > .card").first
    leaning = "Many Kazakhstani fighters like him participated in this great battle as part of the Soviet Red Army."
    credit = "— Zhang Xiao, Interview of Ambassador Zhang Xiao to the Kazakh media"
    expect(card.locator(".hint")).to_have_text("starts in mid-thought")
    card.locator(".more > .copy").click()
    expect(card.locator(".more > .copy")).to_have_text("Copied")
    assert copied(page).split("\n")[0] == f"“{leaning}” {credit}, Q2 ¶3 s2"
    card.locator(".context > summary").click()
    expect(card.locator(".stands")).to_have_text("Starts in mid-thought: “like him”.")
    card.locator(".safe .copy").click()
    expect(card.locator(".safe .copy")).to_have_text("Copied")
    words, address = copied(page).split("\n")
    assert words == f"“{MEDAL} {leaning}” {credit}, Q2 ¶3 s1–2"
    assert visit(address).locator("#transcript .lit").all_text_contents() == [MEDAL, leaning]


def test_a_selection_in_a_quotation_is_copied_without_the_marks_on_it(server: Server, visit: Visit) -> None:
    page = visit(server.url, permissions=["clipboard-read", "clipboard-write"])
    ask(page, QUESTION)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.quote'))")
    page.keyboard.press("Control+C")
    assert copied(page) == MEDAL
    kinds = page.evaluate("navigator.clipboard.read().then(([item]) => item.types)")
    assert kinds == ["text/plain"]


def test_the_conversation_is_exported_with_words_and_citations(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    page.get_by_text("Export", exact=True).click()
    page.get_by_role("button", name="JSON").click()
    expect(page.locator("#announce")).to_have_text("There is nothing to export yet.")
    ask(page, QUESTION)
    ask(page, "Who won the football world cup?")
    name, text = exported(page, "Markdown")
    assert name == "ambassador-interview-answers.md"
    assert f"> “{MEDAL}”" in text
    assert f"Q2 ¶3 s1 ([link](<{server.url}/#q2-p3-s1>))" in text
    assert "- outlet: not stated" in text
    assert "Not in this transcript." in text
    name, text = exported(page, "JSON")
    whole = json.loads(text)
    assert [one["question"] for one in whole["exchanges"]] == asked(page)
    assert whole["exchanges"][0]["answer"]["statements"][0]["citation"]["exact"] == MEDAL
    assert whole["transcripts"][0]["outlet"] is None


def test_quotations_carry_their_language(serve: Callable[..., Server], visit: Visit, tmp_path: Path) -> None:
    talks = {
        "zh": "问：为什么？\n答：和平是最重要的。我们爱好和平。\n",
        "ru": "Вопрос: Зачем?\nОтвет: Мир важен. Мы за мир.\n",
    }
    paths = []
    for language, text in talks.items():
        paths += ["--transcript", str(tmp_path / f"{language}.txt")]
        Path(paths[-1]).write_text(text, "utf-8")
    page = visit(serve(*paths).url)
    ask(page, "“мир”")
    expect(page.locator(".quote").first).to_have_attribute("lang", "ru")
    ask(page, "“和平”")
    quote = page.locator(".answer").last.locator(".quote").first
    expect(quote).to_have_attribute("lang", "zh")
    expect(quote).to_contain_text("和平")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
