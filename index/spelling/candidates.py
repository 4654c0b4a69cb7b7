"""A question's misspelt word becomes the one that was most likely meant: the transcripts', or the dictionary's."""

from dataclasses import dataclass

from index.language.dictionary import one_edit_away
from index.language.terms import terms
from index.spelling.nearby import fold
from index.spelling.typos import cost
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
class QuestionWord:
    """A word as it stands in a question, without a possessive's ending; `is_first` in its sentence.

    `before` and `after` are the words beside it, but for a space; "" where there are none.
    """

    start: int
    stop: int
    text: str
    is_first: bool
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word with what the edits cost that make the typed one of it."""

    cost: float
    word: str
    stems: frozenset[str]
    times: int = 0
    """How often the transcripts have it."""


def of_transcripts(typed: QuestionWord, vocabulary: Vocabulary) -> Candidate | None:
    """The likeliest of the transcripts' words, as it stands there; None if there is none, or no clear one."""
    inflects = vocabulary.inflects(typed.text)
    edits = 2 if len(typed.text) + 1 >= LIMITS[0][0] else 1
    candidates = []
    for folded, other, known in vocabulary.near(typed.text, edits):
        price = cost(folded, other)
        if inflects and fold(typed.text) != fold(known.lower) and _is_form(typed, folded, other, price):
            continue
        if price <= _limit(folded, other) and _may_be(typed, known, len(other), price, vocabulary):
            candidates.append(Candidate(price, known.shown, known.stems, known.times))
    return _clear(candidates)


def of_dictionary(typed: QuestionWord) -> Candidate | None:
    """The likeliest English word; None if there is none, no clear one, or one with the stem of what was typed."""
    word = typed.text
    if len(word) < SHORTEST or not word.islower():
        return None
    candidates = []
    for other in one_edit_away(word, ENGLISH):
        stems = frozenset(terms(other, ENGLISH)) or frozenset([other])
        if not stems.isdisjoint(terms(word, ENGLISH)):
            return None
        candidates.append(Candidate(cost(word, other), other, stems))
    best = _clear(candidates)
    if not best or best.cost > LIKELY:
        return None
    # people seldom mistake the first letter, and another last one mostly makes another form
    return best if (best.word[0], best.word[-1]) == (word[0], word[-1]) else None


def _may_be(typed: QuestionWord, known: Known, letters: int, price: float, vocabulary: Vocabulary) -> bool:
    """Whether the way the two are written allows it: initials, names, and words that are no names."""
    if typed.text.islower():
        return True
    if typed.text.isupper():
        return known.shown.isupper() and (len(typed.text) >= SHORT or price <= SURE)
    if known.is_name or _is_named(typed, known.capital, vocabulary):
        return price <= (SURE if letters < SHORT else ONE) or letters >= LONG
    return price <= (SURE if letters < LONG else LIKELY) and (typed.is_first or letters >= LONG)


def _is_named(typed: QuestionWord, capital: str, vocabulary: Vocabulary) -> bool:
    """Whether a word that stands with a capital too does so beside a word that is beside what was typed: World War."""
    if not capital:
        return False
    if vocabulary.stems(typed.before) and vocabulary.says(f"{typed.before} {capital}"):
        return True
    return bool(vocabulary.stems(typed.after)) and vocabulary.says(f"{capital} {typed.after}")


def _is_form(typed: QuestionWord, folded: str, other: str, price: float) -> bool:
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


def _clear(candidates: list[Candidate]) -> Candidate | None:
    """The one that costs least, if no other of another stem costs nearly as little; of equals the commonest, then the
    first of the alphabet.
    """
    if not candidates:
        return None
    best = min(candidates, key=lambda candidate: (candidate.cost, -candidate.times, candidate.word))
    rivals = [other.cost for other in candidates if best.stems.isdisjoint(other.stems)]
    return best if not rivals or min(rivals) - best.cost >= GAP else None
