"""The lines of a text file become blocks: without times, marks of Markdown, and what a page has."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from index.readers.blocks import Block, Blocks, has_ended
from index.readers.furniture import furniture, without_line_numbers
from index.readers.running import with_inner_labels
from index.readers.times import ANY, BARE, BLANK, CERTAIN, span_of
from index.transcript import Span

EMPHASIS = r"(?:\*\*|__|\*)?"
LEADING = rf"(?:[>•*+-]{BLANK}++)?{EMPHASIS}"
BEHIND = rf"{EMPHASIS}{BLANK}*+(?:[-–—|:]{BLANK}++)?(?=\S)"
ALONE = re.compile(rf"{LEADING}(?P<time>{ANY}){EMPHASIS}{BLANK}*+$")
SURE = re.compile(rf"{LEADING}(?P<time>{CERTAIN}){BEHIND}")
BARE_TIME = re.compile(rf"{LEADING}(?P<time>{BARE}){BEHIND}")
CERTAIN_TIME = re.compile(CERTAIN)
QUOTE = re.compile(r"(?:>(?!>)[ \t]*|[*•][ \t]+(?=\S)|<dd>[ \t]*)")
"""Before a line: of a block quotation, of a list, of what belongs to a term."""
HEADING = re.compile(rf"#{{1,6}}{BLANK}++(?=\S)")
CHANGES = re.compile(rf">{{2,}}{BLANK}*+(?=\S)")
"""Before what another one says."""
FEW = 3
GROWING = 0.9
"""The share of times that are not before the one above, in a recording."""
EARLY, ROUND = 300, 5
"""Seconds: a programme of a day begins later, and all its times are round."""


def text_blocks(text: str, lines: Sequence[Block]) -> Blocks:
    """What may have been said of a text file's lines, and what not."""
    numbered = without_line_numbers(text, lines)
    of_pages = furniture(text, numbered)
    gone = set(of_pages)
    timed, times = _without_times(text, _rejoined(text, numbered, gone))
    marked = (_without_marks(text, block) for block in timed)
    unsaid = {Span(block.start, block.stop) for block in (*of_pages, *times)}
    said = with_inner_labels(text, [block for block in marked if block.start < block.stop])
    return Blocks(tuple(said), tuple(sorted(unsaid, key=lambda span: span.start)))


def _rejoined(text: str, blocks: Sequence[Block], gone: Collection[Block]) -> list[Block]:
    """The blocks that are left; what goes on behind a page's lines stands apart no more, other text as these did."""
    left: list[Block] = []
    are_apart: bool | None = None  # whether the page's lines above stood apart
    for block in blocks:
        if block in gone:
            are_apart = block.is_apart or bool(are_apart)
            continue
        if are_apart is not None:
            goes_on = bool(left) and not has_ended(text, left[-1])
            block = replace(block, is_apart=not goes_on and (block.is_apart or are_apart))
        left.append(block)
        are_apart = None
    return left


def _without_marks(text: str, block: Block) -> Block:
    quote = QUOTE.match(text, block.start, block.stop)
    if quote:
        block = replace(block, start=quote.end())
    heading = HEADING.match(text, block.start, block.stop)
    if heading:
        return replace(block, start=heading.end(), heading=True)
    changes = CHANGES.match(text, block.start, block.stop)
    return replace(block, start=changes.end(), changes=True) if changes else block


def _without_times(text: str, blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks without times before them, each with its own; and the lines that are nothing but a time."""
    alone = [ALONE.match(text, block.start, block.stop) for block in blocks]
    before = [BARE_TIME.match(text, block.start, block.stop) for block in blocks]
    is_timed = _are_of_a_recording([match for pair in zip(alone, before, strict=True) if (match := pair[0] or pair[1])])
    left, times = [], []
    time: tuple[float, float | None] | None = None
    for block, lone, bare in zip(blocks, alone, before, strict=True):
        if lone and (is_timed or CERTAIN_TIME.fullmatch(lone["time"])):
            time = span_of(lone["time"])
            times.append(block)
            continue
        match = bare if is_timed else SURE.match(text, block.start, block.stop)
        if match:
            time, block = span_of(match["time"]), replace(block, start=match.end())
        left.append(replace(block, begins=time[0], ends=time[1]) if time else block)
        time = None
    return left, times


def _are_of_a_recording(matches: Sequence[re.Match[str]]) -> bool:
    """Whether times grow, as those of a recording do, and are no hours of a day's programme."""
    times = [span_of(match["time"])[0] for match in matches]
    growing = sum(a <= b for a, b in pairwise(times))
    if len(times) < FEW or growing < GROWING * (len(times) - 1):
        return False
    return times[0] < EARLY or any(time % ROUND for time in times)
