"""A library of three talks in the browser, and what one does to its list."""

from pathlib import Path

from playwright.sync_api import Page

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
LOOKING = """
    const every = setInterval;
    setInterval = (act, ms, ...rest) => {
        if (ms === 10_000) window.looks = act;
        return every(act, ms, ...rest);
    };"""
"""So that a test need not wait until the page looks, every 10 s, whether the library has changed."""


def shelve(folder: Path) -> Path:
    folder.mkdir()
    for name, (toml, text) in TALKS.items():
        (folder / f"{name}.toml").write_text(toml, "utf-8")
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


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
