"""Which names of some transcripts a question in another language means: those that sound like its own.

Names are told by their capitals where a script has them; in Chinese, by signs that write foreign names and by surnames.
Numbers in digits are the same in any language.
"""

import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from index.language.knowledge import words as known
from index.language.sounds import coarse, consonants, spelling, vowels
from index.language.terms import HAN, WORD
from index.quotable import Quotable

NUMBER = re.compile(r"(?<![\w.,])[0-9]+(?:[.,][0-9]+)*|(?<=[\u4e00-\u9fff])[0-9]+(?:[.,][0-9]+)*")
HAN_RUN = re.compile(f"{HAN.pattern}+")
POSSESSIVE = re.compile(r"['’]s?$")
LONGEST = 6
"""Signs of the longest Chinese name."""
SURNAMED = 3
"""Signs of the longest name that begins with a Chinese surname."""
SHORTEST, LEAST, LEAST_COARSE = 4, 2, 3
"""Sounds and consonants of the shortest name, and consonants where the script does not tell all of them apart."""
LONG = 6
"""Sounds of a name from which on a vowel may be another one."""
ALIKE = 0.72
"""The similarity of Jaro and Winkler (1990) of two names in Latin letters, one of them from a script that writes other
vowels than are heard, or none."""
ENDING = re.compile("(?<=[а-яё]{3})(?:[аяуюеёыио]|ой|ом|ем|ей|ою|ею|ым|им|ого|ому|ами|ах)$")
"""What a name may end with in Russian, behind its stem."""
MOST = 2_000
"""Characters of a question in which names are looked for."""
SYLLABIC = re.compile(r"[\u0590-\u08ff\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3]")
"""Scripts that write syllables, or consonants alone."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a question has from `start` to `stop`, and how the transcripts write it."""

    start: int
    stop: int
    said: str


class NamesAcross:
    """The names of some transcripts, by their sounds; they are read when they are first asked for."""

    def __init__(self, quotables: Sequence[Quotable]) -> None:
        self._quotables = quotables
        self._reading = threading.Lock()
        self.names = lru_cache(maxsize=64)(self._names)  # several ask it of one question

    def _names(self, question: str) -> tuple[Name, ...]:
        """Of the first MOST characters of a question in another language, in order: none within another, and of several
        that are alike the nearest.

        >>> NamesAcross(quotables).names("Что получил Возов?")
        (Name(start=12, stop=17, said='Vozov'),)
        """
        self.read()
        found: dict[tuple[int, int], str] = {}
        for start, stop in _asked(question[:MOST]):
            said = self._nearest(question[start:stop])
            if said:
                found[start, stop] = said
        longest = sorted(found, key=lambda span: (span[0] - span[1], span[0]))
        kept: list[tuple[int, int]] = []
        for start, stop in longest:
            if all(stop <= first or last <= start for first, last in kept):
                kept.append((start, stop))
        return tuple(Name(start, stop, found[start, stop]) for start, stop in sorted(kept))

    def read(self) -> None:
        """Read the names of the transcripts now: of a library in Chinese that takes seconds."""
        with self._reading:
            _ = self._by_sound

    def words(self, question: str) -> str:
        """What of a question the words of the transcripts can be compared with: the names among its first MOST
        characters, as they write them, and numbers.
        """
        return " ".join([*(name.said for name in self.names(question)), *NUMBER.findall(question)])

    def in_their_words(self, question: str) -> str:
        """The question with each name as the transcripts write it."""
        written, at = "", 0
        for name in self.names(question):
            written += question[at : name.start] + name.said
            at = name.stop
        return written + question[at:]

    @cached_property
    def _by_sound(self) -> dict[str, dict[str, None]]:
        names: dict[str, dict[str, None]] = {}
        for quotable in self._quotables:
            for name in dict.fromkeys(_said(quotable)):
                for form in _forms(name):
                    names.setdefault(coarse(form), {})[name] = None
        return names

    def _nearest(self, typed: str) -> str:
        """The name that sounds the same and is written most alike; "" if none is alike enough."""
        best, nearest = 0.0, ""
        for form in _forms(typed):
            for name in self._by_sound.get(coarse(form), ()):
                likeness = max(_likeness(form, said) for said in _forms(name))
                if likeness > best:
                    best, nearest = likeness, name
        return nearest


