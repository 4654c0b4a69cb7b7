"""A word that is written partly in brackets: [T]he, rescu[ing], gover[n]ment."""

import re
from itertools import accumulate

from bot.evidence.normal import UNSPACED_WORD, Normal, is_word

ADAPTED = re.compile(r"[^\[\]]*(?:(?!\[(?:sic|[a-c])\](?![^\[]))\[[^\[\]]*\][^\[\]]*)+")
"""As far as it goes without the mark of a note behind it: harbour[a]."""
INSIDE = re.compile(r"\[[^\]]*\]")
NAMED = re.compile(r"[^\W\d_]\[[A-Z]")
"""A name behind a word: he[Putin]."""


def adapted_word(normal: Normal, at: int) -> tuple[int, str] | None:
    """Of the adapted word that begins at unit `at`: the unit behind it, and the word without brackets.

    >>> adapted_word(normalise("gover[n]ment is"), 0)
    (5, 'government')
    """
    stop = at
    while stop < len(normal.keys) and _is_letters(normal.keys[stop]) and (stop == at or _touches(normal, stop)):
        stop += 1
    units = normal.keys[at:stop]
    written = ADAPTED.match("".join(units)) if "[" in units else None
    if written is None or not INSIDE.sub("", written[0]) or NAMED.search(written[0]):
        return None
    ends = list(accumulate(map(len, units)))
    return at + 1 + ends.index(written.end()), written[0].replace("[", "").replace("]", "")


def begins_word(normal: Normal, stop: int) -> bool:
    """Whether what stands last in the bracket before unit `stop` goes on in the word behind: a[n in]famous."""
    has_word = is_word(normal.keys[stop - 2]) and _touches(normal, stop - 1)
    return has_word and _touches(normal, stop) and _is_letters(normal.keys[stop])


def _is_letters(key: str) -> bool:
    """Whether it may be a part of an adapted word, in a script that has spaces between words."""
    return key in "[]" or (is_word(key) and not UNSPACED_WORD.match(key))


def _touches(normal: Normal, unit: int) -> bool:
    """Whether no blank stands between a unit and the one before it; quotation marks alone in brackets are none."""
    if not 0 < unit < len(normal.keys):
        return False
    return normal.stops[unit - 1] == normal.starts[unit] or normal.keys[unit - 1 : unit + 1] == ("[", "]")
