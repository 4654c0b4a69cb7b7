"""Quotation marks: which there are, and the pairs of them that stand in a text, whoever wrote it."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.spans import trim
from index.transcript import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that opens, and those that may close it."""

    opening: str
    closing: str
    holds: bool = False
    """Whether it holds to the paragraph's end when it is never closed, as in a quotation of several paragraphs."""


DIRECTED = (
    Mark("“", "”", holds=True),
    Mark("”", "”"),
    Mark("«", "»", holds=True),
    Mark("»", "«"),
    Mark("„", "“”", holds=True),
    Mark("「", "」", holds=True),
    Mark("『", "』", holds=True),
)
STRAIGHT = Mark('"', '"')
SINGLE = (Mark("‘", "’"), Mark("'", "'"), Mark("‚", "‘’"), Mark("‹", "›"))
"""One that is never closed is an apostrophe."""
TITLE = Mark("《", "》")
"""Around the name of a work."""
MARKS = {mark.opening: mark for mark in (*DIRECTED, STRAIGHT, *SINGLE, TITLE)}
DIRECTED_OPENING = "".join(mark.opening for mark in DIRECTED)
DIRECTED_SIGNS = "".join(mark.opening + mark.closing for mark in DIRECTED)
SINGLE_SIGNS = "".join(mark.opening + mark.closing for mark in SINGLE)


@dataclass(frozen=True, slots=True)
class Pair:
    """`text[opens]` opens and `text[closes]` closes; where nothing does, `closes` is where reading stopped."""

    mark: Mark
    opens: int
    closes: int
    is_closed: bool


Closing = Callable[[Mark, int], int | None]
"""Where a mark is closed that opened before a place in the text; None if it never is."""


def pairs(text: str, start: int, stop: int, opening: re.Pattern[str], closing: Closing) -> Iterator[Pair]:
    """The outermost pairs in `text[start:stop]`, and what is never closed, in order.

    `opening` matches a mark where it may open. Behind one that isn't closed it is looked for again.
    """
    at = start
    while match := opening.search(text, at, stop):
        mark = MARKS[match.group()]
        closes = closing(mark, match.end())
        is_closed = closes is not None
        yield Pair(mark, match.start(), stop if closes is None else closes, is_closed)
        at = match.end() if closes is None else closes + 1


def innermost(text: str, marks: str, least: int = 1) -> list[Pair]:
    """The pairs of `marks`, which open, with at least so many characters between them and none of their own marks.

    >>> [text[pair.opens : pair.closes + 1] for text in ["a “b “c” d", '"" «d»'] for pair in innermost(text, "“«")]
    ['“c”', '«d»']
    """

    def closing(mark: Mark, at: int) -> int | None:
        following = re.compile(f"[{mark.opening}{mark.closing}]").search(text, at)
        if following is None or following.group() not in mark.closing or following.start() < at + least:
            return None
        return following.start()

    return [pair for pair in pairs(text, 0, len(text), re.compile(f"[{marks}]"), closing) if pair.is_closed]


def outside(text: str, quoted: Sequence[Pair]) -> str:
    """`text` with a space in the place of each pair and of what stands between."""
    pieces, at = [], 0
    for pair in quoted:
        pieces.append(text[at : pair.opens])
        at = pair.closes + 1
    return " ".join([*pieces, text[at:]])


CLOSES = {mark.opening: mark.closing for mark in (*DIRECTED, STRAIGHT, *SINGLE)} | {'"': '"”'}
"""What closes each in an article, in which straight marks and curly ones are mixed."""
OPENING = re.compile(
    rf"[{DIRECTED_OPENING}]|(?<![^\s(\[{{—–:,;/=-])\"(?=\S)|(?<!\w)[‘‚‹](?=\S)"
    r"|(?<![^\s(\[{—–“„«-])(?<!\w\[)'(?=\S)(?!(?:\d\ds?|tis|twas|em|til|cause|n)\b)"
)
CLOSING = {
    opening: re.compile(f"[{closing}]" if MARKS[opening] in DIRECTED else rf"(?<=\S)[{closing}](?!\w)")
    for opening, closing in CLOSES.items()
}
CLOSES_LATE = re.compile(r"(?<=[^\s(“])“(?!\w)")
POSSESSIVE = re.compile(r"(?<=s)[’'](?=\s[a-z])")
LONGEST_SINGLE = 2_000
"""Characters; what is further apart are two apostrophes."""


