"""An OpenDocument text becomes a document: paragraphs, headings, lists and tables, without notes and changes."""

import re
from xml.etree import ElementTree

from index.readers.formats.document import Document, Writer
from index.readers.formats.zipped import open_zip, properties

READER = "odt-1"
UNSAID = frozenset("note tracked-changes annotation table-of-content page-number sequence-decls bibliography".split())
MOST_BLANKS = 100
"""Of one element that stands for several."""
BLANKS = re.compile(r"[ \t\n\r]+")


def read_odt(content: bytes) -> Document:
    """The text of an OpenDocument file. Raises TranscriptError for what is none."""
    with open_zip(content, "content.xml", "an OpenDocument text") as archive:
        stated = properties(archive, "meta.xml")
        body = _Body()
        for part in ("styles.xml", "content.xml"):
            if part in archive.namelist():
                parser = ElementTree.XMLParser(target=body)
                parser.feed(archive.read(part))
                parser.close()
        return Document(body.writer.text(), {"title": body.writer.title} | stated)


class _Body:
    """Takes the events of a parser in order: first those of styles, which say what is bold, then those of the text."""

    def __init__(self) -> None:
        self.writer = Writer()
        self._looks: dict[str, str] = {}  # the mark of each style
        self._numbered: set[str] = set()  # styles of lists that have numbers
        self._style = ""
        self._marks: list[str] = []  # of what is open
        self._lists: list[str] = []
        self._counts: dict[str, int] = {}
        self._number = ""
        self._unsaid = self._paragraphs = self._rows = 0
        self._is_text = False
        self._is_new_cell = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition("}")
        value = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        if self._unsaid or name in UNSAID:
            self._unsaid += 1
        elif name in ("p", "h") and self._is_text:
            self._paragraph(int(value.get("outline-level", "1")[:2]) if name == "h" else 0)
            self._marks.append(self._looks.get(value.get("style-name", ""), ""))
        elif name in ("span", "a"):
            above = self._marks[-1] if self._marks else ""
            self._marks.append(self._looks.get(value.get("style-name", ""), "") or above)
        elif name in ("style", "text-properties", "list-style", "list-level-style-number") or name == "text":
            self._define(name, space, value)
        else:
            self._within(name, value)

    def data(self, words: str) -> None:
        words = BLANKS.sub(" ", words)
        if self._unsaid or not self._paragraphs or (self.writer.is_at_start and not words.strip()):
            return
        if self._number:
            self.writer.words(self._number)
            self._number = ""
        self.writer.words(words, self._marks[-1] if self._marks else "")

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if self._unsaid:
            self._unsaid -= 1
        elif name in ("p", "h") and self._is_text:
            self._paragraphs -= 1
            self._marks.pop()
        elif name in ("span", "a"):
            self._marks.pop()
        elif name == "list" and self._lists:
            self._lists.pop()
        elif name == "table-row":
            self._rows -= 1
            self.writer.paragraph(is_close=True)

    def close(self) -> None:
        """The parser asks for it."""

    def _define(self, name: str, space: str, value: dict[str, str]) -> None:
        """What a style looks like; where the text itself begins."""
        if name == "text":
            self._is_text = self._is_text or space.endswith("office:1.0")
        elif name == "style":
            self._style = value.get("name", "")
            self._looks[self._style] = self._looks.get(value.get("parent-style-name", ""), "")
        elif name == "list-style":
            self._style = value.get("name", "")
        elif name == "list-level-style-number" and value.get("num-format"):
            self._numbered.add(self._style)
        elif name == "text-properties" and self._style and not self._is_text:
            weight = value.get("font-weight", "")
            is_bold = weight in ("bold", "600", "700", "800", "900")
            plain = "" if weight == "normal" else self._looks.get(self._style, "")
            self._looks[self._style] = "**" if is_bold else "*" if value.get("font-style") == "italic" else plain

    def _within(self, name: str, value: dict[str, str]) -> None:
        if name == "s" and self._paragraphs:
            count = value.get("c", "1")
            self.writer.words(" " * min(int(count[:6]) if count.isdigit() else 1, MOST_BLANKS))
        elif name == "tab" and self._paragraphs:
            self.writer.words("\t")
        elif name == "line-break" and self._paragraphs:
            self.writer.line()
        elif name == "list":
            style = value.get("style-name") or (self._lists[-1] if self._lists else "")
            if "continue-numbering" not in value and "continue-list" not in value:
                self._counts[style] = 0
            self._lists.append(style)
        elif name == "list-item" and self._lists and self._lists[-1] in self._numbered:
            self._counts[self._lists[-1]] += 1
            self._number = f"{self._counts[self._lists[-1]]}. "
        elif name == "table-row":
            self._rows += 1
            self.writer.paragraph(is_close=True)
        elif name == "table-cell" and self._rows:
            self._is_new_cell = True
            if not self.writer.is_at_start:
                self.writer.words("\t")

    def _paragraph(self, level: int) -> None:
        self._paragraphs += 1
        if not self._rows:
            self.writer.paragraph(level, is_close=bool(self._lists))
        elif not self._is_new_cell:
            self.writer.line()
        self._is_new_cell = False
