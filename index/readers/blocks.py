"""The record between a format and what is made of it: a line or a cue, as far as it may have been said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.transcript import Span

BRACKETED = re.compile(r"[*_♪ \t]*[(\[（【]([^()（）\n]*|[^()\n]*\[[^\]\n]*\][^()\n]*)[)\]）】][.*_♪ \t]*")
LONGEST_LINE = 1_000
"""Characters of a line that is looked at."""
LONGEST_NOTE, FEW_WORDS = 12, 3
"""Words of a line in brackets that says what was heard; and of one that does so even with a full stop."""
ENDED = re.compile(r"[.?!。？！…؟;:][\"'”’»)\]*_]*$")
TAIL = 6
"""Characters in which a sentence's end is looked for."""


@dataclass(frozen=True, slots=True)
class Block:
    """`text[start:stop]`, trimmed. `line` is where its line begins, with what was taken off.

    `is_apart`: a blank line stands before it; `heading`: it is marked as one; `changes`: a mark says that another one
    speaks, >>; `voice`: whose words they are, where captions say so; `begins`, `ends`: seconds.
    """

    start: int
    stop: int
    line: int
    is_apart: bool = False
    heading: bool = False
    changes: bool = False
    voice: str | None = None
    begins: float | None = None
    ends: float | None = None


@dataclass(frozen=True, slots=True)
class Blocks:
    """What may have been said, and the lines that nobody said, both in order."""

    said: tuple[Block, ...]
    unsaid: tuple[Span, ...]


def line_blocks(text: str, spans: Sequence[Span]) -> list[Block]:
    """Lines (trimmed, not empty, in order) as blocks, nothing taken off."""
    blocks: list[Block] = []
    at = 0
    for span in spans:
        between = text[at : span.start].replace("\r\n", "\n").replace("\r", "\n")
        line = span.start - (len(between) - between.rfind("\n") - 1)
        blocks.append(Block(span.start, span.stop, line, not blocks or between.count("\n") > 1))
        at = span.stop
    return blocks


def has_ended(text: str, block: Block) -> bool:
    """Whether a sentence, or what leads to a list, ends with the block."""
    return ENDED.search(text, max(block.stop - TAIL, block.start), block.stop) is not None


def is_note(line: str, is_within: bool = False) -> bool:
    """Whether a line says what was heard or done, and not what was said: is_note("(Applause)") -> True.

    `is_within`: it stands within a sentence, where more than a few words in brackets are said.
    """
    inside = BRACKETED.fullmatch(line) if len(line) <= LONGEST_LINE else None
    if not inside or len(inside[1].split()) > (FEW_WORDS if is_within else LONGEST_NOTE):
        return False
    return len(inside[1].split()) <= FEW_WORDS or not ENDED.search(inside[1]) or ":" in inside[1]


def without(blocks: Blocks, gone: Sequence[Block]) -> Blocks:
    """With those `gone` that nobody said after all."""
    dropped = set(gone)
    unsaid = {*blocks.unsaid, *(Span(block.start, block.stop) for block in gone)}
    said = tuple(block for block in blocks.said if block not in dropped)
    return Blocks(said, tuple(sorted(unsaid, key=lambda span: span.start)))
