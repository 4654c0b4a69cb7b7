"""What an ellipsis or a bracket hides of a sentence: its clauses, and whether signs part them from what is kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.evidence.normal import DASHED, is_word, normalise
from bot.quote_check.little_words import COORDINATORS, FILLER, LITTLE, SUBJECTS
from index.language.dictionary import is_known
from index.language.knowledge import KNOWN, alternatives, words
from index.transcript import Span

HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=\w)")
MOST_REPEATED = 40
"""Words that are said twice in a row."""
FRAGMENT = 3
"""Letters of the beginning of a word, broken off and said again."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is hidden in one sentence: units in small letters, and those of the sentence that stand on either side."""

    before: tuple[str, ...]
    words: tuple[str, ...]
    behind: tuple[str, ...]
    language: str
    has_words: bool
    """Whether any word is hidden at all, be it only said to be heard."""
    names: frozenset[str] = frozenset()
    """The hidden words that are names, as far as a capital says so."""

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
    units, names = _units(text, span.start, span.stop), _names(text, span, sentence)
    return Hidden(before, _without_fillers(units), behind, language, any(map(is_word, units)), names)


def without_repeated(gap: Hidden) -> Hidden:
    """Without what is said twice: its last words as they begin what is kept behind, or as they end what is kept before
    (“there remains … but there remains”).
    """
    words = gap.words
    for size in range(min(len(words), len(gap.behind), MOST_REPEATED), 0, -1):
        *whole, last = words[len(words) - size :]
        if negations(gap.language).fullmatch(last) and not whole:
            break
        if tuple(whole) == gap.behind[: size - 1] and is_word(last) and _begins(gap.behind[size - 1], last):
            words = words[: len(words) - size]
            break
    last_clause = replace(gap, words=words).clauses[-1:]
    resumed = tuple(word for clause in last_clause for word in clause if word not in COORDINATORS)
    if len(resumed) > FRAGMENT and resumed[0] in SUBJECTS:
        resumed = resumed[1:]  # schools will move … we will move
    is_denial = negations(gap.language).fullmatch(" ".join(resumed)) is not None
    if resumed and not is_denial and gap.before[len(gap.before) - len(resumed) :] == resumed:
        rest = words[: len(words) - len(last_clause[0])]
        words = (",", *rest, ",") if rest else ()  # what is kept goes on as if nothing stood between
    return replace(gap, words=words)


@cache
def negations(language: str) -> re.Pattern[str]:
    """Of one language: in another, the same letters may be another word."""
    if language == "en":
        return re.compile(rf"(?<![\w'])(?:{alternatives('elision.negations', languages=('en',))})(?![\w'])")
    known = words(language, "negations.words") if language in KNOWN else words("other", f"negations.{language}")
    edge = "" if language == "zh" else r"\b"
    return re.compile(rf"{edge}(?:{'|'.join(map(re.escape, known)) or '(?!)'}){edge}")


def _begins(word: str, part: str) -> bool:
    return word == part or (len(part) <= FRAGMENT and word.startswith(part))


def _touch(left: Sequence[str], right: Sequence[str]) -> bool:
    return bool(left and right) and is_word(left[0]) and is_word(right[0])


def _units(text: str, start: int, stop: int) -> tuple[str, ...]:
    """In small letters; a hyphen, which has no blank beside it, is none."""
    normal = normalise(text, start, stop, notes=True)
    return tuple(
        key.lower()
        for key, first, last in zip(normal.keys, normal.starts, normal.stops, strict=True)
        if key != DASHED or not HYPHEN.match(text, first)
    )


def _names(text: str, span: Span, sentence: Span) -> frozenset[str]:
    """Words with a capital, in small letters; the sentence's first one only if no dictionary has it."""
    normal = normalise(text, span.start, span.stop, notes=True)
    names = {
        key.lower().partition("'")[0]
        for key, start in zip(normal.keys, normal.starts, strict=True)
        if key[0].isupper() and (start > sentence.start or not is_known(key, "en"))
    }
    return frozenset(names - LITTLE)


def _without_fillers(units: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(FILLER.sub(" ", " ".join(units)).split())
