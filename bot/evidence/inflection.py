"""A word becomes the words of some transcripts that are other forms of it: its plural or singular, its cases; and
whether two words are one in two forms.
"""

import re
from collections.abc import Collection

from index.language.dictionary import american, is_known, lemma
from index.language.knowledge import pattern, words
from index.language.terms import STEMMERS, terms

SIBILANT = ("s", "x", "z", "ch", "sh")
IRREGULAR = frozenset(tuple(pair.split("/")) for pair in words("en", "plurals.irregular"))
ENDINGS_KK = re.compile(pattern("kk", "endings.noun"))
OTHERWISE = dict(pair.split("/") for pair in words("en", "forms.irregular"))
"""What a dictionary has as words of their own: thought, a thought."""
COMPARED = re.compile(r"(er|est)$")
SHORTEST_KK = 4
"""Letters of a Kazakh word to which endings may be joined: behind fewer, another word may begin alike."""


def forms_of(word: str, vocabulary: Collection[str], language: str) -> list[str]:
    """The words of `vocabulary` that are `word` or a form of it, in order; all in small letters.

    English has singular and plural, Kazakh its endings; in other languages what has the same stem is a form, as far as
    there is a stemmer.

    >>> forms_of("lamp", ["lamp", "lamps", "lamplight"], "en")
    ['lamp', 'lamps']
    """
    if language == "en":
        near = {form for form in (word, *_plurals(word), *_singulars(word)) if form in vocabulary}
        return sorted(form for form in near if form == word or _is_plural(form, word) or _is_plural(word, form))
    if language == "kk":
        return sorted(form for form in vocabulary if form == word or _is_ended(form, word))
    stem = terms(word, language) if language in STEMMERS else []
    return sorted(form for form in vocabulary if form == word or (stem and terms(form, language) == stem))


def is_form_of(word: str, said: str, language: str) -> bool:
    """Whether `word` is `said` in another form which says as much: tense, number, person, case, not degree or negation;
    both in small letters.

    >>> is_form_of("rescuing", "rescued", "en"), is_form_of("couldn't", "could", "en"), is_form_of("older", "old", "en")
    (True, False, False)
    """
    if language != "en":
        return bool(forms_of(said, [word], language))
    plain, bare = word.replace("'", ""), said.replace("'", "")
    if american(plain) == american(bare) or plain == f"{said}s":
        return True
    are_one = not _lemmas(word).isdisjoint(_lemmas(said)) and ("n't" in word) == ("n't" in said)
    return are_one and _degree(word) == _degree(said)


def _lemmas(word: str) -> set[str]:
    return {lemma(word, "en"), OTHERWISE.get(word, word)}


def _degree(word: str) -> str:
    """The ending of a comparative or superlative."""
    compared = COMPARED.search(word)
    return compared[0] if compared and lemma(word, "en") != word else ""


def _is_plural(word: str, singular: str) -> bool:
    if (singular, word) in IRREGULAR:
        return True
    if word not in _regular_plurals(singular):
        return False
    return lemma(word, "en") == singular or not is_known(word, "en")


def _plurals(word: str) -> set[str]:
    """What may be the plural of a word."""
    return _regular_plurals(word) | {plural for singular, plural in IRREGULAR if singular == word}


def _singulars(word: str) -> set[str]:
    """What a word may be the plural of: the reverse of _regular_plurals, with more."""
    endings = (("s", ""), ("es", ""), ("ies", "y"), ("ves", "f"), ("ves", "fe"))
    regular = {word.removesuffix(ending) + before for ending, before in endings if word.endswith(ending)}
    return regular | {singular for singular, plural in IRREGULAR if plural == word}


def _regular_plurals(singular: str) -> set[str]:
    if not singular.isalpha() or len(singular) < 2:
        return set()
    plurals = {f"{singular}es"} if singular.endswith(SIBILANT) else {f"{singular}s"}
    if singular.endswith("o"):
        plurals.add(f"{singular}es")
    if singular.endswith("y") and singular[-2] not in "aeiou":
        plurals = {f"{singular[:-1]}ies"}
    if singular.endswith(("f", "fe")):
        plurals.add(f"{singular.removesuffix('e')[:-1]}ves")
    return plurals


def _is_ended(form: str, word: str) -> bool:
    is_longer = len(word) >= SHORTEST_KK and form.startswith(word)
    return is_longer and ENDINGS_KK.fullmatch(form, len(word)) is not None
