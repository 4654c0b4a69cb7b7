"""What an ellipsis hides, against what is kept around it: whether it turns the meaning of the words that are kept.

What is hidden is cut into clauses at its signs. The one that touches what is kept, with no sign between, belongs to it:
a negation, a hedge or somebody's report in it governs the words that are kept. One that signs part on both sides
stands for itself; only a condition, or that somebody else says so, governs from there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.evidence.normal import DASHED, is_word, normalise
from index.language.knowledge import KNOWN, all_words, alternatives, words
from index.transcript import Span

YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
SUBJECTS, PREPOSITIONS, ARTICLES, GENERIC, RELATIVES, AROUND, MULTIPLIERS, SUBORDINATORS, COORDINATORS = (
    frozenset(words("en", f"elision.{key}"))
    for key in (
        "subjects", "prepositions", "articles", "generic", "relatives", "around", "multipliers", "subordinators",
        "coordinators",
    )
)  # fmt: skip
MODALS = frozenset(words("en", "elision.modals"))
FUNCTION = PREPOSITIONS | ARTICLES | MODALS | SUBORDINATORS
LITTLE = FUNCTION | COORDINATORS | RELATIVES | frozenset(words("en", "elision.pronouns"))
"""Words that only point or join."""
MONTHS = frozenset(all_words("dates.months"))
COUNTS = frozenset(all_words("numbers.units", "numbers.tens", "numbers.counts", "numbers.others", "numbers.quantities"))
OF = frozenset("of the them those these us more per a an".split())
"""May stand between a number and what it counts: half of them."""
CLOSE = 3
"""Words from the end of a clause within which a verb governs what follows it."""
ADDRESS = frozenset(("i", "we", "you"))
LONGEST_REPORT = 6
"""Words of a clause that does nothing but say whose opinion the others are."""


def _pattern(*keys: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{alternatives(*keys, languages=('en',))})(?![\w'])")


FILLER, CONDITION, HYPOTHESIS, HEDGE, COMPARISON = (
    _pattern(f"elision.{key}") for key in ("fillers", "conditions", "hypotheses", "hedges", "comparisons")
)
REPORT, REVERSAL = _pattern("turning.reports"), _pattern("elision.reversals")
APPROXIMATION = re.compile(rf"\b(?:{alternatives('elision.approximations', languages=('en',))})$")


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is hidden in one sentence: units in small letters, and those of the sentence that stand on either side."""

    before: tuple[str, ...]
    words: tuple[str, ...]
    behind: tuple[str, ...]
    language: str

    @property
    def is_tied_before(self) -> bool:
        """Whether its first word goes on with the word before it: no sign, and no "and", stands between."""
        return _touch(self.before[-1:], self.words[:1]) and self.words[0] not in COORDINATORS

    @property
    def is_tied_behind(self) -> bool:
        """Whether the word behind it goes on with its last one."""
        are_joined = _touch(self.words[-1:], self.behind[:1])
        return are_joined and not COORDINATORS.intersection((self.words[-1], self.behind[0]))

    @property
    def clauses(self) -> list[tuple[str, ...]]:
        """What stands between its signs."""
        clauses: list[list[str]] = [[]]
        for unit in self.words:
            if is_word(unit):
                clauses[-1].append(unit)
            elif clauses[-1]:
                clauses.append([])
        return [tuple(clause) for clause in clauses if clause]


def hidden(text: str, span: Span, sentence: Span, language: str) -> Hidden:
    """What `text[span]` hides of the sentence; what is only said to be heard, "you know", is no part of it."""
    before, behind = _units(text, sentence.start, span.start), _units(text, span.stop, sentence.stop)
    return Hidden(before, _without_fillers(_units(text, span.start, span.stop)), behind, language)


def turns_meaning(gap: Hidden) -> bool:
    """Whether what is hidden governs what is kept, or parts it from what it belongs to."""
    clauses, is_tied_before, is_tied_behind = gap.clauses, gap.is_tied_before, gap.is_tied_behind
    if clauses and is_tied_behind and _resumes(gap, clauses[-1]):
        is_tied_before = is_tied_before and len(clauses[-1]) == 1
        clauses, is_tied_behind = clauses[:-1], False
    if not clauses:
        return False
    tied = [clauses[0]] * is_tied_before + [clauses[-1]] * is_tied_behind
    if any(_governs(clause, gap.language) for clause in tied):
        return True
    if any(_is_condition(clause) or _is_report(clause) for clause in clauses if clause not in tied):
        return True
    if is_tied_behind and (_counts(clauses[-1], gap.behind) or REVERSAL.search(" ".join(clauses[-1][-CLOSE:]))):
        return True
    return _divides(gap, clauses, is_tied_before, is_tied_behind)


