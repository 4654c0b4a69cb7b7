"""What a visitor brings along is nobody else's, runs nothing, and is gone when it is to go."""

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from signal import SIGTERM

import httpx
import pytest
from pages import QUESTION, Visit, ask, asked, check, linger, ready
from playwright.sync_api import expect
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
    leave,
    loaded_again,
    open_own,
    paste,
    room,
    turns,
    until,
    zipped,
)

IMAGE = "<img src=x onerror='window.pwned = 1'>"
WAYS = ("file=", "file%3D", "file/", "stream/", "proxy=")
"""In which Gradio would serve a file."""


def kept(cache: Path, words: str) -> list[str]:
    """The files of visitors whose name or content has these words."""
    found = []
    for folder, _, names in os.walk(cache / "visitors"):
        for path in (Path(folder, name) for name in names):
            with suppress(OSError):  # deleted just now
                if words in path.name or words.encode() in path.read_bytes():
                    found.append(str(path))
    return found


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
            page.locator("#tab-choosing").click()
            leave(page, "#own-asked")
        case "cancelled":
            with loaded_again(page):
                page.get_by_role("button", name="Ask these").click()
                expect(page.locator("#own-told")).to_contain_text("of 1500 sentences", timeout=20_000)
                page.get_by_role("button", name="Cancel, and delete them").click()
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
    page.locator("#tab-choosing").click()
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


def test_what_is_gone_from_the_server_is_said_and_the_page_goes_on(
    open_house: Server, visit: Visit, call: Call
) -> None:
    page = visit(open_house.url, locale="ru-RU")
    bring(page, ("clock.txt", TALK))
    with loaded_again(page):
        page.locator("#own-open").click()
    call("leave", room(page))
    page.reload()
    ready(page)
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


def test_what_was_taken_out_is_asked_no_more(open_house: Server, visit: Visit) -> None:
    page = visit(open_house.url)
    bring(page, ("clock.txt", TALK))
    open_own(page)
    page.locator("#tab-choosing").click()
    with loaded_again(page):
        page.get_by_role("button", name="Take it out").click()
    expect(page.locator(".own")).to_have_count(0)
    page.locator("#tab-asking").click()
    ask(page, REPAIRED)
    assert HAIRPIN not in page.locator("#answers").inner_text()
