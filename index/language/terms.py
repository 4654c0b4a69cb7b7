"""Text becomes terms, the units of lexical search: stemmed words without stop words, or pairs of signs in Chinese,
Japanese, Korean, Thai, Lao, Burmese and Khmer."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from index.language import knowledge

MARKS = "".join(chr(code) for code in range(0x0591, 0x1CFA) if unicodedata.category(chr(code)).startswith("M"))
"""Signs that belong to the letter before them, as vowels do in Hindi and Thai; \\w leaves them out."""
WORD = re.compile(rf"[^\W_]+(?:[{MARKS}]+[^\W_]*)*(?:['’][^\W\d_]+)?")
HAN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
SPACELESS = r"\u0e01-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3131-\u318e\uac00-\ud7a3"
"""Thai, Lao, Burmese, Khmer, and Korean, where endings are joined to words."""
JOINED = re.compile(f"{HAN.pattern[:-1]}{SPACELESS}]")
RUN = re.compile(f"[{SPACELESS}]+|[^{SPACELESS}]+")
SIGN = re.compile(f".[{MARKS}]*")
ELIDING = ("fr", "it", "ca", "eo")
"""Languages with words like "l'ambassadeur"."""
STEMMERS = {"en": "english", "ru": "russian", "de": "german", "fr": "french", "es": "spanish", "it": "italian"}
STEMMERS |= {"pt": "portuguese", "nl": "dutch", "sv": "swedish", "tr": "turkish", "pl": "polish", "ar": "arabic"}
STEMMERS |= {"hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech", "da": "danish", "eo": "esperanto"}
STEMMERS |= {"et": "estonian", "fi": "finnish", "el": "greek", "hi": "hindi", "hu": "hungarian", "id": "indonesian"}
STEMMERS |= {"ga": "irish", "lt": "lithuanian", "ne": "nepali", "no": "norwegian", "fa": "persian", "ro": "romanian"}
STEMMERS |= {"sr": "serbian", "ta": "tamil", "yi": "yiddish", "nb": "norwegian", "nn": "norwegian"}
"""Snowball's."""
ALIKE = str.maketrans(
    dict.fromkeys("’‘ʼ", "'")
    | dict.fromkeys("“”„«»", '"')
    | dict.fromkeys("‐‑–—", "-")
    | {chr(code): " " for code in range(0x3001) if chr(code).isspace()}
)
LEXICON = "terms-2"
"""Names everything that decides what the terms of a text are; part of a saved index's name."""


def fold(text: str) -> str:
    """`text` with case and kinds of quotation marks, dashes and white space made equal, each character for one.

    >>> fold("‘A’\\n")
    "'a' "
    """
    alike = text.translate(ALIKE)
    lower = alike.lower()
    if len(lower) == len(text):
        return lower
    # a capital whose small form has two characters stays, so that places in the folded text are those of the text
    return "".join(character.lower() if len(character.lower()) == 1 else character for character in alike)


def words(text: str) -> list[str]:
    """The words of `text`, as they stand: words("The Ambassador’s medals") -> ["The", "Ambassador’s", "medals"]."""
    return WORD.findall(text)


def count_words(text: str) -> int:
    """How many words it has; a Chinese sign is one: count_words("It is 1945.") -> 3, count_words("和平") -> 2."""
    words = WORD.findall(text)
    return sum(len(HAN.findall(word)) or 1 for word in words) if HAN.search(text) else len(words)


def content_spans(text: str, languages: Iterable[str]) -> list[tuple[int, int]]:
    """Start and stop of the words that are no stop words in all of the languages; of all words if there is none else.

    >>> content_spans("Who got the medal?", ["en"])
    [(4, 7), (12, 17)]
    """
    spans = [match.span() for match in WORD.finditer(text)]
    content = [(start, stop) for start, stop in spans if all(terms(text[start:stop], name) for name in languages)]
    return content or spans


def shared_spans(question: str, text: str, language: str) -> list[tuple[int, int]]:
    """Start and stop of what in `text` has a term of `question`: whole words, or runs of pairs, in order.

    >>> shared_spans("Which medals?", "Two Medals", "en")
    [(4, 10)]
    """
    asked = set(terms(question, language))
    spans: list[tuple[int, int]] = []
    for match in WORD.finditer(text):
        word, offset = match.group(), match.start()
        shared = []
        for start, stop in _units(word):
            if not asked.isdisjoint(_terms_of_word(word[start:stop], language)):
                shared.append((offset + start, offset + stop))
        spans += _joined(shared)
    return spans


