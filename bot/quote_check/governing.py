"""Whether what an ellipsis hides turns the meaning of the words that are kept around it.

What is hidden is cut into clauses at its signs. The one that touches what is kept, with no sign between, belongs to it:
a negation, a hedge or somebody's report in it governs the words that are kept. One that signs part on both sides
stands for itself; only a condition, or that somebody else says so, governs from there.
"""

from collections.abc import Sequence
from itertools import chain

from bot.evidence.normal import is_word
from bot.quote_check.hidden import Hidden, negations, without_repeated
from bot.quote_check.little_words import (
    AMOUNTS,
    APPROXIMATION,
    AROUND,
    ARTICLES,
    COMPARISON,
    CONDITION,
    CONTRAST,
    COORDINATORS,
    DISTANCE,
    FUNCTION,
    GENERIC,
    HEDGE,
    HYPOTHESIS,
    LITTLE,
    MODALS,
    MONTHS,
    MULTIPLIERS,
    OF,
    OPENERS,
    OPENING,
    PREPOSITIONS,
    RELATIVES,
    REPORT,
    REVERSAL,
    SIZES,
    SUBJECTS,
    SUBORDINATORS,
    YEAR,
    is_number,
)

KNOWN_CLOSELY = "en"
"""The language whose small words are known; of others only what denies, or makes depend, is looked for."""
CLOSE = 3
"""Words from the end of a clause within which a verb governs what follows it."""
ADDRESS = frozenset(("i", "we", "you"))
TIMES = ("first", "second", "third", "once", "twice")
PARTITIVE = (("of", "which"), ("of", "whom"))
WHO = frozenset(("who", "which"))
"""Where one stands last of what is hidden behind “and”, what follows is said of somebody who is hidden too."""
LONGEST_REPORT = 6
"""Words of a clause that does nothing but say whose opinion the others are."""


def turns_meaning(gap: Hidden) -> bool:
    """Whether what is hidden governs what is kept, or parts it from what it belongs to."""
    gap = without_repeated(gap)
    return _denies(gap) or (gap.language == KNOWN_CLOSELY and _divides(gap))


def joins_halves(left: Hidden, right: Hidden) -> bool:
    """Whether parts of two sentences are put together that are not both whole: the hidden end of the first, which has
    nothing behind it, and the hidden beginning of the second, with nothing before it.
    """
    right = without_repeated(right)
    opens = not right.is_tied_behind and OPENERS.issuperset(chain(*right.clauses))
    if left.clauses and right.has_words and not (right.clauses and opens):
        return True
    if _denies(left) or _denies(right):
        return True
    if left.language != KNOWN_CLOSELY:
        return False
    if left.clauses:
        return left.is_tied_before and left.before[-1] in FUNCTION
    if not right.clauses:
        return False
    begins_clause = right.words[-1] in SUBORDINATORS or OPENING.issuperset(right.clauses[-1])
    return right.is_tied_behind and not begins_clause


def _denies(gap: Hidden) -> bool:
    """Whether a clause that is hidden denies what is kept, makes it depend on something, counts it, or says how sure
    it is.
    """
    clauses, is_tied_before, is_tied_behind = _ties(gap)
    if not clauses:
        return False
    if is_tied_before and _governs(clauses[0], gap.language, is_tied_behind and len(clauses) == 1):
        return True
    if is_tied_behind and (_governs(clauses[-1], gap.language, True) or _leads(clauses[-1], gap.behind)):
        return True
    tied = [clauses[0]] * is_tied_before + [clauses[-1]] * is_tied_behind
    if gap.words == ("or",) or (clauses[0][0] == "but" and RELATIVES.intersection(gap.behind[:1])):
        return True  # before August [or] the league won't let us play; …, [but …,] which I find a comfort
    return any(_is_condition(clause) or _is_report(clause) for clause in clauses if clause not in tied)


def _ties(gap: Hidden) -> tuple[list[tuple[str, ...]], bool, bool]:
    """The clauses, and whether the first and the last are tied to what is kept: not if the last only resumes it."""
    clauses, is_tied_before, is_tied_behind = gap.clauses, gap.is_tied_before, gap.is_tied_behind
    if clauses and is_tied_behind and _resumes(gap, clauses[-1]):
        return clauses[:-1], is_tied_before and len(clauses[-1]) == 1, False
    return clauses, is_tied_before, is_tied_behind


def _governs(clause: Sequence[str], language: str, is_tied_behind: bool) -> bool:
    """Whether a clause that is tied to what is kept denies it, makes it depend on something, or says how sure it is."""
    if clause[0] in RELATIVES and (clause[0] != "that" or clause[1:2] in [(word,) for word in MODALS]):
        return False  # whatever it says is said of the word before it
    spelt = " ".join(clause)
    if negations(language).search(spelt) or any(words.search(spelt) for words in (CONDITION, HEDGE)):
        return True
    if is_tied_behind and any(words.search(spelt) for words in (CONTRAST, COMPARISON)):
        return True
    return bool(REPORT.search(spelt if clause[-1] == "that" else " ".join(clause[-CLOSE:])))


