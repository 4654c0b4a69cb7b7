"""The words and signs of one transcript as numbers: what a concordance of many is put together from.

Where a turn is all in capitals, or all in small letters, case says nothing: its words are CASELESS ones.
"""

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from bot.evidence.normal import HYPHEN, LINE_HYPHEN, is_word, normalise
from index.language.dictionary import is_known
from index.memo import kept_with
from index.quotable import Content, Quotable
from index.transcript import Span, Transcript

BREAK = "\0"
"""Stands between two stretches of speech."""
CASELESS = "\0"
"""Before a word in small letters that was written without regard to case."""
LINE_HYPHEN_ALONE = re.compile(HYPHEN)
"""Found in a tenth of the time, where there is none."""
COMPOUND = re.compile(r"[^\W\d_]+[-‐‑][^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Units:
    """keys[numbers[i]] stands at text[starts[i]:stops[i]]; keys[0] is BREAK."""

    keys: tuple[str, ...]
    numbers: "array[int]"
    starts: "array[int]"
    stops: "array[int]"


def units_of(source: Quotable, compounds: frozenset[str]) -> Units:
    """Of a transcript; `compounds` are words, in small letters, that keep their hyphen where a line ends behind it."""
    return _units(
        source.content, compounds & _broken(source.content)
    )  # the same ones, whatever other transcripts there are


def stretches(transcript: Transcript) -> list[Span]:
    """The turns, each cut where a line stands that nobody said, in order."""
    spans = []
    for turn in transcript.turns:
        at = turn.start
        for line in transcript.boilerplate_within(turn.start, turn.stop):
            spans.append(Span(at, line.start))
            at = line.stop
        spans.append(Span(at, turn.stop))
    return [span for span in spans if span.start < span.stop]


def says_nothing_by_case(keys: Iterable[str]) -> bool:
    """Whether words are all in capitals, or all in small letters: two words at least, those of one letter aside."""
    words, is_upper, is_lower = 0, True, True
    for key in keys:
        if len(key) > 1 and key.lower() != key.upper():
            words, is_upper, is_lower = words + 1, is_upper and key.isupper(), is_lower and key.islower()
            if not is_upper and not is_lower:
                return False
    return words > 1


def caseless(key: str) -> str:
    """A word as one that was written without regard to case; a sign as it is."""
    return CASELESS + key.lower() if is_word(key) else key


def compounds_of(source: Quotable) -> frozenset[str]:
    """The words, in small letters, that keep the hyphen behind which a line of the transcript ends.

    They stand with it elsewhere, or are no word without it though their parts are: forty-hour, and not harbour.
    """
    broken, transcript = _broken(source.content), source.transcript
    if not broken:
        return frozenset()
    written = {match.group().lower() for match in COMPOUND.finditer(transcript.text)}
    whole = set(re.findall(r"\w+", transcript.text.lower()))

    def is_compound(word: str) -> bool:
        left, _, right = word.partition("-")
        if word in written or left + right in whole:
            return word in written
        language = transcript.language
        return not is_known(left + right, language) and is_known(left, language) and is_known(right, language)

    return frozenset(filter(is_compound, broken))


@kept_with
def _broken(source: Content) -> frozenset[str]:
    """The words that a line's end divides, in small letters, with their hyphen."""
    text = source.transcript.text
    if not LINE_HYPHEN_ALONE.search(text):
        return frozenset()
    return frozenset(f"{match['left']}-{match['right']}".lower() for match in LINE_HYPHEN.finditer(text))


@kept_with
def _units(source: Content, compounds: frozenset[str]) -> Units:
    known, transcript = {BREAK: 0}, source.transcript
    numbers, starts, stops = array("i"), array("i"), array("i")
    for stretch in stretches(transcript):
        normal = normalise(transcript.text, stretch.start, stretch.stop, compounds=compounds, notes=True)
        keys: Iterable[str] = map(caseless, normal.keys) if says_nothing_by_case(normal.keys) else normal.keys
        numbers.extend([known.setdefault(key, len(known)) for key in keys])
        starts.extend(normal.starts)
        stops.extend(normal.stops)
        numbers.append(0)
        starts.append(stretch.stop)
        stops.append(stretch.stop)
    return Units(tuple(known), numbers, starts, stops)
