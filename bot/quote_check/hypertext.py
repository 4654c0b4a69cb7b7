"""Tags and text become the text that a reader sees, in blocks, with where in the source each character stands."""

import re
from array import array
from collections.abc import Sequence
from html import unescape
from html.entities import html5

from bot.quote_check.tags import BLOCKS, Tag, read_tags, seen
from index.spans import trim
from index.transcript import Span

PIECES = re.compile(r"[ \t\n\r\f]+|&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]{0,31};?)|[^ \t\n\r\f&]+|&")
"""White space, entities, and what stands between them."""


class Hypertext:
    """The text as far as it is read, but for what comes while not `is_seen`; no white space begins or ends a block."""

    def __init__(self) -> None:
        self.is_seen = True
        self.text: list[str] = []
        self.starts, self.stops = array("l"), array("l")
        self.blocks: list[tuple[int, int, bool]] = []
        self.quoted: list[Span] = []
        self._begun: int | None = None
        self._quotations = self._preformatted = 0
        self._quote, self._quote_depth = 0, 0

    def write(self, text: str, where: Sequence[int]) -> None:
        """`text[i]` stands at `where[i]` in the source."""
        if self._begun is None:
            stripped = text.lstrip()
            text, where = stripped, where[len(text) - len(stripped) :]
        if text and self.is_seen:
            self._begin(where[0])
            self.text.extend(text)
            self.starts.extend(where)
            self.stops.extend(at + 1 for at in where)

    def replace(self, text: str, start: int, stop: int) -> None:
        """Each character of `text` stands for `source[start:stop]`."""
        if self.is_seen and (self._begun is not None or text.strip()):
            self._begin(start)
            self.text.extend(text)
            self.starts.extend([start] * len(text))
            self.stops.extend([stop] * len(text))

    def write_html(self, source: str, where: Sequence[int]) -> None:
        """Text between tags."""
        for match in PIECES.finditer(source):
            piece, places = match.group(), where[match.start() : match.end()]
            if piece[0] in " \t\n\r\f" and not self._preformatted:
                if self.text and self.text[-1] not in " \n":
                    self.replace(" ", places[0], places[-1] + 1)
                continue
            length = _entity(piece) if piece[0] == "&" else 0
            if length:
                self.replace(_character(piece[:length]), places[0], places[length - 1] + 1)
            self.write(piece[length:], places[length:])

    def tag(self, name: str, opens: bool, start: int, stop: int) -> None:
        """What a tag of HTML at `source[start:stop]` does to the text that follows."""
        if not self.is_seen:
            return
        step = 1 if opens else -1
        if name == "br" and opens:
            self._break(start, stop)
        elif name == "q":
            self._mark(step)
        elif name in BLOCKS:
            self.end()
            if name == "blockquote":
                self.quote(step)
            elif name == "pre":
                self._preformatted = max(0, self._preformatted + step)

    def quote(self, step: int) -> None:
        """A block quotation begins, or ends."""
        self._quotations = max(0, self._quotations + step)

    def end(self, is_code: bool = False) -> None:
        """The block ends, if there is one."""
        if self._begun is None:
            return
        if self._quote_depth and self._quote < len(self.text):
            self._mark(-self._quote_depth)  # a <q> that isn't closed holds to the end of its block
        self._strip()
        self.blocks.append((self._begun, len(self.text), self._quotations > 0 and not is_code))
        self._begun = None

    def _begin(self, at: int) -> None:
        if self._begun is None:
            if self.blocks:
                self.text.extend("\n\n")
                self.starts.extend([self.stops[-1]] * 2)
                self.stops.extend([at] * 2)
            self._begun = len(self.text)

    def _break(self, start: int, stop: int) -> None:
        """A second break in a row ends the paragraph."""
        if self._begun is not None:
            is_second = self.text[-1] == "\n"
            self._strip()
            if is_second:
                self.end()
            else:
                self.replace("\n", start, stop)

    def _strip(self) -> None:
        while self.text[-1].isspace():
            del self.text[-1], self.starts[-1], self.stops[-1]
        self._quote = min(self._quote, len(self.text))

    def _mark(self, step: int) -> None:
        """A quotation by markup begins, or ends; the outermost is noted."""
        was_quoted = self._quote_depth > 0
        self._quote_depth = max(0, self._quote_depth + step)
        if not was_quoted:
            self._quote = len(self.text)
        elif not self._quote_depth:
            inside = trim("".join(self.text[self._quote :]), 0, len(self.text))
            if inside:
                self.quoted.append(Span(self._quote + inside.start, self._quote + inside.stop))


def read_html(page: Hypertext, source: str, where: Sequence[int]) -> None:
    """Ampersands are hidden from the parser, which loses some; nothing that begins after the last ">" is a tag."""
    stop = source.rfind(">") + 1
    tags = [*read_tags(source[:stop].replace("&", "\x01")), Tag(start=stop, stop=len(source))]
    for tag, is_seen in zip(tags, seen(tags), strict=True):
        page.is_seen = is_seen
        if tag.name:
            page.tag(tag.name, tag.opens, where[tag.start], where[tag.stop - 1] + 1)
        else:
            page.write_html(source[tag.start : tag.stop], where[tag.start : tag.stop])
    page.is_seen = True


def _entity(piece: str) -> int:
    """The length of the character reference that `piece` begins with, as html.unescape reads it: "&ampx" -> 4."""
    if piece[1:2] == "#":
        return len(piece)
    return next((stop for stop in range(len(piece), 2, -1) if piece[1:stop] in html5), 0)


def _character(entity: str) -> str:
    """Of a number no more than eight digits, which is too many: Python raises on 4,301."""
    digits = entity[2:].rstrip(";")
    return unescape(f"&#{digits.lstrip('0')[:8] or 0};" if digits.isdigit() else entity)