def joins_halves(left: Hidden, right: Hidden) -> bool:
    """Whether parts of two sentences are put together that are not both whole: the hidden end of the first, which has
    nothing behind it, and the hidden beginning of the second, with nothing before it.
    """
    if left.clauses and right.clauses:
        return True
    if any(map(turns_meaning, (left, right))):
        return True
    if left.clauses:
        opens_phrase = left.words[0] in PREPOSITIONS | RELATIVES | SUBORDINATORS and left.before[-1] not in FUNCTION
        return left.is_tied_before and not opens_phrase
    begins_clause = not right.is_tied_behind or right.words[-1] in SUBORDINATORS or SUBJECTS.issuperset(right.words)
    return bool(right.clauses) and not begins_clause


def _governs(clause: Sequence[str], language: str) -> bool:
    """Whether a clause that is tied to what is kept denies it, makes it depend on something, or says how sure it is."""
    if clause[0] in RELATIVES and clause[0] != "that":
        return False  # whatever it says is said of the word before it
    spelt = " ".join(clause)
    if negations(language).search(spelt) or any(words.search(spelt) for words in (COMPARISON, CONDITION, HEDGE)):
        return True
    return bool(REPORT.search(spelt if clause[-1] == "that" else " ".join(clause[-CLOSE:])))


def _is_condition(clause: Sequence[str]) -> bool:
    return HYPOTHESIS.match(" ".join(clause)) is not None


def _is_report(clause: Sequence[str]) -> bool:
    """Whether a clause of its own only says that somebody else says so: they say; according to the union."""
    spelt = " ".join(clause)
    is_other = len(clause) <= LONGEST_REPORT and not ADDRESS.intersection(clause) and clause[0] not in RELATIVES
    return is_other and (spelt.startswith("according to") or REPORT.search(clause[-1]) is not None)


def _counts(clause: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether a clause ends with how many or how much there is of the words behind it."""
    spelt = " ".join(clause)
    has_number = any(map(is_number, clause))
    if APPROXIMATION.search(spelt) or (clause[-1] in AROUND and is_number(behind[0])):
        return True
    if clause[-1] == "of" and has_number:
        return True
    rest = list(clause)
    while rest and rest[-1] in OF:
        rest.pop()
    if not rest or not is_number(rest[-1]):
        return has_number and clause[-1] in PREPOSITIONS and is_number(clause[-2] if len(clause) > 1 else "")
    return not (YEAR.fullmatch(rest[-1]) and len(rest) > 1 and rest[-2] in PREPOSITIONS | MONTHS)


def _divides(gap: Hidden, clauses: Sequence[Sequence[str]], is_tied_before: bool, is_tied_behind: bool) -> bool:
    """Whether the words before and those behind belong to different clauses, or what is kept of one lacks a part."""
    last, before = clauses[-1], gap.before[-1] if gap.before else ""
    if is_tied_before and before and is_number(before) and gap.words[0] in MULTIPLIERS:
        return True
    if not is_tied_before:
        is_item = gap.words[0] in COORDINATORS and len(clauses) == 1  # Ann [and Bob] came
        opens_phrase = bool(gap.behind) and gap.behind[0] in PREPOSITIONS - {"to"}
        return is_tied_behind and not (is_item or opens_phrase or LITTLE.issuperset(last))
    if not is_tied_behind:
        return before in PREPOSITIONS | ARTICLES and not is_word(gap.words[-1])
    if len(clauses) > 1:
        return True
    if last[0] in RELATIVES and GENERIC.intersection(gap.before[-4:]):
        return True  # a port [that is afraid of strangers] has forgotten …
    if len(last) > 1 and (last[-1] in SUBJECTS or (last[-2] in SUBJECTS and last[-1] in MODALS)):
        return True
    return before in PREPOSITIONS and last[-1] in PREPOSITIONS and last[-2:-1] not in (("and",), ("or",))


def _resumes(gap: Hidden, clause: Sequence[str]) -> bool:
    """Whether a clause only takes up the subject again, and the last word that is kept before: …; it is."""
    plain = [word for word in clause if word not in COORDINATORS]
    return bool(plain) and plain[0] in SUBJECTS and plain[1:] in ([], list(gap.before[-1:]))


def is_number(word: str) -> bool:
    return word[:1].isdigit() or word in COUNTS


def _touch(left: Sequence[str], right: Sequence[str]) -> bool:
    return bool(left and right) and is_word(left[0]) and is_word(right[0])


def _units(text: str, start: int, stop: int) -> tuple[str, ...]:
    """In small letters; a hyphen, which has no blank beside it, is none."""
    normal = normalise(text, start, stop, notes=True)
    return tuple(
        key.lower()
        for key, first, last in zip(normal.keys, normal.starts, normal.stops, strict=True)
        if key != DASHED or first == start or text[first - 1].isspace() or text[last : last + 1].isspace()
    )


def _without_fillers(units: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(FILLER.sub(" ", " ".join(units)).split())


@cache
def negations(language: str) -> re.Pattern[str]:
    """Of one language: in another, the same letters may be another word."""
    if language == "en":
        return _pattern("elision.negations")
    known = words(language, "negations.words") if language in KNOWN else words("other", f"negations.{language}")
    edge = "" if language == "zh" else r"\b"
    return re.compile(rf"{edge}(?:{'|'.join(map(re.escape, known)) or '(?!)'}){edge}")
