"""HTML becomes its tags, and which of them are seen: what hides an element hides what is between its tags."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

RAW = ("script", "style", "title", "textarea", "iframe")
"""Elements whose content is neither seen nor markup."""
UNSEEN = frozenset({*RAW, "template", "noscript", "del", "s", "strike"})
"""Struck words are seen, but not offered any more."""
UNSHOWN = {
    "hidden": re.compile(""),
    "style": re.compile(
        r"(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0+(?:\.0+)?(?![\d.])|(?<!-)color\s*:\s*transparent)",
        re.IGNORECASE,
    ),
    "class": re.compile(r"(?<![\w-])(?:sr-only|visually-hidden|screen-reader-text)(?![\w-])"),
}
"""What an attribute says of an element that is not seen."""
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre section summary "
    "table tbody td tfoot th thead tr ul".split()
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of HTML at `source[start:stop]`, or text if it has no name; `hides` if what it opens is not seen."""

    name: str = ""
    opens: bool = False
    hides: bool = False
    start: int = 0
    stop: int = 0


def read_tags(source: str) -> list[Tag]:
    """The tags of HTML, and the texts between them, in order."""
    parser = _Html(source)
    parser.feed(source)
    parser.close()
    return parser.tags


def read_tag(source: str) -> Tag:
    """The tag that `source` is; one without a name if it is a comment or anything else."""
    return next(iter(read_tags(source)), Tag())


def seen(tags: Sequence[Tag]) -> Iterator[bool]:
    """Whether each is seen; a tag that hides and its end are: they only hide what is between them."""
    ends = _ends(tags)
    until = 0
    for i, tag in enumerate(tags):
        yield i >= until
        if tag.hides:
            until = max(until, ends.get(i, 0))


def _ends(tags: Sequence[Tag]) -> dict[int, int]:
    """Which tag ends the element that a tag opens; none where that of an element around it comes first, or at all.

    A tag of a block ends a paragraph too, and what is in RAW lasts to the end.
    """
    ends: dict[int, int] = {}
    opened: list[int] = []
    names = Counter[str]()
    for i, tag in enumerate(tags):
        if not tag.opens and names[tag.name]:
            # elements within it that were never closed end with it, and are not said to
            while tags[opened[-1]].name != tag.name:
                names[tags[opened.pop()].name] -= 1
            ends[opened.pop()] = i
            names[tag.name] -= 1
        elif tag.opens and tag.name in BLOCKS and opened and tags[opened[-1]].name == "p":
            ends[opened.pop()] = i
            names["p"] -= 1
        if tag.opens and tag.name not in VOID:
            opened.append(i)
            names[tag.name] += 1
    return ends | {i: len(tags) for i in opened if tags[i].name in RAW}


class _Html(HTMLParser):
    """The tags and the texts of `source`, in order."""

    CDATA_CONTENT_ELEMENTS = RAW  # type: ignore[misc]

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.tags: list[Tag] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        hides = tag in UNSEEN
        for name, value in attrs:
            hides |= name in UNSHOWN and UNSHOWN[name].search(value or "") is not None
        start = self._at()
        self.tags.append(Tag(tag, True, hides, start, start + len(self.get_starttag_text() or "<")))

    def handle_endtag(self, tag: str) -> None:
        start = self._at()
        self.tags.append(Tag(tag, start=start, stop=start + 1))

    def handle_data(self, data: str) -> None:
        start = self._at()
        self.tags.append(Tag(start=start, stop=start + len(data)))

    def parse_comment(self, i: int, report: object = True) -> int:
        """Up to the end where it is not closed, as in a browser."""
        closed = re.compile("--!?>").search(self.rawdata, i + 2)
        return closed.end() if closed else len(self.rawdata)

    def parse_marked_section(self, i: int, report: object = True) -> int:
        """The library's raises on an unknown keyword."""
        return self.parse_bogus_comment(i)

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
