"""Which script and language a text is in: by its letters where they decide, else by py3langid (its only importer).

The library takes most of a second to load, once: never for plain English, nor where letters decide.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from index.language.knowledge import alternatives, words
from index.language.latin import told_by_words
from index.language.quotation_marks import innermost, outside
from index.language.scripts import LANGUAGES, LETTER, LETTERS, script_of

SAMPLE = 20_000
SURE = 0.6
"""The probability from which the library is believed."""
ENGLISH = frozenset(words("en", "detection.frequent"))
"""Words that are frequent in English and rare elsewhere."""
PLAINLY = 0.05
"""The share of ENGLISH in a text from which it is English: 0.10 to 0.25 in English, up to 0.01 elsewhere."""
LEAST_WORDS = 8
"""Words in Latin letters below which a text counts as English."""
ASKED_PLAINLY, ASKED_WORDS, ASKED_SURE = 0.1, 3, 0.8
"""As PLAINLY, LEAST_WORDS and SURE, of a question without its names and quotations."""
PLAUSIBLE = 0.2
"""The probability from which a short question is in the commonest language that has its Cyrillic letters."""

OWN = {"kk": "әғқңөұүһі", "uk": "ґєії", "be": "іў", "mk": "ѓѕјљњќџ", "sr": "ђјљњћџ", "ky": "ңөү", "mn": "өү"}
OWN |= {"tt": "әҗңөүһ", "ba": "әғҙҡңөҫүһ", "tg": "ғӣқӯҳҷ", "uz": "ғқўҳ"}
"""Letters of languages in Cyrillic that Russian does not have."""
STRAY, COVERED = 0.03, 0.9
"""Up to this share of such letters a text is none of those languages; this share of them a language has to have."""
ALPHABET, FEW = 100, 0.005
"""A text of so many letters without them is in Russian where more than so few are ё, ы or э, which Bulgarian lacks."""
RUSSIAN = re.compile("[а-яё]")
OWN_WORDS = {
    language: re.compile(rf"\b(?:{alternatives('detection.own', languages=(language,))})\b")
    for language in ("ru", "kk")
}
"""What no other language in Cyrillic has."""

SAME = {"arz": "ar", "ary": "ar", "nn": "no"}
"""The library's languages that count as another."""
KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
LATIN_WORD = re.compile(f"[{LETTERS['Latn']}]+")
CASED = LETTERS["Latn"] + LETTERS["Cyrl"]
LATIN_NAME = re.compile(rf"(?<![{CASED}])[A-Z\u00c0-\u00d6\u00d8-\u00de][{LETTERS['Latn']}’'-]*")
NAME = re.compile(rf"(?<!^)(?<![{CASED}])[A-Z\u00c0-\u00d6\u00d8-\u00deЀ-ЯӘҒҚҢӨҰҮҺ][{CASED}’'-]*")
"""A word with a capital letter that does not open the text."""
ENGLISH_ASKS = re.compile(rf"\b(?:{alternatives('detection.asking', languages=('en',))})\b")
OTHERS_ASK = re.compile(
    rf"\b(?:{alternatives('detection.asking', languages=('ru', 'kk'))})\b"
    rf"|{alternatives('detection.asking', languages=('zh',))}"
)
"""What a question has one of, in English and in languages with letters of their own."""
OTHER_LETTERS = re.compile(f"[{LETTERS['Cyrl']}{LETTERS['Hani']}]+")
QUOTING = '“"«„「『《'


def detect_language(text: str) -> str:
    """An ISO 639-1 code, by the first 20,000 characters; where nothing is sure the commonest of the script: en, ru, ar.

    >>> detect_language("Победа"), detect_language("Қазақстан"), detect_language("和平")
    ('ru', 'kk', 'zh')
    """
    sample = text[:SAMPLE]
    script = script_of(sample) or "Latn"
    if script == "Latn":
        words = _words(sample)
        if len(words) < LEAST_WORDS or _english(words) >= PLAINLY:
            return "en"
    candidates = _candidates(sample, script)
    language, probability = likeliest(sample, candidates)
    return language if probability >= SURE else candidates[0]


