"""What a visitor brings along: read, corrected, asked in that tab alone, by nobody else, and gone when it is to go."""

import io
import json
import os
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from signal import SIGTERM

import formats
import httpx
import pytest
from pages import CELEBRATE, QUESTION, Visit, ask, asked, check, linger, look, ready
from playwright.sync_api import Page, Route, expect
from support import Server

SAID = [
    ("Ann Lee", "Who repaired the clock?"),
    ("Tom Reed", "The watchmaker repaired the clock with a hairpin."),
    ("Ann Lee", "And who rang the bell?"),
    ("Tom Reed", "My aunt rang the bell every noon."),
]
REPAIRED = SAID[0][1]
HAIRPIN = SAID[1][1]
TURNS = [f"{name} {words}" for name, words in SAID]
TALK = "\n\n".join(f"{name}: {words}" for name, words in SAID)
BINARY = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9
IMAGE = "<img src=x onerror='window.pwned = 1'>"
SOON = 2_000
"""Milliseconds for what should come at once."""
WAYS = ("file=", "file%3D", "file/", "stream/", "proxy=")
"""In which Gradio would serve a file."""
MEDIA = [
    ("desktop", 1280, 800, {}),
    ("phone", 390, 844, {"has_touch": True, "is_mobile": True}),
    ("dark", 1280, 800, {"color_scheme": "dark"}),
]
File = tuple[str, str | bytes]
Call = Callable[..., str]


