"""What stands between quotation marks of any common kind, whoever wrote them."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from index.spans import trim
from index.transcript import Span

CLOSES = {
    "“": "”", "”": "”", "«": "»", "»": "«", "„": "“”", "「": "」", "『": "』", '"': '"”',
    "‘": "’", "'": "'", "‚": "‘’", "‹": "›",
}  # fmt: skip
SINGLE = frozenset("‘'‚‹")
"""A single mark that is never closed is an apostrophe."""
UNCLOSED = frozenset("“«„「『")
"""Marks that hold to the end of the paragraph when they are not closed, as in a quotation of several paragraphs."""
OPENING = re.compile(
    r"[“”«»„「『]|(?<![^\s(\[{—–:,;/=-])\"(?=\S)|(?<!\w)[‘‚‹](?=\S)"
    r"|(?<![^\s(\[{—–“„«-])'(?=\S)(?!(?:\d\ds?|tis|twas|em|til|cause|n)\b)"
)
CLOSING = {
    mark: re.compile(rf"(?<=\S)[{closes}](?!\w)" if mark in SINGLE | {'"'} else f"[{closes}]")
    for mark, closes in CLOSES.items()
}
PAIRED = {mark: re.compile(f"[{mark}{CLOSES[mark]}]") for mark in UNCLOSED}
CLOSES_LATE = re.compile(r"(?<=[^\s(“])“(?!\w)")
POSSESSIVE = re.compile(r"(?<=s)[’'](?=\s[a-z])")
LONGEST_SINGLE = 2_000
"""Characters; what is further apart are two apostrophes."""


def quotations(text: str, start: int, stop: int) -> list[Span]:
    """What stands between quotation marks in `text[start:stop]`, outermost marks only, trimmed, in order.

    >>> quotations("‘It’s the peoples’ choice,’ he said.", 0, 36)
    [Span(start=1, stop=25)]
    """
    spans: list[Span | None] = []
    closings = _Closings(text, start, stop)
    at = start
    while mark := OPENING.search(text, at, stop):
        kind, at = mark.group(), mark.end()
        if kind == '"' and mark.start() > start and text[mark.start() - 1].isalnum():
            continue
        closed = closings.of_single(kind, at) if kind in SINGLE else closings.of(kind, at)
        if closed is not None:
            spans.append(trim(text, at, closed))
            at = closed + 1
        elif kind in UNCLOSED:
            spans.append(trim(text, at, stop))
            break
    return [span for span in spans if span and any(c.isalnum() for c in text[span.start : span.stop])]


class _Closings:
    """Where the marks stand in `text[start:stop]` that can close a quotation; each kind is looked for once."""

    def __init__(self, text: str, start: int, stop: int) -> None:
        self._text, self._start, self._stop = text, start, stop
        self._found: dict[str, list[int]] = {}

    def of(self, kind: str, at: int) -> int | None:
        """The mark that closes a double one of `kind` opened before `at`.

        A straight one, or an opening one in the place of a closing one, where these come first; else the one that
        balances, or else the first.
        """
        first = next(iter(self._after(kind, at)), None)
        if kind not in UNCLOSED:
            return first
        opening = self._text.find(kind, at, self._stop)
        limit = min(self._stop if first is None else first, self._stop if opening < 0 else opening)
        straight = next(iter(self._after('"', at)), None)
        if straight is not None and straight < limit and self._text.find('"', at, limit) == straight:
            return straight
        if first is None:
            return opening if opening >= 0 and CLOSES_LATE.match(self._text, opening) else None
        depth = 1
        for mark in PAIRED[kind].finditer(self._text, at, self._stop):
            depth += -1 if mark.group() in CLOSES[kind] else 1
            if depth == 0:
                return mark.start()
        return first

    def of_single(self, kind: str, at: int) -> int | None:
        """The first mark that closes and is no plural's apostrophe, before the next that opens; None if none is."""
        text, most = self._text, min(self._stop, at + LONGEST_SINGLE)
        candidates = [place for place in self._after(kind, at) if place < most]
        following = OPENING.search(text, at, most) if candidates else None
        limit = following.start() if following and following.group() == kind else most
        candidates = [place for place in candidates if place < limit] or candidates[:1]
        certain = [place for place in candidates if not POSSESSIVE.match(text, place)]
        for place in certain[:1] or candidates[-1:]:
            inside = text[at:place]
            if inside.count('"') % 2 == 0 and inside.count("“") == inside.count("”"):
                return place
        return None

    def _after(self, kind: str, at: int) -> Iterator[int]:
        """Those from `at` on, in order."""
        if kind not in self._found:
            marks = CLOSING[kind].finditer(self._text, self._start, self._stop)
            self._found[kind] = [mark.start() for mark in marks]
        places = self._found[kind]
        last = bisect_left(places, at + LONGEST_SINGLE) if kind in SINGLE else len(places)
        return (places[row] for row in range(bisect_left(places, at), last))
