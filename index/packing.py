"""Which transcripts of a library are in which pack, and when packs become one.

Packs grow as in a log-structured merge tree (O'Neil et al. 1996): those that are smaller join one when they are half
as large together, so that each sentence is moved a few times, however many are added one by one.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.indexed import IndexedTranscript
from index.packs import Pack, Packs
from index.quotable import Quotable
from index.search.searched import Part
from index.search.segment import Rows, gather, taken_out
from index.search.vectors import EXACT
from index.spelling.written import WordTable, count_words_of, merge

GROWTH = 2
"""A pack joins smaller ones unless it has more than so many times as many sentences that are alive."""
DEAD = 0.5
"""The share of a pack's sentences that are gone, from which on it is written anew."""


class Packing:
    """The packs of a library, as far as they hold its transcripts, `quotables`.

    `packs` are those with anything alive, largest first; `numbers` says of each one's transcripts which they are, -1
    for one that is gone; `idle` are those with nothing alive; `loose` are the transcripts that are in none, rising.

    Nothing is deleted or merged unless `is_newest` says that the library has no others by now: else a process that has
    looked at it since has packed those.
    """

    def __init__(self, home: Packs, quotables: Sequence[Quotable], is_newest: Callable[[], bool]) -> None:
        self._home, self._quotables, self._is_newest = home, quotables, is_newest
        self._keys = [quotable.card.key for quotable in quotables]
        self.packs: list[Pack] = []
        self.idle: list[Pack] = []
        self.numbers: list[Rows] = []
        self.loose: list[int] = []
        self._match()

    def _match(self) -> None:
        """A text that is there twice is two transcripts."""
        waiting: dict[str, list[int]] = {}
        for row, key in reversed(list(enumerate(self._keys))):
            waiting.setdefault(key, []).append(row)
        self.packs, self.numbers, self.idle = [], [], []
        for pack in self._home.all():
            numbers = np.array([waiting[key].pop() if waiting.get(key) else -1 for key in pack.keys], np.int64)
            if (numbers >= 0).any():
                self.packs.append(pack)
                self.numbers.append(numbers)
            else:
                self.idle.append(pack)
        self.loose = sorted(row for rows in waiting.values() for row in rows)

    @property
    def parts(self) -> list[Part]:
        """What each pack holds."""
        return [Part(pack.folder.name, numbers) for pack, numbers in zip(self.packs, self.numbers, strict=True)]

    @property
    def gone(self) -> int:
        """How many transcripts are in packs and no longer in the library."""
        return sum(int((numbers < 0).sum()) for numbers in self.numbers) + sum(len(pack.keys) for pack in self.idle)

    def taken_out(self, quotable: Quotable) -> IndexedTranscript | None:
        """What a pack has of a transcript of the same text, cut alike, though somebody else may say it there."""
        for pack in (*self.packs, *self.idle):
            for place, key in enumerate(pack.keys):
                if key.startswith(f"{quotable.card.cut}-"):
                    return taken_out(pack.segment, place, quotable)
        return None

    def add(self, indexed: Sequence[IndexedTranscript]) -> None:
        """Some of the transcripts that are loose become a pack. Raises OSError."""
        quotables = [each.quotable for each in indexed]
        keys = [quotable.card.key for quotable in quotables]
        with self._home.alone():
            self._home.tidy()
            self._home.write(gather(indexed), keys, merge(map(count_words_of, quotables)))
        self._match()

    def settle(self) -> None:
        """Delete packs with nothing alive, and merge those that are to be one. Raises OSError."""
        self._alone(self._settle)

    def compact(self) -> None:
        """One pack of all, without what is gone. Raises OSError."""
        self._alone(self._compact)

    def _alone(self, change: Callable[[], None]) -> None:
        if self.packs or self.idle:
            with self._home.alone():
                self._match()
                if self._is_newest():
                    self._home.tidy()
                    for pack in self.idle:
                        self._home.drop(pack)
                    change()
            self._match()

    def _settle(self) -> None:
        rising = sorted(range(len(self.packs)), key=self._alive)
        sizes = np.array([self._alive(row) for row in rising])
        joining = np.flatnonzero(sizes[1:] <= GROWTH * np.cumsum(sizes)[:-1])
        chosen = set(rising[: int(joining[-1]) + 2] if len(joining) else ())
        chosen |= {row for row in rising if self._is_to_be_written_anew(row)}
        self._merge(sorted(chosen))

    def _compact(self) -> None:
        everything = list(range(len(self.packs)))
        if len(everything) > 1 or any((numbers < 0).any() for numbers in self.numbers):
            self._merge(everything)

    def _is_to_be_written_anew(self, row: int) -> bool:
        """Whether a pack is mostly of what is gone, or has many vectors and nothing that finds the nearest of them."""
        segment = self.packs[row].segment
        is_slow = segment.nearest_sentences is None and int(segment.served.sum()) > EXACT
        return is_slow or self._alive(row) <= (1 - DEAD) * len(segment)

    def _merge(self, rows: Sequence[int]) -> None:
        if rows:
            parts = [(self.packs[row], self._is_alive(row)) for row in rows]
            self._home.merge(parts, merge(self._written(row) for row in rows))

    def _written(self, row: int) -> WordTable:
        """How the words of what is alive in a pack are written: counted anew where that is not all of it."""
        if self._is_alive(row).all():
            return self.packs[row].written
        numbers = self.numbers[row]
        return merge(count_words_of(self._quotables[number]) for number in numbers[numbers >= 0].tolist())

    def _is_alive(self, row: int) -> NDArray[np.bool_]:
        return np.asarray(self.numbers[row] >= 0)

    def _alive(self, row: int) -> int:
        """Sentences."""
        return int(np.diff(self.packs[row].segment.firsts)[self._is_alive(row)].sum())
