"""Transcripts as strings of one character a word or sign, in which a run of words is found as a substring is.

Two strings each: `exact`, of every word and sign as it stands, and `loose`, of the words alone in lower case. A run
never crosses from one turn into another, nor over a line that nobody said. Where a turn is all in capitals, or all in
small letters, case says nothing: `exact` then has its words as CASELESS ones.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from bot.evidence.normal import Normal, bases, is_word, normalise
from bot.evidence.units import CASELESS, caseless, compounds_of, units_of
from index.quotable import Quotable
from index.transcript import Span

UNKNOWN_ID = 0x10FFFF
UNKNOWN = chr(UNKNOWN_ID)
"""A word that no transcript has."""
NO_WORD = -1


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
    starts: "array[int]"
    stops: "array[int]"
    loose: str
    words: "array[int]"

    def slice(self, first: int, last: int) -> Span:
        """Where units `first` to `last` (exclusive) stand in the text."""
        return Span(self.starts[first], self.stops[last - 1])


class Concordance:
    """Every word of some transcripts, and where it stands."""

    def __init__(self, sources: Sequence[Quotable]) -> None:
        self._ids: dict[str, int] = {}
        self._known: dict[str, tuple[int, int]] = {}
        self._written: set[str] = set()
        self.vocabulary: dict[str, set[str]] = {}
        """By each word in small letters, the words that are it, or it with something joined: xi -> xi, xi's."""
        self._compounds = frozenset[str]().union(*(compounds_of(source) for source in sources))
        self.entries = tuple(self._entry(source) for source in sources)

    def normalise(self, text: str, start: int = 0, stop: int | None = None) -> Normal:
        """`text[start:stop]`, written by somebody else, in the form in which these transcripts are compared."""
        return normalise(text, start, stop, compounds=self._compounds)

    def spell(self, keys: Iterable[str]) -> str:
        """One character for each of `keys`, as in `exact`; UNKNOWN for one that stands in no transcript."""
        return "".join(chr(self._ids.get(key, UNKNOWN_ID)) for key in keys)

    def find(self, keys: Sequence[str]) -> Iterator[Run]:
        """Every run of units that is `keys`, or is but for its case where that says nothing, in the order of texts."""
        spelt = self.spell(keys)
        in_any_case = self.spell(caseless(key) for key in keys)
        for row, entry in enumerate(self.entries):
            places = {
                at for form in {spelt, in_any_case} if form and UNKNOWN not in form for at in _every(form, entry.exact)
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
        units = units_of(source, self._compounds)
        exact, loose = np.array([(0, 0), *(self._known.get(key) or self._learn(key) for key in units.keys[1:])]).T
        numbers = np.frombuffer(units.numbers, np.intc)
        spoken = loose[numbers]
        words = np.flatnonzero(spoken != NO_WORD)
        return Entry(
            source, _spelt(exact[numbers]), units.starts, units.stops, _spelt(spoken[words]),
            array("i", words.astype(np.intc).tobytes()),
        )  # fmt: skip

    def _learn(self, key: str) -> tuple[int, int]:
        """The characters by which a unit is spelt in `exact` and in `loose`, which has NO_WORD of a sign."""
        written = key.removeprefix(CASELESS)
        self._written.add(written)
        self._known[key] = self._id(key), self._word_id(written.lower()) if is_word(written) else NO_WORD
        return self._known[key]

    def _word_id(self, word: str) -> int:
        for base in bases(word) if word not in self.vocabulary.get(word, ()) else ():
            self.vocabulary.setdefault(base, set()).add(word)
        return self._id(word)

    def _id(self, key: str) -> int:
        return self._ids.setdefault(key, len(self._ids) + 1)


_made: WeakValueDictionary[tuple[int, ...], Concordance] = WeakValueDictionary()


def concordance_of(sources: Sequence[Quotable]) -> Concordance:
    """The one of these transcripts, made once for all who ask as long as one of them keeps it."""
    names = tuple(map(id, sources))  # of no others while it lives: it keeps them
    made = _made.get(names)
    if made is None:
        _made[names] = made = Concordance(sources)
    return made


def units_within(entry: Entry, start: int, stop: int) -> tuple[int, int]:
    """First unit and last (exclusive) of `entry` within text[start:stop]."""
    return bisect_left(entry.starts, start), bisect_left(entry.starts, stop)


def _spelt(ids: NDArray[np.integer]) -> str:
    """One character for each, as `Concordance.spell` has them."""
    return ids.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def _every(spelt: str, text: str) -> Iterator[int]:
    """Each place of `spelt` in `text`, those that overlap too."""
    at = text.find(spelt)
    while at >= 0:
        yield at
        at = text.find(spelt, at + 1)
