"""What a question's own words say about a sentence: whether it has the type of answer that is asked for, as a near miss
often has not (English), and whether somebody whom the question names speaks it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

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
KINDS: dict[str, Callable[[str], bool]] = {
    "time": lambda word: word.lower() in TIMES or YEAR.fullmatch(word.lower()) is not None,
    "number": lambda word: word.lower() in NUMBERS or any(map(str.isdigit, word)),
    "name": lambda word: word[0].isupper(),
}
"""Whether a word, as it stands in a text, is of each of the types that a word alone can be."""
POSSESSIVE = re.compile(r"['’]s?$")


def answer_type(question: str) -> str | None:
    """reason, time, number, name, or none of them: answer_type("How old is he?") -> "number"."""
    lower = question.lower()
    return next((kind for kind, pattern in ASKED.items() if pattern.search(lower)), None)


class AnswerTypes:
    """Which of some texts have the type of answer that a question asks for; read when one first asks for it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def lacking(self, question: str, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether each text of `rows` lacks the type of answer that is asked for; never if none is.

        A number or a name counts only if the question does not have it; names are not missed where no text of `rows`
        has capitals.

        >>> texts = ["Davis led with 118.", "Davis led."]
        >>> AnswerTypes(texts).lacking("How many tackles did Davis have?", np.arange(2)).tolist()
        [False, True]
        """
        asked = answer_type(question)
        if asked is None:
            return np.zeros(len(rows), bool)
        if asked == "reason":
            return ~self._reasoning[rows]
        known = {word.lower() for word in WORD.findall(question)} if asked in ("number", "name") else set()
        lacks = ~self._words.having(asked, known)[rows]
        return np.zeros(len(rows), bool) if asked == "name" and lacks.all() else lacks

    @cached_property
    def _reasoning(self) -> NDArray[np.bool_]:
        return np.array([REASON.search(text) is not None for text in self._texts], bool)

    @cached_property
    def _words(self) -> "_TypedWords":
        return _TypedWords(self._texts)


class _TypedWords:
    """The words of some texts that are a time, a number or a name: of each where it stands, by its number."""

    def __init__(self, texts: Sequence[str]) -> None:
        found = [WORD.findall(text) for text in texts]
        vocabulary = {word: number for number, word in enumerate(dict.fromkeys(chain.from_iterable(found)))}
        lengths = np.fromiter(map(len, found), np.int64, len(found))
        words = np.fromiter(map(vocabulary.__getitem__, chain.from_iterable(found)), np.int64, int(lengths.sum()))
        owners = np.repeat(np.arange(len(found)), lengths)
        is_first = np.diff(owners, prepend=-1) > 0  # its capital says nothing
        self._size = len(found)
        self._numbers: dict[str, list[int]] = {}
        for word, number in vocabulary.items():
            self._numbers.setdefault(word.lower(), []).append(number)
        self._is_known = np.zeros(len(vocabulary), bool)
        self._of_type: dict[str, tuple[NDArray[np.int64], NDArray[np.int64]]] = {}
        for kind, is_kind in KINDS.items():
            of_kind = np.fromiter(map(is_kind, vocabulary), bool, len(vocabulary))[words]
            places = np.flatnonzero(of_kind & ~is_first if kind == "name" else of_kind)
            self._of_type[kind] = words[places], owners[places]

    def having(self, kind: str, known: Iterable[str]) -> NDArray[np.bool_]:
        """Whether each text has a word of the type that is none of the `known` ones, in small letters."""
        words, owners = self._of_type[kind]
        is_known = self._is_known.copy()
        is_known[[number for word in known for number in self._numbers.get(word, ())]] = True
        has = np.zeros(self._size, bool)
        has[owners[~is_known[words]]] = True
        return has


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