def _leads(clause: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether a clause leads to the words behind it: by how many of them, by what is done against them, or not yet."""
    spelt = " ".join(clause)
    is_size = clause[-1] in SIZES and bool(behind) and behind[0] in AMOUNTS
    is_against = REVERSAL.search(" ".join(clause[-CLOSE:])) is not None
    return _counts(clause, behind) or is_against or DISTANCE.search(spelt) is not None or is_size


def _says_or_denies(words: Sequence[str], language: str) -> bool:
    spelt = " ".join(words)
    return bool(REPORT.search(spelt) or negations(language).search(spelt))


def _is_condition(clause: Sequence[str]) -> bool:
    return HYPOTHESIS.match(" ".join(clause)) is not None


def _is_report(clause: Sequence[str]) -> bool:
    """Whether a clause of its own only says that somebody else says so: they say; according to the union."""
    spelt = " ".join(clause)
    is_other = len(clause) <= LONGEST_REPORT and not (
        ADDRESS.intersection(clause) or clause[0] in RELATIVES | PREPOSITIONS
    )
    says = REPORT.search(clause[-1]) is not None and tuple(clause[-2:-1]) != ("to",)  # needless to say
    return spelt.startswith("according to") or (is_other and says)


def _counts(clause: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether a clause ends with how many or how much there is of the words behind it."""
    spelt = " ".join(clause)
    has_number = any(map(is_number, clause))
    if APPROXIMATION.search(spelt) or (clause[-1] in AROUND and is_number(behind[0])):
        return True
    if has_number and (clause[-1] == "of" or (clause[-1] in PREPOSITIONS and is_number(behind[0]))):
        return True
    rest = list(clause)
    while rest and rest[-1] in OF:
        rest.pop()
    if not rest or not is_number(rest[-1]):
        return has_number and clause[-1] in PREPOSITIONS and is_number(clause[-2] if len(clause) > 1 else "")
    if behind[0] in PREPOSITIONS and (clause[0] in PREPOSITIONS or rest[-1] in TIMES):
        return False  # allow me [first] to pay tribute; came to us [at nineteen] as an apprentice
    return not (YEAR.fullmatch(rest[-1]) and len(rest) > 1 and rest[-2] in PREPOSITIONS | MONTHS)


def _divides(gap: Hidden) -> bool:
    """Whether the words before and those behind belong to different clauses, or what is kept of one lacks a part."""
    if gap.is_tied_behind and COORDINATORS.intersection(gap.before[-1:]) and gap.words[-1] in WHO:
        return True  # I entered the school, and [my instructor, Loew, who] had lost an arm
    clauses, is_tied_before, is_tied_behind = _ties(gap)
    if not clauses:
        return False
    last, before = clauses[-1], gap.before[-1] if gap.before else ""
    if is_tied_before and is_number(before) and (gap.words[0] in MULTIPLIERS or any(map(is_number, gap.words))):
        return True  # three [hundred]; 79 [have been carried out, 20 in part,] exist
    if not is_tied_before:
        return is_tied_behind and not _is_aside(gap, clauses)
    if not is_tied_behind:
        return before in PREPOSITIONS | ARTICLES and not is_word(gap.words[-1])
    if len(clauses) > 1:
        return True
    if last[0] in RELATIVES and GENERIC.intersection(gap.before[-4:]):
        return True  # a port [that is afraid of strangers] has forgotten …
    if before in MODALS and gap.behind[0] in ARTICLES and last[0] not in PREPOSITIONS:
        return True  # I have [ruled out] a rise
    if len(last) > 1 and (last[-1] in SUBJECTS or (last[-2] in SUBJECTS and last[-1] in MODALS)):
        return True
    return before in PREPOSITIONS and last[-1] in PREPOSITIONS and last[-2:-1] not in (("and",), ("or",))


def _is_aside(gap: Hidden, clauses: Sequence[Sequence[str]]) -> bool:
    """Of what a sign parts from the words before it and none from those behind: whether these go on without it."""
    last, behind = clauses[-1], gap.behind
    if len(clauses) == 1 and (gap.words[0] in COORDINATORS or last[0] in ARTICLES):
        return True  # Ann [and Bob] came; Andrews[, a young man] killed in …
    is_list = all(len(clause) <= CLOSE for clause in clauses) and not COORDINATORS.isdisjoint(last)
    resumes = last[0] in COORDINATORS and last[-1] in SUBJECTS
    if is_list or resumes or behind[0] in RELATIVES:
        return True  # condone[, normalize and perpetuate] injustice; Wren[, is a chemist, and in 2018 he] had
    opens_phrase = behind[0] in PREPOSITIONS and (behind[0] != "to" or behind[1:2] in [(word,) for word in ARTICLES])
    return opens_phrase or (LITTLE.issuperset(last) and last[-2:] not in PARTITIVE)


def _resumes(gap: Hidden, clause: Sequence[str]) -> bool:
    """Whether a clause only takes up the subject again, and the last word that is kept before: …; it is; …, which."""
    plain = [word for word in clause if word not in COORDINATORS]
    if len(plain) == 1 and plain[0] in RELATIVES:
        return True
    if plain[-1:] == ["that"] == list(gap.before[-1:]) and not _says_or_denies(plain, gap.language):
        return True  # I announced that[, …, we have agreed that] the best way
    is_same = bool(plain) and plain[0] in SUBJECTS and (plain[0] not in ("he", "she") or plain[0] in gap.before)
    return is_same and plain[1:] in ([], list(gap.before[-1:]))
