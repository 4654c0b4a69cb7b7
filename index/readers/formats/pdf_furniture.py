"""What the pages of a PDF have and nobody said: numbers of lines, headers, footers, notes at the foot."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from index.readers.formats.pdf_layout import side_by_side
from index.readers.formats.pdf_lines import Page, Piece
from index.readers.furniture import PAGE

DIGITS = re.compile(r"\d+")
NOTE = re.compile(r"[\d⁰¹²³⁴⁵⁶⁷⁸⁹*†]")
OUTERMOST = 3
"""Rows at the top and at the bottom of a page that may be its header or footer."""
ALIKE = 0.34
"""The share of pages that have the same header, at least."""
NUMBERED, FEWEST = 0.6, 5
"""The share of rows that have numbers, where lines are numbered, and numbers at least."""
APART = 0.8
"""Heights of letters between a header and what is said, more than between lines."""
FOOT, FAR = 0.9, 3.0
"""The share of a page's height above its foot, and heights of letters between a footer and what stands above it."""
SMALL = 0.87
"""The size of the letters of notes, as a share of most others', at most."""

Row = list[Piece]


def without_furniture(pages: Sequence[Page]) -> tuple[list[list[Piece]], int]:
    """The pieces of each page that may be said, and how many rows are not."""
    rows = [_without_numbers(side_by_side(page.pieces)) for page in pages]
    shapes = Counter(shape for page in rows for shape in {_shape(row) for row in _outermost(page)})
    often = {shape for shape, count in shapes.items() if count >= max(2, ALIKE * len(pages))}
    size = _usual_size(rows)
    kept, unsaid = [], 0
    for page, height in zip(rows, (page.height for page in pages), strict=True):
        left = _without_notes(_without_foot(_without_ends(page, often), height), size)
        unsaid += len(page) - len(left)
        kept.append([piece for row in left for piece in row])
    return kept, unsaid


def _without_numbers(rows: list[Row]) -> list[Row]:
    """The rows of a page without the numbers of its lines, 1 to 25, where it has such."""
    numbers = [int(row[0].words) if re.fullmatch(r"\d{1,2}", row[0].words) else None for row in rows]
    counted = [number for number in numbers if number is not None]
    steps = sum(b == a + 1 for a, b in pairwise(counted))
    if len(counted) < max(FEWEST, NUMBERED * len(rows)) or steps < NUMBERED * len(counted):
        return rows
    bare = [row if number is None else row[1:] for row, number in zip(rows, numbers, strict=True)]
    return [row for row in bare if row]


def _without_ends(rows: list[Row], often: set[str]) -> list[Row]:
    """Without the rows at the top and at the bottom that many pages have, or that are a page's number."""
    first, last = 0, len(rows)
    for row in range(min(OUTERMOST, len(rows) - 1)):
        if _is_furniture(rows[row], often) and _gap(rows[row], rows[row + 1]) > APART:
            first = row + 1
    for row in range(len(rows) - 1, max(first, len(rows) - OUTERMOST) - 1, -1):
        if _is_furniture(rows[row], often) and (row == first or _gap(rows[row - 1], rows[row]) > APART):
            last = row
    return rows[first:last]


def _gap(above: Row, below: Row) -> float:
    """What is between two rows, in heights of the letters."""
    size = max(above[0].size, 1.0)
    return (min(piece.top for piece in below) - max(piece.bottom for piece in above)) / size


def _is_furniture(row: Row, often: set[str]) -> bool:
    return _shape(row) in often or PAGE.fullmatch(_words(row)) is not None


def _outermost(rows: list[Row]) -> list[Row]:
    return rows if len(rows) <= 2 * OUTERMOST else [*rows[:OUTERMOST], *rows[-OUTERMOST:]]


def _without_foot(rows: list[Row], height: float) -> list[Row]:
    """Without a last row at the very foot of a page, far below the others."""
    if len(rows) < FEWEST:
        return rows
    return rows[:-1] if rows[-1][0].top > FOOT * height and _gap(rows[-2], rows[-1]) > FAR else rows


def _without_notes(rows: list[Row], size: float) -> list[Row]:
    """Without the small print at the foot of a page that begins with a number or a star."""
    stop = len(rows)
    while stop and max(piece.size for piece in rows[stop - 1]) < SMALL * size:
        stop -= 1
    notes = rows[stop:]
    return rows[:stop] if notes and NOTE.match(_words(notes[0])) else rows


def _usual_size(rows: Sequence[Sequence[Row]]) -> float:
    """The size that most characters have."""
    sizes = Counter[float]()
    for page in rows:
        for row in page:
            for piece in row:
                sizes[round(piece.size, 1)] += len(piece.words)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _shape(row: Row) -> str:
    """The words with 0 for every number: what a header is on all pages."""
    return DIGITS.sub("0", _words(row))


def _words(row: Row) -> str:
    return " ".join(piece.words for piece in row)
