"""The blocks of a turn become paragraphs: what the writer parted, and not what is only wrapped or cut into cues."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.readers.blocks import Block, has_ended
from index.transcript import Span

WRAPPED = re.compile(r"[^\W_][^\S\n]*\r?\n[^\S\n]*[a-zа-яёà-öø-ÿәғқңөұүһі]|[-,;][^\S\n]*\r?\n[^\S\n]*[^\W_]")
"""From the last character of a line to the first of the next, where these are one."""
WIDEST = 100
"""Characters of a wrapped line; a third of them is a short last line of a paragraph."""
NEARLY_ALL = 0.95
PAUSE = 2.0
"""Seconds between two cues that part paragraphs, where a sentence has ended."""
LONG = 700
"""Characters of a paragraph of captions behind which the next sentence begins another."""

Run = list[Block]
"""The blocks of a paragraph."""


class Paragraphs:
    """How blocks are one paragraph is decided for the whole file; `opened` is where labels stand."""

    def __init__(self, text: str, blocks: Sequence[Block], opened: set[int]) -> None:
        self._text = text
        follow = [(a, b) for a, b in pairwise(blocks) if b.start not in opened]
        below = [(a, b) for a, b in follow if not b.is_apart]
        times = sum(block.begins is not None for block in blocks)
        self._is_timed = 2 * times > len(blocks) and self._run_on(follow)
        widths = sorted(block.stop - block.line for block in blocks)
        is_narrow = bool(widths) and widths[int(NEARLY_ALL * (len(widths) - 1))] <= WIDEST
        self._is_wrapped = len(below) > 1 and is_narrow and self._run_on(below)

    def of(self, blocks: Sequence[Block]) -> list[Run]:
        """The blocks of one turn by paragraphs."""
        runs: list[Run] = []
        for block in blocks:
            if runs and self._goes_on(runs[-1], block):
                runs[-1].append(block)
            else:
                runs.append([block])
        return runs

    def _goes_on(self, run: Run, block: Block) -> bool:
        last = run[-1]
        if block.heading or last.heading or block.changes:
            return False
        ended = has_ended(self._text, last)
        if self._is_timed:
            is_late = last.ends is not None and block.begins is not None and block.begins - last.ends >= PAUSE
            return not ended or not (is_late or block.start - run[0].start > LONG)
        if block.is_apart:
            return False
        if self._is_wrapped:
            indent = (block.start - block.line) - (last.start - last.line)
            return not (ended and (indent > 1 or last.stop - last.start < WIDEST / 3))
        gap = self._text[last.stop : block.start]
        if gap.strip():  # something that nobody said
            return not ended
        return WRAPPED.fullmatch(self._text, last.stop - 1, block.start + 1) is not None

    def _run_on(self, pairs: Sequence[tuple[Block, Block]]) -> bool:
        """Whether most blocks end within a sentence, and many go on in small letters, or in a script without them."""
        going_on = [b for a, b in pairs if not has_ended(self._text, a)]
        small = sum(not self._text[block.start].isupper() for block in going_on)
        return 2 * len(going_on) >= len(pairs) > 0 and 3 * small >= len(going_on)


def cuts_of(text: str, run: Run) -> list[Span]:
    """What nobody said between the blocks of a paragraph; one white space is left of each gap."""
    cuts = []
    for a, b in pairwise(run):
        gap = text[a.stop : b.start]
        start = a.stop + gap[:1].isspace()
        if start < b.start and (gap.strip() or gap.count("\n") > 1):
            cuts.append(Span(start, b.start))
    return cuts
