"""A question in its conversation becomes what is searched: the question, and in brackets what it leans on."""

import re
from collections.abc import Callable, Sequence

from bot.question.dependence import depends
from bot.question.followup_cues import BETWEEN, PREPOSITION, Signs, signs_of
from bot.question.query import split_context
from index.language.terms import WORD, terms, words

MOST = 4
"""Earlier questions that are looked at: as many may hang on each other."""
LONGEST = 1_000
"""Characters of what a question leans on; of more, the last ones are kept."""
PARTS = " / "
BEHIND = re.compile(rf"\b{PREPOSITION} (?:(?:the|an?|his|her|their|its|our) )?$")
ROUND = str.maketrans("[]", "()")


def standalone(question: str, history: Sequence[str], is_whole: Callable[[str], bool] = lambda _: False) -> str:
    """`question` as it is if it can be understood alone, else with the earlier questions that it leans on.

    `history` is the earlier questions, or what was searched for them, oldest first; all are clean. `is_whole` says of
    one that it is searched as it stands, whatever it looks like.

    >>> standalone("And who got it?", ["What is multilateralism?", "Was there a medal?"])
    'And who got it? [Was there a medal?]'
    """
    resolved: list[str] = []
    for earlier in history[-MOST:]:
        resolved.append(earlier if is_whole(earlier) else _resolved(earlier, resolved))
    return _resolved(question, resolved)


def names(question: str) -> list[str]:
    """What a question may bring up: names, and what stands behind a preposition.

    >>> names("And what about football in Uganda?")
    ['football', 'Uganda']
    """
    return [
        match.group()
        for match in WORD.finditer(question)
        if (match.start() and match.group()[0].isupper()) or BEHIND.search(question[: match.start()].lower())
    ]


def _resolved(question: str, before: Sequence[str]) -> str:
    """With what the question before it was searched as, if it leans on it and has no context of its own."""
    if not before or split_context(question)[1]:
        return question
    previous, context = split_context(before[-1])
    if not depends(question, previous):
        return question
    parts = [*(context.split(PARTS) if context else ()), previous.translate(ROUND)][-MOST:]
    return _within(question, PARTS.join(parts)[-LONGEST:])


def _within(question: str, context: str) -> str:
    """A correction loses what it takes back, there and in its context.

    >>> _within("no, not medicine, politics", "What should they do in medicine?")
    'politics [What should they do in …?]'
    """
    language, signs = signs_of(question)
    if not (signs.objecting.match(_plain(question)) or signs.correcting.match(_plain(question))):
        return f"{question} [{context}]"
    kept = context
    for match in signs.denying.finditer(question):
        kept = _without(match["what"].strip(), kept, language)
    rest = _meant(question, signs)
    return f"{rest if words(rest) else question} [{re.sub(r'…(?:[ ]+…)+', '…', kept)}]"


def _without(denied: str, context: str, language: str) -> str:
    """The context with "…" for the words that were denied, in whatever form."""
    if language == "zh":
        return context.replace(denied, "…")
    gone = set(terms(denied, language))
    return re.sub(r"\w[\w’'-]*", lambda m: "…" if gone.intersection(terms(m.group(), language)) else m.group(), context)


def _meant(question: str, signs: Signs) -> str:
    """What is left of a correction: "sorry, not the Norwegians, the British" -> "the British"."""
    rest = signs.denying.sub(" ", question).strip(BETWEEN)
    for _ in range(MOST):
        lead = signs.objecting.match(_plain(rest)) or signs.correcting.match(_plain(rest))
        rest = rest[lead.end() if lead else 0 :].lstrip(BETWEEN)
    return re.sub(r"^(?:(?:but|about|а|а не)\b|而?是)", "", rest).strip(BETWEEN)


def _plain(text: str) -> str:
    """As the signs want it, each character for one."""
    return text.lower().replace("’", "'")
