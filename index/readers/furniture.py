"""What a page has and nobody said: its headers, footers and numbers, numbers of lines, rules, pictures."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.readers.blocks import ENDED, Block
from index.readers.examined import SWORN
from index.readers.markup import TAG
from index.readers.names import is_heard
from index.readers.times import BLANK

PICTURE = r"!\[[^\]\n]*\]\([^)\n]*\)"
RULE = rf"(?:(?:[-_*=~]{BLANK}?){{3,}}|[-*•_~])"
LINK = r"\[[^\]\n]{1,60}\]:[ \t]*(?:https?|mailto|/)\S*.*"
EXAMINES = (
    r"\(?(?:(?:(?:DIRECT|CROSS|REDIRECT|RECROSS|FURTHER)[- ]?)*EXAMINATION|BY (?:MR|MS|MRS|DR|THE)\b[^a-z\n]{1,40})"
    r"[:.]?\)?(?: BY .{1,40})?:?|(?i:(?:(?:cross|re)-?)?examined by .{1,40}|(?:and )?testified as follows:?)"
)
"""Who examines a witness, on a line of its own."""
TITLED = re.compile(
    r"[#*_ \t]*(?:(?:full|complete|video|audio|edited|unedited|rush)[ \t]+)?transcript(?:ion)?[:*_ \t]*", re.IGNORECASE
)
"""A heading above what is said."""
FIRST = 30
"""Lines of a file among which such a heading stands."""
NEVER_SAID = re.compile(rf"(?:{PICTURE}|{RULE}|{LINK}|{EXAMINES}|(?:</?{TAG}\b[^<>\n]*>{BLANK}*+)+){BLANK}*+")
PAGE = re.compile(
    rf"(?:[-–—]{BLANK}*+)?(?:(?:page|p\.|seite|стр\.?|страница|бет){BLANK}*+)?(?P<number>\d{{1,4}})"
    rf"(?:{BLANK}*+(?:of|/|von|из){BLANK}*+\d{{1,4}})?(?:{BLANK}*+[-–—])?",
    re.IGNORECASE,
)
ASIDE = re.compile(r"(?:\n|^)[ \t]{20,}\d{1,4}$")
"""The number of a single page."""
LINE_NUMBER = re.compile(rf"{BLANK}{{0,8}}(\d{{1,2}})(?:{BLANK}++(?=\S)|{BLANK}*+$)")
ADDRESSED = re.compile(r"(?:Tel|Fax|Address|Phone|E-?mail|Page|Date|www)\b", re.IGNORECASE)
AT_AN_END = re.compile(r"^0[ \t]{2,}\D|\D[ \t]{2,}0$|(?:[Pp]age|p\.)[ \t]*0(?:[ \t]+of[ \t]+0)?$")
"""Where the number of a page stands in a line of its own, as a shape."""
LABELLED = re.compile(r"\W*[^\W\d_][\w .'’-]{0,40}[:：]")
AGAIN, MOST = 3, 0.34
"""Times that a page's header stands in a file, at least; and the share of its lines, at most."""
MOSTLY = 0.6
"""The share of lines that have numbers, and of numbers that follow the one before, where lines are numbered."""
LONGEST = 80
LONGEST_NOTE = 12
"""Lines of a wrapped note."""
BRACKETS = {"(": ")", "[": "]"}


