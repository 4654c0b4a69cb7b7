"""Words that are spelt nearly like another are found among those of nearly its length."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from index.spelling.typos import within


class Nearby:
    """Some words, with what of each is compared: parted by the length of that, for an edit changes it by one at most.

    They are held as text, not as a Python object each.
    """

    def __init__(self, words: Sequence[str], compared: Sequence[str]) -> None:
        """`compared` are in the order of the words."""
        lengths = np.fromiter(map(len, compared), np.int64, len(compared))
        order = np.argsort(lengths, kind="stable").tolist()
        cuts = np.flatnonzero(np.diff(np.sort(lengths), prepend=-1, append=-1)).tolist()
        self._parts: dict[int, tuple[str, str]] = {}
        for first, last in pairwise(cuts):
            words_of, compared_of = ("\n".join(texts[at] for at in order[first:last]) for texts in (words, compared))
            self._parts[len(compared[order[first]])] = words_of, compared_of

    def of(self, typed: str, edits: int) -> Iterator[tuple[str, str]]:
        """The words, each with what was compared, that are so many edits away from `typed` at most."""
        for length in range(len(typed) - edits, len(typed) + edits + 1):
            if length in self._parts:
                words, compared = self._parts[length]
                others = compared.split("\n")
                near = within(typed, others, edits)
                of_words = words.split("\n") if near else []
                yield from ((of_words[place], others[place]) for place in near)


def fold(word: str) -> str:
    """In lower case and without marks on letters: fold("Maizière") -> "maiziere"."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def fold_all(words: Sequence[str]) -> list[str]:
    """Each, far quicker than one by one: fold_all(["Maizière", "Šibenik"]) -> ["maiziere", "sibenik"]."""
    text = unicodedata.normalize("NFKD", "\n".join(words).casefold())
    marks = "".join(filter(unicodedata.combining, sorted(set(text))))
    return (re.sub(f"[{marks}]", "", text) if marks else text).split("\n") if words else []
