"""Transcripts as strings of one character a word or sign, in which a run of words is found as a substring is.

Two strings each: `exact`, of every word and sign as it stands, and `loose`, of the words alone in lower case. A run
never crosses from one turn into another, nor over a line that nobody said.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.evidence.normal import is_word, normalise
from index.quotable import Quotable
from index.transcript import Span, Transcript

BREAK = "\0"
"""Stands between two stretches of speech."""
UNKNOWN = chr(0x10FFFF)
"""A word that no transcript has."""


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
        self.entries = tuple(self._entry(source) for source in sources)

    def spell(self, keys: Sequence[str]) -> str:
        """One character for each of `keys`, as in `exact`; UNKNOWN for one that stands in no transcript."""
        return "".join(self._ids.get(key, UNKNOWN) for key in keys)

    def find(self, spelt: str) -> Iterator[Run]:
        """Every run of units that is `spelt`, in the order of the transcripts and their texts."""
        if not spelt or UNKNOWN in spelt:
            return
        for row, entry in enumerate(self.entries):
            for at in _every(spelt, entry.exact):
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
            normal = normalise(source.transcript.text, stretch.start, stretch.stop)
            for unit, key in enumerate(normal.keys, len(exact)):
                if is_word(key):
                    loose.append(self._id(key.lower()))
                    words.append(unit)
            exact += [self._id(key) for key in normal.keys]
            self._written.update(normal.keys)
            starts += normal.starts
            stops += normal.stops
            words.append(len(exact))
            loose.append(BREAK)
            exact.append(BREAK)
            starts.append(stretch.stop)
            stops.append(stretch.stop)
        return Entry(source, "".join(exact), tuple(starts), tuple(stops), "".join(loose), tuple(words))

    def _id(self, key: str) -> str:
        return self._ids.setdefault(key, chr(len(self._ids) + 1))


def stretches(transcript: Transcript) -> list[Span]:
    """The turns, each cut where a line stands that nobody said, in order."""
    spans = []
    for turn in transcript.turns:
        at = turn.start
        for line in transcript.boilerplate:
            if turn.start <= line.start < turn.stop:
                spans.append(Span(at, line.start))
                at = line.stop
        spans.append(Span(at, turn.stop))
    return [span for span in spans if span.start < span.stop]


def units_of(entry: Entry, start: int, stop: int) -> tuple[int, int]:
    """First unit and last (exclusive) of `entry` within text[start:stop]."""
    return bisect_left(entry.starts, start), bisect_left(entry.starts, stop)


def _every(spelt: str, text: str) -> Iterator[int]:
    """Each place of `spelt` in `text`, those that overlap too."""
    at = text.find(spelt)
    while at >= 0:
        yield at
        at = text.find(spelt, at + 1)
