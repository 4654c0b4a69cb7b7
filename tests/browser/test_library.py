"""Several transcripts: one chooses on the page where to look and which of them to read, while the folder may change."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from pages import Visit, answered, ask, asked, check, in_view, lit, look, ready, settle
from playwright.sync_api import Page, expect
from support import Server

TALKS = {
    "keeper": (
        'title = "The keeper of Skerry"\ndate = "2008"\n',
        "Ada Marsh: Which storm do you remember best?\n\n"
        "Jonas Vik: The storm of 1987 broke two panes of the lantern. My wife nailed the door shut with her shoe.\n\n"
        "Ada Marsh: What will happen to the lens?\n\n"
        "Jonas Vik: The lens goes to the museum in Bergvik. It weighs 2.4 tonnes.\n",
    ),
    "baker": (
        'title = "Zwieback at dawn"\ndate = "2019-11-03"\n',
        "Carl Osei: When does the oven go on?\n\n"
        "Rosa Lind: The oven goes on at two. In the storm of 1987 we baked by candlelight.\n\n"
        "Carl Osei: Who bought the first loaf?\n\n"
        "Rosa Lind: The first loaf was bought by the harbour pilot. He paid with a herring.\n",
    ),
    "pilot": (
        'title = "A pilot by heart"\ndate = "2021-05"\n',
        "Ben Hill: How does one become a pilot?\n\n"
        "Kai Dahl: A pilot learns the harbour by heart. My father taught me every rock.\n\n"
        "Ben Hill: Were you ever afraid?\n\n"
        "Kai Dahl: I was afraid in the storm of 1987. The waves were taller than the church.\n",
    ),
}
"""By ids: the metadata and the words. In no order that the list can have do they stand as they do in another."""
STORM = "What happened in the storm of 1987?"
AFRAID = "I was afraid in the storm of 1987."
LENS = "The lens goes to the museum in Bergvik."
MEDIA = [
    ("desktop", 1280, 800, {}),
    ("phone", 390, 844, {"has_touch": True, "is_mobile": True}),
    ("dark", 1280, 800, {"color_scheme": "dark"}),
]
SOON = 2_000
"""Milliseconds for what should come at once."""
LOOKING = """
    const every = setInterval;
    setInterval = (act, ms, ...rest) => {
        if (ms === 10_000) window.looks = act;
        return every(act, ms, ...rest);
    };"""
"""So that a test need not wait until the page looks, every 10 s, whether the library has changed."""
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


def shelve(folder: Path) -> Path:
    folder.mkdir()
    for name, (toml, text) in TALKS.items():
        (folder / f"{name}.toml").write_text(toml, "utf-8")
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def library(serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Of three, which stay as they are."""
    return serve("--library", str(shelve(tmp_path_factory.mktemp("library") / "talks")))


