"""The transcript beside the conversation: a citation leads to the exact words, and back."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from pages import MEDAL, QUESTION, Visit, answered, ask, in_view, lit, settle
from playwright.sync_api import expect
from support import INTERVIEW, LIGHTHOUSE, Server


def test_a_click_on_a_citation_shows_the_exact_words_in_their_place(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    ask(page, QUESTION)
    assert page.locator(".quote").first.text_content() == MEDAL
    chip = page.locator("a.cite").first
    assert chip.text_content() == "Q2 ¶3 s1"
    chip.click()
    assert lit(page) == ["q2-p3-s1"]
    assert page.locator("#transcript .lit").text_content() == MEDAL
    settle(page)
    assert in_view(page, "q2-p3-s1")
    assert page.evaluate("document.activeElement.id") == "q2-p3-s1"
    assert page.evaluate("window.scrollY") == 0, "only the pane scrolls"
    assert page.url.endswith("#q2-p3-s1")
    assert page.locator("#announce").text_content() == "Shown in the transcript: Q2 ¶3 s1"
    assert chip.get_attribute("aria-current") == "true"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "cite"


def test_a_link_to_a_place_or_a_run_opens_it(server: Server, visit: Visit) -> None:
    page = visit(f"{server.url}/#q3-p8-s1")
    assert lit(page) == ["q3-p8-s1"]
    settle(page)
    assert in_view(page, "q3-p8-s1")
    run = visit(f"{server.url}/#q1-p2-s3~q1-p3-s1")
    assert lit(run) == ["q1-p2-s3", "q1-p3-s1"]
    run.evaluate("location.hash = 'q2-p3'")
    run.wait_for_function("document.querySelectorAll('#transcript .lit').length === 4")


def test_a_link_with_a_question_and_a_place_opens_both(server: Server, visit: Visit) -> None:
    page = visit(f"{server.url}/?q=Who+received+a+medal%3F#q3-p8-s1")
    answered(page, 1)
    assert lit(page) == ["q3-p8-s1"]


def test_a_link_finds_its_words_again_in_a_changed_transcript(
    server: Server, serve: Callable[..., Server], visit: Visit, tmp_path: Path
) -> None:
    path = tmp_path / "ambassador-interview.txt"
    text = INTERVIEW.read_bytes().decode("utf-8")
    path.write_bytes(text.replace("On December 3 last", "A new paragraph.\nOn December 3 last").encode("utf-8"))
    changed = serve("--transcript", str(path))
    page = visit(f"{changed.url}/#q2-p3-s1={quote(MEDAL[:60])}")
    assert lit(page) == ["q2-p4-s1"]
    expect(page.locator("#announce")).to_contain_text("The words now stand here: q2-p4-s1")
    same = visit(f"{server.url}/#q2-p3-s1={quote(MEDAL[:60])}")
    assert lit(same) == ["q2-p3-s1"]
    gone = visit(f"{server.url}/#q2-p3-s1={quote('Words that nobody said')}")
    assert lit(gone) == []
    expect(gone.locator("#announce")).to_contain_text("a place that is not in the transcript: q2-p3-s1")
    twice = visit(f"{changed.url}/#q2-p3-s1={quote('Chinese President Xi Jinping and other')}")
    assert lit(twice) == ["q1-p1-s2"], "it stands inside the interviewer's sentence, which does not begin so"
    run = visit(f"{changed.url}/#q2-p3-s2~q2-p3-s3={quote('Many Kazakhstani fighters like him participated')}")
    assert lit(run) == ["q2-p4-s2"]
    odd = visit(f"{server.url}/#q2-p3-s1=%E0%A4%A")
    assert lit(odd) == []


def test_what_is_not_an_answer_is_recognisable(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    expect(page.locator("#transcript .in-introduction .speaker")).to_have_text("Introduction, by the editor")
    left_out = page.locator("#transcript .boilerplate")
    assert left_out.evaluate("p => getComputedStyle(p, '::before').content") == '"Left out of the answers: "'
    quoted = page.locator("#q3-p1-s1 .quoted")
    assert quoted.evaluate("q => getComputedStyle(q, '::after').content") == '" [words of Xi Jinping]"'


def test_words_are_found_in_the_transcript_across_sentences(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    page.fill("#find", "xi jinping")
    expect(page.locator("#found")).to_have_text("1 of 3")
    painted = "[...CSS.highlights.get('found')].map(range => range.toString())"
    assert page.evaluate(painted) == ["Xi Jinping"] * 3
    page.locator("#find").press("Enter")
    page.locator("#find").press("Enter")
    expect(page.locator("#found")).to_have_text("3 of 3")
    settle(page)
    assert in_view(page, "q3-p1-s1")
    page.locator("#find").press("Shift+Enter")
    expect(page.locator("#found")).to_have_text("2 of 3")
    page.fill("#find", "under control. human society")
    expect(page.locator("#found")).to_have_text("1 of 1")
    assert page.evaluate(painted) == ["under control. Human society"]
    page.fill("#find", "people's republic")
    expect(page.locator("#found")).to_have_text("1 of 2")
    page.fill("#find", "xi   jinping")
    expect(page.locator("#found")).to_have_text("1 of 3")
    page.fill("#find", "(.*")
    expect(page.locator("#found")).to_have_text("not found")
    page.fill("#find", "e" * 3000)
    expect(page.locator("#found")).to_have_text("not found")
    page.fill("#find", "<b>")
    expect(page.locator("#found")).to_have_text("not found")
    page.fill("#find", "")
    expect(page.locator("#found")).to_have_text("")


def test_the_rail_marks_every_cited_place_once(server: Server, visit: Visit) -> None:
    page = visit(server.url)
    ask(page, QUESTION)
    ask(page, "every mention of Nikolai Mikhailovich Vozov")
    cited = page.eval_on_selector_all(
        "#answers a.cite:not(.safe *)", "all => [...new Set(all.map(a => a.getAttribute('href')))]"
    )
    page.wait_for_function("n => document.querySelectorAll('#rail .tick').length === n", arg=len(cited))
    ticks = page.eval_on_selector_all("#rail .tick", "all => all.map(a => a.getAttribute('href'))")
    assert sorted(ticks) == sorted(cited)
    page.locator("#rail .tick[href='#q2-p3-s1']").click()
    assert lit(page) == ["q2-p3-s1"]


def test_on_a_phone_the_transcript_is_a_drawer(server: Server, visit: Visit) -> None:
    page = visit(server.url, 390, 844, has_touch=True, is_mobile=True)
    expect(page.locator("#transcript")).to_be_hidden()
    ask(page, QUESTION)
    page.locator("a.cite").first.tap()
    expect(page.locator("#transcript")).to_be_visible()
    settle(page)
    assert in_view(page, "q2-p3-s1")
    assert page.evaluate("document.activeElement.id") == "q2-p3-s1"
    page.get_by_role("button", name="Close").tap()
    expect(page.locator("#transcript")).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "cite"
    opener = page.locator("#open-transcript")
    opener.tap()
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#transcript")).to_be_hidden()


def test_places_of_several_transcripts_are_told_apart(serve: Callable[..., Server], visit: Visit) -> None:
    url = serve("--transcript", str(INTERVIEW), "--transcript", str(LIGHTHOUSE)).url
    page = visit(url)
    ask(page, QUESTION)
    chip = page.locator("a.cite").first
    assert chip.text_content() == "Interview of Ambassador Zhang Xiao to the Kazakh media · Q2 ¶3 s1"
    chip.click()
    assert lit(page) == ["ambassador-interview:q2-p3-s1"]
    expect(page.locator("#masthead .facts")).to_have_text("2 transcripts")
    moved = visit(f"{url}/#lighthouse:q9-p9-s9={quote(MEDAL[:60])}")
    expect(moved.locator("#announce")).to_contain_text("a place that is not in the transcript: lighthouse:q9-p9-s9")
    expect(moved.locator("#transcript article")).to_have_attribute("data-of", "lighthouse:")
    assert lit(moved) == [], "the words of another transcript are not those of the link"


def test_a_place_without_sentences_of_its_own_lights_its_turn_and_a_missing_one_is_said_to_be(
    serve: Callable[..., Server], visit: Visit, tmp_path: Path
) -> None:
    path = tmp_path / "meeting.txt"
    path.write_text("Ann: One. Two.\nBob: Three.\nAnn: Four.\nBob: Five.\n", "utf-8")
    page = visit(f"{serve('--transcript', str(path)).url}/?q=every+mention+of+Two")
    answered(page, 1)
    page.locator("#t1 .n").click()
    assert lit(page) == ["t1-p1-s1", "t1-p1-s2"]
    assert page.url.endswith("?q=every+mention+of+Two#t1")
    page.evaluate("document.querySelector('a.cite').setAttribute('href', '#t9-p1')")
    page.locator("a.cite").click()
    expect(page.locator("#announce")).to_contain_text("a place that is not in the transcript: t9-p1")
    assert len(page.locator(".asked").all()) == 1
