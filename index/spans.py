"""Lines of a text, and spans without the white space around them."""

import re
from typing import Protocol

from index.transcript import Span


class Placed(Protocol):
    """Whatever stands at `text[start:stop]`."""

    @property
    def start(self) -> int: ...
    @property
    def stop(self) -> int: ...


LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
"""A line without its end, whatever the convention (the line ends of str.splitlines)."""


def lines(text: str) -> list[Span]:
    """The lines of `text` that hold more than white space, trimmed, in order.

    >>> lines(" a\\r\\n\\n b")
    [Span(start=1, stop=2), Span(start=6, stop=7)]
    """
    trimmed = [trim(text, match.start(), match.end()) for match in LINE.finditer(text)]
    return [line for line in trimmed if line]


def trim(text: str, start: int, stop: int) -> Span | None:
    """`text[start:stop]` without white space at its ends: trim("  ab ", 0, 5) -> Span(2, 4); None if none is left."""
    piece = text[start:stop]
    start += len(piece) - len(piece.lstrip())
    stop = start + len(piece.strip())
    return Span(start, stop) if start < stop else None
