"""Speech without sentence ends, as a machine recognised it, becomes windows of bounded length."""

import re
from collections.abc import Callable

from index.transcript import Span

MOST_WORDS = 40
LEAST_WORDS = 12
"""Words behind which a pause ends a window."""
PAUSE = 0.7
"""Seconds."""
UNENDED = 80
"""Words for each sentence end, from which on a text has none."""
SENTENCE_END = re.compile(r"[.?!。？！…؟۔।](?!\d)")
WORD = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\u3040-\u30ff]{1,2}|[^\W_]+(?:['’-][^\W_]+)*")
"""Two characters of a script without spaces count as a word."""


def is_unpunctuated(text: str) -> bool:
    """Whether a whole text has hardly any sentence ends."""
    return len(SENTENCE_END.findall(text)) * UNENDED < len(WORD.findall(text)) and len(WORD.findall(text)) > MOST_WORDS


def windows(text: str, span: Span, pause_before: Callable[[int], float]) -> list[Span]:
    """Windows of `text[span]`, of at most MOST_WORDS words, cut at pauses (seconds before the word at a place), at line
    ends where a window is nearly full, or else by length.
    """
    words = [Span(word.start(), word.end()) for word in WORD.finditer(text, span.start, span.stop)]
    found, first = [], 0
    while len(words) - first > MOST_WORDS:
        places = range(first + LEAST_WORDS, first + MOST_WORDS + 1)
        paused = next((row for row in places if pause_before(words[row].start) >= PAUSE), None)
        broken = [row for row in places if "\n" in text[words[row - 1].stop : words[row].start]]
        cut = paused or (broken[-1] if broken else places[-1])
        found.append(_between(text, words[first].start, words[cut].start))
        first = cut
    start = words[first].start if words else span.start
    found.append(Span(start, span.stop))
    return [Span(span.start, found[0].stop), *found[1:]]


def _between(text: str, start: int, stop: int) -> Span:
    return Span(start, start + len(text[start:stop].rstrip()))
