"""How the words of transcripts are written becomes arrays: counted once, saved with an index, added up for a library.

Nothing of them is a Python object: a word is found by halving, in a memory-mapped file too.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arrays import Bytes, bytes_to_lines, lines_to_bytes
from index.card import Card
from index.language.terms import WORD
from index.quotable import Quotable

POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
UNCASED = 0.01
"""The share of words with a capital inside sentences below which a transcript was written without any."""


@dataclass(frozen=True, slots=True, eq=False)
class WordTable:
    """The words of some transcripts as they are written, without a possessive's ending."""

    forms: Bytes
    """UTF-8 of each form and a line end, in the order of their lower case, and then of themselves."""
    starts: NDArray[np.int64]
    """Shape (forms + 1,): where each begins in `forms`, and where the last one ends."""
    counts: NDArray[np.int64]
    """How often each stands inside sentences and in metadata; 0 of a word, in lower case, that only opens some."""
    uncased: Bytes
    """1 of each that stands in a transcript without capitals."""

    def __len__(self) -> int:
        return len(self.counts)

    def lines(self) -> list[str]:
        """All forms in order."""
        return bytes_to_lines(self.forms)

    def words(self) -> list[str]:
        """All in lower case, each once, in order."""
        # all at once: a line end parts words for what becomes of a capital, too
        return list(dict.fromkeys(bytes(self.forms).decode("utf-8").lower().split("\n")[:-1]))

    def ways(self, lower: str) -> Iterator[tuple[str, int, bool]]:
        """The forms of a word in lower case: each with its count, and whether it stands where there are no capitals."""
        row = bisect_left(range(len(self)), lower, key=lambda row: self._form(row).lower())
        while row < len(self) and self._form(row).lower() == lower:
            yield self._form(row), int(self.counts[row]), bool(self.uncased[row])
            row += 1

    def _form(self, row: int) -> str:
        return bytes(self.forms[self.starts[row] : self.starts[row + 1] - 1]).decode("utf-8")


def count_words_of(quotable: Quotable) -> WordTable:
    """All of a transcript. A sentence's first word has its capital from its place: it counts in lower case, and only
    where the word stands nowhere else.
    """
    inside, firsts = Counter[str](), set[str]()
    for sentence in quotable.passages.sentences:
        words = WORD.findall(quotable.transcript.text, sentence.start, sentence.stop)
        firsts.update(word.lower() for word in words[:1])
        inside.update(words[1:])
    capitals = sum(count for word, count in inside.items() if word[0].isupper())
    uncased = {_bare(word) for word in inside} if capitals < UNCASED * inside.total() else set[str]()
    inside.update(words_about(quotable.card))
    counts = Counter[str]()
    for word, count in inside.items():
        counts[_bare(word)] += count
    for word in map(_bare, firsts):
        counts.setdefault(word, 0)
    return _table(counts, uncased)


def merge(tables: Iterable[WordTable]) -> WordTable:
    """Of all their transcripts; the same in whatever order they come."""
    counts: dict[str, int] = {}
    uncased = set[str]()
    for table in tables:
        forms = table.lines()
        for form, count in zip(forms, table.counts.tolist(), strict=True):
            counts[form] = counts.get(form, 0) + count
        uncased.update(forms[row] for row in np.flatnonzero(table.uncased))
    return _table(counts, uncased)


def words_about(card: Card) -> list[str]:
    """The words of a transcript's metadata and of its speakers' names."""
    metadata, interviewee = card.metadata, card.metadata.interviewee
    texts = [metadata.title, interviewee.name, interviewee.office, metadata.interviewer, metadata.occasion]
    texts += [metadata.outlet, *sorted({voice.speaker for voice in card.voices})]
    return [word for text in texts for word in WORD.findall(text)]


def _table(counts: Mapping[str, int], uncased: set[str]) -> WordTable:
    forms = sorted(counts, key=lambda form: (form.lower(), form))
    lengths = [len(form.encode("utf-8")) + 1 for form in forms]
    return WordTable(
        forms=lines_to_bytes(forms),
        starts=np.cumsum([0, *lengths], dtype=np.int64),
        counts=np.fromiter(map(counts.__getitem__, forms), np.int64, len(forms)),
        uncased=np.fromiter((form in uncased for form in forms), np.uint8, len(forms)),
    )


def _bare(word: str) -> str:
    """Without a possessive's ending."""
    return POSSESSIVE.sub("", word)
