"""Labels within lines, where a file has no line for each turn: "… so it was. Vik: I sold it. Marsh: Why?"."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from index.readers.blocks import Block
from index.readers.names import HONORIFICS, looks_like_name
from index.spans import trim

WORD = r"[^\W\d_a-z][\w.'’-]{0,30}"
INNER = re.compile(
    rf"(?<![^\W_])(?P<before>[^\W_]{{0,30}})[.?!…»”\"’)\]>][ \t]*"
    rf"(?P<name>{WORD}(?:[ \t]{WORD}){{0,3}}(?:[ \t]\d{{1,3}})?)[:：](?=[ \t]?[^\s/\d]|[ \t]*$)"
)
TITLES = r"(?:VICE[ \t]+)?(?:MR|MRS|MS|MISS|DR|CHAIR(?:MAN|WOMAN)?|SENATOR|SECRETARY|GOVERNOR|JUDGE|PRESIDENT)"
RECORD = re.compile(
    rf"[.?!…”\"’)\]-][ \t]+(?P<name>{TITLES}\.?[ \t]+[A-Z][A-Z'’™-]+(?:[ \t]+[A-Z][A-Z'’-]+){{0,2}})[.:][ \t]+(?=\S)"
)
"""MR. BROIDA. Perhaps. MR. HOLLAND. Thank you."""
TAG = re.compile(r"<(?P<tag>[A-Za-z]\w*)>[ \t]*(?=(?P<name>[^\s<>:：][^<>:：\n]{0,120})[:：])")
"""<Newspeech>Mr. Omido: Yes."""
ANY_TAG = re.compile(r"<([A-Za-z]\w*)>")
OPENING = re.compile(r"[*_ \t]*(?P<name>[^\s:：*_][^:：\n]{0,60}?)[*_ \t]*[:：]")
MOSTLY = 0.6
"""The share of tags that have a label behind them, where they mark who speaks."""
AGAIN, LABELS = 3, 6
"""Times that a name stands within lines, and labels of all such names, at least."""


def with_inner_labels(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, cut before each label of names that mostly stand within lines and hardly open any: two of them, or
    one where others open most lines; before each of a record's, in capitals, that recurs; and before each tag that
    mostly has a label behind it.
    """
    blocks = _cut(text, blocks, _marked(text, blocks))
    found = {block: _inner(text, block) for block in blocks}
    counts = Counter(match["name"] for matches in found.values() for match in matches)
    names = {name for name, count in counts.items() if count >= AGAIN}
    within = sum(counts[name] for name in names)
    opening = [match["name"] for block in blocks if (match := OPENING.match(text, block.start, block.stop))]
    others = sum(name not in names for name in opening)
    is_enough = len(names) > 1 or (len(names) == 1 and 2 * others > len(blocks))
    if not is_enough or within < LABELS or within <= len(opening) - others:
        return list(blocks)
    starts = [(match.start("name"), match.start("name")) for matches in found.values() for match in matches]
    return _cut(text, blocks, starts)


def _marked(text: str, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Where labels of a record, and those behind tags, stand: where what stands before them ends, and they begin."""
    records = [match for block in blocks for match in RECORD.finditer(text, block.start, block.stop)]
    is_record = len(records) >= AGAIN and len({match["name"] for match in records}) > 1
    marked = [(match.start("name"), match.start("name")) for match in records if is_record]
    tags, of_all = Counter(match["tag"] for match in TAG.finditer(text)), Counter(ANY_TAG.findall(text))
    known = {tag for tag, count in tags.items() if count >= max(AGAIN, MOSTLY * of_all[tag])}
    marked += [(match.start(), match.end()) for match in TAG.finditer(text) if match["tag"] in known]
    return sorted(marked)


def _cut(text: str, blocks: Sequence[Block], places: Sequence[tuple[int, int]]) -> list[Block]:
    """The blocks, cut at places: what stands from the first number of each to the second is left out."""
    cut: list[Block] = []
    row = 0
    for block in blocks:
        start = block.start
        if row == len(places) or places[row][0] >= block.stop:
            cut.append(block)
            continue
        while row < len(places) and places[row][0] < block.stop:
            stop, behind = places[row]
            cut += _trimmed(text, block, start, stop)
            start, row = max(behind, start), row + 1
        cut += _trimmed(text, block, start, block.stop)
    return cut


def _trimmed(text: str, block: Block, start: int, stop: int) -> list[Block]:
    span = trim(text, start, stop) if start < stop else None
    return [replace(block, start=span.start, stop=span.stop)] if span else []


def _inner(text: str, block: Block) -> list[re.Match[str]]:
    """What looks like labels within a block, behind the end of a sentence and not behind "Mr."."""
    matches = INNER.finditer(text, block.start, block.stop)
    return [match for match in matches if looks_like_name(match["name"]) and not _shortens(match["before"])]


def _shortens(word: str) -> bool:
    """Whether the point behind a word may end no sentence: "Mr", "J"."""
    return word.casefold() in HONORIFICS or (len(word) == 1 and word.isalpha())