def captions() -> str:
    blocks = (f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{who}: {words}\n" for n, (who, words) in enumerate(SAID, 1))
    return "\n".join(blocks)


def zipped(*files: File) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


FORMATS: dict[str, str | bytes] = {
    "txt": TALK,
    "md": "\n\n".join(f"**{name}:** {words}" for name, words in SAID),
    "srt": captions(),
    "csv": formats.table(SAID),
    "json": formats.whisperx(SAID),
    "html": "<!doctype html><title>A talk</title>" + "".join(f"<p><b>{who}:</b> {words}</p>" for who, words in SAID),
    "docx": formats.docx(SAID),
}


@pytest.fixture(scope="module")
def cache_of_visitors(cache: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of these tests' own, in which only their visitors' files are."""
    return Path(shutil.copytree(cache, tmp_path_factory.mktemp("visitors") / "cache", ignore=lambda *_: ["visitors"]))


@pytest.fixture(scope="module")
def open_house(serve: Callable[..., Server], cache_of_visitors: Path) -> Server:
    """The interview, with a cache that no other server has."""
    return serve("--cache", str(cache_of_visitors))


@pytest.fixture(scope="module")
def closed_house(serve: Callable[..., Server]) -> Server:
    """Where nobody may bring anything along."""
    return serve("--keep", "0")


@pytest.fixture(scope="module")
def client(open_house: Server) -> Iterator[httpx.Client]:
    """Somebody who knows how the page asks its server."""
    with httpx.Client(base_url=open_house.url, timeout=30) as client:
        yield client


@pytest.fixture(scope="module")
def call(client: httpx.Client) -> Call:
    """call("answer", …) -> whatever comes back, as text."""
    return lambda endpoint, *data: client.post(f"/gradio_api/run/{endpoint}", json={"data": data}).text


def bring(page: Page, *files: File) -> None:
    """Choose files, and wait until the page says what became of them."""
    page.locator("#tab-choosing").click()
    with page.expect_response("**/run/put"):
        page.locator("#drop input[type=file]").set_input_files(
            [
                {
                    "name": name,
                    "mimeType": "application/octet-stream",
                    "buffer": content.encode() if isinstance(content, str) else content,
                }
                for name, content in files
            ]
        )
    page.wait_for_selector("#own-report:not([aria-busy]) > *")


def paste(page: Page, title: str, text: str) -> None:
    page.locator("#tab-choosing").click()
    page.get_by_text("Or paste a text").click()
    page.locator("#own-name").fill(title)
    page.locator("#own-text").fill(text)
    with page.expect_response("**/run/paste"):
        page.get_by_role("button", name="Read it", exact=True).click()


def open_own(page: Page) -> None:
    """Ask these, and wait until the page has them."""
    page.evaluate("window.before = true")
    page.get_by_role("button", name="Ask these").click()
    again(page)


def again(page: Page) -> None:
    """Wait until the page has loaded itself again."""
    page.wait_for_function("!window.before && window.record && window.mounted", timeout=60_000)
    ready(page)


def leave(page: Page, within: str = "#choosing") -> None:
    page.evaluate("window.before = true")
    page.locator(f"{within} .own-leave:visible").first.click()
    again(page)


def room(page: Page) -> str:
    """The name of the room that this tab asks."""
    return str(page.evaluate("JSON.parse(sessionStorage.getItem('on-the-record / room'))"))


def turns(page: Page) -> list[str]:
    """How each transcript begins, as it was read."""
    return page.locator(".own .begins li").all_text_contents()


def correcting(page: Page) -> Page:
    page.get_by_text("Correct who speaks").click()
    return page


def kept(cache: Path, words: str) -> list[str]:
    """The files of visitors whose name or content has these words."""
    found = []
    for folder, _, names in os.walk(cache / "visitors"):
        for path in (Path(folder, name) for name in names):
            with suppress(OSError):  # deleted just now
                if words in path.name or words.encode() in path.read_bytes():
                    found.append(str(path))
    return found


def until(done: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not done() and time.monotonic() < deadline:
        time.sleep(0.2)
    return done()


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


def test_what_was_brought_is_asked_and_a_reload_keeps_it_in_this_tab_alone(open_house: Server, visit: Visit) -> None:
    page, other = visit(open_house.url), visit(open_house.url)
    bring(page, ("clock.txt", TALK))
    open_own(page)
    expect(page.locator("#own-asked")).to_be_visible()
    page.locator("#tab-asking").click()
    ask(page, REPAIRED)
    assert page.locator(".quote").first.text_content() == HAIRPIN
    page.locator("a.cite").first.click()
    expect(page.locator("#transcript .lit")).to_have_text(HAIRPIN)
    check(page, f"“{HAIRPIN}”")
    expect(page.locator("#result h2")).to_have_text("The one quotation holds.")
    page.reload()
    ready(page)
    expect(page.locator("#transcript .s")).to_have_text([words for _, words in SAID])
    assert asked(page) == [REPAIRED]
    assert page.locator(".quote").first.text_content() == HAIRPIN
    expect(page.locator("#result .claim")).to_have_count(1)
    page.locator("#tab-choosing").click()
    assert turns(page) == TURNS
    assert len(room(page)) > 40
    assert (
        page.evaluate("name => JSON.stringify(localStorage) + document.cookie + location", room(page)).count(room(page))
        == 0
    )
    other.reload()
    ready(other)
    expect(other.locator("#own-asked")).to_be_hidden()
    ask(other, QUESTION)
    assert asked(other) == [QUESTION]
    expect(other.locator(".quote").first).to_contain_text("Nikolai Mikhailovich Vozov")


def test_what_everybody_asks_is_asked_again_on_a_click(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    ask(page, CELEBRATE)
    bring(page, ("clock.txt", TALK))
    open_own(page)
    page.locator("#tab-choosing").click()
    page.evaluate("window.before = true")
    page.get_by_role("button", name="Ask what everybody asks").click()
    again(page)
    expect(page.locator("#own-asked")).to_be_hidden()
    expect(page.locator("#masthead h1")).to_contain_text("Ambassador Zhang Xiao")
    assert asked(page) == [CELEBRATE]


def test_several_of_ones_own_are_chosen_among(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    bring(page, ("clock.txt", TALK), ("oven.txt", TALK.replace("clock", "oven").replace("hairpin", "spoon")))
    open_own(page)
    page.locator("#shelf input[value=oven]").check()
    page.locator("#tab-asking").click()
    ask(page, "Who repaired it with what?")
    links = page.locator(".answer .card a.cite").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert {link.partition(":")[0] for link in links} == {"#oven"}
    page.locator("#tab-choosing").click()
    page.get_by_role("button", name="Read clock").click()
    expect(page.locator("#transcript h3.title")).to_have_text("clock")
    leave(page, "#own-asked")
    expect(page.locator("#shelf > li")).to_have_count(1)


def test_nobody_else_sees_what_a_visitor_brought(open_house: Server, visit: Visit, call: Call) -> None:
    mine, theirs = visit(open_house.url), visit(open_house.url, locale="en-GB")
    bring(mine, ("secret-clock.txt", TALK))
    open_own(mine)
    name = room(mine)
    theirs.reload()
    ready(theirs)
    ask(theirs, "Who repaired the clock with a hairpin?")
    check(theirs, "“The watchmaker repaired the clock with a”")
    theirs.locator("#tab-choosing").click()
    assert theirs.locator("#own-report").inner_html() == ""
    for words in ("secret-clock", "aunt rang", name):
        assert words not in theirs.content()
    asked_by_name = (
        ("answer", [REPAIRED], "", "en", None),
        ("surveyed", [REPAIRED], "", "en", None),
        ("transcript", "secret-clock", "en"),
        ("interface", "en"),
        ("checked", "“The watchmaker repaired the clock with a”", False, "en"),
        ("export", [REPAIRED], [""], "json", "", "en", None),
    )
    for wrong in ("", name[:-1], name + "A", name.swapcase(), "*", None, [name], {"name": name}):
        for endpoint, *data in asked_by_name:
            answer = call(endpoint, *data, wrong)
            assert "hairpin" not in answer, (endpoint, wrong)
            assert "Tom Reed" not in answer, (endpoint, wrong)
        for endpoint in ("look", "stage"):
            answer = json.loads(call(endpoint, wrong, "en"))
            assert [*answer["data"][0]] == ["error", "gone"], (endpoint, wrong)
        for endpoint, *data in (("toml", "secret-clock"), ("remove", "secret-clock"), ("correct", "secret-clock", {})):
            assert '"error"' in call(endpoint, wrong, *data, "en"), (endpoint, wrong)
        assert '"error"' in call("open", wrong, "en")
        call("leave", wrong)
    assert "hairpin" in call("answer", [REPAIRED], "", "en", None, name), "it is still there for its visitor"
    assert "secret-clock" in call("look", name, "en")
    for public in ("ask", "ask_within", "survey", "check"):
        assert "hairpin" not in call(public, REPAIRED, None)


def test_no_file_is_given_out_or_taken_from_elsewhere(
    open_house: Server, visit: Visit, cache_of_visitors: Path, client: httpx.Client, call: Call
) -> None:
    page, told = visit(open_house.url), list[str]()
    page.on("response", lambda r: told.extend(r.json()) if r.url.partition("?")[0].endswith("/upload") else None)
    bring(page, ("clock.txt", TALK))
    open_own(page)
    files = [
        *told,
        *kept(cache_of_visitors, "hairpin"),
        str(cache_of_visitors / "models"),
        "/etc/passwd",
        str(__file__),
    ]
    assert len(files) > 5
    ways = [f"{base}{way}" for way in WAYS for base in ("gradio_api/", "", "gradio_api//")]
    for path, way in (*((path, ways[0]) for path in files), *((files[0], way) for way in ways)):
        response = client.get(f"/{way}{path}")
        assert response.status_code in (403, 404), (way, path)
        assert "hairpin" not in response.text
    other = json.loads(call("enter", "en"))["data"][0]["room"]
    theirs = [path for path in files if "/uploads/" not in path]
    for path in (*theirs, "../texts/clock.txt", "", None, 7):
        answer = json.loads(call("put", other, [{"path": path, "name": "clock.txt"}], "en"))
        assert [*answer["data"][0]] == ["error"], path
    call("leave", other)


@pytest.mark.parametrize("way", ["deleted", "deleted when asked", "cancelled", "taken out"])
def test_what_is_to_go_leaves_no_file_behind(
    open_house: Server, visit: Visit, cache_of_visitors: Path, way: str
) -> None:
    page = visit(open_house.url)
    secret = f"periwinkle-{way.split()[0]}"
    lines = "\n\n".join(f"{SAID[n % 2][0]}: Number {n} of {secret} is about the clock." for n in range(1500))
    bring(page, (f"{secret}.txt", lines if way == "cancelled" else TALK.replace("hairpin", secret)))
    assert len(kept(cache_of_visitors, secret)) >= 2
    match way:
        case "deleted":
            leave(page)
        case "deleted when asked":
            open_own(page)
            leave(page, "#own-asked")
        case "cancelled":
            page.evaluate("window.before = true")
            page.get_by_role("button", name="Ask these").click()
            expect(page.locator("#own-told")).to_contain_text("of 1500 sentences", timeout=20_000)
            page.get_by_role("button", name="Cancel, and delete them").click()
            again(page)
        case "taken out":
            page.get_by_role("button", name="Take it out").click()
            expect(page.locator(".own")).to_have_count(0)
    expect(page.locator("#own-report")).to_be_empty()
    expect(page.locator("#masthead h1")).to_contain_text("Ambassador Zhang Xiao")

    def of_the_room() -> list[str]:
        return [path for path in kept(cache_of_visitors, secret) if "/uploads/" not in path]

    assert until(lambda: of_the_room() == [], 20), of_the_room()
    if way != "deleted":
        return
    for path in kept(cache_of_visitors, secret):  # as Gradio put it; a minute later it is deleted
        for old in (path, Path(path).parent):
            os.utime(old, (time.time() - 61,) * 2)
    assert until(lambda: kept(cache_of_visitors, secret) == [], 20), kept(cache_of_visitors, secret)


def test_a_server_that_is_stopped_leaves_no_file_behind(
    serve: Callable[..., Server], visit: Visit, unindexed: str
) -> None:
    server = serve("--cache", unindexed)
    page = visit(server.url, expects_errors=True)
    bring(page, ("clock.txt", TALK))
    assert kept(Path(unindexed), "hairpin") != []
    server.send(SIGTERM)
    server.end()
    assert kept(Path(unindexed), "") == []


def test_hostile_names_and_contents_stay_text_and_nothing_runs(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    talk = (
        TALK.replace("Tom Reed", "<b onclick=alert(1)>Tom").replace("hairpin", f"hairpin {IMAGE}") + "\n\n{{7*7}} ${x}"
    )
    bring(
        page,
        (f"{IMAGE}.txt", talk),
        (f"{IMAGE}<script>.png", BINARY),
        ("talks.zip", zipped((f"{IMAGE}/{IMAGE}.txt", talk), ("../../../up.txt", talk))),
    )
    assert page.locator(".own").count() == 3
    page.get_by_text("Correct who speaks").first.click()
    known = page.locator(".own .known").first
    for field in known.locator("input:not([name=language])").all():
        field.fill(IMAGE)
    with page.expect_download():
        page.get_by_role("button", name="Save the corrections as a file").first.click()
    page.get_by_role("button", name="Read it again so").first.click()
    expect(page.locator(".own h3").first).to_have_text(IMAGE)
    paste(page, IMAGE, talk)
    expect(page.locator(".own h3")).to_have_count(4)
    open_own(page)
    expect(page.locator("#shelf > li").filter(has_text=IMAGE)).not_to_have_count(0)
    for button in page.locator("#shelf button").all():
        button.click()
    page.locator(".choice summary").click()
    page.locator("#shelf input").first.check()
    page.locator("#shelf-sort").select_option("speaker")
    page.locator("#open-about").click()
    page.keyboard.press("Escape")
    page.locator("#tab-asking").click()
    ask(page, f"Who repaired the clock with {IMAGE}?")
    expect(page.locator(".quote").first).to_contain_text(IMAGE)
    page.locator("a.cite").first.click()
    check(page, f"“The watchmaker repaired the clock with a hairpin {IMAGE}”")
    page.reload()
    ready(page)
    linger(page)
    assert page.evaluate("window.pwned") is None
    assert page.locator("#app :is(img, script, b[onclick]), #dialogs img").count() == 0
    page.locator("#tab-choosing").click()
    leave(page, "#own-asked")


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
    page.evaluate("window.before = true")
    page.keyboard.press("Enter")
    again(page)
    expect(page.locator("#masthead h1")).to_have_text("By hand / j k ?")
    page.locator("#tab-choosing").focus()
    reach("#own-asked .own-leave")
    page.evaluate("window.before = true")
    page.keyboard.press("Enter")
    again(page)
    expect(page.locator("#masthead h1")).to_contain_text("Ambassador Zhang Xiao")


def test_how_far_the_reading_is_is_told(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    bring(page, ("clock.txt", TALK))
    states = iter([(0, 0), (30, 120), (60, 120)])
    state = {"stage": "index", "done": 0, "of": 0}

    def tell(route: Route) -> None:
        state["done"], state["of"] = next(states, (60, 120))
        route.fulfill(json={"data": [state]})

    page.route("**/run/stage", tell)
    page.get_by_role("button", name="Ask these").click()
    expect(page.locator("#own-wait")).to_be_visible()
    expect(page.locator("#own-told")).to_contain_text("Read for searching: 60 of 120 sentences. About 0:0")
    expect(page.locator("#own-progress")).to_have_attribute("value", "0.5")
    page.evaluate("window.before = true")
    page.unroute("**/run/stage")
    again(page)


def test_what_is_gone_from_the_server_is_said_and_the_page_goes_on(
    open_house: Server, visit: Visit, call: Call
) -> None:
    page = visit(open_house.url, locale="ru-RU")
    bring(page, ("clock.txt", TALK))
    page.evaluate("window.before = true")
    page.locator("#own-open").click()
    again(page)
    call("leave", room(page))
    page.reload()
    again(page)
    expect(page.locator("#masthead h1")).to_contain_text("Ambassador Zhang Xiao")
    assert page.evaluate("document.documentElement.lang") == "ru"
    expect(page.locator("#own-asked")).to_be_hidden()
    bring(page, ("clock.txt", TALK))
    assert turns(page) == TURNS


def test_where_nobody_may_bring_anything_there_is_no_field(closed_house: Server, visit: Visit) -> None:
    server, page = closed_house, visit(closed_house.url)
    page.locator("#tab-choosing").click()
    expect(page.locator("#shelf > li")).to_have_count(1)
    assert page.locator("#drop, #own-paste, #own-asked").count() == 0
    for endpoint in ("enter", "put", "paste", "look", "leave"):
        assert httpx.post(f"{server.url}/gradio_api/run/{endpoint}", json={"data": ["x", "en"]}).status_code >= 400
    files = {"files": ("clock.txt", TALK.encode())}
    assert httpx.post(f"{server.url}/gradio_api/upload", files=files).status_code == 403
    page.locator("#tab-asking").click()
    ask(page, QUESTION)
    assert asked(page) == [QUESTION]


def test_a_question_to_others_is_not_asked_of_ones_own(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    ask(page, CELEBRATE)
    bring(page, ("clock.txt", TALK))
    open_own(page)
    linger(page)
    assert asked(page) == []


def test_the_windows_title_is_that_of_what_is_asked(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    bring(page, ("clock.txt", TALK))
    open_own(page)
    assert "Zhang Xiao" not in page.title()


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


@pytest.mark.parametrize("opened", [False, True])
def test_as_long_as_the_page_is_open_the_server_hears_of_it(open_house: Server, visit: Visit, opened: bool) -> None:
    page, beats = visit(open_house.url), list[str]()
    page.add_init_script("const every = setInterval; setInterval = (act, ms) => every(act, Math.min(ms, 500))")
    page.reload()
    ready(page)
    bring(page, ("clock.txt", TALK))
    if opened:
        open_own(page)
    page.on("request", lambda r: beats.append(r.url) if r.url.endswith("/stage") else None)
    page.wait_for_timeout(1_500)
    assert beats != []


def test_the_reading_is_waited_for_or_cancelled(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    bring(page, ("clock.txt", TALK))
    page.route("**/run/stage", lambda r: r.fulfill(json={"data": [{"stage": "index", "done": 3, "of": 9}]}))
    page.get_by_role("button", name="Ask these").click()
    expect(page.locator("#own-told")).to_contain_text("3 of 9")
    page.keyboard.press("Escape")
    page.mouse.click(5, 5)
    linger(page)
    expect(page.locator("#own-wait")).to_be_visible(timeout=SOON)


def test_after_a_correction_the_focus_is_at_what_was_read(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    bring(page, ("clock.txt", TALK))
    correcting(page)
    page.locator(".own").get_by_label("title").fill("The town clock")
    page.locator(".own").get_by_label("title").press("Enter")
    expect(page.locator(".own h3")).to_have_text("The town clock")
    assert page.evaluate("document.getElementById('own-report').contains(document.activeElement)")


def test_what_was_taken_out_is_asked_no_more(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    bring(page, ("clock.txt", TALK))
    open_own(page)
    page.evaluate("window.before = true")
    page.get_by_role("button", name="Take it out").click()
    again(page)
    expect(page.locator(".own")).to_have_count(0)
    page.locator("#tab-asking").click()
    ask(page, REPAIRED)
    assert HAIRPIN not in page.locator("#answers").inner_text()


def test_a_pasted_text_that_is_too_long_is_refused_in_words_of_its_own(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url, expects_errors=True)
    page.locator("#tab-choosing").click()
    page.get_by_text("Or paste a text").click()
    page.locator("#own-text").evaluate("box => { box.value = 'word '.repeat(201_000); }")
    page.get_by_role("button", name="Read it", exact=True).click()
    expect(page.locator("#own-report")).not_to_be_empty()
    expect(page.locator("#own-report")).not_to_contain_text("conversation", timeout=SOON)


def test_where_nothing_can_be_typed_a_key_does_nothing(closed_house: Server, visit: Visit) -> None:
    page = visit(closed_house.url)
    page.locator("#tab-choosing").click()
    page.keyboard.press("/")
    page.get_by_role("button", name="Read").click()
    expect(page.locator("#transcript")).to_be_focused()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") != "transcript"


@pytest.mark.parametrize(("name", "width", "height", "options"), MEDIA, ids=[name for name, *_ in MEDIA])
def test_axe_finds_no_violation_in_what_is_ones_own_and_nothing_is_cut_off(
    open_house: Server, visit: Visit, screenshots: Path, name: str, width: int, height: int, options: dict[str, object]
) -> None:
    page = visit(open_house.url, width, height, **options)

    def seen(state: str, selector: str) -> None:
        page.locator(selector).first.scroll_into_view_if_needed()
        look(page, width, screenshots / f"{name}-own-{state}.png")
        assert page.locator("#choosing").evaluate("c => c.scrollWidth <= c.clientWidth"), state

    page.locator("#tab-choosing").click()
    page.get_by_text("Or paste a text").click()
    seen("empty", "#own-text")
    long = TALK.replace("Tom Reed", "Bartholomew Featherstonehaugh").replace("hairpin", "W" * 200)
    bring(page, ("clock.txt", TALK), (f"{'long name ' * 10}.txt", long), ("picture.png", BINARY))
    for details in page.get_by_text("Correct who speaks").all():
        details.click()
    for details in page.get_by_text("The reader’s remarks").all():
        details.click()
    seen("report", ".own h3")
    seen("correcting", ".own .known")
    page.route("**/run/stage", lambda r: r.fulfill(json={"data": [{"stage": "index", "done": 3, "of": 9}]}))
    page.get_by_role("button", name="Ask these").click()
    expect(page.locator("#own-told")).to_contain_text("3 of 9")
    seen("waiting", "#own-wait")
    page.evaluate("window.before = true")
    page.unroute("**/run/stage")
    again(page)
    expect(page.locator("#own-asked")).to_be_visible()
    seen("asked", "#own-asked")
    page.locator("#tab-asking").click()
    ask(page, REPAIRED)
    seen("answered", ".answer .headline")
