"""What was said, in pieces that have a time or a voice, becomes a text and its blocks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.readers.blocks import Block, Blocks

WITHOUT_BLANKS = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uff60]"
)
"""Of Thai, Lao, Burmese, Khmer, Chinese and Japanese, which part no words with blanks."""
CLOSED = re.compile(r"[.?!。？！…؟♪)\]\-–—][\"'”’»]*$")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line of a cue, or a segment: `words` are one line, not empty; times in seconds.

    `voice`: whose words they are, None where the file says nothing of it; `changes`: a mark says that another one
    speaks; `is_apart`: it begins a paragraph.
    """

    words: str
    voice: str | None = None
    begins: float | None = None
    ends: float | None = None
    changes: bool = False
    is_apart: bool = False


def blank_between(before: str, after: str) -> str:
    """What joins two pieces of a text: blank_between("it", "burns") -> " ", blank_between("油", "灯") -> ""."""
    are_joined = WITHOUT_BLANKS.match(before[-1:]) and WITHOUT_BLANKS.match(after[:1])
    return "" if are_joined else " "


def spoken_blocks(pieces: Sequence[Spoken]) -> tuple[str, Blocks]:
    """The text that is made of the pieces, a line for each stretch that ends as sentences do, and their blocks.

    >>> spoken_blocks([Spoken("It burns"), Spoken("rape oil."), Spoken("Why?")])[0]
    'It burns rape oil.\\nWhy?'
    """
    made: list[str] = []
    blocks, at = [], 0
    for piece in pieces:
        if made:
            made.append("\n" if piece.is_apart or CLOSED.search(made[-1]) else " ")
            at += 1
        stop = at + len(piece.words)
        made.append(piece.words)
        blocks.append(
            Block(
                *(at, stop, at, piece.is_apart),
                changes=piece.changes,
                voice=piece.voice,
                begins=piece.begins,
                ends=piece.ends,
            )
        )
        at = stop
    return "".join(made), Blocks(tuple(blocks), ())