@pytest.fixture(scope="module")
def changing(serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> tuple[Server, Path]:
    """Of the same three, and of what tests put into the folder."""
    folder = shelve(tmp_path_factory.mktemp("changing") / "talks")
    return serve("--library", str(folder)), folder


def choosing(page: Page) -> None:
    page.locator("#tab-choosing").click()


def choose(page: Page, selector: str) -> None:
    """A box of the form, and then back to the questions."""
    choosing(page)
    page.locator(selector).check()
    page.locator("#tab-asking").click()


def box(name: str) -> str:
    """The selector of a transcript's box."""
    return f"#shelf input[value={name}]"


def listed(page: Page) -> list[str]:
    """The ids of the transcripts that are seen in the list, from top to bottom."""
    return page.locator("#shelf > li:visible input").evaluate_all("all => all.map(i => i.value)")  # type: ignore[no-any-return]


def cited(page: Page) -> set[str]:
    """The ids of the transcripts that the last answer quotes."""
    chips = page.locator(".answer").last.locator(".card a.cite")
    return {link[1:].partition(":")[0] for link in chips.evaluate_all("all => all.map(a => a.getAttribute('href'))")}


def reading(page: Page) -> str:
    """The id of the transcript beside the conversation."""
    of = page.locator("#transcript article").evaluate_all("all => all.map(a => a.dataset.of).join()")
    return str(of).removesuffix(":")


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press Tab until it has the focus."""
    for _ in range(60):
        page.keyboard.press(key)
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} is not reached by keyboard")


def watching(visit: Visit, url: str) -> Page:
    """A page that `grow` makes look."""
    page = visit(url)
    page.add_init_script(LOOKING)
    page.reload()
    ready(page)
    return page


def add(folder: Path, name: str, words: str = "The watchmaker repaired the clock with a hairpin.") -> None:
    text = f"Eva Stone: What about {name}?\n\nTom Reed: {words}\n\nEva Stone: And?\n\nTom Reed: No more of {name}.\n"
    (folder / f"{name}.txt").write_text(text, "utf-8")


def grow(page: Page, folder: Path, name: str) -> None:
    """Add a transcript, and wait until the page shows it."""
    add(folder, name)
    seen(page, box(name), 1)


def seen(page: Page, selector: str, count: int) -> None:
    """Make the page look until it shows so many of these."""
    for _ in range(60):
        page.evaluate("window.looks?.()")
        if page.locator(selector).count() == count:
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"{selector} are not {count}")


def test_what_is_chosen_by_keyboard_alone_is_where_the_next_questions_look(library: Server, visit: Visit) -> None:
    page = visit(library.url)
    ask(page, STORM)
    assert cited(page) == {*TALKS}
    page.locator("#tab-asking").focus()
    page.keyboard.press("End")
    tab_to(page, box("keeper"))
    page.keyboard.press("Space")
    tab_to(page, "#tab-choosing", "Shift+Tab")
    page.keyboard.press("Home")
    expect(page.locator("#narrowed span")).to_have_text("Searched only: The keeper of Skerry.")
    page.keyboard.press("/")
    page.keyboard.type(STORM)
    page.keyboard.press("Enter")
    answered(page, 2)
    assert cited(page) == {"keeper"}
    expect(page.locator(".answer").last.locator(".within")).to_have_text("Searched only: keeper.")
    expect(page.locator(".answer").first.locator(".within")).to_have_count(0)
    tab_to(page, "#everywhere", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#question textarea")).to_be_focused()
    expect(page.locator("#narrowed")).to_be_hidden()
    page.keyboard.type(STORM)
    page.keyboard.press("Enter")
    answered(page, 3)
    assert cited(page) == {*TALKS}
    page.locator(".asked .again").nth(1).click()
    answered(page, 3)
    expect(page.locator(".answer").nth(1).locator(".within")).to_have_text("Searched only: keeper.")
    choosing(page)
    expect(page.locator(box("keeper"))).not_to_be_checked()


def test_speakers_and_dates_narrow_too_and_all_have_to_fit(library: Server, visit: Visit) -> None:
    page = visit(library.url)
    choosing(page)
    page.locator(".choice summary").click()
    for name in ("Rosa Lind", "Kai Dahl"):
        page.get_by_role("checkbox", name=name).check()
    page.locator("#tab-asking").click()
    ask(page, STORM)
    assert cited(page) == {"baker", "pilot"}
    choosing(page)
    page.get_by_label("from", exact=True).fill("2020")
    page.locator("#tab-asking").click()
    expect(page.locator("#narrowed span")).to_have_text("Searched only: Kai Dahl, Rosa Lind, from 2020 on.")
    ask(page, STORM)
    assert cited(page) == {"pilot"}
    choosing(page)
    page.get_by_label("from", exact=True).fill("lately")
    page.get_by_label("to", exact=True).fill("2019-11-03")
    page.locator("#tab-asking").click()
    expect(page.locator("#narrowed span")).to_have_text("Searched only: Kai Dahl, Rosa Lind, up to 2019-11-03.")
    ask(page, STORM)
    assert cited(page) == {"baker"}


def test_what_is_chosen_is_sent_kept_in_this_tab_and_exported(library: Server, visit: Visit) -> None:
    page, bodies = visit(library.url), list[list[Any]]()
    of = ("/answer", "/export")
    page.on("request", lambda r: bodies.append(json.loads(r.post_data)["data"]) if r.url.endswith(of) else None)
    choose(page, box("pilot"))
    page.reload()
    ready(page)
    expect(page.locator("#narrowed span")).to_have_text("Searched only: A pilot by heart.")
    ask(page, STORM)
    page.locator("#everywhere").click()
    ask(page, STORM)
    chosen = {"transcripts": ["pilot"]}
    assert bodies == [[[STORM], "", "en", chosen, ""], [[STORM, STORM], "", "en", None, ""]]
    page.get_by_text("Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON").click()
    assert bodies[2][5:] == [[chosen, None], ""]
    answers = [one["answer"] for one in json.loads(Path(download.value.path()).read_text("utf-8"))["exchanges"]]
    quoted = [{one["citation"]["transcript"] for one in answer["statements"]} for answer in answers]
    assert quoted == [{"pilot"}, {*TALKS}]
    other = visit(library.url)
    expect(other.locator("#narrowed")).to_be_hidden()


def test_what_is_checked_is_seen_to_be(library: Server, visit: Visit) -> None:
    """Gradio draws no boxes but its own."""
    page = visit(library.url)
    boxes = page.locator(":is(#app, #dialogs) input:is([type=checkbox], [type=radio])")
    assert set(boxes.evaluate_all("all => all.map(box => getComputedStyle(box).appearance)")) == {"auto"}
    assert boxes.count() > 8


def test_the_list_is_searched_and_sorted(library: Server, visit: Visit) -> None:
    page = visit(library.url)
    choosing(page)
    expect(page.locator("#shelf-count")).to_have_text("(3)")
    for order, names in (
        ("date", ["keeper", "baker", "pilot"]),
        ("speaker", ["keeper", "pilot", "baker"]),
        ("title", ["pilot", "keeper", "baker"]),
    ):
        page.get_by_label("Sorted by").select_option(order)
        assert listed(page) == names
    for typed, names in (("pilot HEART", ["pilot"]), ("osei", ["baker"]), ("20", ["pilot", "keeper", "baker"])):
        page.get_by_label("Find a transcript").fill(typed)
        assert listed(page) == names
    page.get_by_label("Find a transcript").fill("osei")
    expect(page.locator("#shelf-count")).to_have_text("(1 of 3)")
    page.get_by_label("Find a transcript").press("Enter")
    page.locator(box("baker")).check()
    page.get_by_label("Find a transcript").fill("(.*")
    assert listed(page) == []
    page.locator("#tab-asking").click()
    expect(page.locator("#narrowed span")).to_have_text("Searched only: Zwieback at dawn.")
    choosing(page)
    page.get_by_role("button", name="Look everywhere").click()
    assert listed(page) == ["pilot", "keeper", "baker"]
    expect(page.get_by_label("Find a transcript")).to_have_value("")


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


def test_the_list_comes_in_the_order_that_is_said(library: Server, visit: Visit) -> None:
    page = visit(library.url)
    choosing(page)
    expect(page.get_by_label("Sorted by")).to_have_value("title")
    assert listed(page) == ["pilot", "keeper", "baker"]


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


def test_a_date_that_there_is_not_narrows_nothing(library: Server, visit: Visit) -> None:
    page = visit(library.url)
    choosing(page)
    page.get_by_label("from", exact=True).fill("2020-13")
    page.locator("#tab-asking").click()
    ask(page, STORM)
    expect(page.locator(".answer.error")).to_have_count(0, timeout=SOON)


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


@pytest.mark.parametrize(("name", "width", "height", "options"), MEDIA, ids=[name for name, *_ in MEDIA])
def test_axe_finds_no_violation_where_one_chooses_and_nothing_is_cut_off(
    library: Server, visit: Visit, screenshots: Path, name: str, width: int, height: int, options: dict[str, object]
) -> None:
    page = visit(library.url, width, height, **options)

    def looked(state: str, selector: str) -> None:
        page.locator(selector).scroll_into_view_if_needed()
        look(page, width, screenshots / f"{name}-{state}.png")

    choosing(page)
    looked("list", "#within h2")
    page.locator(box("keeper")).check()
    page.locator(".choice summary").click()
    page.get_by_label("from", exact=True).fill("lately")
    looked("chosen", "#date-note")
    page.get_by_label("Find a transcript").fill("nobody")
    looked("none-found", "#shelf-find")
    page.locator("#tab-asking").click()
    ask(page, STORM)
    expect(page.locator("#narrowed")).to_be_visible()
    looked("narrowed", "#narrowed")
