"""The small words, and the telling ones, by which it is seen what an ellipsis or a bracket does to a sentence."""

import re
from collections.abc import Collection

from index.language.knowledge import all_words, alternatives, words


def _words(key: str) -> frozenset[str]:
    return frozenset(words("en", f"elision.{key}"))


def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{alternatives(key, languages=('en',))})(?![\w'])")


SUBJECTS, PREPOSITIONS, ARTICLES, MODALS = map(_words, ("subjects", "prepositions", "articles", "modals"))
RELATIVES, COORDINATORS, SUBORDINATORS = map(_words, ("relatives", "coordinators", "subordinators"))
GENERIC, AROUND, MULTIPLIERS, SIZES, AMOUNTS = map(_words, ("generic", "around", "multipliers", "sizes", "amounts"))
FUNCTION = PREPOSITIONS | ARTICLES | MODALS | SUBORDINATORS
OPENERS, SEASONS, NO_MANNERS, TURNING, CAUSES = map(_words, ("openers", "seasons", "no_manners", "turning", "causes"))
LITTLE = FUNCTION | COORDINATORS | RELATIVES | OPENERS | _words("pronouns")
"""Words that only point or join."""
OPENING = LITTLE - PREPOSITIONS - MODALS
"""Words with which a clause may begin."""
MONTHS = frozenset(all_words("dates.months"))
DATES = (MONTHS | frozenset(all_words("dates.weekdays", "dates.past", "dates.coming"))) - {"may", "march"}
COUNTS = frozenset(all_words("numbers.units", "numbers.tens", "numbers.counts", "numbers.others", "numbers.quantities"))
OF = frozenset("of the them those these us more per a an cent percent percentage points".split())
"""May stand between a number and what it counts: half of them."""

CLITICS = {"'d": "had would", "'s": "is has", "'ll": "will", "'ve": "have", "'re": "are", "'m": "am"}
"""What is joined to a word, and the words that it may be short for."""

FILLER, CONDITION, HYPOTHESIS = map(_pattern, ("elision.fillers", "elision.conditions", "elision.hypotheses"))
HEDGE, DEGREE, VERB = map(_pattern, ("elision.hedges", "elision.degrees", "elision.verbs"))
COMPARISON, CONTRAST = map(_pattern, ("elision.comparisons", "elision.contrasts"))
REPORT, REVERSAL = map(_pattern, ("turning.reports", "elision.reversals"))
DISTANCE = re.compile(rf"{_pattern('elision.distances').pattern}$")
APPROXIMATION = re.compile(rf"{_pattern('elision.approximations').pattern}$")
YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")


def in_full(word: str, chosen: Collection[str]) -> list[str]:
    """A contraction as two words if it may be short for one of those that were `chosen`: he'd -> he, had."""
    for clitic, full in CLITICS.items():
        meant = [one for one in full.split() if one in chosen]
        if meant and word.endswith(clitic) and word != clitic:
            return [word.removesuffix(clitic), meant[0]]
    return [word]


def is_number(word: str) -> bool:
    """Whether a word in small letters counts: 40, forty, half, all."""
    return word[:1].isdigit() or word in COUNTS
