"""A text in the form in which quotations are compared: its words and signs, each with its place in the text.

What does not count is gone: white space, quotation marks, invisible characters; kinds of dashes, apostrophes and
ellipses, and full-width signs, are one. Everything else counts, case too.
"""

import re
import unicodedata
from dataclasses import dataclass

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts that write no spaces between words: each character counts as a word."""
LETTERS = rf"[^\W\d_ʼ{UNSPACED}]"
INSIDE = "[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]"
"""Accents of their own, and what can't be seen, inside a word."""
APOSTROPHE = "['’ʼ‘]"
WORD = (
    rf"{LETTERS}(?:[^\W_ʼ{UNSPACED}]+|{INSIDE}+)*"
    rf"(?:\s*n{APOSTROPHE}t\b|\s*{APOSTROPHE}(?:s|re|ve|ll|d|m|t)\b|{APOSTROPHE}{LETTERS}+)*"
)
"""We're, we 're, do n't, l’État: an apostrophe is part of a word, as some transcripts set it with a space before."""
NUMBER = rf"\d+(?:[.,:/]\d+)*(?:[^\W_ʼ{UNSPACED}]+|{INSIDE}+)*"
DASH = r"[-‐‑‒–—―−]+"
ELLIPSIS = r"…|\.(?:\s?\.){2,}"
UNIT = re.compile(
    rf"(?P<word>{WORD}|{NUMBER}|[{UNSPACED}])|(?P<dash>{DASH})|(?P<ellipsis>{ELLIPSIS})"
    r"|(?P<sign>[^\s“”„‟‘’‚‛'\"«»‹›「」『』`´ʼ\u00ad\u0300-\u036f\u200b-\u200f\u2060\u2066-\u2069\ufeff])"
)
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
ALIKE = INVISIBLE | {ord(a): "'" for a in "’ʼ‘"}
FULL_WIDTH = str.maketrans("，。！？：；（）［］", ",.!?:;()[]")
ELIDED, DASHED = "…", "-"
MARK = re.compile(r"[^\W_]")
UNSPACED_WORD = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Normal:
    """Words and signs in order: `keys[i]` stands at text[starts[i]:stops[i]].

    >>> normalise("“We 're  here” –").keys
    ('We\\'re', 'here', '-')
    """

    keys: tuple[str, ...]
    starts: tuple[int, ...]
    stops: tuple[int, ...]


def normalise(text: str, start: int = 0, stop: int | None = None) -> Normal:
    """The words and signs of `text[start:stop]`; places count in the whole text."""
    keys, starts, stops = [], [], []
    for match in UNIT.finditer(text, start, len(text) if stop is None else stop):
        keys.append(_key(match))
        starts.append(match.start())
        stops.append(match.end())
    return Normal(tuple(keys), tuple(starts), tuple(stops))


def is_word(key: str) -> bool:
    """Whether a key is a word or number, not a sign."""
    return MARK.match(key) is not None


def other_case(key: str) -> str:
    """With its first letter in the other case: "The" -> "the"."""
    return key[0].swapcase() + key[1:]


def count_words(keys: tuple[str, ...]) -> int:
    """How many words; two characters of a script without spaces count as one."""
    words = [key for key in keys if is_word(key)]
    unspaced = sum(UNSPACED_WORD.match(key) is not None for key in words)
    return len(words) - unspaced + (unspaced + 1) // 2


def _key(match: re.Match[str]) -> str:
    unit = match.group()
    match match.lastgroup:
        case "word" if unit.isascii() and unit.isalnum():
            return unit  # most words: nothing in them can differ
        case "word":
            return unicodedata.normalize("NFC", "".join(unit.split()).translate(ALIKE))
        case "dash":
            return DASHED
        case "ellipsis":
            return ELIDED
    return unit.translate(FULL_WIDTH)
