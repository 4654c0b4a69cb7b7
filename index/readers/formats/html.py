"""A page of HTML becomes a document: the text of its main part, without menus and what else stands around."""

import re
from pathlib import Path
from typing import Literal

from index.readers.encoding import decode_markup
from index.readers.formats.document import Document, Writer
from index.readers.formats.html_tree import Node, hide_surroundings, main_of, nodes_of, words_within
from index.readers.times import ANY

READER = "html-1"
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q ruby rb rp rt s samp "
    "small span strike strong sub sup tt u var wbr".split()
)
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
CLOSE = frozenset("li dt dd tr figcaption caption".split())
"""Blocks that no blank line parts from the one before."""
SPEAKER = re.compile(r"(?:^|[\s_-]|[a-z](?=S))[sS]peaker(?:[_-]?[nN]ame|[_-]?[lL]abel)?(?:$|\s)")
SPEAKERS = ("speaker", "author")
"""Tags that pages and XML invent for the same."""
TIMED = re.compile(r"(?:^|[\s_-]|[a-z](?=T))[tT]ime(?:[_-]?(?:[sS]tamp|[cC]ode))?(?:$|\s)")
"""Classes of what names a speaker, or a time."""
VOICE = re.compile(r"(?:data-)?(?:[\w-]*speak(?:er|ing)(?:-?name|-attribution)?|who)")
"""Attributes that say who speaks within an element."""
LONGEST_NAME, LONGEST_CELL, MOST_NAMED = 60, 80, 250
"""Characters of a name, and of the cells of a row beside its words, of an attribute."""
HEADING = re.compile(r"#{1,6} (?=\S)")
BLANKS = re.compile(r"[ \t\n\r\f]+")
TIME = re.compile(rf"[\[(]?{ANY}[\])]?")
META = (
    ("title", ("og:title", "dc.title", "citation_title")),
    ("outlet", ("og:site_name",)),
    ("date", ("article:published_time", "dc.date", "date", "pubdate")),
    ("url", ("og:url",)),
)
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})T.*")

Kind = Literal["hidden", "text", "break", "name", "time", "row", "block", "inline"]


def read_html(content: bytes) -> Document:
    """The text that a page shows in its main part, with what it states of itself."""
    nodes = nodes_of(decode_markup(content, Path("page.html")))
    hide_surroundings(nodes)
    first = main_of(nodes)
    left = nodes[0].seen - nodes[first].seen if nodes else 0
    remarks = (f"left out of the page: {left:,} characters around its main part",) if left else ()
    return Document(written(nodes, first).text(), _stated(nodes), remarks)


def written(nodes: list[Node], first: int = 0, keeps_blanks: bool = False) -> Writer:
    """What the node at a row shows; `keeps_blanks`: white space in it was typed, and is not of the markup."""
    return _Walk(nodes, keeps_blanks).write(first) if nodes else Writer()


