"""A word and a chance become the word with one slip of the hand or of the ear in it: pure functions."""

from collections.abc import Callable
from random import Random

from index.spelling.typos import beside

FIRST = 0.05
"""How often a slip is in the first letter, which people seldom mistake."""
LETTERS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя")
SOUNDS = tuple(
    tuple(pair.split("/"))
    for pair in "ph/f f/ph y/i i/y ck/k k/c c/k h/ z/s s/z v/w w/v ou/u u/ou zh/j ei/ie ie/ei ks/x kw/qu ee/i".split()
)
"""What is heard as the same: the first of each pair is written as the second."""


def swapped(word: str, chance: Random) -> str:
    """Two letters beside each other exchanged."""
    at = min(_place(word, chance), len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def dropped(word: str, chance: Random) -> str:
    """A letter less."""
    at = _place(word, chance)
    return word[:at] + word[at + 1 :]


def doubled(word: str, chance: Random) -> str:
    """A letter twice."""
    at = _place(word, chance)
    return word[:at] + word[at] + word[at:]


def mistaken(word: str, chance: Random) -> str:
    """The key beside for a letter; the word as it is where a letter has none."""
    at = _place(word, chance)
    keys = sorted(beside(word[at].lower()))
    if not keys:
        return word
    return word[:at] + chance.choice(keys) + word[at + 1 :]


def added(word: str, chance: Random) -> str:
    """Any letter of its alphabet more; the word as it is if that is neither Latin nor Russian."""
    at = _place(word, chance)
    for letters in LETTERS:
        if word[-1].lower() in letters:
            return word[:at] + chance.choice(letters) + word[at:]
    return word


def heard(word: str, chance: Random) -> str:
    """Something written as it sounds; the word as it is if nothing in it sounds like another spelling."""
    lower = word.lower()
    places = []
    for meant, alike in SOUNDS:
        places += [(at, meant, alike) for at in range(1, len(word)) if lower.startswith(meant, at)]
    if not places:
        return word
    at, meant, alike = chance.choice(places)
    return word[:at] + alike + word[at + len(meant) :]


KINDS: dict[str, Callable[[str, Random], str]] = {
    slip.__name__: slip for slip in (swapped, dropped, doubled, mistaken, added, heard)
}


def _place(word: str, chance: Random) -> int:
    return 0 if chance.random() < FIRST else chance.randrange(1, len(word))
