"""What somebody wrote, as plain text, Markdown or HTML, becomes the text that a reader sees, with the way back."""

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

from bot.errors import ArticleError
from bot.quote_check.hypertext import Hypertext, read_html
from bot.quote_check.markdown import read_markdown
from index.errors import TranscriptError
from index.readers.files import BOM, read_bytes
from index.spans import trim
from index.transcript import Span

Form = Literal["text", "markdown", "html"]
FORMS: dict[str, Form] = {
    ".txt": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip
MOST_CHARACTERS = 1_000_000
MOST_BYTES = 5_000_000
MARKS = re.compile(r"[ \t]{0,3}(?:> ?)+")
"""What an e-mail puts before each line that it quotes."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of an article: `text[start:stop]`, trimmed and not empty; `is_quotation` in a block quotation."""

    start: int
    stop: int
    is_quotation: bool


@dataclass(frozen=True, slots=True)
class Article:
    """What a reader sees: `text[i]` stands at `source[starts[i]:stops[i]]`; neither sequence ever decreases.

    `quoted` are the outermost quotations by markup, <q>…</q>, in offsets of `text`, trimmed, in order.
    """

    text: str
    starts: Sequence[int]
    stops: Sequence[int]
    blocks: tuple[Block, ...]
    quoted: tuple[Span, ...] = ()

    def place(self, start: int, stop: int) -> Span:
        """Where `text[start:stop]`, which is not empty, stands in the source."""
        return Span(self.starts[start], self.stops[stop - 1])


def read_article(source: str, form: Form = "text") -> Article:
    """The article that `source` is; raises ArticleError above MOST_CHARACTERS.

    >>> read_article("<p>A &amp; B", "html").text
    'A & B'
    """
    if len(source) > MOST_CHARACTERS:
        message = f"expected at most {MOST_CHARACTERS:,} characters; found {len(source):,}"
        raise ArticleError(message, "error.text.long", most=MOST_CHARACTERS, found=len(source))
    if form == "text":
        return _read_text(source)
    page = Hypertext()
    if form == "html":
        read_html(page, source, range(len(source)))
    else:
        read_markdown(page, source)
    page.end()
    blocks = tuple(Block(*block) for block in page.blocks)
    return Article("".join(page.text), page.starts, page.stops, blocks, tuple(page.quoted))


def form_of(path: Path) -> Form:
    """By the suffix; raises ArticleError for one that is not in FORMS."""
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise ArticleError(f"{path}: expected a file that ends in {', '.join(FORMS)}; found “{path.suffix}”")
    return form


def read_article_file(path: Path) -> Article:
    """The article in a file of UTF-8; offsets in the source count characters after a byte order mark."""
    form = form_of(path)
    try:
        content = read_bytes(path, MOST_BYTES)[0].removeprefix(BOM)
    except TranscriptError as error:
        raise ArticleError(str(error)) from error
    if b"\0" in content:
        raise ArticleError(f"{path}: expected text in UTF-8; found byte 0x00 at {content.index(0):,}")
    try:
        source = content.decode()
    except UnicodeDecodeError as error:
        wrong_byte = f"byte 0x{content[error.start]:02x} at {error.start:,}"
        raise ArticleError(f"{path}: expected text in UTF-8; found {wrong_byte}") from error
    try:
        return read_article(source, form)
    except ArticleError as error:
        raise ArticleError(f"{path}: {error}") from error


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its end, but without the marks of quotation before it, at `source[start:]`."""

    start: int
    text: str
    is_quotation: bool
    is_blank: bool


def _read_text(source: str) -> Article:
    """All of `source` but the marks of quoted lines, with a blank line where a quotation touches a paragraph."""
    pieces: list[str] = []
    starts = array("l")
    paragraphs: list[tuple[int, int, bool]] = []
    was_blank = True
    for (is_quotation, is_blank), lines in groupby(_lines(source), key=lambda line: (line.is_quotation, line.is_blank)):
        if not is_blank and not was_blank:
            pieces.append("\n")
            starts.append(starts[-1])
        first = len(starts)
        for line in lines:
            pieces.append(line.text)
            starts.extend(range(line.start, line.start + len(line.text)))
        if not is_blank:
            paragraphs.append((first, len(starts), is_quotation))
        was_blank = is_blank
    text = "".join(pieces)
    blocks = []
    for start, stop, is_quotation in paragraphs:
        span = trim(text, start, stop)
        if span:
            blocks.append(Block(span.start, span.stop, is_quotation))
    return Article(text, starts, array("l", (at + 1 for at in starts)), tuple(blocks))


def _lines(source: str) -> Iterator[_Line]:
    at = 0
    for line in source.splitlines(keepends=True):
        marks = MARKS.match(line)
        text = line[marks.end() :] if marks else line
        yield _Line(at + len(line) - len(text), text, is_quotation=marks is not None, is_blank=not text.strip())
        at += len(line)
