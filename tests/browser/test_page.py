"""The page as people use it: ask, click, see the exact words; nothing runs that a text brings along."""

import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from support import INTERVIEW, ROOT, Server

QUESTION = "Who received a medal from the ambassador?"
MEDAL = INTERVIEW.read_bytes().decode("utf-8")[3242:3532]
ASKED = "<b>Why</b> is it <img src=x onerror='window.pwned = 6'>?"
HOSTILE = (
    f"Question: {ASKED}\r\n\r\n"
    "Answer: The <script>window.pwned = 1</script> lamp *burns* $5 a_b_c `x` <i> # y ~~s~~ $$z$$ "
    "&amp; \\(q\\) <think>.\r\n"
    "“Nobel” lamps\u00a0are <img src=x onerror='window.pwned = 2'> bright ‮txet‬ 🙂 {{7*7}} ${window.pwned = 3}.\r\n"
)
Visit = Callable[..., Page]


def ask(page: Page, question: str) -> None:
    before = page.locator(".answer:not(.waiting)").count()
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    expect(page.locator(".answer:not(.waiting)")).to_have_count(before + 1, timeout=20_000)


def in_view(page: Page, place: str) -> bool:
    """Whether the first line of a sentence is really seen in the transcript's pane."""
    return bool(
        page.evaluate(
            """id => { const s = document.getElementById(id), box = s.getClientRects()[0];
                const x = box.left + Math.min(20, box.width / 2), y = box.top + box.height / 2;
                const hit = document.elementFromPoint(x, y);
                return s === hit || s.contains(hit); }""",
            place,
        )
    )


