"""The word that was most likely meant by a misspelt one: the transcripts', or the dictionary's."""

from dataclasses import dataclass

from index.language.terms import terms
from index.spelling.dictionary import one_edit_away
from index.spelling.question_words import Typed
from index.spelling.typos import cost, fold
from index.spelling.vocabulary import ENGLISH, Known, Vocabulary

ONE = 0.9
"""The most that one edit may cost within a word."""
LIMITS = ((8, 1.4), (6, 1.1), (5, ONE), (4, 0.7))
"""Letters of the word that was meant, and the most that the edits may cost: two for eight letters and more."""
ENDING, STEM = 3, 2
"""Letters at the end of a word in which two edits are no slips, but make another form of it; and of a stem, in which
one edit mostly does."""
GAP = 0.2
"""By which the likeliest word must cost less than any other that has another stem."""
LIKELY = 0.8
"""The most that one edit may cost where there is less to go by than a word of the transcripts."""
SURE = 0.6
"""The most that it may cost where there is less still: a short name, or a sentence's first word, maybe a name."""
SHORT = 5
"""Letters of a name below which it is short."""
LONG = 8
"""Letters of a name from which on it may be meant for a word that is none."""
SHORTEST = 8
"""Letters of the shortest word that is corrected by the dictionary alone."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A word with what the edits cost that make the typed one of it."""

    cost: float
    word: str
    stems: frozenset[str]


def of_transcripts(typed: Typed, vocabulary: Vocabulary) -> Meant | None:
    """The likeliest of the transcripts' words, as it stands there; None if there is none, or no clear one."""
    inflects, found = vocabulary.inflects(typed.text), []
    for folded, other, known in vocabulary.near(typed.text, 2 if len(typed.text) + 1 >= LIMITS[0][0] else 1):
        price = cost(folded, other)
        if inflects and fold(typed.text) != fold(known.lower) and _is_form(typed, folded, other, price):
            continue
        if price <= _limit(folded, other) and _may_be(typed, known, len(other), price, vocabulary):
            found.append(Meant(price, known.shown, known.stems))
    return _clear(found)


def of_dictionary(typed: Typed) -> Meant | None:
    """The likeliest English word; None if there is none, no clear one, or one with the stem of what was typed."""
    word = typed.text
    if len(word) < SHORTEST or not word.islower():
        return None
    found = []
    for other in one_edit_away(word, ENGLISH):
        stems = frozenset(terms(other, ENGLISH)) or frozenset([other])
        if not stems.isdisjoint(terms(word, ENGLISH)):
            return None
        found.append(Meant(cost(word, other), other, stems))
    best = _clear(found)
    return best if best and best.cost <= LIKELY and (best.word[0], best.word[-1]) == (word[0], word[-1]) else None


def _may_be(typed: Typed, known: Known, letters: int, price: float, vocabulary: Vocabulary) -> bool:
    """Whether the way the two are written allows it: initials, names, and words that are no names."""
    if typed.text.islower():
        return True
    if typed.text.isupper():
        return known.shown.isupper() and (len(typed.text) >= SHORT or price <= SURE)
    if known.is_name or _is_named(typed, known.capital, vocabulary):
        return price <= (SURE if letters < SHORT else ONE) or letters >= LONG
    return price <= (SURE if letters < LONG else LIKELY) and (typed.is_first or letters >= LONG)


def _is_named(typed: Typed, capital: str, vocabulary: Vocabulary) -> bool:
    """Whether a word that stands with a capital too does so beside a word that is beside what was typed: World War."""
    runs = [f"{typed.before} {capital}"] if vocabulary.stems(typed.before) else []
    runs += [f"{capital} {typed.after}"] if vocabulary.stems(typed.after) else []
    return bool(capital) and any(map(vocabulary.says, runs))


def _is_form(typed: Typed, folded: str, other: str, price: float) -> bool:
    """Whether two stems are likely those of two forms of one word, or of a word that is rightly spelt but unknown."""
    if folded.startswith(other) or other.startswith(folded):
        return folded != fold(typed.text)
    return typed.text.islower() and price > SURE and _begin_alike(folded, other, STEM)


def _limit(folded: str, other: str) -> float:
    """What the edits may cost."""
    most = next((most for letters, most in LIMITS if letters <= len(other)), 0.0)
    return min(most, ONE) if _begin_alike(folded, other, ENDING) else most


def _begin_alike(folded: str, other: str, ending: int) -> bool:
    """Whether both begin with the first one's letters but for so many at its end."""
    begin = len(folded) - ending
    return folded[:begin] == other[:begin]


def _clear(found: list[Meant]) -> Meant | None:
    """The one that costs least, if no other of another stem costs nearly as little."""
    ranked = sorted(found, key=lambda meant: meant.cost)
    if not ranked:
        return None
    best = ranked[0]
    rivals = [other for other in ranked if best.stems.isdisjoint(other.stems)]
    return best if not rivals or rivals[0].cost - best.cost >= GAP else None
