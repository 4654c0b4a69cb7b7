"""One line of text becomes sentences with exact offsets."""

import re
from functools import cache
from itertools import pairwise

from index.spans import trim
from index.transcript import Span

BLOCK = 4_000
"""Code points given to the splitter at once: its time grows with the square of unbalanced quotation marks."""
AS_SPLIT = ("en", "ru", "zh")
"""Languages whose abbreviations the splitter knows."""
INITIAL = re.compile(r"(?<![^\W_])(?P<letter>[^\W\d_])\.$")
SHORT = re.compile(r"(?<!\w)(?:(?:[^\W\d_]+\.)+)?[^\W\d_]{1,4}\.$|\d-[^\W\d_]\.$")
TITLE = re.compile(r"\b(?:проф|акад|доц|sn|hz|exc|डॉ)\.$", re.IGNORECASE)
NUMBER = re.compile(r"(?:\d{1,3}|[IVX]+)\.$")
ORDINAL = {
    "de": re.compile(
        r"\b(?:d(?:er|ie|as|em|en|es)|[ai]m|zu[mr]|vom|beim|unser\w*|ihr\w*|jede\w*) \d{1,3}\.$", re.IGNORECASE
    ),
    "tr": re.compile(r"(?<!\w)(?:\d{1,2}|[IVX]+)\.$"),
    "hu": re.compile(r"(?<!\w)\d{1,4}\.$"),
}
"""Numbers that a point makes ordinal: "der 75. Jahrestag", "II. Dünya Savaşı", "2. világháború"."""
SAID = re.compile("と(?!ても|ころ|にかく|き|もに|りわけ)")
"""What follows a quotation in Japanese that goes on in the same sentence."""
KHMER_END = re.compile("[។៕]+")
TAIL = 60
"""Characters before an end that tell whether it is one."""

CHINESE_END = re.compile(r"[。！？!?]+[”’」』）)]*")
OPENING, CLOSING = "“‘「『（", "”’」』）"


@cache
def splitter() -> str:
    """Names everything that decides where a sentence ends; part of a saved index's name."""
    from importlib.metadata import version  # which imports a mail reader, to read one line

    return f"sentencex-{version('sentencex')}-3"


def sentence_spans(line: str, language: str) -> list[Span]:
    """The sentences of `line`, trimmed, in order; they hold every character that is not white space at their ends.

    >>> sentence_spans("Dr. Li came. He left.", "en")
    [Span(start=0, stop=12), Span(start=13, stop=21)]
    """
    starts = _starts(line, language)
    if language in ("zh", "ja"):
        starts = sorted({*starts, *_chinese_starts(line)})
    elif language == "km":
        starts = sorted({*starts, *(match.end() for match in KHMER_END.finditer(line) if match.end() < len(line))})
    if language not in AS_SPLIT:
        starts = _without_false(line, starts, language)
    trimmed = [trim(line, start, stop) for start, stop in pairwise([*starts, len(line)])]
    return [span for span in trimmed if span]


def _starts(line: str, language: str) -> list[int]:
    """Where sentences start. A long line is read in blocks; a block's last sentence is read again with the next."""
    from sentencex import get_sentence_boundaries

    starts = [0]
    while True:
        offset = starts[-1]
        block = line[offset : offset + BLOCK]
        within = [boundary["start_index"] for boundary in get_sentence_boundaries(language, block)]
        starts += [offset + start for start in within if start]
        if offset + BLOCK >= len(line):
            return starts
        if starts[-1] == offset:  # one sentence is longer than a block: it is cut behind a word
            starts.append(offset + (block.rfind(" ") + 1 or BLOCK))


def _without_false(line: str, starts: list[int], language: str) -> list[int]:
    """Those of `starts` that do not stand behind an abbreviation, an initial or an ordinal."""
    kept = starts[:1]
    for start in starts[1:]:
        before = line[max(kept[-1], start - TAIL) : start].strip()
        after = line[start : start + TAIL].lstrip()
        if not _goes_on(before, after, language):
            kept.append(start)
    return kept


def _goes_on(before: str, after: str, language: str) -> bool:
    """Whether the sentence that ends in `before` goes on in `after`."""
    if language == "ja":
        return before.endswith("」") and bool(SAID.match(after))
    if not before.endswith(".") or not after:
        return False
    goes_on_small = after[0].islower()
    initial = INITIAL.search(before)
    if initial and (goes_on_small or not initial["letter"].islower()):
        return True
    if TITLE.search(before) or NUMBER.fullmatch(before):
        return True
    ordinal = ORDINAL.get(language)
    if ordinal and ordinal.search(before):
        return goes_on_small or language != "hu"
    return goes_on_small and not before[0].islower() and bool(SHORT.search(before))


def _chinese_starts(line: str) -> list[int]:
    """Behind 。！？ outside quotations, which the splitter misses before a digit."""
    starts = []
    depth, read = 0, 0  # how many quotations are open behind what is read
    for match in CHINESE_END.finditer(line):
        depth = max(depth + _depth(line[read : match.end()]), 0)  # a mark that closes nothing is no quotation's
        read = match.end()
        if depth == 0 and read < len(line):
            starts.append(read)
    return starts


def _depth(text: str) -> int:
    return sum(text.count(mark) for mark in OPENING) - sum(text.count(mark) for mark in CLOSING)
