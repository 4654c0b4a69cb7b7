"""A question becomes its form: what makes it the one that it is, however it is spelt and whatever stands around it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from bot.question.dependence import depends
from index.language.detect import NAME
from index.language.knowledge import KNOWN, all_words, alternatives, text, words
from index.language.terms import WORD, fold, terms

NEGATION = "not"
"""Stands for each word that denies."""
SPELT = (
    (re.compile(r"\b(?:wo|sha)n't\b"), "will not"),
    (re.compile(r"\bcan't\b|\bcannot\b"), "can not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'(?:re|ve|m|d)\b|(?<=who|how|why)'s\b|(?<=what|when)'s\b|(?<=where|there)'s\b"), ""),
    (re.compile(r"(?<=\d)[, ](?=\d{3}\b)|\b19(?=\d0s\b)"), ""),
)
"""English contractions, thousands and decades, written out alike."""
COMPOUND = re.compile(r"(?<=[^\W\d])-(?=[^\W\d])")


@dataclass(frozen=True, slots=True)
class Form:
    """What two questions share that are the same."""

    content: frozenset[str]
    """Terms, without those of fillers."""
    fixed: frozenset[str]
    """Of these, the names, numbers and dates."""
    telling: frozenset[str]
    """What tells a question from others though it is no content: "who", "not", "will"."""
    persons: frozenset[str]
    order: tuple[str, ...]
    """Content and persons as they follow each other, the members of a list in alphabetical order."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What a word stands for, and where it stands; `kind` is "telling", "person", "content" or "fixed"."""

    kind: str
    units: tuple[str, ...]
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class _Words:
    """What is known of a language's words; each telling word and person with the one that stands for it."""

    fillers: re.Pattern[str]
    linking: re.Pattern[str]
    telling: dict[str, str]
    persons: dict[str, str]
    fixed: frozenset[str]


def plain(question: str) -> str:
    """A question without its marks and capitals: plain(" Why  “celebrate”? ") -> "why celebrate"."""
    return " ".join(fold(question).replace('"', "").split()).strip(" ?!.")


def stands_alone(question: str, language: str) -> bool:
    """Whether it says what is asked, by two terms, or by one that is enough: not "What happened to it?", "Thank you.".

    >>> stands_alone("Who taught you?", "en"), stands_alone("Really?", "en")
    (True, False)
    """
    content = set(terms(question, language))
    if len(content) != 1 or language not in KNOWN:
        return len(content) > 1
    asked = _words(language).fillers.sub(" ", fold(question)).strip()
    return bool(form_of(question, language).telling) and not depends(asked, "")


def form_of(question: str, language: str) -> Form:
    """The form of a question in a language of KNOWN.

    >>> form_of("And whom will you help, then?", "en").order
    ('you', 'help')
    """
    known = _words(language)
    spelt = _spelt(known.fillers.sub(" ", fold(question)), language)
    found = list(_found(spelt, language))

    def of_kind(*kinds: str) -> frozenset[str]:
        return frozenset(unit for one in found if one.kind in kinds for unit in one.units)

    content = of_kind("content", "fixed")
    fixed = of_kind("fixed") | (content & _names(question, language))
    return Form(content, fixed, of_kind("telling"), of_kind("person"), _order(found, spelt, known.linking))


def _found(spelt: str, language: str) -> Iterator[_Found]:
    """The words of a question without fillers that count, in order."""
    known = _words(language)
    for match in WORD.finditer(spelt):
        word = match.group()
        if told := known.telling.get(word):
            yield _Found("telling", (told,), *match.span())
        elif person := known.persons.get(word):
            yield _Found("person", (person,), *match.span())
        elif units := tuple(terms(word, language)):
            is_fixed = word in known.fixed or any(character.isdigit() for character in word)
            yield _Found("fixed" if is_fixed else "content", units, *match.span())


def _order(found: Iterable[_Found], spelt: str, linking: re.Pattern[str]) -> tuple[str, ...]:
    """Content and persons; what follows a comma or "and" is a member of the list that its neighbour belongs to."""
    order: list[str] = []
    members, end = 0, 0  # how many at the end of the order are members of one list, and where the last one ends
    for one in found:
        if one.kind == "telling":
            continue
        is_member = bool(linking.fullmatch(spelt, end, one.start))
        members, end = (members if is_member else 0) + len(one.units), one.stop
        order += one.units
        order[-members:] = sorted(order[-members:])
    return tuple(order)


def _names(question: str, language: str) -> set[str]:
    """The terms of words with a capital that don't open the question."""
    return set(terms(_spelt(fold(" ".join(NAME.findall(question))), language), language))


def _spelt(lower: str, language: str) -> str:
    """Without hyphens; in English with contractions written out, numbers in digits and months at full length.

    >>> _spelt("didn't thirty-one come in the eighties or dec. 1987", "en")
    'did not 31 come in the 80s or december 1987'
    """
    if language == "en":
        for spelling, written in SPELT:
            lower = spelling.sub(written, lower)
        pattern, spellings = _numerals()
        lower = pattern.sub(lambda match: spellings[match.group()], lower)
    return COMPOUND.sub("", lower.replace("ё", "е"))


@cache
def _numerals() -> tuple[re.Pattern[str], dict[str, str]]:
    """English numbers in words and short forms of months, with how they are written."""
    units, months = words("en", "numbers.units"), words("en", "dates.months")
    written = {unit: str(value) for value, unit in enumerate(units) if unit != "one"}
    for count, ten in enumerate(words("en", "numbers.tens"), 2):
        written |= {ten: f"{count}0", f"{ten[:-1]}ies": f"{count}0s"}
        for value, unit in enumerate(units[1:10], 1):
            written |= {f"{ten}-{unit}": f"{count}{value}", f"{ten} {unit}": f"{count}{value}"}
    written |= {month[:3]: month for month in months if len(month) > 3}
    longest_first = sorted(written, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b"), written


@cache
def _words(language: str) -> _Words:
    numbers = ("numbers.units", "numbers.tens", "numbers.counts", "numbers.shares", "numbers.others")
    fixed = all_words(*numbers, "dates.months", "dates.weekdays", languages=(language,))
    telling = {word: word for word in words(language, "asked.telling")} | _alike(language, "asked.alike")
    return _Words(
        re.compile(alternatives("asked.fillers", languages=(language,)) or "(?!)"),
        re.compile(text(language, "asked.linking") or "(?!)"),
        telling | dict.fromkeys(words(language, "negations.words"), NEGATION),
        _alike(language, "asked.persons"),
        frozenset(fixed),
    )


def _alike(language: str, key: str) -> dict[str, str]:
    """Each word of the groups of a list, and the first of its group."""
    first_of: dict[str, str] = {}
    for group in words(language, key):
        first, *_ = group.split()
        first_of |= dict.fromkeys(group.split(), first)
    return first_of
