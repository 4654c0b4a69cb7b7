"""Transcripts as strings of one character a word or sign, in which a run of words is found as a substring is.

Two strings each: `exact`, of every word and sign as it stands, and `loose`, of the words alone in lower case. A run
never crosses from one turn into another, nor over a line that nobody said. Where a turn is all in capitals, or all in
small letters, case says nothing: `exact` then has its words as CASELESS ones.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.evidence.normal import LINE_HYPHEN, Normal, bases, is_word, normalise
from index.language.dictionary import is_known
from index.quotable import Quotable
from index.transcript import Span, Transcript

BREAK = "\0"
"""Stands between two stretches of speech."""
UNKNOWN = chr(0x10FFFF)
"""A word that no transcript has."""
CASELESS = "\0"
"""Before a word in small letters that was written without regard to case."""
COMPOUND = re.compile(r"[^\W\d_]+[-‐‑][^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Run:
    """Units `first` to `last` (exclusive) of transcript number `row`, which stand in one turn."""

    row: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One transcript: exact[i] stands at text[starts[i]:stops[i]], and loose[j] is the unit words[j] of `exact`."""

    source: Quotable
    exact: str
    starts: tuple[int, ...]
    stops: tuple[int, ...]
    loose: str
    words: tuple[int, ...]

    def slice(self, first: int, last: int) -> Span:
        """Where units `first` to `last` (exclusive) stand in the text."""
        return Span(self.starts[first], self.stops[last - 1])


class Concordance:
    """Every word of some transcripts, and where it stands."""

    def __init__(self, sources: Sequence[Quotable]) -> None:
        self._ids: dict[str, str] = {}
        self._written: set[str] = set()
        self.vocabulary: dict[str, set[str]] = {}
        """By each word in small letters, the words that are it, or it with something joined: xi -> xi, xi's."""
        self._compounds = frozenset[str]().union(*(compounds(source.transcript) for source in sources))
        self.entries = tuple(self._entry(source) for source in sources)

    def normalise(self, text: str, start: int = 0, stop: int | None = None) -> Normal:
        """`text[start:stop]`, written by somebody else, in the form in which these transcripts are compared."""
        return normalise(text, start, stop, compounds=self._compounds)

    def spell(self, keys: Iterable[str]) -> str:
        """One character for each of `keys`, as in `exact`; UNKNOWN for one that stands in no transcript."""
        return "".join(self._ids.get(key, UNKNOWN) for key in keys)

    def find(self, keys: Sequence[str]) -> Iterator[Run]:
        """Every run of units that is `keys`, or is but for its case where that says nothing, in the order of texts."""
        spelt = self.spell(keys)
        caseless = self.spell(_caseless(key) for key in keys)
        for row, entry in enumerate(self.entries):
            places = {
                at for form in {spelt, caseless} if form and UNKNOWN not in form for at in _every(form, entry.exact)
            }
            for at in sorted(places):
                yield Run(row, at, at + len(spelt))

    def has_words(self, spelt: str) -> bool:
        """Whether the words `spelt`, in lower case, follow each other somewhere, whatever signs stand between them."""
        return UNKNOWN not in spelt and any(spelt in entry.loose for entry in self.entries)

    def find_words(self, spelt: str) -> Iterator[Run]:
        """The same as runs of units."""
        if not spelt or UNKNOWN in spelt:
            return
        for row, entry in enumerate(self.entries):
            for at in _every(spelt, entry.loose):
                yield Run(row, entry.words[at], entry.words[at + len(spelt) - 1] + 1)

    def has_as_written(self, key: str) -> bool:
        """Whether the word stands in a transcript, in this case."""
        return key in self._written

    def _entry(self, source: Quotable) -> Entry:
        exact: list[str] = []
        loose: list[str] = []
        starts: list[int] = []
        stops: list[int] = []
        words: list[int] = []
        for stretch in stretches(source.transcript):
            normal = normalise(
                source.transcript.text, stretch.start, stretch.stop, compounds=self._compounds, notes=True
            )
            for unit, key in enumerate(normal.keys, len(exact)):
                if is_word(key):
                    loose.append(self._word_id(key.lower()))
                    words.append(unit)
            is_caseless = says_nothing_by_case(normal.keys)
            exact += [self._id(_caseless(key) if is_caseless else key) for key in normal.keys]
            self._written.update(map(str.lower, normal.keys) if is_caseless else normal.keys)
            starts += normal.starts
            stops += normal.stops
            words.append(len(exact))
            loose.append(BREAK)
            exact.append(BREAK)
            starts.append(stretch.stop)
            stops.append(stretch.stop)
        return Entry(source, "".join(exact), tuple(starts), tuple(stops), "".join(loose), tuple(words))

    def _word_id(self, word: str) -> str:
        for base in bases(word) if word not in self._ids or word not in self.vocabulary else ():
            self.vocabulary.setdefault(base, set()).add(word)
        return self._id(word)

    def _id(self, key: str) -> str:
        return self._ids.setdefault(key, chr(len(self._ids) + 1))


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


@lru_cache(maxsize=2)
def concordance_of(sources: tuple[Quotable, ...]) -> Concordance:
    """The one of these transcripts, made once for all who ask."""
    return Concordance(sources)


def says_nothing_by_case(keys: Iterable[str]) -> bool:
    """Whether words are all in capitals, or all in small letters: two words at least, those of one letter aside."""
    words = [key for key in keys if len(key) > 1 and key.lower() != key.upper()]
    return len(words) > 1 and (all(map(str.isupper, words)) or all(map(str.islower, words)))


def compounds(transcript: Transcript) -> frozenset[str]:
    """The words, in small letters, that keep the hyphen behind which a line of the transcript ends.

    They stand with it elsewhere, or are no word without it though their parts are: forty-hour, and not harbour.
    """
    broken = list(LINE_HYPHEN.finditer(transcript.text))
    if not broken:
        return frozenset()
    written = {match.group().lower() for match in COMPOUND.finditer(transcript.text)}
    whole = set(re.findall(r"\w+", transcript.text.lower()))

    def is_compound(left: str, right: str) -> bool:
        if f"{left}-{right}" in written or left + right in whole:
            return f"{left}-{right}" in written
        language = transcript.language
        return not is_known(left + right, language) and is_known(left, language) and is_known(right, language)

    parts = [(match["left"].lower(), match["right"].lower()) for match in broken]
    return frozenset(f"{left}-{right}" for left, right in parts if is_compound(left, right))


def units_of(entry: Entry, start: int, stop: int) -> tuple[int, int]:
    """First unit and last (exclusive) of `entry` within text[start:stop]."""
    return bisect_left(entry.starts, start), bisect_left(entry.starts, stop)


def _caseless(key: str) -> str:
    return CASELESS + key.lower() if is_word(key) else key


def _every(spelt: str, text: str) -> Iterator[int]:
    """Each place of `spelt` in `text`, those that overlap too."""
    at = text.find(spelt)
    while at >= 0:
        yield at
        at = text.find(spelt, at + 1)