def test_a_click_on_a_citation_shows_the_exact_words_in_their_place(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    ask(page, QUESTION)
    assert page.locator(".quote").first.text_content() == MEDAL
    chip = page.locator("a.cite").first
    assert chip.text_content() == "Q2 ¶3 s1"
    chip.click()
    page.wait_for_function("document.querySelectorAll('#transcript .lit').length === 1")
    assert page.locator("#transcript .lit").text_content() == MEDAL
    page.wait_for_timeout(800)  # the pane scrolls smoothly
    assert in_view(page, "q2-p3-s1")
    assert page.evaluate("document.activeElement.id") == "q2-p3-s1"
    assert page.evaluate("window.scrollY") == 0, "only the pane scrolls"
    assert page.url.endswith("#q2-p3-s1")
    assert page.locator("#announce").text_content() == "Shown in the transcript: Q2 ¶3 s1"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "cite"


def test_everything_can_be_done_by_keyboard(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    page.locator("#question textarea").focus()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector("a.cite")
    page.locator("a.cite").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#transcript .lit")).to_have_text(MEDAL)


def test_a_link_to_a_place_opens_it(server: Server, visit: Visit) -> None:
    page = visit(f"{server.url}/#q3-p8-s1")
    expect(page.locator("#transcript .lit")).to_have_count(1)
    assert page.locator("#transcript .lit").get_attribute("id") == "q3-p8-s1"
    page.wait_for_timeout(800)
    assert in_view(page, "q3-p8-s1")


def test_a_link_to_a_run_of_sentences_lights_them_all(server: Server, visit: Visit) -> None:
    page = visit(f"{server.url}/#q1-p2-s3~q1-p3-s1")
    expect(page.locator("#transcript .lit")).to_have_count(2)


def test_an_example_question_runs_on_a_click(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    page.get_by_role("button", name="Why do we still have to celebrate this day?").click()
    expect(page.locator(".asked")).to_have_text("Why do we still have to celebrate this day?")
    expect(page.locator(".quote").first).to_contain_text("In commemoration of this day")
    expect(page.locator(".inner").first).to_contain_text("are words of Xi Jinping, as quoted by Zhang Xiao")


def test_what_is_not_found_shows_no_passage_until_unfolded(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    ask(page, "Who won the football world cup?")
    expect(page.locator(".headline")).to_have_text("Not in this transcript.")
    closest = page.locator(".closest .quote").first
    expect(closest).to_be_hidden()
    page.locator(".closest > summary").click()
    expect(closest).to_be_visible()


def test_questions_about_the_transcript_are_labelled(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    ask(page, "When was this?")
    expect(page.locator(".headline")).to_have_text("About this transcript (from its metadata, not a quotation)")
    expect(page.locator(".about p.about")).to_contain_text("The date is not stated.")


def test_hostile_text_is_shown_as_it_stands_and_nothing_runs(
    serve: Callable[..., Server], visit: Visit, tmp_path: Path
) -> None:
    path = tmp_path / "hostile.txt"
    path.write_bytes(HOSTILE.encode("utf-8"))
    path.with_suffix(".toml").write_text("title = \"<img src=x onerror='window.pwned = 4'>\"", "utf-8")
    page = visit(serve("--transcript", str(path)).url)
    ask(page, "Which lamp burns bright? <img src=x onerror='window.pwned = 5'><b>x</b>")
    first, second = (
        HOSTILE[a:b] for a, b in ((HOSTILE.index("The <"), HOSTILE.index("\r\n“")), (HOSTILE.index("“Nobel"), -2))
    )
    texts = page.locator(".quote").all_text_contents()
    assert {text for text in texts if text != ASKED} == {first, second}
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    assert (
        page.locator(".asked").text_content()
        == "Which lamp burns bright? <img src=x onerror='window.pwned = 5'><b>x</b>"
    )
    assert (
        page.locator(
            "#transcript img, #transcript script, #answers img, #masthead img, #examples img, #examples b"
        ).count()
        == 0
    )
    assert page.locator("#transcript .s").all_text_contents() == [ASKED, first, second]


@pytest.mark.parametrize("question", ["\x07\x1b[31m bell", "a" * 10_000, "🙂", "؟ما هو السلام", "../../etc/passwd"])
def test_odd_questions_get_an_answer(server: Server, visit: Visit, question: str) -> None:
    page = visit(server.url)
    ask(page, question)
    expect(page.locator(".answer.error")).to_have_count(0)


def test_a_question_that_is_too_long_gets_a_card_that_says_so(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    ask(page, "a" * 20_001)
    expect(page.locator(".answer.error")).to_contain_text("at most 20,000 characters; found 20,001")


def test_two_visitors_do_not_see_each_others_questions(server: Server, visit: Visit) -> None:
    one, two = visit(server.url), visit(server.url)
    ask(one, QUESTION)
    two.wait_for_timeout(500)
    assert two.locator(".asked").count() == 0
    ask(two, "Why do we celebrate?")
    assert two.locator(".asked").all_text_contents() == ["Why do we celebrate?"]


def test_the_page_is_usable_before_the_model_is_loaded(
    serve: Callable[..., Server], visit: Visit, server: Server
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, str(ROOT / "app.py"), "--port", str(port)], stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        run.stdout.readline()  # the address is printed when the port is open
        page = visit(f"http://127.0.0.1:{port}")
        assert page.locator("#q2-p3-s1").text_content() == MEDAL
        ask(page, QUESTION)
        assert page.locator(".quote").first.text_content() == MEDAL
        page.context.close()
        run.terminate()


@pytest.mark.parametrize(
    ("name", "width", "height", "scheme"),
    [
        ("desktop", 1280, 800, "light"),
        ("dark", 1280, 800, "dark"),
        ("mobile", 390, 844, "light"),
        ("narrow", 320, 640, "light"),
    ],
)
def test_axe_finds_no_violation_and_nothing_is_cut_off(
    server: Server, visit: Visit, screenshots: Path, name: str, width: int, height: int, scheme: str
) -> None:
    page = visit(server.url, width, height, color_scheme=scheme)
    page.wait_for_function("!document.querySelector('.loading')")

    def check(state: str) -> None:
        page.wait_for_timeout(500)
        page.screenshot(path=screenshots / f"{name}-{state}.png")
        results = Axe().run(page)
        assert results.violations_count == 0, f"{state}: {results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "no sideways scrolling"

    check("empty")
    ask(page, QUESTION)
    page.locator("a.cite").first.click()
    page.wait_for_timeout(1000)
    assert in_view(page, "q2-p3-s1")
    check("cited")
    ask(page, "Who won the football world cup?")
    page.wait_for_timeout(800)
    expect(page.locator(".asked").last).to_be_in_viewport()
    expect(page.locator(".headline").last).to_be_in_viewport()
    check("not-found")
