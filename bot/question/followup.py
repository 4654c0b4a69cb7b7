"""A question in its conversation becomes what is searched: the question, and what it leans on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.question.cues import PREPOSITION, FollowupCues, cues_of, language_of
from bot.question.dependence import BETWEEN, depends
from index.language.terms import WORD, terms, words

CLOSE = 20
"""Characters before a word in which a preposition stands."""
MOST = 4
"""Earlier questions that are looked at: as many may hang on each other."""
LONGEST = 1_000
"""Characters of what a question leans on; of more, the last ones are kept."""
PARTS = " / "
BEHIND = re.compile(rf"\b{PREPOSITION} (?:(?:the|an?|his|her|their|its|our) )?$")
ROUND = str.maketrans("[]", "()")


@dataclass(frozen=True, slots=True)
class Asked:
    """A clean question, and what it leans on if it says so itself; `is_whole` if it is searched as it stands."""

    text: str
    context: str = ""
    is_whole: bool = False


def resolve(question: Asked, history: Sequence[Asked]) -> tuple[str, str]:
    """The text and context of `question`: as it is if it can be understood alone, else with the earlier questions that
    it leans on.

    `history` is the earlier questions, or what was searched for them, oldest first; all are clean.

    >>> resolve(Asked("And who got it?"), [Asked("What is multilateralism?"), Asked("Was there a medal?")])
    ('And who got it?', 'Was there a medal?')
    """
    resolved = "", ""
    for asked in (*history[-MOST:], question):
        resolved = (asked.text, asked.context) if asked.is_whole else _resolved(asked, resolved)
    return resolved


def names(question: str) -> list[str]:
    """What a question may bring up: names, and what stands behind a preposition.

    >>> names("And what about football in Uganda?")
    ['football', 'Uganda']
    """
    found = []
    for match in WORD.finditer(question):
        before = question[max(match.start() - CLOSE, 0) : match.start()].lower()
        if (match.start() and match.group()[0].isupper()) or BEHIND.search(before):
            found.append(match.group())
    return found


def _resolved(asked: Asked, before: tuple[str, str]) -> tuple[str, str]:
    """With what the question before it was searched as, if it leans on it and has no context of its own."""
    previous, context = before
    if asked.context or not previous or not depends(asked.text, f"{context} {previous}"):
        return asked.text, asked.context
    parts = [*(context.split(PARTS) if context else ()), previous.translate(ROUND)][-MOST:]
    return _within(asked.text, PARTS.join(parts)[-LONGEST:].strip())


def _within(question: str, context: str) -> tuple[str, str]:
    """A correction loses what it takes back, there and in its context.

    >>> _within("no, not medicine, politics", "What should they do in medicine?")
    ('politics', 'What should they do in …?')
    """
    language = language_of(question)
    cues = cues_of(language)
    if not _correction(question, cues):
        return question, context
    kept = context
    for match in cues.denying.finditer(question):
        kept = _without(match["what"].strip(), kept, language)
    rest = _what_is_meant(question, cues)
    return rest if words(rest) else question, re.sub(r"…(?:[ ]+…)+", "…", kept)


def _without(denied: str, context: str, language: str) -> str:
    """The context with "…" for the words that were denied, in whatever form."""
    if language == "zh":
        return context.replace(denied, "…")
    gone = set(terms(denied, language))
    return re.sub(r"\w[\w’'-]*", lambda m: "…" if gone.intersection(terms(m.group(), language)) else m.group(), context)


def _what_is_meant(question: str, cues: FollowupCues) -> str:
    """What is left of a correction: "sorry, not the Norwegians, the British" -> "the British"."""
    rest = cues.denying.sub(" ", question).strip(BETWEEN)
    for _ in range(MOST):
        lead = _correction(rest, cues)
        if lead is None:
            break
        rest = rest[lead.end() :].lstrip(BETWEEN)
    return re.sub(r"^(?:(?:but|about|а)\b|而?是)", "", rest).strip(BETWEEN)


def _correction(text: str, cues: FollowupCues) -> re.Match[str] | None:
    """The words with which it begins as a correction does."""
    plain = text.lower().replace("’", "'")  # as the cues want it, each character for one
    return cues.objecting.match(plain) or cues.correcting.match(plain)
