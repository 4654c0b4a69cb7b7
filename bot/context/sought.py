"""What a question is sure to ask for, and whether a statement gives one: a price, an age, a number, a year, a date.

Only what is sure is said. A question asks for it where it begins with the words that do; a statement may give it with
any numeral, and with every word that may stand for one, or, where a date is asked for, that says anything of when.
"""

import re
from functools import cache
from typing import Literal, get_args

from index.language.knowledge import alternatives, pattern

Sought = Literal["price", "age", "number", "year", "date"]
"""In the order in which they are looked for."""
COUNTED = ("price", "age", "number")
"""What the numbers of a date do not give."""
NEVER = r"(?!)"


def lacks(question: str, words: str, language: str) -> Sought | None:
    """What is asked for and stands nowhere in `words`, in a language of which that is known; None if not sure.

    >>> lacks("How many soldiers died?", "The soldiers died in 1943.", "en")
    'number'
    >>> lacks("How many soldiers died?", "Half of them.", "en"), lacks("Who died?", "Soldiers.", "en")
    (None, None)
    """
    for sought in get_args(Sought):
        if _pattern(language, f"asks_{sought}").search(question):
            rest = _pattern(language, "only_dates").sub(" ", words) if sought in COUNTED else words
            return None if _pattern(language, f"{sought}s").search(rest) else sought
    return None


@cache
def _pattern(language: str, key: str) -> re.Pattern[str]:
    parts = {name: pattern(language, f"sought.{name}") for name in ("lead", "numerals")}
    parts |= {name: alternatives(f"dates.{name}", languages=(language,)) for name in ("months", "weekdays")}
    return re.compile(pattern(language, f"sought.{key}", **parts) or NEVER, re.IGNORECASE)
