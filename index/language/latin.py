"""Which language a question in Latin letters is in, by small words that it has and English has not."""

from collections.abc import Sequence
from functools import cache

from index.language.knowledge import words

TOLD = ("de", "es", "fr", "it", "nl", "pl", "pt", "tr")
"""Languages of which the words are known."""
ASKING, OTHER = 2, 3
"""Different words of a language that tell it: so many if one of them asks, for names have some too (von der Leyen);
else so many, and a word that is none of its own."""


def told_by_words(asked: Sequence[str], english: int) -> str | None:
    """The language of the words of a question, in small letters and without names, `english` of which are plainly
    English; None where they do not tell it.

    >>> told_by_words(["wer", "bekam", "die", "medaille"], 0), told_by_words(["who", "got", "the", "medal"], 2)
    ('de', None)
    """
    different = set(asked)
    known = {language: different & _words(language) for language in TOLD}
    most = max(map(len, known.values()))
    leading = [language for language in TOLD if len(known[language]) == most]
    if len(leading) == 1 and most > english:
        asks = bool(known[leading[0]] & _asking(leading[0]))
        if most >= (ASKING if asks else OTHER) and (asks or different - known[leading[0]]):
            return leading[0]
    sure = [language for language in leading if asked and asked[0] in words("other", f"sure.{language}")]
    return sure[0] if len(sure) == 1 and len(different) > 1 and not english else None


@cache
def _asking(language: str) -> frozenset[str]:
    return frozenset((*words("other", f"sure.{language}"), *words("other", f"asking.{language}")))


@cache
def _words(language: str) -> frozenset[str]:
    return _asking(language).union(words("other", f"frequent.{language}"))
