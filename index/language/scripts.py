"""Which script a text is in, and which languages are written in it."""

import re
from collections import Counter
from functools import lru_cache

from index.language.knowledge import KNOWN

LETTERS = {
    "Latn": "A-Za-zªº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Cyrl": "\u0400-\u0481\u048a-\u052f",
    "Hani": "\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "Arab": "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "Deva": "\u0900-\u0963\u0971-\u097f",
    "Hang": "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3",
    "Grek": "\u0370-\u0373\u0376-\u037d\u0386\u0388-\u03ff\u1f00-\u1fff",
    "Hebr": "\u05d0-\u05ea",
    "Armn": "\u0531-\u0556\u0561-\u0587",
    "Geor": "\u10a0-\u10fa\u1c90-\u1cbf",
    "Beng": "\u0980-\u09e3",
    "Guru": "\u0a00-\u0a75",
    "Gujr": "\u0a80-\u0ae3",
    "Taml": "\u0b80-\u0bd7",
    "Telu": "\u0c00-\u0c63",
    "Knda": "\u0c80-\u0ce3",
    "Mlym": "\u0d00-\u0d63",
    "Sinh": "\u0d80-\u0df3",
    "Thai": "\u0e01-\u0e3a\u0e40-\u0e4e",
    "Laoo": "\u0e80-\u0ece",
    "Mymr": "\u1000-\u103f\u1050-\u109d",
    "Ethi": "\u1200-\u135a",
    "Khmr": "\u1780-\u17d3",
}
"""Of each script, by its ISO 15924 code; kana stand with Chinese, since Japanese is written in both."""
LETTER = {script: re.compile(f"[{letters}]") for script, letters in LETTERS.items()}
LANGUAGES = {
    "Latn": "en de fr es it pt nl sv da no fi pl cs sk hu ro tr id vi ca gl eu hr sr sl lt lv et sq is ga cy af sw tl "
    "az uz eo",
    "Cyrl": "ru kk uk be bg mk sr ky mn tt ba tg uz",
    "Hani": "zh ja",
    "Arab": "ar fa ur ps ug ku",
    "Deva": "hi mr ne",
    **dict(
        zip(
            "Hang Grek Hebr Armn Geor Beng Guru Gujr Taml Telu Knda Mlym Sinh Thai Laoo Mymr Ethi Khmr".split(),
            "ko   el   he   hy   ka   bn   pa   gu   ta   te   kn   ml   si   th   lo   my   am   km".split(),
            strict=True,
        )
    ),
}
"""ISO 639-1 codes of the languages that are told apart; a script's first is its commonest."""
ALSO = {"yi": "Hebr", "as": "Beng", "ti": "Ethi"}
"""Languages that only metadata tells."""


def script_of(text: str) -> str:
    """The ISO 15924 code of most letters of `text`; "" if it has none: script_of("Мир и Peace") -> "Latn"."""
    counts: Counter[str] = Counter()
    for character, count in Counter(text).items():
        for script in _scripts(character):
            counts[script] += count
    # of scripts with as many letters the one that stands first in the table
    return max(LETTER, key=lambda script: counts[script]) if counts else ""


@lru_cache(maxsize=4096)  # the same letters come with every question
def _scripts(character: str) -> tuple[str, ...]:
    return tuple(script for script, pattern in LETTER.items() if pattern.match(character))


def scripts_of(text: str) -> set[str]:
    """Of all letters: scripts_of("Мир и Peace") -> {"Cyrl", "Latn"}."""
    return {script for character in set(text) for script in _scripts(character)}


def known_in(text: str) -> tuple[str, ...]:
    """The languages of KNOWN that have their own letters in `text`, in their order; all if none has.

    Patterns of the others can't fit it, and some take long to make: known_in("Who is Си?") -> ("en", "ru", "kk").
    """
    written = [script for script in {*map(_commonest_script, KNOWN)} if LETTER[script].search(text)]
    return tuple(language for language in KNOWN if not written or _commonest_script(language) in written)


def _commonest_script(language: str) -> str:
    return min(scripts_for(language))


@lru_cache(maxsize=64)
def scripts_for(language: str) -> frozenset[str]:
    """The scripts that a language is written in, Latin if it isn't known: scripts_for("kk") -> {"Cyrl"}."""
    written = {script for script, languages in LANGUAGES.items() if language in languages.split()}
    return frozenset(written or {ALSO.get(language, "Latn")})
