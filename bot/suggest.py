"""Questions that the transcripts answer: some to begin with, and some to ask next."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import zip_longest

from bot.answer import Answer
from bot.chat import Bot
from bot.evidence.mentions import find_mentions
from bot.question.form import plain, stands_alone
from bot.question.phrases import find_phrases
from index.errors import ChangedError
from index.language.terms import WORD, terms
from index.passages import QUESTION_MARKS
from index.quotable import Quotable, by_id

EXAMPLES = 4
NEXT = 3
MOST_LOOKED_AT = 50
"""Transcripts of a large library, from all over it, whose interviewers' questions are examples."""
TRIES = 8
"""How many questions are tried in search of NEXT that are answered."""
MOST_CHARACTERS = 150
"""A longer question is none to put on a button."""
PARTS = frozenset("-–’'")
"""What stands beside a run that is only a part of a name: “Anti-Fascist War”, “the People’s Republic”."""
ABOUT = ("What is this about?", "Who is speaking?")
"""Asked of the metadata, so that every transcript has an example."""


def examples(quotables: Sequence[Quotable]) -> tuple[str, ...]:
    """At most four questions to begin with: those that the metadata names, else some that the interviewer asked."""
    questions = dict.fromkeys(example for quotable in quotables for example in quotable.card.metadata.examples)
    if len(questions) < EXAMPLES:
        asked: list[str] = []
        for quotable in quotables[:: max(len(quotables) // MOST_LOOKED_AT, 1)]:
            asked += _asked_in(quotable)
        step = max(len(asked) // EXAMPLES, 1)  # so that they come from all over the interview
        questions |= dict.fromkeys(asked[::step])
    return tuple(questions)[:EXAMPLES] or ABOUT


class Suggestions:
    """What to ask next: questions that were asked to be answered, tried before they are shown."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._by_id = by_id(bot.library.quotables)
        self._is_answered = lru_cache(maxsize=2048)(self._ask)

    def after(self, answer: Answer, asked: Sequence[str]) -> tuple[str, ...]:
        """At most three questions that are answered and were not `asked`: the interviewer's next ones first."""
        known = {plain(question) for question in (*asked, answer.question)}
        candidates = [question for question in self._candidates(answer) if plain(question) not in known]
        suggested: list[str] = []
        for question in candidates[:TRIES]:
            if self._is_answered(question):
                suggested.append(question)
            if len(suggested) == NEXT:
                break
        return tuple(suggested)

    def _candidates(self, answer: Answer) -> list[str]:
        """One of each kind in turn, none twice."""
        examples: list[str] = []
        for quotable in self._by_id.values():
            examples += quotable.card.metadata.examples
        candidates: list[str] = []
        for one_of_each in zip_longest(self._nearby(answer), self._names(answer), examples):
            candidates += [question for question in one_of_each if question]
        return list(dict.fromkeys(candidates))

    def _nearby(self, answer: Answer) -> list[str]:
        """The interviewer's questions, those right after the best statement first."""
        quotable, here = self._bot.library.quotables[0], -1
        if answer.statements:
            best = answer.statements[0].citation
            quotable = self._by_id[best.transcript]
            here = quotable.passages.sentences[best.rows[0]].turn
        turns = sorted(quotable.asking, key=lambda turn: (turn < here, abs(turn - here)))
        return _worth_asking([quotable.asking[turn] for turn in turns], quotable.transcript.language)

    def _names(self, answer: Answer) -> list[str]:
        """Every mention of a name that stands in a statement."""
        names: list[str] = []
        for statement in answer.statements:
            citation = statement.citation
            names += names_in(citation.exact, self._by_id[citation.transcript].card.language)
        return [f"Every mention of “{name}”" for name in names]

    def _ask(self, question: str) -> bool:
        phrases, every = find_phrases(question)
        if every:  # answered by its places alone: no search is needed
            return all(find_mentions(phrase, self._bot.concordance).count > 1 for phrase in phrases)
        return self._bot.ask(question, k=1, choose=False).state == "answered"


def names_in(text: str, language: str) -> list[str]:
    """Runs of two words or more that begin with a capital, without leading stop words, as they stand.

    >>> names_in("The Soviet Union sent Nikolai Vozov.", "en")
    ['Soviet Union', 'Nikolai Vozov']
    """
    names: list[str] = []
    for run in _capitalised_runs(text, language):
        start, stop = run[0].start(), run[-1].end()
        is_part = text[start - 1 : start] in PARTS or text[stop : stop + 1] in PARTS
        if len(run) > 1 and not is_part:
            names.append(text[start:stop])
    return names


def _capitalised_runs(text: str, language: str) -> list[list[re.Match[str]]]:
    """Words that begin with a capital and are a blank apart; a run begins with none that is a stop word."""
    runs: list[list[re.Match[str]]] = []
    run: list[re.Match[str]] = []
    for word in WORD.finditer(text):
        is_capitalised = word.group()[0].isupper()
        if is_capitalised and run and text[run[-1].end() : word.start()] == " ":
            run.append(word)
        elif is_capitalised and terms(word.group(), language):
            run = [word]
            runs.append(run)
        else:
            run = []
    return runs


def _asked_in(quotable: Quotable) -> list[str]:
    """What the interviewer asked; nothing where that can't be read any more."""
    with suppress(ChangedError):
        return _worth_asking(quotable.asking.values(), quotable.card.language)
    return []


def _worth_asking(questions: Iterable[str], language: str) -> list[str]:
    """Those that are questions, can be understood alone and fit on a button."""
    return [
        question
        for question in questions
        if question.endswith(QUESTION_MARKS) and len(question) <= MOST_CHARACTERS and stands_alone(question, language)
    ]
