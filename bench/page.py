"""python -m bench page: what the browser adds to an answer, what the page weighs, a long transcript, many visitors.

Figures are this machine's at this moment, over loopback; "shown" means that the frame in which it stands was painted.
"""

import argparse
import asyncio
import itertools
import math
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import httpx

from bench.owners import print_owners
from bench.visitors import QUESTIONS, print_visitors, row
from bot import open_bot
from bot.commands.options import DEFAULT_TRANSCRIPT, ROOT
from index.errors import OnTheRecordError
from index.library import open_transcripts
from index.store import default_cache

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HEADLESS = "chromium-headless-shell"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", HEADLESS)
"""Those with windows first: they are what people have."""
TURNS, SENTENCES, WORD, REPEATS = 150, 20, "the", 3
USABLE = 'window.mounted && window.record && document.querySelector("#question textarea") && performance.now()'
WATCH = """
const bench = (window.bench = { blocked: [0] });
new PerformanceObserver((seen) => bench.blocked.push(...seen.getEntries().map(({ duration }) => duration)))
  .observe({ type: "longtask", buffered: true });
const until = (is, act = () => {}) => new Promise((done) => {
  const start = performance.now();
  const painted = () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
  const watching = new MutationObserver(() => is() && painted(watching.disconnect()));
  watching.observe(document, { childList: true, subtree: true, attributes: true });
  act();
});
const one = (id) => document.getElementById(id);
bench.follow = (place) => {
  const [pane, sentence, link] = [one("transcript"), one(place), document.createElement("a")];
  one("answers").append(Object.assign(link, { href: `#${place}` }));
  const down = () => sentence.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  return until(() => sentence.matches(".lit") && down() >= 0 && down() < pane.clientHeight, () => link.click());
};
bench.find = (words) => until(() => Boolean(one("found").textContent) === Boolean(words), () =>
  Object.assign(one("find"), { value: words }).dispatchEvent(new Event("input", { bubbles: true })));
const more = (what, count = () => document.querySelectorAll(what).length, before = count()) => () => count() > before;
document.addEventListener("keydown", ({ key }) => {
  if (key === "Enter") bench.asked = Promise.all([until(more(".asked")), until(more(".answer:not(.waiting)"))]);
}, true);
"""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("page", help="time the page in a real browser, and with many visitors at once")
    parser.add_argument("--seconds", type=float, default=60, help="for which visitors ask (default: %(default)s)")
    parser.add_argument("--clients", type=int, default=20, help="visitors at once (default: %(default)s)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    print("In milliseconds: median, 95th percentile")
    with served("ready") as url:
        with chromium() as browser:
            print_answers(browser, url)
            if browser:
                print_weight(browser, url)
                print_long(browser)
        asyncio.run(print_visitors(url, options.clients, options.seconds))
        wrong = asyncio.run(print_owners(url, default_cache(), options.clients, 2 * options.seconds))
    return int(bool(wrong))


@contextmanager
def served(stage: str, *arguments: str) -> Iterator[str]:
    """The address of app.py once its loading has come to `stage`; it is stopped at the end."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, str(ROOT / "app.py"), "--port", url.rpartition(":")[2], *arguments]
    quiet = subprocess.DEVNULL
    patient_client = httpx.Client(transport=httpx.HTTPTransport(retries=7), timeout=60)
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process, patient_client:
        try:
            deadline = time.monotonic() + 90
            while patient_client.get(f"{url}/healthz").json()["stage"] != stage:
                if time.monotonic() > deadline:
                    raise OnTheRecordError(f"expected app.py to get {stage}; it did not: run it to see why")
                time.sleep(0.1)
            yield url
        finally:
            process.kill()  # it has nothing to save, and would wait for open pages


@contextmanager
def chromium() -> Iterator["Browser | None"]:
    """None, and a line that says so, where there is no browser or nothing to drive it."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        browser = None
    if browser is None:
        print("playwright or chromium is missing: only what needs no browser is measured")
        yield None
        return
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])


