"""Labels of one letter, or with a point, that take turns: "Q. A.", "Q - A -", "P. R.", "Вопрос. Ответ."."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from index.readers.label_forms import AMBIGUOUS, TURNS
from index.readers.labels import MARK, OPENING, Label, label_of
from index.readers.markup import EMPHASIS
from index.readers.times import BLANK
from index.spans import Placed

WORDS = {form for pair in TURNS for words in pair for word in words for form in (word, word.upper())}
CHOICE = "|".join(sorted(sorted(WORDS), key=len, reverse=True))
LETTER = re.compile(
    rf"{OPENING}(?P<name>{CHOICE})(?:(?<![IPRFD])[ \t]*(?:№[ \t]*)?\d+)?"
    rf"(?:(?P<sign>\.{EMPHASIS}(?=\s|$)|{EMPHASIS}(?:[ \t]+[-–—](?=\s)|(?:{BLANK}{{2,}}|\t)(?=\S))"
    rf"|(?<=[^\W\d_]{{5}}){EMPHASIS}{BLANK}(?=[“\"«¿¡]*[^\W\d_a-zà-ÿа-яёәғқңөұүһі]))|{MARK})"
    r"(?:[ \t]*\((?i:by [^()\n]{1,40})\))?"
)
"""Behind it a colon or another sign: a point, a dash, a column of blanks; and who examines, which is not said."""
TAKING_TURNS = 0.6
"""The share of steps from one label to the next at which the other one's follows."""
SIGNS = " \t\u00a0.-–—*"
LEAST = 4
"""Labels with another sign than a colon; with one, two are enough."""

Letters = list[tuple[re.Match[str], bool]]
"""Labels, each with whether it asks."""


def turn_letters(text: str, lines: Sequence[Placed]) -> tuple[list[Label], list[Label]]:
    """Who asks and who answers, by the first pair of words that takes turns over the whole file; else nobody."""
    matches = [match for line in lines if (match := LETTER.match(text, line.start, line.stop))]
    for asks, answers in TURNS:
        is_ambiguous = asks[0] in AMBIGUOUS
        own = [
            (match, _is_one_of(match, asks))
            for match in matches
            if _is_one_of(match, (*asks, *answers)) and (match["sign"] or is_ambiguous)
        ]
        if _take_turns(own) and (not is_ambiguous or _ask(text, own, lines[-1].stop)):
            by_role = ([label_of(match) for match, is_asking in own if is_asking == asked] for asked in (True, False))
            return next(by_role), next(by_role)
    return [], []


def lone_questions(text: str, lines: Sequence[Placed]) -> list[Label]:
    """ "Q    Thanks. And the toll?", where those who answer have names."""
    matches = [LETTER.match(text, line.start, line.stop) for line in lines]
    own = [
        match for match in matches if match and match["name"] == "Q" and match["sign"] and match[0].strip(SIGNS) == "Q"
    ]
    return [label_of(match) for match in own] if len(own) > 1 else []


def _is_one_of(match: re.Match[str], words: Collection[str]) -> bool:
    return match["name"].capitalize() in words


def _take_turns(own: Letters) -> bool:
    asking = [is_asking for _, is_asking in own]
    least = LEAST if any(match["sign"] for match, _ in own) else 2
    if len(own) < least or not asking[0] or all(asking):
        return False
    return sum(a != b for a, b in pairwise(asking)) >= TAKING_TURNS * (len(own) - 1)


def _ask(text: str, own: Letters, end: int) -> bool:
    """Whether questions stand behind at least half of what may ask."""
    stops = [*(match.start() for match, _ in own[1:]), end]
    said = [text[match.end() : stop] for (match, asks), stop in zip(own, stops, strict=True) if asks]
    return 2 * sum(any(mark in words for mark in "?？؟") for words in said) >= len(said)
