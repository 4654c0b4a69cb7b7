"""The words of a writer in square brackets, against what they stand in place of: whether they turn the meaning.

A bracket may hold a name or a noun for a pronoun, another form of the same word, an explanation or a note. It turns the
meaning where it puts in, or takes the place of, a negation, a number, how sure or how often something is, or a verb.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.evidence.normal import DASHED, is_word
from bot.quote_check.elision import Insertion
from bot.quote_check.governing import turns_meaning
from bot.quote_check.hidden import Hidden, negations
from bot.quote_check.little_words import (
    ARTICLES,
    DATES,
    DEGREE,
    HEDGE,
    LITTLE,
    MODALS,
    PREPOSITIONS,
    RELATIVES,
    REVERSAL,
    VERB,
    YEAR,
    is_number,
)
from index.language.knowledge import alternatives
from index.spelling.dictionary import lemma

NOTE = re.compile(alternatives("elision.notes", languages=("en",)))
GLOSS = re.compile(r"(?:i e|e g|that is|or|meaning|namely|about|approximately)\b")
"""How an explanation begins, as units without their signs."""
PERFECT = frozenset(("have", "has", "had"))
"""A verb may be adapted by them: “and [had] left”."""
INDEFINITE = frozenset(("a", "an"))
NEAR = 4
"""Words before a number in brackets among which is the one that it explains: eight metres [26 feet]."""


def turn_meaning(inserted: Sequence[Insertion], gap: Hidden) -> bool:
    """Whether what is put in at `gap`, and in place of what it hides, turns what is kept."""
    keys = [key for insertion in inserted if _says_something(insertion) for key in _words(insertion.keys)]
    if not keys:
        return turns_meaning(gap)
    written = [key.lower() for key in keys]
    taken = [word for word in gap.words if is_word(word)]
    if taken[len(taken) - len(written) :] == written or taken[: len(written)] == written:
        return False  # the very words that were said
    is_priced = any(not is_word(key) for insertion in inserted for key in insertion.keys)  # [£600]
    if _alters(written, taken, gap, is_priced):
        return True
    content = [word for word in taken if word not in LITTLE]
    is_noun = keys[0][0].isupper() or written[0] in ARTICLES - INDEFINITE or set(written) <= LITTLE
    is_phrase = bool(taken) and taken[0] in PREPOSITIONS
    return bool(content) and not (is_noun or is_phrase or _share_a_word(written, content))


def is_note(keys: Sequence[str]) -> bool:
    """Whether a bracket says nothing of what was said: [sic], [laughs]."""
    return NOTE.fullmatch(" ".join(key.lower() for key in keys if is_word(key))) is not None


def _says_something(insertion: Insertion) -> bool:
    return not insertion.is_tied and not is_note(insertion.keys)


def _words(keys: Sequence[str]) -> Iterator[str]:
    """Without the numbers of names: COVID-19, the Third Division."""
    for before, key, behind in zip(("", *keys), keys, (*keys[1:], ""), strict=False):
        is_ordinal = key[0].isupper() and behind[:1].isupper() and is_number(key.lower())
        if is_word(key) and not is_ordinal and not (before == DASHED and key.isdigit()):
            yield key


def _alters(written: Sequence[str], taken: Sequence[str], gap: Hidden, is_priced: bool) -> bool:
    """Whether there is a negation, number, degree or verb on one side and not on the other."""
    is_measure = (len(written) > 1 or is_priced) and any(map(is_number, written))
    if not taken and is_measure and any(map(is_number, gap.before[-NEAR:])):
        return False  # the same in another unit: 2.7 metres [nearly nine feet]
    one, other = " ".join(written), " ".join(taken)
    negated = negations(gap.language)
    if len(negated.findall(one)) != len(negated.findall(other)):
        return True
    if sorted(HEDGE.findall(one)) != sorted(HEDGE.findall(other)) or {*DEGREE.findall(one)} - {*DEGREE.findall(other)}:
        return True
    if _numbers(written) != _numbers(word for word in taken if word != "one") and not _explains(written, taken, gap):
        return True
    if written[0] in RELATIVES | ARTICLES | PREPOSITIONS or GLOSS.match(one):
        return False
    if len(written) == 1 and one.endswith("ed") and gap.behind and gap.behind[0] not in LITTLE:
        return False  # the [cancelled] exam
    is_contracted = any("'" in word for word in taken)  # they're
    has_verb = not (MODALS - PERFECT).isdisjoint(written) and MODALS.isdisjoint(taken) and not is_contracted
    return has_verb or any(verb.search(one) and not verb.search(other) for verb in (REVERSAL, VERB))


def _numbers(keys: Iterable[str]) -> Counter[str]:
    return Counter(key for key in keys if is_number(key) or key in DATES)


def _explains(written: Sequence[str], taken: Sequence[str], gap: Hidden) -> bool:
    """Whether a number is only a date, [in 1987], or a year that counts nothing."""
    is_free = not (gap.behind and is_word(gap.behind[0]))
    is_date = any(YEAR.fullmatch(key) or key in DATES for key in written)
    return is_date and LITTLE.issuperset(taken) and (len(written) > 1 or is_free)


def _share_a_word(written: Iterable[str], content: Iterable[str]) -> bool:
    """Whether a word of one is another form of one of the other."""
    return bool({lemma(word, "en") for word in written} & {lemma(word, "en") for word in content})