def _likeness(one: str, other: str) -> float:
    """Of two names with the same coarse sound, 0 to 1; 0 where they are not one."""
    from rapidfuzz.distance import JaroWinkler, Levenshtein

    first, second = spelling(one), spelling(other)
    if min(len(first), len(second)) < SHORTEST:
        return 0.0
    if SYLLABIC.search(one) or SYLLABIC.search(other):
        if first == second:
            return 1.0
        is_heard = all(_is_transliterated(name) for name in (one, other) if HAN.search(name))
        likeness = float(JaroWinkler.similarity(first, second))
        return likeness if is_heard and likeness >= ALIKE and len(coarse(one)) >= LEAST_COARSE else 0.0
    if consonants(one) != consonants(other) or len(consonants(one)) < LEAST:
        return 0.0
    others = Levenshtein.distance(vowels(one), vowels(other))
    return 1 / (1 + others) if others <= (min(len(first), len(second)) >= LONG) else 0.0


def _asked(question: str) -> Iterator[tuple[int, int]]:
    """Start and stop of what may be a name in a question."""
    for match in WORD.finditer(question):
        if not HAN.search(match.group()):
            yield from _cased(question, match)
    for run in HAN_RUN.finditer(question):
        yield from _grams(run.start(), run.end())


def _cased(question: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """A word with a capital, or of a script that has none, alone and with the next one if that may be a name too."""
    if not _may_be_name(match.group()):
        return
    yield match.span()
    following = WORD.match(question, match.end() + 1)
    if following and question[match.end()] in " -·" and _may_be_name(following.group()):
        yield match.start(), following.end()


def _may_be_name(word: str) -> bool:
    return not word[0].islower() and not word[0].isdigit()


def _grams(start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Runs of two signs to LONGEST."""
    for first in range(start, stop):
        for last in range(first + 2, min(first + LONGEST, stop) + 1):
            yield first, last


def _forms(name: str) -> Iterable[str]:
    """As it is written, and without what its words may end with in Russian: Николаю Возову, Николай Возов."""
    stem = " ".join(ENDING.sub("", word) for word in name.split(" "))
    return (name, stem) if stem != name else (name,)


def _said(quotable: Quotable) -> Iterator[str]:
    """What may be a name in a transcript."""
    text, passages = quotable.transcript.text, quotable.passages
    small = {match.group() for match in WORD.finditer(text) if match.group()[0].islower()}
    for sentence in passages.sentences:
        matches = list(WORD.finditer(text, sentence.start, sentence.stop))
        for place, match in enumerate(matches):
            name = POSSESSIVE.sub("", match.group())
            if not name[0].isupper() or name.lower() in small:
                continue
            yield name
            following = matches[place + 1] if place + 1 < len(matches) else None
            if following and following.group()[0].isupper() and text[match.end() : following.start()] == " ":
                yield f"{name} {POSSESSIVE.sub('', following.group())}"
        for run in HAN_RUN.finditer(text, sentence.start, sentence.stop):
            spans = _grams(run.start(), run.end())
            yield from filter(_is_chinese_name, (text[first:last] for first, last in spans))


def _is_chinese_name(signs: str) -> bool:
    is_surnamed = len(signs) <= SURNAMED and signs[0] in _signs("names.surnames")
    return is_surnamed or _is_transliterated(signs)


def _is_transliterated(signs: str) -> bool:
    """Whether all of them write the sounds of foreign names."""
    return all(sign in _signs("names.sounds") for sign in signs if HAN.match(sign))


@cache
def _signs(key: str) -> frozenset[str]:
    """Chinese ones, by the key that they stand under."""
    return frozenset(known("zh", key))
