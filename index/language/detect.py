"""Which script and language a text is in: by its letters where they decide, else by py3langid (its only importer).

The library takes most of a second to load, once: never for plain English, nor where letters decide.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from index.language.knowledge import KNOWN, alternatives, words
from index.language.quotation_marks import innermost, outside

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
RUSSIAN_WORD = re.compile(rf"\b(?:{alternatives('detection.own')})\b")
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
        return ["ru"] if RUSSIAN_WORD.search(text.lower()) else languages
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