def without_line_numbers(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The lines of a court's page are numbered, 1 to 25 and again: without the numbers, and lines that have no more."""
    numbered = [LINE_NUMBER.match(text, block.line, block.stop) for block in blocks]
    numbers = [int(match[1]) for match in numbered if match]
    steps = sum(b == a + 1 for a, b in pairwise(numbers))
    if len(numbers) < max(AGAIN, MOSTLY * len(blocks)) or steps < MOSTLY * len(numbers):
        return list(blocks)
    left = []
    for block, match in zip(blocks, numbered, strict=True):
        if match is None:
            left.append(block)
        elif match.end() < block.stop:
            left.append(replace(block, start=match.end(), is_apart=False))
    return left


def furniture(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The lines that are a page's, in order."""
    lines = [text[block.start : block.stop] for block in blocks]
    headers, pages, notes = _headers(lines), _pages(lines), _notes(lines)
    oaths = _within(blocks, [match.span() for match in SWORN.finditer(text)])
    found = []
    for row, (block, line) in enumerate(zip(blocks, lines, strict=True)):
        is_aside = ASIDE.search(text, max(block.line - 1, 0), block.stop) is not None
        begins_page = "\f" in text[block.line : block.start] and len(line) <= LONGEST and not ENDED.search(line)
        if (
            row in pages
            or row in headers
            or row in notes
            or row in oaths
            or begins_page
            or is_aside
            or NEVER_SAID.fullmatch(line)
            or (row < FIRST and TITLED.fullmatch(line))
        ):
            found.append(block)
    return found


def _headers(lines: Sequence[str]) -> set[int]:
    """The rows of lines that stand together again and again, one of which counts pages, or says where to call."""
    shapes = [re.sub(r"\d+", "0", line) for line in lines]
    rows_of: dict[str, list[int]] = {}
    for row, shape in enumerate(shapes):
        rows_of.setdefault(shape, []).append(row)
    again = {
        shape
        for shape, rows in rows_of.items()
        if AGAIN <= len(rows) <= MOST * len(lines) and len(shape) <= LONGEST and not ENDED.search(shape)
    }
    telling = {shape for shape in again if ADDRESSED.match(shape) or _counts_pages(lines, rows_of[shape])}
    runs = Counter(pairwise(shapes))
    found = {
        row for shape in telling if AT_AN_END.search(shape) for row in rows_of[shape] if not _may_be_said(lines[row])
    }
    for row, (a, b) in enumerate(pairwise(shapes)):
        if runs[a, b] >= AGAIN and {a, b} <= again and not telling.isdisjoint((a, b)):
            found |= {at for at in (row, row + 1) if not _may_be_said(lines[at])}
    return found


def _counts_pages(lines: Sequence[str], rows: Sequence[int]) -> bool:
    """Whether the only number of lines that are else alike grows by little each time."""
    numbers = [re.findall(r"\d+", lines[row]) for row in rows]
    if any(not number or len(number) > 2 or number[1:] != numbers[0][1:] for number in numbers):
        return False  # the second is that of all pages
    steps = [int(b[0]) - int(a[0]) for a, b in pairwise(numbers)]
    return all(0 < step <= AGAIN for step in steps)


def _pages(lines: Sequence[str]) -> set[int]:
    """The rows of numbers of pages: each is the next after the one before it, or before the one behind it."""
    matches = [(row, match) for row, line in enumerate(lines) if (match := PAGE.fullmatch(line))]
    numbers = [(row, int(match["number"])) for row, match in matches]
    if len(numbers) < AGAIN and not any(not match[0].strip(" -–—").isdigit() for _, match in matches):
        return set()
    follow = [(a, b) for a, b in pairwise(numbers) if b[1] == a[1] + 1]
    return {row for pair in follow for row, _ in pair}


def _within(blocks: Sequence[Block], places: Sequence[tuple[int, int]]) -> set[int]:
    """The rows of blocks that places, in order, reach into."""
    found: set[int] = set()
    row = 0
    for start, stop in places:
        while row < len(blocks) and blocks[row].stop <= start:
            row += 1
        last = row
        while last < len(blocks) and blocks[last].start < stop:
            found.add(last)
            last += 1
    return found


def _notes(lines: Sequence[str]) -> set[int]:
    """The rows of notes that are wrapped: "(Applause from the left / and from the gallery)"."""
    found: set[int] = set()
    for row, line in enumerate(lines):
        if row in found or line[:1] not in BRACKETS:
            continue
        opened = 0
        for stop in range(row, min(row + LONGEST_NOTE, len(lines))):
            opened += sum(map(lines[stop].count, BRACKETS)) - sum(map(lines[stop].count, BRACKETS.values()))
            if opened <= 0:
                if stop > row and lines[stop].rstrip(".*_ ").endswith(tuple(BRACKETS.values())) and is_heard(line):
                    found.update(range(row, stop + 1))
                break
    return found


def _may_be_said(line: str) -> bool:
    """Whether a line may be spoken again and again, with its label: "Chair: Thank you"."""
    return LABELLED.match(line) is not None and not ADDRESSED.match(line)
