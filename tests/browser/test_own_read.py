"""What a visitor brings along is read at once, shown, and corrected."""

from pathlib import Path

import formats
from pages import SOON, Visit, ask
from playwright.sync_api import Route, expect
from support import Server
from visitors import (
    BINARY,
    HAIRPIN,
    REPAIRED,
    SAID,
    TALK,
    TURNS,
    Call,
    bring,
    captions,
    correcting,
    loaded_again,
    open_own,
    paste,
    turns,
    zipped,
)

FORMATS: dict[str, str | bytes] = {
    "txt": TALK,
    "md": "\n\n".join(f"**{name}:** {words}" for name, words in SAID),
    "srt": captions(),
    "csv": formats.table(SAID),
    "json": formats.whisperx(SAID),
    "html": "<!doctype html><title>A talk</title>" + "".join(f"<p><b>{who}:</b> {words}</p>" for who, words in SAID),
    "docx": formats.docx(SAID),
}


def test_a_file_of_each_kind_is_read_and_its_turns_are_shown(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    for form, content in FORMATS.items():
        bring(page, (f"{form}.{form}", content))
        expect(page.locator("#announce")).to_have_text("Read. See whether it was understood.")
    assert sorted(page.locator(".own h3").all_text_contents()) == sorted([*FORMATS.keys() - {"html"}, "A talk"])
    assert turns(page) == TURNS * len(FORMATS)
    expect(page.locator(".own .facts")).to_have_text(["4 turns · 4 sentences · English"] * len(FORMATS))
    expect(page.locator("#own-report .refused")).to_have_count(0)
    names = page.locator(".own .voices select").evaluate_all("all => all.map(s => s.name)")
    assert names == ["Ann Lee", "Tom Reed"] * len(FORMATS)


def test_an_archive_is_unpacked_with_its_folders(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    inner = zipped(("one.txt", TALK), ("a/b/two.srt", FORMATS["srt"]), ("__MACOSX/._one.txt", "x"), ("a/.hidden", "x"))
    bring(page, ("talks.zip", inner))
    expect(page.locator(".own h3")).to_have_text(["one", "two"])
    assert turns(page) == TURNS * 2
    expect(page.locator("#own-report .refused")).to_have_count(0)


def test_what_is_no_transcript_is_refused_in_words_and_the_others_are_taken(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    bring(page, ("picture.png", BINARY))
    expect(page.locator("#own-report [role=alert]")).to_contain_text("These were not taken:")
    expect(page.locator("#own-report [role=alert] li")).to_contain_text(
        "picture.png: expected text; found a binary file"
    )
    expect(page.locator("#own-open")).to_have_count(0)
    bring(page, ("clock.txt", TALK), ("picture.png", BINARY), ("empty.txt", ""))
    expect(page.locator(".own h3")).to_have_text("clock")
    expect(page.locator("#own-report [role=alert] li")).to_have_count(2)
    bring(page, ("broken.zip", b"PK\x03\x04 and no more"))
    expect(page.locator("#own-report [role=alert]").first).to_have_text("broken.zip can’t be unpacked.")
    expect(page.locator(".own h3")).to_have_text("clock")


def test_a_text_is_pasted_and_two_may_have_one_title(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    paste(page, "Dr. A/B: why?", TALK)
    expect(page.locator(".own h3")).to_have_text("Dr. A/B: why?")
    assert turns(page) == TURNS
    expect(page.locator("#own-text")).to_have_value("")
    page.locator("#own-text").fill(TALK)
    page.locator("#own-name").fill("Dr. A/B: why?")
    page.get_by_role("button", name="Read it", exact=True).click()
    expect(page.locator(".own h3")).to_have_text(["Dr. A/B: why?"] * 2)


def test_what_a_busy_server_does_not_take_is_sent_again(open_house: Server, visit: Visit) -> None:
    page, refusals = visit(open_house.url), iter([{"error": "Busy.", "busy": True}] * 2)

    def refuse(route: Route) -> None:
        refusal = next(refusals, None)
        if refusal:
            route.fulfill(json={"data": [refusal]})
        else:
            route.continue_()

    page.route("**/run/paste", refuse)
    paste(page, "The clock", TALK)
    expect(page.locator(".own h3")).to_have_text("The clock")
    expect(page.locator("#own-report .error")).to_have_count(0)


def test_what_was_misread_is_corrected_and_that_takes_effect(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    bring(page, ("clock.txt", TALK))
    correcting(page)
    page.get_by_label("Ann Lee").select_option("interviewer")
    page.get_by_label("Tom Reed").select_option("interviewee")
    page.locator(".own").get_by_label("title").fill("The town clock")
    page.locator(".own").get_by_label("date").fill("1998-05")
    page.get_by_role("button", name="Read it again so").click()
    expect(page.locator(".own h3")).to_have_text("The town clock")
    correcting(page)
    expect(page.get_by_label("Ann Lee")).to_have_value("interviewer")
    expect(page.get_by_label("Tom Reed")).to_have_value("interviewee")
    expect(page.locator(".own").get_by_label("date")).to_have_value("1998-05")
    open_own(page)
    expect(page.locator("#masthead h1")).to_have_text("The town clock")
    expect(page.locator("#masthead .facts")).to_contain_text("1998-05")
    page.locator("#tab-asking").click()
    ask(page, REPAIRED)
    expect(page.locator(".card .lead").first).to_have_text(f"Asked “{REPAIRED}”, Tom Reed said:")
    assert set(page.locator(".answer .quote").all_text_contents()) <= {HAIRPIN, SAID[3][1]}


def test_what_was_corrected_is_saved_as_a_file_that_is_taken_again(open_house: Server, visit: Visit) -> None:
    page, later = visit(open_house.url), visit(open_house.url)
    bring(page, ("clock.txt", TALK))
    correcting(page)
    page.get_by_label("Tom Reed").select_option("interviewee")
    page.locator(".own").get_by_label("title").fill('The "town" clock')
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the corrections as a file").click()
    assert download.value.suggested_filename == "clock.toml"
    toml = Path(download.value.path()).read_text("utf-8")
    assert "town" in toml
    assert '"Tom Reed" = "interviewee"' in toml
    bring(later, ("clock.txt", TALK), ("clock.toml", toml))
    expect(later.locator(".own h3")).to_have_text('The "town" clock')
    correcting(later)
    expect(later.get_by_label("Tom Reed")).to_have_value("interviewee")


def test_a_wrong_correction_says_so_and_loses_nothing_that_was_typed(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    bring(page, ("clock.txt", TALK))
    correcting(page)
    page.locator(".own").get_by_label("title").fill("The town clock")
    page.locator(".own").get_by_label("language").fill("Klingon!")
    page.get_by_role("button", name="Read it again so").click()
    expect(page.locator("#own-report > [role=alert]")).to_be_visible()
    expect(page.locator("#own-report > [role=alert]")).not_to_contain_text("fault of the program")
    expect(page.locator(".own").get_by_label("title")).to_have_value("The town clock")
    page.locator(".own").get_by_label("language").fill("en")
    page.get_by_role("button", name="Read it again so").click()
    expect(page.locator(".own h3")).to_have_text("The town clock")
    expect(page.locator("#own-report [role=alert]")).to_have_count(0)


def test_files_are_chosen_and_deleted_by_keyboard_alone(open_house: Server, visit: Visit, tmp_path: Path) -> None:
    page = visit(open_house.url)
    page.on("filechooser", lambda _: None)  # from now on no window of the system's is opened
    (tmp_path / "clock.txt").write_text(TALK, "utf-8")

    def reach(selector: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"{selector} is not reached by keyboard")

    page.locator("#tab-asking").focus()
    page.keyboard.press("End")
    reach("#drop button")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(tmp_path / "clock.txt")
    page.wait_for_selector(".own")
    page.locator("#tab-choosing").focus()
    reach("form.correct summary")
    page.keyboard.press("Enter")
    reach("form.correct select[name='Ann Lee']")
    page.keyboard.press("i")
    reach(".known [name=title]")
    page.keyboard.type("By hand / j k ?")
    page.keyboard.press("Enter")
    expect(page.locator(".own h3")).to_have_text("By hand / j k ?")
    page.locator("#tab-choosing").focus()
    reach("#own-open")
    with loaded_again(page):
        page.keyboard.press("Enter")
    expect(page.locator("#masthead h1")).to_have_text("By hand / j k ?")
    page.locator("#tab-asking").focus()
    page.keyboard.press("End")
    reach("#own-asked .own-leave")
    with loaded_again(page):
        page.keyboard.press("Enter")
    expect(page.locator("#masthead h1")).to_contain_text("Ambassador Zhang Xiao")


def test_what_is_gone_can_be_put_in_again_without_loading_the_page(
    open_house: Server, visit: Visit, call: Call
) -> None:
    page, names = visit(open_house.url), list[str]()
    page.on("response", lambda r: names.append(r.json()["data"][0]["room"]) if r.url.endswith("/enter") else None)
    bring(page, ("clock.txt", TALK))
    call("leave", names[0])
    bring(page, ("oven.txt", TALK))
    bring(page, ("oven.txt", TALK))
    expect(page.locator(".own h3")).to_have_text("oven", timeout=SOON)


def test_after_a_correction_the_focus_is_at_what_was_read(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    bring(page, ("clock.txt", TALK))
    correcting(page)
    page.locator(".own").get_by_label("title").fill("The town clock")
    page.locator(".own").get_by_label("title").press("Enter")
    expect(page.locator(".own h3")).to_have_text("The town clock")
    assert page.evaluate("document.getElementById('own-report').contains(document.activeElement)")


def test_a_pasted_text_that_is_too_long_is_refused_in_words_of_its_own(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url, expects_errors=True)
    page.locator("#tab-choosing").click()
    page.get_by_text("Or paste a text").click()
    page.locator("#own-text").evaluate("box => { box.value = 'word '.repeat(201_000); }")
    page.get_by_role("button", name="Read it", exact=True).click()
    expect(page.locator("#own-report")).not_to_be_empty()
    expect(page.locator("#own-report")).not_to_contain_text("conversation", timeout=SOON)