def terms(text: str, language: str) -> list[str]:
    """The terms of `text` in order, repeated as often as they occur.

    >>> terms("What did the Ambassador’s medals commemorate?", "en")
    ['ambassador', 'medal', 'commemor']
    """
    in_order: list[str] = []
    for word in WORD.findall(unicodedata.normalize("NFKC", text)):
        if not JOINED.search(word):
            in_order += _term(word, language)
            continue
        units = [word[start:stop] for start, stop in _units(word)]
        if HAN.search(word):
            in_order += units
        elif word not in _stop_words(language):
            for unit in units:
                in_order += (unit,) if JOINED.search(unit) else _term(unit, language)
    return in_order


def terms_of_each(words: Sequence[str], language: str) -> list[list[str]]:
    """The terms of each of many words of letters alone, in small letters: as `terms` gives them, but quicker.

    >>> terms_of_each(["medals", "the"], "en")
    [['medal'], []]
    """
    plain: Sequence[str] = words
    if not _is_plain("\n".join(words)):
        plain = list(filter(_is_plain, words))
    stop_words, stemmer = _stop_words(language), _stemmer(language)
    stems = dict(zip(plain, stemmer.stemWords(list(plain)) if stemmer else plain, strict=True))
    in_each: list[list[str]] = []
    for word in words:
        stem = stems.get(word)
        if stem is None:
            in_each.append(terms(word, language))
        else:
            in_each.append([stem] if stem and word not in stop_words else [])
    return in_each


def grams(terms: Iterable[str]) -> list[str]:
    """The runs of four letters of each term, its ends marked, or of all its letters if it is shorter; of a pair of
    signs each: grams(["medal", "和平"]) -> ["_med", "meda", "edal", "dal_", "和", "平"].
    """
    return [gram for term in terms for gram in _grams(term)]


@lru_cache(maxsize=16_384)  # the same statements are shown again and again
def _terms_of_word(word: str, language: str) -> tuple[str, ...]:
    return tuple(terms(word, language))


def _is_plain(text: str) -> bool:
    """Whether words of letters are one term each, as they stand."""
    return unicodedata.is_normalized("NFKC", text) and not JOINED.search(text)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap made one: [(0, 2), (1, 3), (4, 6)] -> [(0, 3), (4, 6)]."""
    joined: list[tuple[int, int]] = []
    for start, stop in spans:
        if joined and start < joined[-1][1]:
            start = joined.pop()[0]
        joined.append((start, stop))
    return joined


@lru_cache(maxsize=16_384)  # most words of a question are those of others, and of the sentences that answer
def _term(word: str, language: str) -> tuple[str, ...]:
    """A word's stem; nothing for a stop word."""
    if language in ("tr", "az"):
        word = word.replace("I", "ı").replace("İ", "i")
    word = word.lower().replace("’", "'")
    if language in ELIDING:
        word = word.rpartition("'")[2]
    if word in _stop_words(language):
        return ()
    word = word.removesuffix("'s")
    stemmer = _stemmer(language)
    stem = str(stemmer.stemWord(word)) if stemmer else word
    return (stem,) if stem else ()


def _units(word: str) -> list[tuple[int, int]]:
    """Where the units of a word stand: overlapping pairs of signs where words are not parted, else all of it.

    One sign alone stands for itself: 和平鸽 -> 和平, 平鸽.
    """
    if not JOINED.search(word):
        return [(0, len(word))]
    runs = [(0, len(word))] if HAN.search(word) else [run.span() for run in RUN.finditer(word)]
    units: list[tuple[int, int]] = []
    for start, stop in runs:
        units += _pairs(word, start, stop) if JOINED.search(word, start, stop) else [(start, stop)]
    return units


def _pairs(word: str, start: int, stop: int) -> list[tuple[int, int]]:
    if word.isalnum():  # without MARKS
        signs = [(at, at + 1) for at in range(start, stop)]
    else:
        signs = [match.span() for match in SIGN.finditer(word, start, stop)]
    pairs = [(first[0], second[1]) for first, second in pairwise(signs)]
    return pairs or signs


@cache
def _grams(term: str) -> tuple[str, ...]:
    if JOINED.search(term):
        return tuple(term)
    marked = f"_{term}_"
    return tuple(marked[start : start + 4] for start in range(max(len(marked) - 3, 1)))


@cache
def _stop_words(language: str) -> frozenset[str]:
    if language in knowledge.KNOWN:
        return frozenset(knowledge.words(language, "search.stop_words"))
    return frozenset(knowledge.words("other", f"stop_words.{'no' if language in ('nb', 'nn') else language}"))


@cache
def _stemmer(language: str):  # type: ignore[no-untyped-def]  # PyStemmer has no types
    from Stemmer import Stemmer

    return Stemmer(STEMMERS[language]) if language in STEMMERS else None
