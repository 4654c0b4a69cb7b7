"""The kind of answer that a question asks for, and whether a sentence has one: a near miss often has not. English."""

import re
from collections.abc import Sequence
from functools import lru_cache

ASKED = {
    "reason": re.compile(r"\bwhy\b|\b(?:what|which) (?:reason|caused?|made|led)\b|\breason\b"),
    "time": re.compile(r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade|time)\b|\bhow long ago\b"),
    "number": re.compile(
        r"\bhow (?:many|much|old|long|far|often|large|big|tall|high|strong|wide|deep|heavy)\b"
        r"|\bwhat (?:percentage|percent|number|share|proportion|age|price)\b|\bnumber of\b"
    ),
    "name": re.compile(r"\bwho(?:m|se)?\b|\b(?:what|which) (?:person|man|woman|president|author|team|company|party)\b"),
}
"""What asks for each kind, in a question in small letters; the first that fits counts."""

WORD = re.compile(r"[^\W_]+")
REASON = re.compile(
    r"\b(?:because|since|due to|as a result|in order to|so that|therefore|thus|reasons?|caused?|led to"
    r"|to (?:avoid|prevent|protect|make|get|help|allow))\b",
    re.IGNORECASE,
)
NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen "
    "half twice once percent first second third".split()
)
TIMES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday century year years decade morning evening today yesterday nineteen twenty".split()
)
YEAR = re.compile(r"1\d{3}|20\d\d|\d+(?:st|nd|rd|th)|\d{3,4}s")


def asked_kind(question: str) -> str | None:
    """reason, time, number, name, or none of them: asked_kind("How old is he?") -> "number"."""
    lower = question.lower()
    return next((kind for kind, pattern in ASKED.items() if pattern.search(lower)), None)


def lacking(texts: Sequence[str], question: str) -> list[bool]:
    """Whether each text lacks the kind of answer that is asked for; never if none is.

    A number or a name counts only if the question does not have it; names are not missed where no text has capitals.

    >>> lacking(["Davis led with 118.", "Davis led."], "How many tackles did Davis have?")
    [False, True]
    """
    kind = asked_kind(question)
    if kind is None:
        return [False] * len(texts)
    known = {word.lower() for word in WORD.findall(question)} if kind in ("number", "name") else set()
    lack = [_found(text)[kind] <= known for text in texts]
    return [False] * len(texts) if kind == "name" and all(lack) else lack


@lru_cache(maxsize=16_384)  # the sentences of a corpus are asked again with every question
def _found(text: str) -> dict[str, frozenset[str]]:
    """What a text has of each kind, in small letters."""
    words = WORD.findall(text)
    lower = [word.lower() for word in words]
    return {
        "reason": frozenset(REASON.findall(text)),
        "time": frozenset(word for word in lower if word in TIMES or YEAR.fullmatch(word)),
        "number": frozenset(word for word in lower if word in NUMBERS or any(map(str.isdigit, word))),
        "name": frozenset(word.lower() for word in words[1:] if word[0].isupper()),
    }
