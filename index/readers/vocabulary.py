"""Which labels are words of which a text is made, and which are names in it, by the dictionary and the text itself."""

import re
from functools import cache, cached_property

from index.language.dictionary import is_common

CAPITALISED = re.compile(r"(?<=[^\W\d_A-Z][ \n])[A-Z][^\W\d_]+")
SMALL = re.compile(r"\b[a-z][^\W\d_]+")
SHORTEST_NICK = 3


class Vocabulary:
    """Of one text in one language."""

    def __init__(self, text: str, language: str = "en") -> None:
        self._text, self._language = text, language

    def is_word(self, name: str) -> bool:
        """Whether all words of a name are in the dictionary of the transcript's language, or in the English one, and
        one of them is not only ever a name within this text's sentences.
        """
        words = [word.strip(".,'’") for word in name.split()]
        known = all(_is_common(word.lower(), self._language) or _is_common(word.lower(), "en") for word in words)
        return known and not all(self._is_proper(word) for word in words)

    def is_nick(self, name: str) -> bool:
        """Whether a name is one of those that people give themselves: "joshtriplett"."""
        return name.islower() and name.isalpha() and len(name) > SHORTEST_NICK and not self.is_word(name)

    def are_small(self, name: str) -> bool:
        """Whether the text has all words of a name without a capital too."""
        return self._small.issuperset(name.lower().split())

    def _is_proper(self, word: str) -> bool:
        """Whether a word stands within sentences with its capital, and never without it; nouns in German all do."""
        if self._language == "de" or not word.istitle():
            return False
        return word in self._capitalised and word.lower() not in self._small

    @cached_property
    def _capitalised(self) -> set[str]:
        """The words with capitals that stand behind one in small letters."""
        return set(CAPITALISED.findall(self._text))

    @cached_property
    def _small(self) -> set[str]:
        return set(SMALL.findall(self._text))


@cache
def _is_common(word: str, language: str) -> bool:
    return is_common(word, language)