@lru_cache(maxsize=64)  # several ask it of one question
def question_language(text: str) -> str | None:
    """The language of a question, its names and quotations aside; None where it isn't sure.

    >>> [question_language(text) for text in ("Who is Xi Jinping?", "Кто такой Xi Jinping?", "Le Monde?")]
    ['en', 'ru', None]
    """
    sample = text[:SAMPLE]
    asked = outside(sample, innermost(sample, QUOTING, least=0)).strip()
    asked = without_foreign_words(NAME.sub(" ", asked.lower() if asked.isupper() else asked))
    words = _words(asked)
    script = script_of(asked if _english(words) else LATIN_NAME.sub(" ", asked)) or script_of(asked)
    if script == "Latn":
        return _asked_in_latin(asked, words)
    if not script or (_english(words) and 2 * sum(map(len, words)) > len(LETTER[script].findall(asked))):
        return None
    candidates = _candidates(asked, script)
    language, probability = likeliest(asked, candidates)
    if probability >= (ASKED_SURE if script == "Cyrl" else SURE):
        return language
    return candidates[0] if script == "Cyrl" and _shares(asked, candidates)[candidates[0]] >= PLAUSIBLE else None


def without_foreign_words(asked: str) -> str:
    """A question in Latin and other letters, without the words of the part that does not ask; as it is if both do.

    >>> without_foreign_words("что он говорит о multilateralism?").split()
    ['что', 'он', 'говорит', 'о', '?']
    """
    asks, others_ask = ENGLISH_ASKS.search(asked.lower()), OTHERS_ASK.search(asked.lower())
    if bool(asks) == bool(others_ask):
        return asked
    return LATIN_WORD.sub(" ", asked) if others_ask else OTHER_LETTERS.sub(" ", asked)


def likeliest(text: str, languages: Sequence[str]) -> tuple[str, float]:
    """The one of `languages` that the library takes `text` for, and its probability among them, 0 to 1."""
    shares = _shares(text, languages) if len(languages) > 1 else {languages[0]: 1.0}
    best = max(shares, key=lambda language: shares[language])
    return best, shares[best]


def _shares(text: str, languages: Sequence[str]) -> dict[str, float]:
    """The probability of each of `languages`; they add up to 1."""
    shares = dict.fromkeys(languages, 0.0)
    for label, probability in _identifier().rank(text):
        language = SAME.get(label, label)
        if language in shares:
            shares[language] += probability
    total = sum(shares.values()) or 1
    return {language: share / total for language, share in shares.items()}


def _asked_in_latin(asked: str, words: list[str]) -> str | None:
    if asked.startswith("¿"):
        return "es"
    if told := told_by_words(words, sum(word in ENGLISH for word in words)):
        return told
    if english := _english(words):
        return "en" if english >= ASKED_PLAINLY else None
    if len(words) < ASKED_WORDS:
        return None
    language, probability = likeliest(asked, LANGUAGES["Latn"].split())
    return language if probability >= ASKED_SURE else None


def _candidates(text: str, script: str) -> list[str]:
    """The languages that a text in `script` may be in, by its letters."""
    if script == "Hani":
        return ["ja" if 5 * len(KANA.findall(text)) > len(LETTER["Hani"].findall(text)) else "zh"]
    languages = LANGUAGES[script].split()
    if script != "Cyrl":
        return languages
    letters = LETTER["Cyrl"].findall(text.lower())
    own = [letter for letter in letters if not RUSSIAN.match(letter)]
    if len(own) > STRAY * len(letters):
        covering = [name for name in languages if sum(map(OWN.get(name, "").count, own)) >= COVERED * len(own)]
        return covering or languages
    if len(letters) < ALPHABET:
        return [name for name, own in OWN_WORDS.items() if own.search(text.lower())] or languages
    return ["ru"] if sum(map(letters.count, "ёыэ")) > FEW * len(letters) else languages


def _words(text: str) -> list[str]:
    return [word.lower() for word in LATIN_WORD.findall(text)]


def _english(words: list[str]) -> float:
    """The share of words that are plainly English, 0 to 1."""
    return sum(word in ENGLISH for word in words) / len(words) if words else 0.0


@lru_cache(maxsize=1)
def _identifier():  # type: ignore[no-untyped-def]  # py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
