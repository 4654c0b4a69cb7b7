"""What a question's own words say about a sentence: whether it has the type of answer that is asked for, as a near miss
often has not (English), and whether somebody whom the question names speaks it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from index.language.knowledge import all_words, alternatives, pattern
from index.language.terms import terms, words
from index.transcript import Transcript

ASKED = {
    "reason": re.compile(pattern("en", "answers.asks_reason")),
    "time": re.compile(pattern("en", "answers.asks_time")),
    "number": re.compile(pattern("en", "answers.asks_number")),
    "name": re.compile(pattern("en", "answers.asks_name")),
}
"""What asks for each kind, in a question in small letters; the first that fits counts."""

WORD = re.compile(r"[^\W_]+")
REASON = re.compile(rf"\b(?:{alternatives('answers.reasons')})\b", re.IGNORECASE)
NUMBERS = frozenset(
    all_words("numbers.units", "numbers.tens", "numbers.counts", "numbers.shares", languages=("en",))
) - {"zero"}
TIMES = frozenset(
    all_words("dates.months", "dates.weekdays", "dates.periods", "dates.past", "dates.spoken", languages=("en",))
)
YEAR = re.compile(r"1\d{3}|20\d\d|\d+(?:st|nd|rd|th)|\d{3,4}s")
POSSESSIVE = re.compile(r"['’]s?$")


def answer_type(question: str) -> str | None:
    """reason, time, number, name, or none of them: answer_type("How old is he?") -> "number"."""
    lower = question.lower()
    return next((kind for kind, pattern in ASKED.items() if pattern.search(lower)), None)


def lacks_answer_type(texts: Sequence[str], question: str) -> list[bool]:
    """Whether each text lacks the type of answer that is asked for; never if none is.

    A number or a name counts only if the question does not have it; names are not missed where no text has capitals.

    >>> lacks_answer_type(["Davis led with 118.", "Davis led."], "How many tackles did Davis have?")
    [False, True]
    """
    asked = answer_type(question)
    if asked is None:
        return [False] * len(texts)
    known = {word.lower() for word in WORD.findall(question)} if asked in ("number", "name") else set()
    lacks = [_answers(text)[asked] <= known for text in texts]
    return [False] * len(texts) if asked == "name" and all(lacks) else lacks


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
    labels = {speaker: words(speaker) for speaker in speakers if speaker}
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


@lru_cache(maxsize=16_384)  # the sentences of a corpus are asked again with every question
def _answers(text: str) -> dict[str, frozenset[str]]:
    """What a text has of each type, in small letters."""
    words = WORD.findall(text)
    lower = [word.lower() for word in words]
    return {
        "reason": frozenset(REASON.findall(text)),
        "time": frozenset(word for word in lower if word in TIMES or YEAR.fullmatch(word)),
        "number": frozenset(word for word in lower if word in NUMBERS or any(map(str.isdigit, word))),
        "name": frozenset(word.lower() for word in words[1:] if word[0].isupper()),
    }


def _contains(asked: list[str], label: list[str]) -> bool:
    """Whether the words of a label stand in a row; "A" and "Will" only as they are written, not as a first word."""
    if not label:
        return False
    if len(label) == 1 and (len(label[0]) == 1 or not terms(label[0], "en")):
        return label[0] in asked[1:]
    size, small = len(label), [word.casefold() for word in asked]
    sought = [word.casefold() for word in label]
    return any(small[start : start + size] == sought for start in range(len(small) - size + 1))
