"""Who a question names: the interviewee as people call them, and the speakers of a conversation."""

import re
from collections import Counter
from collections.abc import Iterable

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


def named(query: str, speakers: Iterable[str]) -> set[str]:
    """The speakers that the query names: by their whole label, else by a word of it that is nobody else's.

    >>> sorted(named("What did Ms. Marsh think?", ["Ada Marsh", "Jonas Vik"]))
    ['Ada Marsh']
    """
    labels = {speaker for speaker in speakers if speaker}
    asked = [POSSESSIVE.sub("", word) for word in words(query)]
    whole = {label for label in labels if _contains(asked, words(label))}
    if whole:
        return whole
    owners = Counter(word for label in labels for word in set(words(label)))
    own = {label: {word for word in words(label) if owners[word] == 1 and word[0].isupper()} for label in labels}
    return {label for label, distinct in own.items() if distinct.intersection(asked[1:])}


def _contains(asked: list[str], label: list[str]) -> bool:
    """Whether the words of a label stand in a row; "A" and "Will" only as they are written, not as a first word."""
    starts = range(len(asked) - len(label) + 1)
    if len(label) == 1 and (len(label[0]) == 1 or not terms(label[0], "en")):
        return label[0] in asked[1:]
    small = [word.casefold() for word in label]
    return bool(label) and any([word.casefold() for word in asked[i : i + len(label)]] == small for i in starts)
