"""Names in any script become what they sound like, so that Возов and 沃佐夫 are Vozov. anyascii's only importer."""

import re
from functools import lru_cache

LETTER = re.compile(r"[^a-z]+")
PALLADIUS, SHORT_A = re.compile("чж|цз"), re.compile(r"(?<=\w)э")
"""What Russian writes for the Chinese sounds zh and j (Palladius' system), and for an English a: Мэннинг."""
SPELLINGS = (
    ("shch", "S"), ("tsch", "C"), ("tch", "C"), ("sch", "S"), ("dzh", "j"), ("zh", "j"), ("sh", "S"), ("ch", "C"),
    ("ts", "C"), ("kh", "h"), ("gh", "g"), ("th", "t"), ("ph", "f"), ("ck", "k"), ("qu", "kv"), ("ng", "n"),
    ("w", "v"), ("q", "k"),
)  # fmt: skip
"""What is written by several letters, or by one of two, and the sound that it is; longest first."""
PINYIN_X, X = re.compile("x(?=[iu])"), re.compile("x")
SOFT, HARD = re.compile("[cg](?=[eiy])"), re.compile("c")
GLIDE = re.compile("y(?=[aeou])|i(?=[aou])")
"""Xiao and Сяо, Tokayev and Токаев."""
VOWELS = "aeiouy"
SILENT = re.compile("(?<=[^aeiouy])e$")
DOUBLE = re.compile(r"(.)\1+")
COARSE = str.maketrans("bdgzjSCc", "ptkssssk")
"""Sounds that scripts without letters for them write for each other, voiced and voiceless."""


@lru_cache(maxsize=65_536)
def romanised(word: str) -> str:
    """In small Latin letters, each sign by itself: romanised("沃佐夫") -> "wozuofu"."""
    from anyascii import anyascii

    return LETTER.sub("", anyascii(SHORT_A.sub("а", PALLADIUS.sub("ж", word.lower()))).lower())


@lru_cache(maxsize=65_536)
def spelling(word: str) -> str:
    """A name as it sounds, each sound by one letter: spelling("Чжан Сяо") -> spelling("Zhang Xiao") -> "jansao"."""
    letters = PINYIN_X.sub("s", romanised(word))
    for written, heard in SPELLINGS:
        letters = letters.replace(written, heard)
    letters = X.sub("ks", SOFT.sub(lambda soft: "j" if soft.group() == "g" else "s", letters))
    letters = GLIDE.sub("", SILENT.sub("", HARD.sub("k", letters)))
    return DOUBLE.sub(r"\1", letters.replace("y", "i"))


def consonants(word: str) -> str:
    """Of its spelling: consonants("Возов") -> "vzv"."""
    return "".join(sound for sound in spelling(word) if sound not in VOWELS)


def vowels(word: str) -> str:
    """Of its spelling: vowels("Возов") -> "oo"."""
    return "".join(sound for sound in spelling(word) if sound in VOWELS)


def coarse(word: str) -> str:
    """The consonants as scripts without letters for all of them tell them, each run of one once.

    >>> coarse("Vozov"), coarse("沃佐夫")
    ('vsv', 'vsv')
    """
    return DOUBLE.sub(r"\1", consonants(word).translate(COARSE).replace("r", "l").replace("f", "v"))
