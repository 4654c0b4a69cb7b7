"""A table in a file, its cells parted by commas, semicolons or tabs, becomes what was said: a row is a piece."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from index.errors import TranscriptError
from index.readers.formats.columns import WORDS, Columns, by_contents, by_names
from index.readers.formats.rows import Row, pairs_of, pieces_of, used, words_of
from index.readers.formats.spoken import Spoken

READER = "table-1"
SIGNS = (",", ";", "\t", "|")
SAMPLE = 200
"""Rows by which the sign between cells is told."""
HEADERS = 3
"""Rows among which a header is looked for."""
MOST_CELL = 5_000_000
FEW_NAMED = 12
"""Names of columns that an error names."""


def read_delimited(text: str, name: str) -> list[Spoken] | str:
    """What the rows say; or, of a table that has no speakers and no times, its words as a text to be read as one.

    Raises TranscriptError where no column is one of words: it names those that were found.
    """
    sign = _sign(text)
    rows = _rows(text, sign, name)
    if max((len(row) for row in rows), default=0) < 2:
        return text
    for at, header in enumerate(rows[:HEADERS]):
        below = rows[at + 1 :]
        pairs = pairs_of(header, below)
        if pairs:
            return pairs
        columns = by_names(used(header, below))
        if columns:
            return _said(_even(below, len(header), columns.words, sign), columns)
    found = by_contents(rows)
    if found:
        return _said(_even(rows, max(map(len, rows)), found.words, sign), found)
    names = ", ".join(repr(cell.strip()) for cell in rows[0][:FEW_NAMED])
    raise TranscriptError(
        f"{name}: expected a column of words ({', '.join(WORDS[:4])}, …) and one of speakers or times; found {names}"
    )


def _said(rows: Sequence[Row], columns: Columns) -> list[Spoken] | str:
    if columns.speaker is None and columns.begins is None:
        return "\n\n".join("\n".join(words_of(row[columns.words])) for row in rows)
    return pieces_of(rows, columns)


def _sign(text: str) -> str:
    """What parts the cells: the sign that gives most rows the same number of them."""
    csv.field_size_limit(MOST_CELL)
    sample = text[:200_000].splitlines()[:SAMPLE]

    def agreeing(sign: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(sample, delimiter=sign) if len(row) > 1)
        width, count = widths.most_common(1)[0] if widths else (0, 0)
        return count, width

    return max(SIGNS, key=agreeing)


def _rows(text: str, sign: str, name: str) -> list[list[str]]:
    """The rows that hold anything. Blanks before a cell are kept, for they may be within words that have the sign in
    them; unless cells are in quotation marks behind blanks.
    """
    has_blanks = re.search(re.escape(sign) + ' +"', text) is not None
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign, skipinitialspace=has_blanks)
        return [row for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise TranscriptError(f"{name}: expected a table; found what is none: {error}") from error


def _even(rows: Sequence[Sequence[str]], width: int, words: int, sign: str) -> list[list[str]]:
    """Rows of one width: what is missing is empty; a row that is too long has the sign in its words."""
    even = []
    for row in rows:
        more = len(row) - width
        if more > 0:
            row = [*row[:words], sign.join(row[words : words + more + 1]), *row[words + more + 1 :]]
        even.append([*row, *[""] * (width - len(row))])
    return even
