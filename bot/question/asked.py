"""Which of the interviewers' questions was typed, in other words that come to the same.

It may be typed with all that led to it or by the sentence that asks alone, with other fillers, and with one term more
or less if there are enough others. Names, numbers, negations and what else tells questions apart have to agree.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from bot.question.asked_table import (
    ASKING,
    TYPED,
    WHOLE,
    AskedQuestion,
    AskedTable,
    Rows,
    asked_question,
    hashed,
)
from bot.question.form import NEGATION, Form, form_of, plain
from index.language.knowledge import KNOWN
from index.language.terms import JOINED
from index.memo import once
from index.quotable import Quotable

ENOUGH_TO_LOSE, ENOUGH_TO_GAIN = 3, 4
"""Terms that are shared at least where the typed question has one less, or one more, which asks for less."""
HELD = 4096
"""Questions whose forms are held."""

Row = tuple[int, int]
"""A transcript and a sentence of it."""


class AskedQuestions:
    """The questions of the interviewers of some transcripts.

    `table` gives that of all of them, numbered as they stand, and is called when the first question is typed. What it
    finds is compared word by word: hashes that happen to be the same make no difference.
    """

    def __init__(self, quotables: Sequence[Quotable], table: Callable[[], AskedTable]) -> None:
        self._quotables, self._table = quotables, once(table)
        self._asked = lru_cache(HELD)(self._read)

    def replies(self, question: str) -> frozenset[Row]:
        """The sentences that reply to what was typed: to the same words, else to the question that is nearest to it."""
        found = self._as_typed(plain(question)) or self._nearest(question)
        table = self._table()
        return frozenset((int(table.transcripts[row]), reply) for row in found for reply in self._asked(row).rows)

    def _as_typed(self, words: str) -> list[int]:
        rows = self._table().known_by([hashed(TYPED, "", words)]).tolist()
        return [row for row in rows if words in self._asked(row).plain]

    def _nearest(self, question: str) -> list[int]:
        distances: dict[int, int] = {}
        for language in self._table().names_of_languages():
            typed = form_of(question, language)
            for row in _alike(typed, language, self._table()).tolist():
                asked = self._asked(row)
                distance = _distance(typed, asked) if asked.language == language else None
                if distance is not None:
                    distances[row] = distance
        least = min(distances.values(), default=-1)
        return [row for row, distance in distances.items() if distance == least]

    def _read(self, row: int) -> AskedQuestion:
        """A row of the table, from the transcript."""
        table = self._table()
        return asked_question(self._quotables[int(table.transcripts[row])], int(table.turns[row]))


def _alike(typed: Form, language: str, table: AskedTable) -> Rows:
    """The questions that may be at a distance from the typed one, by how many terms they share."""

    def shared(kind: str) -> Rows:
        owners = table.known_by(hashed(kind, language, term) for term in typed.content)
        return np.bincount(owners, minlength=len(table))

    if not typed.content:
        return table.known_by([hashed(ASKING, language, "")])
    in_whole = shared(WHOLE)
    missing, added = table.terms - shared(ASKING), len(typed.content) - in_whole
    enough = np.where(added > 0, ENOUGH_TO_GAIN, np.where(missing > 0, ENOUGH_TO_LOSE, 0))
    return np.flatnonzero((missing + added <= 1) & (in_whole >= enough))


def _distance(typed: Form, asked: AskedQuestion) -> int | None:
    """How many terms only one of two questions has; None if they are not the same.

    The typed one says what the sentence says that asks, and nothing that the whole turn does not say.
    """
    missing, added = asked.asking.content - typed.content, typed.content - asked.whole.content
    if len(missing) + len(added) > 1 or asked.language not in KNOWN:
        return None
    lead = asked.whole.content - asked.asking.content
    if len(typed.content & lead) < asked.lead * len(lead):
        return None
    if not asked.asking.telling <= typed.telling <= asked.whole.telling:
        return None
    form = asked.whole if typed.content == asked.whole.content else asked.asking
    is_denied = NEGATION in typed.telling
    if is_denied is not (NEGATION in form.telling) or not _may_differ(missing, added, typed, asked.whole):
        return None
    if not _same_persons(typed, form) or not _same_order(typed, form):
        return None
    return len(typed.content ^ form.content)


def _may_differ(missing: frozenset[str], added: frozenset[str], typed: Form, whole: Form) -> bool:
    """Whether the questions are the same without the term that only one of them has, if there is any."""
    odd = missing | added
    shared = len(typed.content & whole.content)
    is_enough = not odd or shared >= (ENOUGH_TO_GAIN if added else ENOUGH_TO_LOSE)
    return is_enough and not odd & (typed.fixed | whole.fixed) and not any(map(JOINED.search, odd))


def _same_persons(typed: Form, asked: Form) -> bool:
    """Whether they are the same; either may leave out some where more is said than one term."""
    if len(asked.content) == 1:
        return typed.persons == asked.persons
    return typed.persons <= asked.persons or asked.persons <= typed.persons


def _same_order(typed: Form, asked: Form) -> bool:
    """Whether what both have follows each other alike, but for one part that stands before or behind its neighbour."""
    shared = set(typed.order) & set(asked.order)
    one, other = (list(dict.fromkeys(unit for unit in form.order if unit in shared)) for form in (typed, asked))
    while one and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return not one or any(one[at:] + one[:at] == other for at in range(len(one)))
