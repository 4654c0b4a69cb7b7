"""Which of the interviewers' questions was typed, in other words that come to the same.

It may be typed with all that led to it or by the sentence that asks alone, with other fillers, and with one term more
or less if there are enough others. Names, numbers, negations and what else tells questions apart have to agree.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.question.form import NEGATION, Form, form_of, plain, stands_alone
from index.language.knowledge import KNOWN
from index.language.terms import JOINED
from index.quotable import Quotable

ENOUGH_TO_LOSE, ENOUGH_TO_GAIN = 3, 4
"""Terms that are shared at least where the typed question has one less, or one more, which asks for less."""
ENOUGH_OF_LEAD = 0.5
"""The share of the terms that lead to a question, at least, where it doesn't stand alone: "Whom does it honour?"."""

Row = tuple[int, int]
"""A transcript and a sentence of it."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of an interviewer and the rows that reply to it.

    It is known by the words of its sentence that asks, with at least the share `lead` of what else the turn says.
    """

    transcript: int
    language: str
    plain: frozenset[str]
    asking: Form
    whole: Form
    lead: float
    rows: frozenset[int]


class AskedQuestions:
    """The questions of the interviewers of some transcripts."""

    def __init__(self, quotables: Sequence[Quotable]) -> None:
        self._questions = [asked for i, quotable in enumerate(quotables) for asked in _asked_questions(i, quotable)]
        self._languages = {asked.language for asked in self._questions}
        self._as_typed: dict[str, list[AskedQuestion]] = {}
        self._by_term: dict[str, list[int]] = {}
        """By each term that asks, and by "" for questions that may be meant without one of theirs: their places."""
        for place, asked in enumerate(self._questions):
            for typed in asked.plain:
                self._as_typed.setdefault(typed, []).append(asked)
            terms = asked.asking.content
            for term in terms if len(terms) > 1 else ("",):
                self._by_term.setdefault(term, []).append(place)

    def replies(self, question: str) -> frozenset[Row]:
        """The sentences that reply to what was typed: to the same words, else to the question that is nearest to it."""
        found = self._as_typed.get(plain(question)) or self._nearest(question)
        return frozenset((asked.transcript, row) for asked in found for row in asked.rows)

    def _nearest(self, question: str) -> list[AskedQuestion]:
        forms = {language: form_of(question, language) for language in self._languages}
        terms = {"", *(term for form in forms.values() for term in form.content)}
        places = sorted({place for term in terms for place in self._by_term.get(term, ())})
        asked = [self._questions[place] for place in places]
        distances = [_distance(forms[one.language], one) for one in asked]
        least = min((distance for distance in distances if distance is not None), default=-1)
        return [one for one, distance in zip(asked, distances, strict=True) if distance == least]


def _asked_questions(transcript: int, quotable: Quotable) -> Iterator[AskedQuestion]:
    """Those that have replies and can be told from others: not "Really?"."""
    source, language = quotable.transcript, quotable.transcript.language
    for turn, replied in quotable.replies.items():
        whole = source.text[source.turns[turn].start : source.turns[turn].stop]
        alone = [words for words in (replied.question, whole) if stands_alone(words, language)]
        if alone:
            known, lead = frozenset(map(plain, alone)), 0 if replied.question in alone else ENOUGH_OF_LEAD
            asking, spoken = form_of(replied.question, language), form_of(whole, language)
            yield AskedQuestion(transcript, language, known, asking, spoken, lead, replied.rows)


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
