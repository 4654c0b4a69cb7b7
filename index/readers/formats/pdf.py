"""A PDF that holds text becomes a document: its rows in reading order, joined to the paragraphs that they were."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.errors import TranscriptError
from index.readers.formats.document import Document, Run, Writer
from index.readers.formats.pdf_furniture import without_furniture
from index.readers.formats.pdf_layout import ALIGNED, Row, rows_of, starts_of_columns
from index.readers.formats.pdf_lines import pdf_pages
from index.readers.formats.spoken import blank_between

READER = "pdf-1"
LABEL = re.compile(
    r"(?:[QA][.:)]\s|[-–—•]\s|\d{1,3}[.)]\s|[\[(]?\d{1,2}:\d\d"
    r"|[^\W\d_][\w .,'’()-]{0,40}:(?:\s|$)|[A-Z][A-Z .'’-]{3,40}\. )"
)
"""What a turn may begin with."""
ENDED = re.compile(r"[.?!:;…。？！][\"'”’»)\]]*$")
COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")
HYPHENATED = re.compile(r"([^\W\d_]+)-$")
FIRST_WORD = re.compile(r"[^\W\d_]+")
INDENT, GAP = 0.8, 0.45
"""Of a paragraph's beginning, in heights of its letters."""
DASHES = ("-", "–", "—")
"""How speech breaks off."""
OTHER = 0.15
"""The share by which the sizes of the letters of two paragraphs differ, at least."""
LARGE = 1.25
"""The size of the letters of a heading, as a share of most others', at least."""
FEW_LETTERS = 20
"""On a page on average; fewer are a scan's."""


def read_pdf(content: bytes) -> Document:
    """The text of a PDF. Raises TranscriptError for what is none, and for a scan, which holds none."""
    pages = list(pdf_pages(content))
    letters = sum(len(piece.words) for page in pages for piece in page.pieces)
    if not letters or (len(pages) > 1 and letters < FEW_LETTERS * len(pages)):
        raise TranscriptError(
            f"expected a PDF that holds text; found {letters} characters on {len(pages)} pages: it is a scan, pictures"
            " of pages. Put it through text recognition (OCR) first, and open what that gives"
        )
    kept, unsaid = without_furniture(pages)
    rows: list[Row] = []
    for pieces in kept:
        rows += rows_of(pieces, rows[-1].column + 1 if rows else 0)
    return _document(rows, unsaid)


def _document(rows: Sequence[Row], unsaid: int) -> Document:
    paragraphs = _Paragraphs(rows)
    for row in rows:
        paragraphs.take(row)
    paragraphs.end_word()
    remarks = (f"left out: {unsaid} lines of headers, footers, page numbers and footnotes",) if unsaid else ()
    return Document(paragraphs.writer.text(), {"title": paragraphs.writer.title}, remarks)


class _Paragraphs:
    """Takes rows in order; joins those of a paragraph, and words that a hyphen parts at the end of a row."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.writer = Writer()
        self._size = Counter(round(row.size, 1) for row in rows).most_common(1)[0][0] if rows else 0.0
        gaps = sorted(b.top - a.bottom for a, b in pairwise(rows) if a.column == b.column and b.top > a.top)
        self._usual = gaps[len(gaps) // 4] if gaps else 0.0  # within paragraphs
        self._compounds = {word for row in rows for word in COMPOUND.findall(row.words)}
        self._tabs = starts_of_columns(rows)
        self._before: Row | None = None
        self._beginning = ""  # of a word that goes on in the next row

    def take(self, row: Row) -> None:
        before, runs = self._before, _runs(row, self._tabs)
        if before is None or _is_parted(before, row, self._usual):
            self.end_word()
            is_close = before is not None and _is_close(before, row, self._usual)
            self.writer.paragraph(1 if row.size > LARGE * self._size else 0, is_close=is_close)
        elif self._beginning:
            runs[0] = replace(runs[0], words=_joined(self._beginning, runs[0].words, self._compounds))
            self._beginning = ""
        else:
            self.writer.words(blank_between(before.words, row.words))
        cut = HYPHENATED.search(runs[-1].words)
        if cut:
            self._beginning = cut[1]
            runs[-1] = replace(runs[-1], words=runs[-1].words[: cut.start()])
        for run in runs:
            self.writer.words(run.words, run.mark)
        self._before = row

    def end_word(self) -> None:
        """What was the beginning of a word is the end of its paragraph."""
        self.writer.words(f"{self._beginning}-" if self._beginning else "")
        self._beginning = ""


def _runs(row: Row, tabs: Sequence[float]) -> list[Run]:
    """The pieces of a row with what parts them: a tab where a column begins, else a blank where there is one."""
    runs: list[Run] = []
    for number, piece in enumerate(row.pieces):
        if number:
            is_column = any(abs(piece.left - tab) <= ALIGNED for tab in tabs)
            gap = piece.left - row.pieces[number - 1].right
            runs.append(Run("\t" if is_column else " " if gap > 0.1 * piece.size else ""))
        runs.append(Run(piece.words, "**" if piece.is_bold else ""))
    return runs


def _is_parted(before: Row, row: Row, usual: float) -> bool:
    """Whether a row begins a paragraph."""
    if LABEL.match(row.words) and (row.pieces[0].is_bold or _may_end(before, row)):
        return True
    if before.column != row.column:
        return ENDED.search(before.words) is not None
    if _is_apart(before, row, usual) or abs(row.size - before.size) > OTHER * before.size:
        return True
    if _is_bold(before) != _is_bold(row) and ENDED.search(before.words):
        return True
    if any(abs(piece.left - row.left) <= ALIGNED for piece in before.pieces[1:]):
        return False  # it goes on below the words of a name beside them
    if row.left < row.base - INDENT * row.size:  # it hangs out, as a name does beside words
        return True
    if row.left > row.base + INDENT * row.size and before.left <= row.base + ALIGNED:
        return True
    return _is_short(before, row) and (ENDED.search(before.words) is not None or not row.words[0].islower())


def _may_end(before: Row, row: Row) -> bool:
    """Whether what somebody says may end with a row: with a sentence, a dash, or before the row is full."""
    return ENDED.search(before.words) is not None or before.words.endswith(DASHES) or _is_short(before, row)


def _is_short(before: Row, row: Row) -> bool:
    """Whether the first word of a row had room at the end of the one before it."""
    first = row.words.split(" ", 1)[0]
    width = (row.right - row.left) * (len(first) + 1) / max(len(row.words), 1)
    return before.column == row.column and before.edge - before.right > width + INDENT * row.size


def _is_bold(row: Row) -> bool:
    return all(piece.is_bold for piece in row.pieces)


def _is_close(before: Row, row: Row, usual: float) -> bool:
    """Whether no blank line parts two paragraphs, nor another look."""
    is_below = before.column == row.column and not _is_apart(before, row, usual)
    return is_below and _is_bold(before) == _is_bold(row)


def _is_apart(before: Row, row: Row, usual: float) -> bool:
    return before.column == row.column and row.top - before.bottom > usual + GAP * row.size


def _joined(beginning: str, words: str, compounds: set[str]) -> str:
    """A word that a hyphen parted at the end of a row: with the hyphen, if it stands in the text with one."""
    rest = FIRST_WORD.match(words)
    is_compound = rest is None or f"{beginning}-{rest[0]}" in compounds or rest[0][0].isupper()
    return f"{beginning}-{words}" if is_compound else beginning + words
