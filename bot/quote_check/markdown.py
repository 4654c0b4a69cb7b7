"""Markdown becomes the text that a reader sees, by markdown-it (https://spec.commonmark.org, and tables).

The library says on which lines a paragraph stands, and nothing of where in it a token does. So a paragraph's content is
laid over its lines, and its tokens are followed through the content.
"""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bot.quote_check.hypertext import Hypertext, read_html
from bot.quote_check.tags import Tag, read_tag, seen

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

LINES = re.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")
DEEPEST = 100
"""What stands in so many quotations and half as many lists is a paragraph as it is; the library would leave it out."""
MOST_BRACKETS = 6
"""Of what has more of them open, the rest is no link: the time that a paragraph of brackets takes grows with it."""


def read_markdown(page: Hypertext, source: str) -> None:
    """Writes `source` to `page`; a NUL is the replacement character, as in CommonMark."""
    source = source.replace("\0", "\ufffd")
    reading = _Reading(page, source)
    before = None
    for token in _parser().parse(source):
        reading.read(token, before)
        before = token


def _parser() -> "MarkdownIt":
    """Escapes and entities stay tokens of their own."""
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import autolink, backtick, html_inline, image, link

    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST + 2})
    parser.enable(["table", "strikethrough"]).disable("text_join")
    parser.block.ruler.at("table", _noting_its_rows, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("blockquote", "deepest", _deepest)
    parser.core.ruler.before("inline", "brackets", _brackets)
    rules = {"autolink": autolink, "backticks": backtick, "html_inline": html_inline, "image": image, "link": link}
    for name, rule in rules.items():
        parser.inline.ruler.at(name, _noting_its_end(rule))
    return parser


def _noting_its_end(rule: "Callable[[StateInline, bool], bool]") -> "Callable[[StateInline, bool], bool]":
    """Writes where the rule stopped into the last token that it made."""

    def noting(state: "StateInline", silent: bool) -> bool:
        before = len(state.tokens)
        matched = rule(state, silent)
        if len(state.tokens) > before:
            state.tokens[-1].meta["stop"] = state.pos
        return matched

    return noting


def _noting_its_rows(state: "StateBlock", start: int, stop: int, silent: bool) -> bool:
    """Writes the length of a table's rows into their tokens: what quotations and lists put before them is not in it."""
    from markdown_it.rules_block import table

    before = len(state.tokens)
    matched = table(state, start, stop, silent)
    for token in state.tokens[before:]:
        if token.type == "tr_open" and token.map:
            line = token.map[0]
            token.meta["length"] = state.eMarks[line] - state.bMarks[line] - state.tShift[line]
    return matched


def _deepest(state: "StateBlock", start: int, stop: int, silent: bool) -> bool:
    """A paragraph, where nothing else may begin."""
    from markdown_it.rules_block import paragraph

    return state.level >= DEEPEST and paragraph(state, start, stop, silent)


def _brackets(state: "StateCore") -> None:
    """The library has one limit for blocks, which are read by now, and for what is in them."""
    state.md.options["maxNesting"] = MOST_BRACKETS


class _Reading:
    """Writes blocks to a page."""

    def __init__(self, page: Hypertext, source: str) -> None:
        self._page, self._source = page, source
        self._lines = [match.span(1) for match in LINES.finditer(source)]
        self._cell = 0

    def read(self, token: "Token", before: "Token | None") -> None:
        """One token; `before` says what an inline token is the content of."""
        if token.type in ("blockquote_open", "blockquote_close"):
            self._page.quote(token.nesting)
        elif token.type == "tr_open":
            self._cell = self._rows(token)[0][1] - token.meta["length"]
        elif token.type == "inline":
            _Inline(self._page, token.content, self._content(token, before)).read(token.children or ())
            self._page.end()
        elif token.type in ("fence", "code_block"):
            lines = self._rows(token)
            if token.type == "fence":
                lines = lines[1:]  # the fence itself
            self._page.write(token.content, _wrapped(self._source, token.content, lines))
            self._page.end(is_code=True)
        elif token.type == "html_block":
            read_html(self._page, token.content, _wrapped(self._source, token.content, self._rows(token)))
            self._page.end()

    def _rows(self, token: "Token") -> list[tuple[int, int]]:
        """The lines of a block, (start, stop) each."""
        first, last = token.map or (0, 0)
        return self._lines[first:last]

    def _content(self, token: "Token", before: "Token | None") -> Sequence[int]:
        """Where each character of an inline token's content stands."""
        rows = self._rows(token)
        if before and before.type in ("th_open", "td_open"):
            where = _in_a_cell(self._source, token.content, self._cell, rows[0][1])
            if where:
                self._cell = where[-1] + 1
            return where
        if before and before.type == "heading_open" and before.markup[0] == "#":
            behind_marks = self._source.index("#", rows[0][0]) + len(before.markup)
            at = self._source.index(token.content, behind_marks)
            return range(at, at + len(token.content))
        return _wrapped(self._source, token.content, rows)


def _in_a_cell(source: str, content: str, start: int, stop: int) -> list[int]:
    """Where each character of a table's cell stands, looked for in `source[start:stop]`: a "|" in it was escaped."""
    at = max(start, source.find(content.replace("|", r"\|"), start, stop))
    where = []
    for character in content:
        if character == "|":
            at += 1
        where.append(at)
        at += 1
    return where


def _wrapped(source: str, content: str, rows: Sequence[tuple[int, int]]) -> list[int]:
    """Where each character of `content` stands; its lines end as those of the source do, whose beginnings they lack."""
    where: list[int] = []
    if not rows:
        return where
    row = 0
    for line in content.split("\n"):
        tail = line.strip()
        while row + 1 < len(rows) and not source[slice(*rows[row])].rstrip().endswith(tail):
            row += 1
        start, stop = rows[min(row, len(rows) - 1)]
        begins = start + len(source[start:stop].rstrip()) - len(line.rstrip())
        where += (min(max(start, begins + i), stop) for i in range(len(line)))
        where.append(stop)
        row += 1
    return where[:-1]


class _Inline:
    """Writes a paragraph's tokens to a page, following them through its content."""

    def __init__(self, page: Hypertext, content: str, where: Sequence[int]) -> None:
        self._page, self._content, self._where = page, content, where
        self._at = 0

    def read(self, tokens: "Sequence[Token]") -> None:
        """Emphasis and links are passed over, images with their descriptions."""
        tags = [_tag(token) for token in tokens]
        for token, tag, is_seen in zip(tokens, tags, seen(tags), strict=True):
            self._page.is_seen = is_seen
            stop = token.meta.get("stop", self._at + len(token.markup))
            if token.type == "text":
                self._write(token.content)
            elif token.type == "text_special":
                self._replace(token.content, stop)
            elif token.type in ("softbreak", "hardbreak"):
                self._break()
            elif token.type == "link_open":
                self._at += 1
            else:
                if token.type == "code_inline":
                    self._at += (stop - self._at - len(token.content)) // 2
                    self._write(token.content)
                elif tag.name:
                    self._page.tag(tag.name, tag.opens, self._where[self._at], self._where[stop - 1] + 1)
                self._at = stop
        self._page.is_seen = True

    def _write(self, text: str) -> None:
        """As it stands, but for an address that is shown without its escapes, <http://a/%C3%A9>."""
        stop = self._at + len(text)
        if self._content[self._at : stop].replace("\n", " ") == text.replace("\n", " "):
            self._page.write(text, self._where[self._at : stop])
            self._at = stop
        else:
            self._replace(text, self._content.index(">", self._at))

    def _replace(self, text: str, stop: int) -> None:
        self._page.replace(text, self._where[self._at], self._where[stop - 1] + 1)
        self._at = stop

    def _break(self) -> None:
        """A break takes the white space around it."""
        at = self._content.index("\n", self._at)
        self._page.write("\n", self._where[at : at + 1])
        self._at = at + 1
        while self._content[self._at : self._at + 1] in (" ", "\t"):
            self._at += 1


def _tag(token: "Token") -> Tag:
    """That of HTML, or of what stands between ~~ and ~~."""
    if token.type in ("s_open", "s_close"):
        return Tag("s", opens=token.type == "s_open", hides=token.type == "s_open")
    return read_tag(token.content) if token.type == "html_inline" else Tag()
