"""Whether words are in another script or language than a transcript (py3langid's only importer)."""

from functools import lru_cache

from index.readers.language import SCRIPTS, detect_language

SCRIPT = {"kk": "ru", "ja": "zh"}
"""Languages told apart by their letters or signs within one script."""
LEAST_WORDS = 4
SURE = 0.6
"""The probability from which a language in the same script is believed to be another: names alone reach 0.25."""


def is_foreign(words: str, languages: frozenset[str]) -> bool:
    """Whether `words` are in none of `languages` (ISO 639-1); False where that can't be told.

    Another script is always told; within one script four words are needed, and a probability of 0.6.
    """
    if not any(pattern.search(words) for pattern in SCRIPTS.values()):
        return False
    scripts = {_script(language) for language in languages}
    if _script(detect_language(words)) not in scripts:
        return True
    if len(words.split()) < LEAST_WORDS:
        return False
    language, probability = _identifier().classify(words)
    return language not in languages and probability >= SURE


def _script(language: str) -> str:
    return SCRIPT.get(language, language if language in SCRIPTS else "en")


@lru_cache(maxsize=1)
def _identifier():  # type: ignore[no-untyped-def]  # py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
