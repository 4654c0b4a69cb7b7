"""Questions and responses become judgements: pure functions.

A citation is right if it shares with a marked span at least half of the shorter of the two, has at most MAX_WORDS
words and overlaps no earlier citation of its response.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from bench.sets import Question, Response, SetError
from bot.answer import State
from index.transcript import Span

MAX_WORDS = 80
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
"""A character of Chinese or Japanese, which counts as half a word."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A response against its question; `right` and `words` are of its citations, best first."""

    id: str
    doc: str
    answerable: bool
    answered: bool
    score: float
    right: tuple[bool, ...]
    words: tuple[int, ...]
    kind: str = ""

    @property
    def rank(self) -> int:
        """Of the first right citation, from 1; 0 if none is right."""
        return self.right.index(True) + 1 if True in self.right else 0


def count_words(text: str) -> int:
    """Runs without white space, where two characters of Chinese or Japanese are one word: "о 法国 b" has three."""
    return len(CJK.sub(" ", text).split()) + math.ceil(len(CJK.findall(text)) / 2)


def judge(questions: Sequence[Question], responses: Sequence[Response], texts: Mapping[str, str]) -> list[Judgement]:
    """One a question; `texts` has the documents by name. Raises SetError for a response that is missing or no such."""
    given = {response.id: response for response in responses}
    missing = [question.id for question in questions if question.id not in given]
    if missing:
        raise SetError(
            f"expected a response to each of {len(questions)} questions; found none to {len(missing)}: {missing[0]!r}"
        )
    return [_judgement(question, given[question.id], texts[question.doc]) for question in questions]


def agree(a: Span, b: Span) -> bool:
    """Whether they share at least half of the shorter."""
    return 2 * _shared(a, b) >= min(a.stop - a.start, b.stop - b.start)


def _judgement(question: Question, response: Response, text: str) -> Judgement:
    if response.state not in get_args(State) or not math.isfinite(response.score):
        raise SetError(
            f"{question.id}: expected a state and a finite score; found {response.state!r}, {response.score}"
        )
    right: list[bool] = []
    words: list[int] = []
    for row, span in enumerate(response.citations):
        if not 0 <= span.start < span.stop <= len(text):
            raise SetError(f"{question.id}: expected citations in 0-{len(text)}; found {span.start}-{span.stop}")
        count = count_words(text[span.start : span.stop])
        is_new = all(_shared(span, earlier) <= 0 for earlier in response.citations[:row])
        is_gold = any(agree(span, gold) for gold in question.spans)
        words.append(count)
        right.append(is_gold and is_new and count <= MAX_WORDS)
    return Judgement(
        id=question.id,
        doc=question.doc,
        answerable=bool(question.spans),
        answered=response.state == "answered",
        score=response.score,
        right=tuple(right),
        words=tuple(words),
        kind=question.kind,
    )


def _shared(a: Span, b: Span) -> int:
    """Code points in both; negative or 0 if none is."""
    return min(a.stop, b.stop) - max(a.start, b.start)
