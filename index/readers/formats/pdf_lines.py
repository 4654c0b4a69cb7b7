"""The characters of a PDF's pages become pieces of lines, each with its place and its look."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from index.errors import TranscriptError

MOST_PAGES = 5_000
JUMP = 1.4
"""Heights of a letter: a wider gap parts what stands side by side."""
LINE_ENDS = "\r\n"
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SMALL = 0.8
"""The share of the height of the letters beside it that the sign of a note has, at most."""
BETWEEN = " :.])—–-"
"""Behind what another look may begin."""
HYPHENS = "\ufffe\x02\u00ad"
"""How the library writes a hyphen at the end of a line, with which it goes on."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words side by side, in points from the left and the top of the page; `size` is the height of a letter."""

    left: float
    top: float
    right: float
    bottom: float
    size: float
    words: str
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page's size in points, and its pieces in the order of the file."""

    width: float
    height: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Letter:
    character: str
    left: float
    top: float
    right: float
    bottom: float
    is_bold: bool


def pdf_pages(content: bytes) -> Iterator[Page]:
    """The pages of a PDF in order. Raises TranscriptError for what is none, is locked, or too long."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        found = "one that is locked with a password" if is_locked else f"what can't be read as one: {error}"
        raise TranscriptError(f"expected a PDF; found {found}") from error
    if len(document) > MOST_PAGES:
        raise TranscriptError(f"expected a PDF of at most {MOST_PAGES:,} pages; found {len(document):,}")
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:  # a page that is damaged; the others are read
            continue
        width, height = page.get_size()
        yield Page(width, height, tuple(_pieces(text, height)))
        text.close()
        page.close()


def _pieces(text: Any, height: float) -> Iterator[Piece]:
    run: list[_Letter] = []
    for letter in _letters(text, height):
        if run and (letter is None or _is_away(run[-1], letter) or _looks_different(run, letter)):
            yield _piece(run)
            run = []
        if letter is not None and (run or letter.character != " "):
            run.append(letter)
    if run:
        yield _piece(run)


def _letters(text: Any, height: float) -> Iterator[_Letter | None]:
    """The characters of a page, None where a line ends; blanks that the library adds have the place before them."""
    import pypdfium2.raw as raw

    box, last = raw.FS_RECTF(), None
    is_bold = is_within = False  # within a word the look stays
    for at in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, at))
        ends_line, is_hyphen = character in LINE_ENDS, character in HYPHENS
        is_generated = raw.FPDFText_IsGenerated(text, at) == 1
        if last is not None and (is_hyphen or (is_generated and not ends_line)):
            yield replace(last, character="-" if is_hyphen else " ", left=last.right)
        if ends_line or is_hyphen:
            yield None
            last = None
        elif not is_generated and (edges := _edges(raw, text, at, box)):
            is_bold = is_bold if is_within and last is not None else _is_bold(raw, text, at)
            left, top, right, bottom = edges
            letter = _Letter(character, left, height - top, right, height - bottom, is_bold)
            is_raised = last is not None and _is_raised(letter, last)
            last = last if is_raised else letter
            yield replace(letter, character=character.translate(RAISED)) if is_raised else letter
        is_within = character.isalnum()


def _edges(raw: Any, text: Any, at: int, box: Any) -> tuple[float, float, float, float] | None:
    """Left, top, right and bottom of the box of a character, from the foot of the page; None if it has none."""
    if not raw.FPDFText_GetLooseCharBox(text, at, ctypes.byref(box)):
        return None
    edges = (box.left, box.top, box.right, box.bottom)
    return edges if all(map(math.isfinite, edges)) else None


def _is_raised(letter: _Letter, last: _Letter) -> bool:
    """Whether it is the small sign of a note, above the line."""
    size = last.bottom - last.top
    return letter.character.isdigit() and letter.bottom - letter.top < SMALL * size and letter.bottom < last.bottom


def _looks_different(run: list[_Letter], letter: _Letter) -> bool:
    before = next(one for one in reversed(run) if one.character != " ")
    return letter.is_bold != before.is_bold and letter.character.isalnum() and run[-1].character in BETWEEN


def _is_bold(raw: Any, text: Any, at: int) -> bool:
    """By the name of the font at a character, else by its weight."""
    buffer, flags = ctypes.create_string_buffer(100), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, at, buffer, len(buffer), ctypes.byref(flags))
    name = buffer.value.decode("utf-8", "replace").casefold()
    return "bold" in name or "black" in name or raw.FPDFText_GetFontWeight(text, at) >= 600


def _is_away(last: _Letter, letter: _Letter) -> bool:
    """Whether a letter stands on another line than the one before, or far from it."""
    size = max(last.bottom - last.top, 1.0)
    is_below = (abs(letter.bottom - last.bottom) > size and letter.top >= last.bottom) or letter.bottom <= last.top
    return is_below or not -JUMP * size < letter.left - last.right < JUMP * size


def _piece(run: list[_Letter]) -> Piece:
    words = "".join(letter.character for letter in run)
    stop = len(words.rstrip())
    letters = [letter for letter in run[:stop] if letter.character != " "] or run[:1]
    sizes = sorted(letter.bottom - letter.top for letter in letters)
    return Piece(
        left=min(letter.left for letter in letters),
        top=min(letter.top for letter in letters),
        right=max(letter.right for letter in letters),
        bottom=max(letter.bottom for letter in letters),
        size=sizes[len(sizes) // 2],
        words=words.rstrip(),
        is_bold=sum(letter.is_bold for letter in letters) > len(letters) / 2,
    )
