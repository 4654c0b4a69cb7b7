"""The pieces of a page become its rows in the order in which they are read: columns, and rows of several pieces."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.readers.formats.pdf_lines import Piece

FEWEST = 4
"""Pieces on either side of columns."""
CROSSING = 0.3
"""The share of pieces that may go over the gap between columns: titles."""
WORDY = 20
"""Characters that the pieces of a column of text have on average; names beside words have fewer."""
OVERLAP = 0.5
"""The share of the lower column's height that the other stands beside."""
ALIGNED = 2.5
"""Points by which what begins at one place may differ."""
FULL = 0.85
"""The share of rows that end before the right edge of their column, or at it."""
SAME_ROW = 0.5
"""The share of a height that two pieces of a row have in common."""


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces side by side, from the left; `column` tells apart the columns of all pages; at `edge` its full rows
    end, at `base` most begin."""

    pieces: tuple[Piece, ...]
    column: int
    edge: float
    base: float

    @property
    def left(self) -> float:
        return self.pieces[0].left

    @property
    def right(self) -> float:
        return self.pieces[-1].right

    @property
    def top(self) -> float:
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        return max(piece.bottom for piece in self.pieces)

    @property
    def size(self) -> float:
        return max(piece.size for piece in self.pieces)

    @property
    def words(self) -> str:
        return " ".join(piece.words for piece in self.pieces)


def rows_of(pieces: Sequence[Piece], first_column: int) -> list[Row]:
    """The rows of a page; its columns have numbers from `first_column`."""
    rows: list[Row] = []
    for number, column in enumerate(_columns(pieces), first_column):
        lines = side_by_side(column)
        rights = sorted(line[-1].right for line in lines)
        edge = rights[int(FULL * (len(rights) - 1))] if rights else 0.0
        base = _base([line[0].left for line in lines])
        rows += [Row(tuple(line), number, edge, base) for line in lines]
    return rows


def starts_of_columns(rows: Sequence[Row]) -> list[float]:
    """Where pieces that are not the first of their rows begin, in several rows alike: the columns of a table."""
    pairs = (pair for row in rows for pair in pairwise(row.pieces))
    seconds = [piece.left for before, piece in pairs if piece.left - before.right > piece.size]
    starts: list[float] = []
    for left in sorted(seconds):
        alike = sum(abs(left - other) <= ALIGNED for other in seconds)
        several = sum(len(row.pieces) > 1 for row in rows)
        if alike >= max(3, several / 2) and not (starts and left - starts[-1] <= ALIGNED):
            starts.append(left)
    return starts


def _columns(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces by columns, as they are read: what goes over all columns parts those above it from those below."""
    gap = _gap(pieces)
    if gap is None:
        return [list(pieces)] if pieces else []
    columns: list[list[Piece]] = []
    left: list[Piece] = []
    right: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (piece.top, piece.left)):
        if piece.right <= gap:
            left.append(piece)
        elif piece.left >= gap:
            right.append(piece)
        else:
            columns += [*_columns(left), *_columns(right)]
            left, right = [], []
            if columns and _is_crossing(columns[-1], gap):
                columns[-1].append(piece)
            else:
                columns.append([piece])
    return [*columns, *_columns(left), *_columns(right)]


def _is_crossing(column: Sequence[Piece], gap: float) -> bool:
    return any(piece.left < gap < piece.right for piece in column)


def _gap(pieces: Sequence[Piece]) -> float | None:
    """Where the right of two columns of text begins; None where there is only one."""
    if len(pieces) < 2 * FEWEST:
        return None
    best: tuple[int, float] | None = None
    for start, _ in Counter(round(piece.left) for piece in pieces).most_common(12):
        gap = start - 1.0
        left = [piece for piece in pieces if piece.right <= gap]
        right = [piece for piece in pieces if piece.left >= gap]
        crossing = len(pieces) - len(left) - len(right)
        if min(len(left), len(right)) < FEWEST or crossing > CROSSING * len(pieces):
            continue
        if min(map(_wordiness, (left, right))) >= WORDY and _stand_beside(left, right):
            best = min(best or (crossing, gap), (crossing, gap))
    return best[1] if best else None


def _wordiness(pieces: Sequence[Piece]) -> float:
    return sum(len(piece.words) for piece in pieces) / len(pieces)


def _stand_beside(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    tops = [min(piece.top for piece in side) for side in (left, right)]
    bottoms = [max(piece.bottom for piece in side) for side in (left, right)]
    heights = [bottom - top for top, bottom in zip(tops, bottoms, strict=True)]
    return min(bottoms) - max(tops) >= OVERLAP * min(heights)


def side_by_side(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces by rows from the top, each from the left."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.bottom):
        last = rows[-1][0] if rows else None
        if last and min(last.bottom, piece.bottom) - max(last.top, piece.top) > SAME_ROW * min(last.size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _base(lefts: Sequence[float]) -> float:
    """Where most rows begin."""
    return float(Counter(map(round, lefts)).most_common(1)[0][0]) if lefts else 0.0
