"""One line of text becomes sentences with exact offsets."""

import re
from importlib.metadata import version

from index.lines import trim
from index.transcript import Span

BLOCK = 4_000
"""Code points given to the splitter at once: its time grows with the square of unbalanced quotation marks."""
SPLITTER = f"sentencex-{version('sentencex')}-1"
"""Names everything that decides where a sentence ends; part of a saved index's name."""

CHINESE_END = re.compile(r"[。！？!?]+[”’」』）)]*")
OPENING, CLOSING = "“‘「『（", "”’」』）"


def sentence_spans(line: str, language: str) -> list[Span]:
    """The sentences of `line`, trimmed, in order; they hold every character that is not white space at their ends.

    >>> sentence_spans("Dr. Li came. He left.", "en")
    [Span(start=0, stop=12), Span(start=13, stop=21)]
    """
    starts = _starts(line, language)
    if language in ("zh", "ja"):
        starts = sorted({*starts, *_chinese_starts(line)})
    spans = (trim(line, start, stop) for start, stop in zip(starts, [*starts[1:], len(line)], strict=True))
    return [span for span in spans if span]


def _starts(line: str, language: str) -> list[int]:
    """Where sentences start. A long line is read in blocks; a block's last sentence is read again with the next."""
    from sentencex import get_sentence_boundaries

    starts = [0]
    while True:
        offset = starts[-1]
        block = line[offset : offset + BLOCK]
        found = [offset + b["start_index"] for b in get_sentence_boundaries(language, block) if b["start_index"]]
        starts += found
        if offset + BLOCK >= len(line):
            return starts
        if not found:
            starts.append(offset + (block.rfind(" ") + 1 or BLOCK))


def _chinese_starts(line: str) -> list[int]:
    """Behind 。！？ outside quotations, which the splitter misses before a digit."""
    starts, depth, at = [], 0, 0
    for match in CHINESE_END.finditer(line):
        depth += _depth(line[at : match.end()])
        depth, at = max(depth, 0), match.end()
        if depth == 0 and at < len(line):
            starts.append(at)
    return starts


def _depth(text: str) -> int:
    return sum(text.count(mark) for mark in OPENING) - sum(text.count(mark) for mark in CLOSING)