class _Walk:
    """Goes through nodes in order, knowing which are open, and writes what they show."""

    def __init__(self, nodes: list[Node], keeps_blanks: bool) -> None:
        self._nodes = nodes
        self._keeps_blanks = keeps_blanks
        self._writer = Writer()
        self._open: list[int] = []
        self._marks: list[str] = []
        self._name = ""  # a label that is written, with nothing behind it yet
        self._voice = ""
        self._number = ""  # of a list's item, before its words
        self._numbers: dict[int, int] = {}

    def write(self, first: int) -> Writer:
        row = first
        while row < self._nodes[first].stop:
            while self._open and row >= self._nodes[self._open[-1]].stop:
                self._close(self._open.pop())
            row = self._step(row)
        while self._open:
            self._close(self._open.pop())
        return self._writer

    def _step(self, row: int) -> int:
        """Write what begins at a row; the next row to look at."""
        node = self._nodes[row]
        kind = self._kind(row)
        if kind == "text":
            self._text(node.text, row)
        elif kind == "break":
            self._writer.line()
        elif kind == "name":
            self._label(words_within(self._nodes, row))
        elif kind == "time":
            self._time(words_within(self._nodes, row))
        elif kind == "row":
            self._row(row)
        if kind in ("hidden", "text", "break", "name", "time", "row"):
            return node.stop
        self._open.append(row)
        if kind == "block":
            self._block(node)
        elif node.tag == "q":
            self._text("“", row)
        if node.tag in MARKS or BOLD.search(node.attributes.get("style") or ""):
            self._marks.append(MARKS.get(node.tag, "**"))
        return row + 1

    def _kind(self, row: int) -> Kind:
        node = self._nodes[row]
        if node.is_hidden:
            return "hidden"
        if not node.tag or node.tag == "br":
            return "break" if node.tag else "text"
        names = f"{node.attributes.get('class') or ''} {node.tag}"
        if 0 < node.seen <= LONGEST_NAME:
            if (SPEAKER.search(names) or node.tag in SPEAKERS) and any(
                map(str.isalpha, words_within(self._nodes, row))
            ):
                return "name"
            if (node.tag == "time" or TIMED.search(names)) and TIME.fullmatch(words_within(self._nodes, row)):
                return "time"
        if node.tag == "tr":
            return "row" if self._is_of_words(row) else "block"
        return "inline" if node.tag in INLINE else "block"

    def _text(self, words: str, row: int) -> None:
        is_typed = self._keeps_blanks or any(self._nodes[above].tag == "pre" for above in self._open[-3:])
        lines = words.split("\n") if is_typed else [BLANKS.sub(" ", words)]
        if not "".join(lines).strip() and (self._name or self._writer.is_at_start):
            return
        if self._name:
            self._writer.words(" ") if self._name.endswith((":", "：")) else self._writer.line()
            self._name = ""
        if self._number and "".join(lines).strip():
            self._writer.words(self._number)
            self._number = ""
        for number, line in enumerate(lines):
            if number:
                self._writer.line()
            self._writer.words(line, self._marks[-1] if self._marks else "")

    def _label(self, name: str) -> None:
        """Who speaks from here on, at the beginning of a line."""
        self._writer.paragraph()
        self._writer.words(name, "**")
        self._name = name

    def _time(self, time: str) -> None:
        self._writer.words(f"  {time}" if self._name else f" {time} ")

    def _row(self, row: int) -> None:
        """The cells of a row of a table, with tabs between."""
        self._writer.paragraph(is_close=True)
        for number, cell in enumerate(self._cells(row)):
            first, *others = written(self._nodes, cell).text().strip().replace("\n\n", "\n").split("\n")
            self._writer.words(("\t" if number else "") + HEADING.sub("", first))
            for line in others:
                self._writer.line()
                self._writer.words(HEADING.sub("", line))
        self._writer.paragraph(is_close=True)

    def _is_of_words(self, row: int) -> bool:
        """Whether a row has several cells, all but one of them short, and no table within."""
        cells = self._cells(row)
        lengths = sorted(self._nodes[cell].seen for cell in cells)
        has_table = any(node.tag == "table" for node in self._nodes[row : self._nodes[row].stop])
        return not has_table and sum(map(bool, lengths)) > 1 and lengths[-2] <= LONGEST_CELL

    def _cells(self, row: int) -> list[int]:
        cells, at = [], row + 1
        while at < self._nodes[row].stop:
            if self._nodes[at].tag in ("td", "th") and not self._nodes[at].is_hidden:
                cells.append(at)
            at = self._nodes[at].stop
        return cells

    def _block(self, node: Node) -> None:
        self._name = ""
        level = int(node.tag[1]) if re.fullmatch(r"h[1-6]", node.tag) else 0
        self._writer.paragraph(level, is_close=node.tag in CLOSE)
        above = self._nodes[node.parent]
        if node.tag == "li" and above.tag == "ol" and not self._keeps_blanks:
            start = above.attributes.get("start") or ""
            first = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
            self._numbers[node.parent] = self._numbers.get(node.parent, first - 1) + 1
            self._number = f"{self._numbers[node.parent]}. "
        voice = speaker_of(node)
        if voice and voice != self._voice:
            self._label(voice)
        self._voice = voice or self._voice

    def _close(self, row: int) -> None:
        node = self._nodes[row]
        if node.tag == "q":
            self._text("”", row)
        if node.tag in MARKS or BOLD.search(node.attributes.get("style") or ""):
            self._marks.pop()
        if node.tag not in INLINE:
            self._writer.paragraph(is_close=node.tag in CLOSE)


def speaker_of(node: Node) -> str:
    """Whom an attribute names as the speaker of what is within; "" if none does."""
    named = (value or "" for key, value in node.attributes.items() if VOICE.fullmatch(key))
    return next(
        (name.strip().lstrip("#") for name in named if any(map(str.isalpha, name)) and len(name) < MOST_NAMED), ""
    )


def _stated(nodes: list[Node]) -> dict[str, str]:
    """What the head of a page says of it."""
    told: dict[str, str] = {}
    for row, node in enumerate(nodes):
        name = (node.attributes.get("property") or node.attributes.get("name") or "").casefold()
        if node.tag == "meta" and name:
            told.setdefault(name, " ".join((node.attributes.get("content") or "").split()))
        elif node.tag == "link" and node.attributes.get("rel") == "canonical":
            told.setdefault("og:url", node.attributes.get("href") or "")
        elif node.tag == "title":
            told.setdefault("dc.title", words_within(nodes, row))
    stated = {key: next((told[name] for name in names if told.get(name)), "") for key, names in META}
    heading = next((words_within(nodes, row) for row, node in enumerate(nodes) if node.tag == "h1" and node.seen), "")
    if heading and heading in stated["title"]:
        stated["title"] = heading
    stated["date"] = DAY.sub(r"\1", stated["date"])
    return {key: value for key, value in stated.items() if value}
