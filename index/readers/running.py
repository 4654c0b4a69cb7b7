"""Labels within lines, where a file has no line for each turn: "… so it was. Vik: I sold it. Marsh: Why?"."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from index.readers.blocks import Block
from index.readers.names import HONORIFICS, looks_like_name

WORD = r"[^\W\d_a-z][\w.'’-]{0,30}"
INNER = re.compile(
    rf"(?<![^\W_])(?P<before>[^\W_]{{0,30}})[.?!…»”\"’)\]][ \t]*"
    rf"(?P<name>{WORD}(?:[ \t]{WORD}){{0,3}})[:：](?=[ \t]?[^\s/\d])"
)
OPENING = re.compile(r"[*_ \t]*(?P<name>[^\s:：*_][^:：\n]{0,60}?)[*_ \t]*[:：]")
AGAIN, LABELS = 3, 6
"""Times that a name stands within lines, and labels of all such names, at least."""


def with_inner_labels(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, cut before each label of names that mostly stand within lines and hardly open any: two of them, or
    one where others open most lines.
    """
    found = {block: _inner(text, block) for block in blocks}
    counts = Counter(match["name"] for matches in found.values() for match in matches)
    names = {name for name, count in counts.items() if count >= AGAIN}
    within = sum(counts[name] for name in names)
    opening = [match["name"] for block in blocks if (match := OPENING.match(text, block.start, block.stop))]
    others = sum(name not in names for name in opening)
    is_enough = len(names) > 1 or (len(names) == 1 and 2 * others > len(blocks))
    if not is_enough or within < LABELS or within <= len(opening) - others:
        return list(blocks)
    cut: list[Block] = []
    for block in blocks:
        starts = [match.start("name") for match in found[block]]
        for start, stop in zip([block.start, *starts], [*starts, block.stop], strict=True):
            end = start + len(text[start:stop].rstrip())
            if start < end:
                cut.append(replace(block, start=start, stop=end))
    return cut


def _inner(text: str, block: Block) -> list[re.Match[str]]:
    """What looks like labels within a block, behind the end of a sentence and not behind "Mr."."""
    matches = INNER.finditer(text, block.start, block.stop)
    return [match for match in matches if looks_like_name(match["name"]) and not _shortens(match["before"])]


def _shortens(word: str) -> bool:
    """Whether the point behind a word may end no sentence: "Mr", "J"."""
    return word.casefold() in HONORIFICS or (len(word) == 1 and word.isalpha())