def quotations(text: str, start: int, stop: int) -> list[Span]:
    """What stands between quotation marks of any kind in `text[start:stop]`, part of an article: outermost, trimmed.

    >>> quotations("‘It’s the peoples’ choice,’ he said.", 0, 36)
    [Span(start=1, stop=26)]
    """
    spans = []
    for pair in pairs(text, start, stop, OPENING, _Closings(text, start, stop).of):
        if pair.is_closed or pair.mark.holds:
            span = trim(text, pair.opens + 1, pair.closes)
            if span and any(character.isalnum() for character in text[span.start : span.stop]):
                spans.append(span)
        if pair.mark.holds and not pair.is_closed:
            break
    return spans


class _Closings:
    """Where the marks stand in `text[start:stop]` that can close a quotation; each kind is looked for once."""

    def __init__(self, text: str, start: int, stop: int) -> None:
        self._text, self._start, self._stop = text, start, stop
        self._places: dict[Mark, list[int]] = {}
        self._balanced: dict[Mark, dict[int, int]] = {}

    def of(self, mark: Mark, at: int) -> int | None:
        """Where `mark`, which opened before `at`, is closed."""
        if mark in SINGLE:
            return self._single(mark, at)
        first = next(iter(self._after(mark, at)), None)
        return self._double(mark, at, first) if mark.holds else first

    def _double(self, mark: Mark, at: int, first: int | None) -> int | None:
        """A straight one, or an opening one in the place of a closing one, where these come before the first.

        Else the one that balances, or else the first.
        """
        text, stop = self._text, self._stop
        again = text.find(mark.opening, at, stop)
        limit = min(stop if first is None else first, stop if again < 0 else again)
        straight = next(iter(self._after(STRAIGHT, at)), None)
        if straight is not None and straight < limit and text.find('"', at, limit) == straight:
            return straight
        if first is None:
            return again if again >= 0 and CLOSES_LATE.match(text, again) else None
        return self._balancing(mark).get(at - 1, first)

    def _balancing(self, mark: Mark) -> dict[int, int]:
        """Which sign balances each that opens as `mark` does, where one does; all are found at once, in linear time."""
        if mark not in self._balanced:
            opened: list[int] = []
            balanced: dict[int, int] = {}
            signs = re.compile(f"[{mark.opening}{mark.closing}]")
            for sign in signs.finditer(self._text, self._start, self._stop):
                if sign.group() == mark.opening:
                    opened.append(sign.start())
                elif opened:
                    balanced[opened.pop()] = sign.start()
            self._balanced[mark] = balanced
        return self._balanced[mark]

    def _single(self, mark: Mark, at: int) -> int | None:
        """The first that closes and is no plural's apostrophe, before the next that opens; None if none is."""
        text, most = self._text, min(self._stop, at + LONGEST_SINGLE)
        candidates = [place for place in self._after(mark, at) if place < most]
        following = OPENING.search(text, at, most) if candidates else None
        limit = following.start() if following and following.group() == mark.opening else most
        candidates = [place for place in candidates if place < limit] or candidates[:1]
        certain = [place for place in candidates if not POSSESSIVE.match(text, place)]
        for place in certain[:1] or candidates[-1:]:
            inside = text[at:place]
            if inside.count('"') % 2 == 0 and inside.count("“") == inside.count("”"):
                return place
        return None

    def _after(self, mark: Mark, at: int) -> Iterator[int]:
        """Those that may close it, from `at` on, in order."""
        if mark not in self._places:
            matches = CLOSING[mark.opening].finditer(self._text, self._start, self._stop)
            self._places[mark] = [match.start() for match in matches]
        places = self._places[mark]
        last = bisect_left(places, at + LONGEST_SINGLE) if mark in SINGLE else len(places)
        return (places[row] for row in range(bisect_left(places, at), last))
