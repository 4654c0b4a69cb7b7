"""Who is named: by which terms a transcript's interviewee is, and which speakers a question names."""

import re
from collections.abc import Iterable

from index.card import Card
from index.language.terms import terms, words

POSSESSIVE = re.compile(r"['’]s?$")


def naming(card: Card) -> list[str]:
    """The terms of the interviewee's name and of their office as people call it: "Ambassador … to Kazakhstan" without
    what stands behind the first preposition.
    """
    interviewee = card.metadata.interviewee
    office = re.split(r"\b(?:of|to|for|at|in)\b|,", interviewee.office)[0]
    return terms(f"{interviewee.name} {office}", card.language)


class SpeakerNames:
    """The labels of some speakers, by their words."""

    def __init__(self, speakers: Iterable[str]) -> None:
        self._labels = {speaker: words(speaker) for speaker in speakers if speaker}
        self._owners: dict[str, set[str]] = {}
        """By each word as it is written, whose label has it."""
        self._in_any_case: dict[str, set[str]] = {}
        for speaker, label in self._labels.items():
            for word in label:
                self._owners.setdefault(word, set()).add(speaker)
                self._in_any_case.setdefault(word.casefold(), set()).add(speaker)

    def named(self, question: str) -> set[str]:
        """The speakers that the question names: by their whole label, else by a word of it that is nobody else's.

        >>> sorted(SpeakerNames(["Ada Marsh", "Jonas Vik"]).named("What did Ms. Marsh think?"))
        ['Ada Marsh']
        """
        asked = [POSSESSIVE.sub("", word) for word in words(question)]
        near = set[str]().union(*(self._in_any_case.get(word.casefold(), ()) for word in asked))
        whole = {speaker for speaker in near if _contains(asked, self._labels[speaker])}
        if whole:
            return whole
        # the first word of a question has its capital from its place: it may be any word
        capitals = {word for word in asked[1:] if word[0].isupper()}
        owners = [self._owners.get(word, set()) for word in capitals]
        return set[str]().union(*(own for own in owners if len(own) == 1))


def _contains(asked: list[str], label: list[str]) -> bool:
    """Whether the words of a label stand in a row; "A" and "Will" only as they are written, not as a first word."""
    if not label:
        return False
    if len(label) == 1 and (len(label[0]) == 1 or not terms(label[0], "en")):
        return label[0] in asked[1:]
    size, small = len(label), [word.casefold() for word in asked]
    sought = [word.casefold() for word in label]
    return any(small[start : start + size] == sought for start in range(len(small) - size + 1))
