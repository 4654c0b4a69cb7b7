"""Text becomes terms, the units of lexical search: stemmed words without stop words, or pairs of Chinese characters."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
HAN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
STEMMERS = {"en": "english", "ru": "russian", "de": "german", "fr": "french", "es": "spanish", "it": "italian"}
STEMMERS |= {"pt": "portuguese", "nl": "dutch", "sv": "swedish", "tr": "turkish", "pl": "polish"}
LEXICON = "terms-1"
"""Names everything that decides what the terms of a text are; part of a saved index's name."""


def words(text: str) -> list[str]:
    """The words of `text`, as they stand: words("The Ambassador’s medals") -> ["The", "Ambassador’s", "medals"]."""
    return WORD.findall(text)


def content_spans(text: str, languages: Iterable[str]) -> list[tuple[int, int]]:
    """Start and stop of the words that are no stop words in all of the languages; of all words if there is none else.

    >>> content_spans("Who got the medal?", ["en"])
    [(4, 7), (12, 17)]
    """
    spans = [match.span() for match in WORD.finditer(text)]
    return [(a, b) for a, b in spans if all(terms(text[a:b], language) for language in languages)] or spans


def shared_spans(question: str, text: str, language: str) -> list[tuple[int, int]]:
    """Start and stop of what in `text` has a term of `question`: whole words, or runs of Chinese pairs, in order.

    >>> shared_spans("Which medals?", "Two Medals", "en")
    [(4, 10)]
    """
    asked = set(terms(question, language))
    spans: list[tuple[int, int]] = []
    for match in WORD.finditer(text):
        parts = [match.span()]
        if HAN.search(match.group()):
            parts = [(at, at + 2) for at in range(match.start(), match.end() - 1)] or parts
        spans += _joined([(a, b) for a, b in parts if asked.intersection(terms(text[a:b], language))])
    return spans


def terms(text: str, language: str) -> list[str]:
    """The terms of `text` in order, repeated as often as they occur.

    >>> terms("What did the Ambassador’s medals commemorate?", "en")
    ['ambassador', 'medal', 'commemor']
    """
    found: list[str] = []
    for word in WORD.findall(unicodedata.normalize("NFKC", text)):
        if HAN.search(word):
            found += _pairs(word)
        elif term := _term(word.lower().replace("’", "'"), language):
            found.append(term)
    return found


def grams(terms: Iterable[str]) -> list[str]:
    """The runs of four letters of each term, its ends marked, or of all its letters if it is shorter; of a pair of
    Chinese characters each: grams(["medal", "和平"]) -> ["_med", "meda", "edal", "dal_", "和", "平"].
    """
    return [gram for term in terms for gram in _grams(term)]


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap made one: [(0, 2), (1, 3), (4, 6)] -> [(0, 3), (4, 6)]."""
    found: list[tuple[int, int]] = []
    for start, stop in spans:
        if found and start < found[-1][1]:
            start = found.pop()[0]
        found.append((start, stop))
    return found


def _term(word: str, language: str) -> str:
    """A word's stem; "" for a stop word."""
    if word in _stop_words(language):
        return ""
    word = word.removesuffix("'s")
    stemmer = _stemmer(language)
    return str(stemmer.stemWord(word)) if stemmer else word


def _pairs(word: str) -> list[str]:
    """Overlapping pairs of characters; one character alone stands for itself: 和平鸽 -> 和平, 平鸽."""
    return [word[i : i + 2] for i in range(max(len(word) - 1, 1))]


@cache
def _grams(term: str) -> tuple[str, ...]:
    if HAN.search(term):
        return tuple(term)
    marked = f"_{term}_"
    return tuple(marked[i : i + 4] for i in range(max(len(marked) - 3, 1)))


@cache
def _stop_words(language: str) -> frozenset[str]:
    from bm25s.tokenization import STOPWORDS_EN_PLUS, STOPWORDS_RUSSIAN

    known = {"en": frozenset(STOPWORDS_EN_PLUS), "ru": frozenset(STOPWORDS_RUSSIAN)}
    return known.get(language, frozenset())


@cache
def _stemmer(language: str):  # type: ignore[no-untyped-def]  # PyStemmer has no types
    from Stemmer import Stemmer

    return Stemmer(STEMMERS[language]) if language in STEMMERS else None
