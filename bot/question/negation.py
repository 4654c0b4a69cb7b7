"""Whether words say, or ask for, what was not so."""

import re

from index.language.knowledge import alternatives

PARTED = ("en", "ru", "kk")
"""Languages whose words are parted."""
NEGATION = re.compile(
    rf"\b(?:{alternatives('negations.words', 'negations.others', 'negations.forms', languages=PARTED)})\b"
    rf"|{alternatives('negations.words', languages=('zh',))}",
    re.IGNORECASE,
)
IDLE = re.compile(alternatives("negations.idle"), re.IGNORECASE)


def is_negated(text: str) -> bool:
    """Whether it says, or asks for, what is not so: "Who was not paid?", but not "Didn't he swim?".

    >>> [is_negated(text) for text in ("Who was not paid?", "He swam, didn't he?", "Mrs. Dahl was never paid.")]
    [True, False, True]
    """
    return bool(NEGATION.search(IDLE.sub(" ", text)))
