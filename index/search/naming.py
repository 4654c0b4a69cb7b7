"""Who is named: by which terms a transcript's interviewee is, and which speakers a question names."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from index.language.terms import terms, words
from index.transcript import Transcript

POSSESSIVE = re.compile(r"['’]s?$")


def naming(transcript: Transcript) -> list[str]:
    """The terms of the interviewee's name and of their office as people call it: "Ambassador … to Kazakhstan" without
    what stands behind the first preposition.
    """
    interviewee = transcript.metadata.interviewee
    office = re.split(r"\b(?:of|to|for|at|in)\b|,", interviewee.office)[0]
    return terms(f"{interviewee.name} {office}", transcript.language)


def named(question: str, speakers: Iterable[str]) -> set[str]:
    """The speakers that the question names: by their whole label, else by a word of it that is nobody else's.

    >>> sorted(named("What did Ms. Marsh think?", ["Ada Marsh", "Jonas Vik"]))
    ['Ada Marsh']
    """
    labels = {speaker: _label(speaker) for speaker in speakers if speaker}
    asked = [POSSESSIVE.sub("", word) for word in words(question)]
    whole = {speaker for speaker, label in labels.items() if _contains(asked, label)}
    if whole:
        return whole
    owners = Counter(word for label in labels.values() for word in set(label))
    # the first word of a question has its capital from its place: it may be any word
    capitals = {word for word in asked[1:] if word[0].isupper()}
    return {
        speaker for speaker, label in labels.items() if any(word in capitals and owners[word] == 1 for word in label)
    }


@lru_cache(maxsize=4096)  # the same speakers are looked for with every question
def _label(speaker: str) -> list[str]:
    return words(speaker)


def _contains(asked: list[str], label: list[str]) -> bool:
    """Whether the words of a label stand in a row; "A" and "Will" only as they are written, not as a first word."""
    if not label:
        return False
    if len(label) == 1 and (len(label[0]) == 1 or not terms(label[0], "en")):
        return label[0] in asked[1:]
    size, small = len(label), [word.casefold() for word in asked]
    sought = [word.casefold() for word in label]
    return any(small[start : start + size] == sought for start in range(len(small) - size + 1))
