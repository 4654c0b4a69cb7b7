"""What was written against what was said, word by word, and which of the differences are grave."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from bot.evidence.normal import Normal, is_word, other_case
from bot.quote_check.nearest import steps
from bot.quote_check.verdict import Difference
from index.canonical import words_at
from index.language.knowledge import all_words
from index.language.numerals import in_digits
from index.transcript import Span, Transcript

NEGATIONS = frozenset(all_words("negations.words", "negations.others"))
NUMBERS = frozenset(all_words("numbers.counts", "numbers.others", "numbers.quantities"))
"""Besides digits, and the words that in_digits() writes in digits."""
DATES = frozenset(all_words("dates.months", "dates.weekdays", "dates.past", "dates.coming"))
DIGIT = re.compile(r"\d")
SEPARATORS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")


def differences(written: Normal, said: Normal, origin: Callable[[int, int], Span], text: str, transcript: Transcript,
                names: Collection[str]) -> list[Difference]:  # fmt: skip
    """Where `written` (units of the first text) departs from `said` (of the second), in order.

    `origin` turns a place in the first text into one in the input; `names` are the names among the words of both.
    """
    a, b = _spelt(written.keys, said.keys)
    differing = []
    for i1, i2, j1, j2 in _changed(a, b):
        here, there = _place(written, i1, i2), _place(said, j1, j2)
        place = origin(here.start, here.stop) if here.start < here.stop else _point(origin, here.start)
        differing.append(
            Difference(
                written=text[here.start : here.stop],
                said=words_at(transcript, there.start, there.stop),
                start=place.start,
                stop=place.stop,
                said_start=there.start,
                said_stop=there.stop,
                grave=is_grave(written.keys[i1:i2], said.keys[j1:j2], names),
                transcript=transcript.id,
            )
        )
    return differing


def is_grave(written: Sequence[str], said: Sequence[str], names: Collection[str]) -> bool:
    """Whether a negation, number, name or date is among the words of one side and not of the other."""
    if _negations(written) != _negations(said) or _numbers(written) != _numbers(said):
        return True
    return any(
        key in names and key.lower() not in {other.lower() for other in others}
        for keys, others in ((written, said), (said, written))
        for key in keys
    )


def in_small_letters(normal: Normal) -> Normal:
    """For a text in which case says nothing."""
    return replace(normal, keys=tuple(map(str.lower, normal.keys)))


def is_negation(key: str) -> bool:
    """not, never, don't, не …"""
    lower = key.lower()
    return lower in NEGATIONS or lower.endswith("n't")


def _changed(a: str, b: str) -> list[tuple[int, int, int, int]]:
    """Units of `a` and of `b` that stand for each other, each change as long as it goes on."""
    changes: list[tuple[int, int, int, int]] = []
    goes_on = False
    for kind, *place in steps(a, b):
        if kind != "equal":
            i1, _, j1, _ = changes.pop() if goes_on else place
            changes.append((i1, place[1], j1, place[3]))
        goes_on = kind != "equal"
    return changes


def _negations(keys: Iterable[str]) -> int:
    return sum(is_negation(key) for key in keys)


def _numbers(keys: Iterable[str]) -> Counter[str]:
    """Numbers and dates; 1,000 and 1000 are one, and so are fourteen and 14."""
    lower = in_digits(key.lower().removesuffix("'s") for key in keys if is_word(key))
    return Counter(SEPARATORS.sub("", key) for key in lower if DIGIT.search(key) or key in NUMBERS or key in DATES)


def _spelt(written: Sequence[str], said: Sequence[str]) -> tuple[str, str]:
    """Both as strings of one character a unit; the first word's first letter may be in either case."""
    ids: dict[str, str] = {}
    b = "".join(ids.setdefault(key, chr(len(ids) + 1)) for key in said)
    first = other_case(written[0]) if written and said and other_case(written[0]) == said[0] else ""
    keys = [first or written[0], *written[1:]] if written else []
    return "".join(ids.setdefault(key, chr(len(ids) + 1)) for key in keys), b


def _place(normal: Normal, first: int, last: int) -> Span:
    """Where units `first` to `last` stand; behind the unit before them if there are none."""
    if first < last:
        return Span(normal.starts[first], normal.stops[last - 1])
    at = normal.stops[first - 1] if first else normal.starts[0] if normal.starts else 0
    return Span(at, at)


def _point(origin: Callable[[int, int], Span], at: int) -> Span:
    """The place in the input behind the character before `at`."""
    stop = origin(at - 1, at).stop if at else 0
    return Span(stop, stop)
