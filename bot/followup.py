"""A question in its conversation becomes what is searched: the question, and in brackets what it leans on."""

import re
from collections.abc import Sequence

from bot.dependence import depends
from bot.question import split_context
from bot.signs import Signs, signs_of
from index.words import terms, words

MOST = 4
"""Earlier questions that are looked at: as many may hang on each other."""
LONGEST = 2_000
"""Characters of an earlier question up to which it is taken along."""
BETWEEN = " ,.:;，。…–—-"
"""What parts the words of a correction."""


def standalone(question: str, history: Sequence[str]) -> str:
    """`question` as it is if it can be understood alone, else with the earlier questions that it leans on.

    `history` is the earlier questions, or what was searched for them, oldest first; all are clean.

    >>> standalone("And who got it?", ["What is multilateralism?", "Was there a medal?"])
    'And who got it? [Was there a medal?]'
    """
    leaning_on: list[str] = []
    at = question
    for earlier in reversed(history[-MOST:]):
        if split_context(at)[1] or len(earlier) > LONGEST or not depends(at, earlier):
            break
        leaning_on.insert(0, " / ".join(filter(None, split_context(earlier))))
        at = earlier
    return _within(question, " / ".join(leaning_on)) if leaning_on else question


def _within(question: str, context: str) -> str:
    """A correction loses what it takes back, there and in its context.

    >>> _within("no, not medicine, politics", "What should they do in medicine?")
    'politics [What should they do in …?]'
    """
    language, signs = signs_of(question)
    if not signs.correcting.match(question.lower().replace("’", "'")):
        return f"{question} [{context}]"
    denied = {term for match in signs.denying.finditer(question) for term in terms(match["what"], language)}
    kept = re.sub(
        r"\w[\w’'-]*", lambda m: "…" if denied.intersection(terms(m.group(), language)) else m.group(), context
    )
    rest = _meant(question, signs)
    return f"{rest if words(rest) else question} [{re.sub(r'…(?:[ ]+…)+', '…', kept)}]"


def _meant(question: str, signs: Signs) -> str:
    """What is left of a correction: "sorry, not the Norwegians, the British" -> "the British"."""
    rest = signs.denying.sub(" ", question).strip(BETWEEN)
    while (lead := signs.correcting.match(rest.lower().replace("’", "'"))) and lead.end():
        rest = rest[lead.end() :].lstrip(BETWEEN)
    return re.sub(r"^(?:but|about|а|а не)\b", "", rest.strip(BETWEEN)).strip(BETWEEN)
