"""English numbers in words, written in digits."""

import re
from collections.abc import Iterable

from index.language.knowledge import words

UNITS = {word: value for value, word in enumerate(words("en", "numbers.units"))}
TENS = {word: value * 10 for value, word in enumerate(words("en", "numbers.tens"), 2)}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
ORDINALS |= {f"{word}th": value for word, value in UNITS.items()}
ORDINALS |= {f"{word[:-1]}ieth": value for word, value in TENS.items()}
VALUES = UNITS | TENS | ORDINALS
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
DIGITS = re.compile(r"(\d+(?:,\d{3})*)(st|nd|rd|th)?")


def in_digits(keys: Iterable[str]) -> list[str]:
    """Words in small letters, with each number in digits, and "th" behind any ordinal; "one" alone stays as it is.

    >>> in_digits("the sixth of twenty-four hundred and two".replace("-", " ").split())
    ['the', '6th', 'of', '2402']
    """
    written: list[str] = []
    number = _Number()
    for key in keys:
        if number.takes(key):
            continue
        written += number.words()
        number = _Number()
        if not number.takes(key):
            written.append(DIGITS.sub(_plain, key) if DIGITS.fullmatch(key) else key)
    return [*written, *number.words()]


class _Number:
    """One that is read word by word: 24 of (twenty, four), 1984 of (nineteen, eighty, four)."""

    def __init__(self) -> None:
        self._read: list[str] = []
        self._whole = 0
        self._below = 0

    def takes(self, key: str) -> bool:
        """Whether a word goes on with it."""
        last = self._read[-1] if self._read else ""
        value, scale = VALUES.get(key), SCALES.get(key)
        if key == "and" and last in SCALES:
            pass
        elif scale and self._read and last != "and":
            below = (self._below or 1) * scale
            self._whole, self._below = (self._whole, below) if scale == 100 else (self._whole + below, 0)
        elif value is not None and self._goes_on(value, last):
            century = 100 if last in VALUES and value > 9 else 1
            self._below = self._below * century + value
        else:
            return False
        self._read.append(key)
        return True

    def _goes_on(self, value: int, last: str) -> bool:
        if last in ORDINALS:
            return False
        if last in TENS and 0 < value < 10:
            return True
        return last not in VALUES or (9 < self._below < 100 and value > 9)

    def words(self) -> list[str]:
        """What was read: its digits, and an "and" behind it; “one” and nothing as they are."""
        behind = ["and"] if self._read[-1:] == ["and"] else []
        is_value = self._read and self._read != ["one"]
        ordinal = "th" if self._read and self._read[-1] in ORDINALS else ""
        return [*([f"{self._whole + self._below}{ordinal}"] if is_value else self._read), *behind]


def _plain(match: re.Match[str]) -> str:
    return match[1].replace(",", "") + ("th" if match[2] else "")