def visit(browser: "Browser", url: str) -> tuple["Page", float, list[tuple[str, float]]]:
    """The page with nothing kept; how long until its question box was usable; what was loaded, in bytes on the wire."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-US", reduced_motion="reduce")
    page.add_init_script(WATCH)
    session = page.context.new_cdp_session(page)
    urls: dict[str, str] = {}
    sizes: list[tuple[str, float]] = []
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", lambda e: urls.update({e["requestId"]: e["request"]["url"]}))
    session.on("Network.loadingFinished", lambda e: sizes.append((urls[e["requestId"]], e["encodedDataLength"])))
    page.goto(url)
    usable = float(page.wait_for_function(USABLE, polling="raf").json_value())
    page.wait_for_timeout(500)  # for what still comes in
    return page, usable, sizes


def print_answers(browser: "Browser | None", url: str) -> None:
    """The bot by itself, for its threads would spin; then the page and the endpoint in turns, the same questions."""
    asked = (QUESTIONS[-1], *QUESTIONS * 4)  # the first warms up
    alone = timed_bot(asked)
    page = None
    if browser:
        page, _, _ = visit(browser, url)
    taken: list[list[float]] = []
    with httpx.Client(base_url=url, timeout=60) as client:
        for at, question in enumerate(asked):
            shown = [math.nan, math.nan]
            if page:
                page.fill("#question textarea", question)
                page.keyboard.press("Enter")
                shown = page.evaluate("bench.asked")
            start = time.perf_counter()
            client.post(
                "/gradio_api/run/answer", json={"data": [asked[: at + 1], "", "en", None, ""]}
            ).raise_for_status()
            taken.append([*shown, 1000 * (time.perf_counter() - start)])
    echo, answer, endpoint = zip(*taken[1:], strict=True)
    print(f"\nAn answer, warm: {len(alone)} questions in one conversation")
    if page:
        row("from Enter until the question is shown above", echo)
        row(f"from Enter until its answer is shown ({page.locator('.answer.error').count()} errors)", answer)
        row("  the last ten of them", answer[-10:])
    row("the endpoint over HTTP, without a browser", endpoint)
    row("the bot alone, in this process", alone)
    row("difference of medians, to the bot", [median(answer if page else endpoint) - median(alone)])


def timed_bot(asked: Sequence[str]) -> list[float]:
    """Milliseconds of each answer but the first."""
    bot = open_bot([DEFAULT_TRANSCRIPT])
    taken = []
    for at, question in enumerate(asked):
        start = time.perf_counter()
        bot.ask(question, history=asked[:at])
        taken.append(1000 * (time.perf_counter() - start))
    return taken[1:]


def print_weight(browser: "Browser", url: str) -> None:
    visits = [visit(browser, url) for _ in range(REPEATS)]
    usable = [milliseconds for _, milliseconds, _ in visits]
    _, _, loaded = visits[0]
    print("\nThe page, nothing cached")
    for label, ours in (("all of it", f"{url}/"), ("ours: the document and /page/", f"{url}/page/")):
        sizes = [size for path, size in loaded if path.startswith(ours) or path == f"{url}/"]
        print(f"  {label:36}{len(sizes):5} requests{sum(sizes) / 1000:10,.1f} kB")
    row(f"until the question box is usable, {REPEATS} loads", usable)


def print_long(browser: "Browser") -> None:
    """Places and words of a long transcript; these need no model, and without one the machine is quiet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "long.txt")
        path.write_text(long_transcript(), "utf-8")
        with served("failed", "--transcript", str(path), "--model", folder, "--cache", folder) as url:
            visits = [visit(browser, url) for _ in range(REPEATS)]
            usable = [milliseconds for _, milliseconds, _ in visits]
            page, _, _ = visits[-1]
            blocked = page.evaluate("Math.max(...bench.blocked.splice(1), 0)")
            follow = [page.evaluate(f"bench.follow('q{TURNS - 20 * at}-p2-s3')") for at in range(REPEATS)]
            find = [page.evaluate(f"bench.find({word!r})") for word in (WORD, "") * REPEATS][::2]
            page.wait_for_timeout(300)  # long tasks are told late
            html, config = len(httpx.get(f"{url}/").content) / 1000, len(httpx.get(f"{url}/config").content) / 1000
            print(f"\nA transcript of {page.locator('#transcript .s').count():,} sentences, without a model")
            print(f"  the document {html:,.0f} kB, its config {config:,.0f} kB, before any compression")
            row(f"until the question box is usable, {REPEATS} loads", usable)
            row("longest block while loading", [blocked])
            row("click on a place until it is lit and in view", follow)
            row(f"“{WORD}” typed until its count is shown", find)
            row("longest block after that", [page.evaluate("Math.max(...bench.blocked)")])


def long_transcript() -> str:
    """TURNS questions with answers of SENTENCES each, taken in turn from the invented interviews."""
    sentences: list[str] = []
    for quotable in open_transcripts(sorted((ROOT / "data" / "interviews" / "docs").glob("*.txt"))):
        text = quotable.transcript.text
        spans = quotable.passages.sentences
        sentences += [" ".join(text[span.start : span.stop].split()) for span in spans]
    in_turn = itertools.cycle(sentences)
    whole = ""
    for turn in range(TURNS):
        answer = "\n\n".join(" ".join(itertools.islice(in_turn, 5)) for _ in range(SENTENCES // 5))
        whole += f"Question: What happened in year {turn}?\n\nAnswer: {answer}\n\n"
    return whole
