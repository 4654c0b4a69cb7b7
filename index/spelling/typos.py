"""How likely one word was typed for another: rapidfuzz counts the edits, and the slips that people make weigh less."""

from collections.abc import Sequence
from functools import cache

SWAPPED, DOUBLED, SOUND, VOWEL, KEY, MORE_OR_LESS, OTHER = 0.6, 0.5, 0.6, 0.7, 0.7, 0.8, 1.2
"""Two letters exchanged; one doubled or half of a double; one that sounds alike; a vowel for a vowel; the key beside;
a letter more or fewer; any other letter."""
ENDING = 0.5
"""On top for a last letter more: that is mostly another form of a word, or another word."""
FIRST = 0.4
"""On top for an edit of the first letter, which people seldom mistake."""
VOWELS = frozenset("aeiouyаеиоуыэюя")
SOUNDS = frozenset(map(frozenset, "iy kc kq cq cs sz vw fv gj зс бп гк дт вф жш шщ".split()))
SILENT = frozenset("hьъ")
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm"), ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")


def within(typed: str, words: Sequence[str], edits: int) -> list[int]:
    """The places in `words` of those that are at most `edits` edits away (optimal string alignment)."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = process.extract(typed, words, scorer=OSA.distance, score_cutoff=edits, limit=None)
    return [place for _, _, place in near]


def cost(typed: str, meant: str) -> float:
    """The least weight of the edits that make `typed` of `meant`, both folded: 0 if they are the same.

    >>> cost("opuim", "opium"), cost("medall", "medal"), cost("vozob", "vozov")
    (0.6, 0.5, 0.7)
    """
    # rows of the table of least weights: what it costs to make the letters typed so far of the first ones of `meant`
    before, row = [0.0] * (len(meant) + 1), [0.0]
    for j in range(len(meant)):
        row.append(row[j] + _left_out(meant, j))
    for i in range(len(typed)):
        earlier, before, row = before, row, [row[0] + _put_in(typed, i)]
        for j in range(len(meant)):
            ways = [
                before[j] + _replaced(typed[i], meant[j], i and j),
                before[j + 1] + _put_in(typed, i),
                row[j] + _left_out(meant, j),
            ]
            if i and j and typed[i] == meant[j - 1] != typed[i - 1] == meant[j]:
                ways.append(earlier[j - 1] + SWAPPED + (0 if i > 1 else FIRST))
            row.append(min(ways))
    return row[-1]


def _replaced(typed: str, meant: str, at: int) -> float:
    if typed == meant:
        return 0.0
    weight = OTHER
    if frozenset((typed, meant)) in SOUNDS:  # of the likely slips this weighs least
        weight = SOUND
    elif {typed, meant} <= VOWELS:
        weight = VOWEL
    elif typed in beside(meant):
        weight = KEY
    return weight + (0 if at else FIRST)


def _put_in(typed: str, at: int) -> float:
    """A letter that is not meant."""
    letter, around = typed[at], typed[max(at - 1, 0) : at] + typed[at + 1 : at + 2]
    if letter in around:
        return DOUBLED
    slip = MORE_OR_LESS
    if letter in SILENT:
        slip = SOUND
    elif any(letter in beside(neighbour) for neighbour in around):
        slip = KEY
    if at == 0:
        return slip + FIRST
    return slip + (ENDING if at == len(typed) - 1 else 0)


def _left_out(meant: str, at: int) -> float:
    """A letter that is not typed."""
    letter = meant[at]
    if letter in meant[max(at - 1, 0) : at] + meant[at + 1 : at + 2]:
        return DOUBLED
    return (SOUND if letter in SILENT else MORE_OR_LESS) + (0 if at else FIRST)


@cache
def beside(letter: str) -> frozenset[str]:
    """The letters whose keys touch its key, on an English or a Russian keyboard."""
    for rows in ROWS:
        for number, keys in enumerate(rows):
            at = keys.find(letter)
            if at >= 0:
                around = keys[max(at - 1, 0) : at] + keys[at + 1 : at + 2]
                above = rows[number - 1][at : at + 2] if number else ""
                below = rows[number + 1][max(at - 1, 0) : at + 1] if number + 1 < len(rows) else ""
                return frozenset(around + above + below)
    return frozenset()
