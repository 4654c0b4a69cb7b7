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
    CAUSES,
    COUNTS,
    DATES,
    DEGREE,
    HEDGE,
    LITTLE,
    MODALS,
    MULTIPLIERS,
    NO_MANNERS,
    PREPOSITIONS,
    RELATIVES,
    REVERSAL,
    SEASONS,
    TURNING,
    VERB,
    YEAR,
    in_full,
    is_number,
)
from bot.quote_check.persons import is_another
from index.language.dictionary import is_known, lemma
from index.language.knowledge import alternatives
from index.language.numerals import in_digits

NOTE = re.compile(alternatives("elision.notes", languages=("en",)))
GLOSS = re.compile(r"(?:i e|e g|that is|or|meaning|namely|about|approximately)\b")
"""How an explanation begins, as units without their signs."""
PERFECT = frozenset(("have", "has", "had"))
"""A verb may be adapted by them: “and [had] left”."""
POINTING = frozenset(("this", "that", "these", "those", "such"))
"""Before what was named already: [the Verenika] of “that ship”."""
NEAR = 4
"""Words before a number in brackets among which is the one that it explains: eight metres [26 feet]."""


def turn_meaning(inserted: Sequence[Insertion], gap: Hidden) -> bool:
    """Whether what is put in at `gap`, and in place of what it hides, turns what is kept."""
    if any(insertion.is_tied for insertion in inserted):
        return True
    keys = [key for insertion in inserted if not is_note(insertion.keys) for key in _words(insertion.keys)]
    if len(in_full("".join(gap.before[-1:]), [key.lower() for key in keys[:1]])) > 1:
        keys = keys[1:]  # he [had], of “he'd”
    if not keys:
        return turns_meaning(gap)
    written = [key.lower() for key in keys]
    taken = [full for word in gap.words if is_word(word) for full in in_full(word, written)]
    if taken[len(taken) - len(written) :] == written or taken[: len(written)] == written:
        return False  # the very words that were said
    is_priced = any(not is_word(key) for insertion in inserted for key in insertion.keys)  # [£600]
    if is_another(keys, taken, gap.names) or _alters(written, taken, gap, is_priced):
        return True
    content = [word for word in in_digits(taken) if word not in LITTLE and not is_number(word)]
    if not content:
        return False
    is_name = keys[0][0].isupper() and not ARTICLES.intersection(gap.before[-1:])
    is_noun = is_name or taken[0] in POINTING or set(written) <= LITTLE
    is_phrase = taken[0] in PREPOSITIONS or GLOSS.match(" ".join(written)) is not None
    return not (is_noun or is_phrase or _share_a_word(written, content))


def is_note(keys: Sequence[str]) -> bool:
    """Whether a bracket says nothing of what was said: [sic], [laughs]."""
    return NOTE.fullmatch(" ".join(key.lower() for key in keys if is_word(key))) is not None


def _words(keys: Sequence[str]) -> Iterator[str]:
    """Without the numbers of names: COVID-19, the Third Division."""
    for before, key, behind in zip(("", *keys), keys, (*keys[1:], ""), strict=False):
        is_ordinal = key[0].isupper() and behind[:1].isupper() and is_number(key.lower())
        if is_word(key) and not is_ordinal and not (before == DASHED and key.isdigit()):
            yield key


def _is_manner(written: Sequence[str], taken: Sequence[str]) -> bool:
    """Whether a word is put in that says how: [secretly]; not when, or of what kind: [recently], [early]."""
    (word, *others) = written
    if others or taken or not word.endswith("ly") or word in NO_MANNERS:
        return False
    return any(is_known(stem, "en") for stem in (word[:-2], word.removesuffix("ally") + "al", f"{word[:-3]}y"))


def _alters(written: Sequence[str], taken: Sequence[str], gap: Hidden, is_priced: bool) -> bool:
    """Whether there is a negation, number, degree or verb on one side and not on the other."""
    if written[0] in MULTIPLIERS & COUNTS and any(map(is_number, gap.before[-1:])):
        return True
    is_measure = (len(written) > 1 or is_priced) and any(map(is_number, written))
    if not taken and is_measure and any(map(is_number, gap.before[-NEAR:])):
        return False  # the same in another unit: 2.7 metres [nearly nine feet]
    one, other = " ".join(written), " ".join(taken)
    negated = negations(gap.language)
    if len(negated.findall(one)) != len(negated.findall(other)):
        return True
    if sorted(HEDGE.findall(one)) != sorted(HEDGE.findall(other)) or _degrees(written, gap) - _degrees(taken, gap):
        return True
    if _is_manner(written, taken):
        return True
    if _connects(written) - {*taken} or _connects(taken) - {*written}:
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


def _connects(words: Sequence[str]) -> set[str]:
    """What joins the words beside it: kept us [from] going; a nation in want [because the press …]; [so] it fell."""
    lone = TURNING.intersection(words) if LITTLE.issuperset(words) else ()
    return {*lone, *CAUSES.intersection(words[:1])}


def _degrees(keys: Sequence[str], gap: Hidden) -> set[str]:
    """With the word that is kept before them: every [other]."""
    return {*DEGREE.findall(" ".join((*gap.before[-1:], *keys)))}


def _numbers(keys: Iterable[str]) -> Counter[str]:
    return Counter(key.removesuffix("th") for key in in_digits(keys) if is_number(key) or key in DATES)


def _explains(written: Sequence[str], taken: Sequence[str], gap: Hidden) -> bool:
    """Whether a number is only a date, [in 1987], or a year that counts nothing."""
    is_free = not (gap.behind and is_word(gap.behind[0]))
    is_date = any(YEAR.fullmatch(key) or key in DATES for key in written)
    is_dated = bool(gap.before) and gap.before[-1] in DATES | SEASONS  # on 3 June [2011]
    return is_date and LITTLE.issuperset(taken) and (len(written) > 1 or is_free or is_dated)


def _share_a_word(written: Iterable[str], content: Iterable[str]) -> bool:
    """Whether a word of one is another form of one of the other."""
    return bool({lemma(word, "en") for word in written} & {lemma(word, "en") for word in content})
