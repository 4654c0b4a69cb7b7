"""XML becomes a document: timed text (TTML, YouTube) as captions, all else as its text, with who speaks in it.

It is parsed as leniently as HTML: no entity of its own is expanded, and what is not well-formed is read as well.
"""

import re
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path

from index.readers.encoding import decode_markup
from index.readers.formats.captions import with_changes_marked
from index.readers.formats.document import Document
from index.readers.formats.html import speaker_of, written
from index.readers.formats.html_tree import Node, measure, nodes_of, words_within
from index.readers.formats.spoken import Spoken
from index.readers.times import seconds_of

READER = "xml-1"
TIMES = (("begin", "end", "dur"), ("start", "end", "dur"), ("t", "", "d"))
"""Attributes of where a line begins and ends, and of how long it is: of TTML, of YouTube's two forms."""
NOT_LINES = ("x-body", "body", "div", "tt", "span", "s", "head", "region")
AGENTS = ("ttm:agent", "agent", "person", "participant")
HIDDEN = frozenset("teiheader metadata note desc incident kinesic x-style x-script layout styling".split())
SPECIAL = re.compile(
    r"<(/?)(head|title|style|script|textarea|noscript|template|body|html|select|table|tr|td)\b", re.IGNORECASE
)
"""Names that mean something else in HTML."""
EMPTY = re.compile(r"<(?!br\b)([A-Za-z][\w:.-]*)((?:\s[^<>]*)?)/>")
CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
OFFSET = re.compile(r"(\d+(?:\.\d+)?)(h|m|s|ms|t|f)?")
UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, "t": 1e-7, "f": 0.04, None: 1.0}
FRAMES = 25
"""A second."""
FULL = 3
"""Colons of a clock with frames."""
TITLES = ("x-title", "ttm:title", "titel")


def read_xml(content: bytes) -> Document:
    """The captions, or the text, of an XML file."""
    markup = CDATA.sub(lambda match: escape(match[1]), decode_markup(content, Path("file.xml")))
    nodes = nodes_of(EMPTY.sub(r"<\1\2></\1>", SPECIAL.sub(r"<\1x-\2", markup)))
    names = _names(nodes)
    title = next((words_within(nodes, row) for row, node in enumerate(nodes) if node.tag in TITLES), "")
    stated = {"title": title} if title else {}
    cues = tuple(with_changes_marked(list(_cues(nodes, names))))
    if len(cues) > 1:
        return Document("", stated, said=cues)
    for node in nodes:
        node.is_hidden = node.is_hidden or node.tag in HIDDEN
    measure(nodes)
    said = tuple(_said(nodes, names))
    return Document("" if said else written(nodes, keeps_blanks=True).text(), stated, said=said)


def _said(nodes: list[Node], names: dict[str, str]) -> Iterator[Spoken]:
    """Who speaks, by an attribute, and the lines of what they say."""
    stop = 0
    for row, node in enumerate(nodes):
        voice = _from(nodes, row) if node.tag == "speech" else speaker_of(node)
        if voice and row >= stop and not node.is_hidden:
            stop = node.stop
            for line in written(nodes, row).text().split("\n"):
                if line.strip():
                    yield Spoken(line.strip(), names.get(voice, voice), is_apart=True)


def _from(nodes: list[Node], row: int) -> str:
    """Who gives a speech, by its <from> (Akoma Ntoso), which is not said, or an attribute."""
    for inner in range(row + 1, nodes[row].stop):
        if nodes[inner].tag == "from":
            name = words_within(nodes, inner)
            nodes[inner].is_hidden = True
            for within in nodes[inner : nodes[inner].stop]:
                within.is_hidden = True
            return name
    return speaker_of(nodes[row])


def _names(nodes: list[Node]) -> dict[str, str]:
    """The names of people by their ids."""
    return {
        identity: words_within(nodes, row)
        for row, node in enumerate(nodes)
        if node.tag in AGENTS and (identity := node.attributes.get("xml:id") or node.attributes.get("id"))
    }


def _cues(nodes: list[Node], names: dict[str, str]) -> Iterator[Spoken]:
    """The lines that have a time."""
    timed = [row for row, node in enumerate(nodes) if node.tag not in NOT_LINES and _begins(node) is not None]
    for number, row in enumerate(timed):
        node = nodes[row]
        begins = _begins(node) or 0.0
        following = _begins(nodes[timed[number + 1]]) if number + 1 < len(timed) else None
        ends = _ends(node, begins) or max(following or begins, begins)
        words = "".join("\n" if inner.tag == "br" else inner.text for inner in nodes[row : node.stop])
        agent = node.attributes.get("ttm:agent") or node.attributes.get("agent") or ""
        for line in unescape(words).split("\n"):
            if line.strip():
                yield Spoken(" ".join(line.split()), names.get(agent, agent) or None, begins, ends)


def _begins(node: Node) -> float | None:
    for begin, _, lasts in TIMES:
        value = node.attributes.get(begin)
        if value and (begin == "begin" or lasts in node.attributes or "end" in node.attributes):
            return _seconds(value, is_thousandths=begin == "t")
    return None


def _ends(node: Node, begins: float) -> float | None:
    for begin, end, lasts in TIMES:
        if node.attributes.get(begin) and node.attributes.get(end):
            return _seconds(node.attributes[end] or "")
        if node.attributes.get(begin) and node.attributes.get(lasts):
            return begins + (_seconds(node.attributes[lasts] or "", is_thousandths=begin == "t") or 0.0)
    return None


def _seconds(value: str, is_thousandths: bool = False) -> float | None:
    """Of "00:00:06:20", whose last part are frames, "8.5s", "500ms", "1234"."""
    offset = OFFSET.fullmatch(value)
    if offset:
        return float(offset[1]) * (0.001 if is_thousandths else UNITS[offset[2]])
    clock, frames = value.rsplit(":", 1) if value.count(":") == FULL else (value, "0")
    seconds = seconds_of(clock)
    return None if seconds is None else seconds + (float(frames) / FRAMES if frames.isdigit() else 0.0)
