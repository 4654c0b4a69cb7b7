"""Whether words are in another script or language than a transcript."""

from index.language.detect import SURE, likeliest
from index.language.scripts import LANGUAGES, script_of, scripts_for

LEAST_WORDS = 4


def is_foreign(words: str, languages: frozenset[str]) -> bool:
    """Whether `words` are in none of `languages` (ISO 639-1); False where that can't be told.

    Another script is always told; within one script four words are needed, and a probability of 0.6.
    """
    script = script_of(words)
    if not script:
        return False
    if not any(script in scripts_for(language) for language in languages):
        return True
    if len(words.split()) < LEAST_WORDS:
        return False
    language, probability = likeliest(words, LANGUAGES[script].split())
    return language not in languages and probability >= SURE
