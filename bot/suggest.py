"""Questions that the transcripts answer: some to begin with, and some to ask next."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice, zip_longest

from bot.answer import Answer
from bot.chat import Bot
from bot.evidence.mentions import find_mentions
from bot.question.interpret import find_phrases
from index.language.terms import WORD, terms
from index.quotable import QUESTION_MARKS, Quotable, by_id, plain, stands_alone

EXAMPLES = 4
NEXT = 3
TRIES = 8
"""How many questions are tried in search of NEXT that are answered."""
MOST_CHARACTERS = 150
"""A longer question is none to put on a button."""
PARTS = frozenset("-–’'")
"""What stands beside a run that is only a part of a name: “Anti-Fascist War”, “the People’s Republic”."""
ABOUT = ("What is this about?", "Who is speaking?")
"""Asked of the metadata, so that every transcript has an example."""


def examples(quotables: Iterable[Quotable]) -> tuple[str, ...]:
    """At most four questions to begin with: those that the metadata names, else some that the interviewer asked."""
    named: list[str] = []
    asked: list[str] = []
    for quotable in quotables:
        named += quotable.transcript.metadata.examples
        asked += _worth_asking(quotable.asking.values(), quotable.transcript.language)
    step = max(len(asked) // EXAMPLES, 1)
    return tuple(islice(dict.fromkeys([*named, *asked[::step]]), EXAMPLES)) or ABOUT


class Suggestions:
    """What to ask next: questions that were asked to be answered, tried before they are shown."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._by_id = by_id(bot.library.quotables)
        self._is_answered = lru_cache(maxsize=2048)(self._ask)

    def after(self, answer: Answer, asked: Sequence[str]) -> tuple[str, ...]:
        """At most three questions that are answered and were not `asked`: the interviewer's next ones first."""
        known = {plain(question) for question in (*asked, answer.question)}
        candidates = (question for question in self._candidates(answer) if plain(question) not in known)
        return tuple(islice(filter(self._is_answered, islice(candidates, TRIES)), NEXT))

    def _candidates(self, answer: Answer) -> Iterator[str]:
        """One of each kind in turn."""
        examples = chain.from_iterable(quotable.transcript.metadata.examples for quotable in self._by_id.values())
        in_turn = zip_longest(self._nearby(answer), self._names(answer), examples)
        yield from dict.fromkeys(filter(None, chain.from_iterable(in_turn)))

    def _nearby(self, answer: Answer) -> Iterator[str]:
        """The interviewer's questions, those right after the best statement first."""
        quotable, here = self._bot.library.quotables[0], -1
        if answer.statements:
            best = answer.statements[0].citation
            quotable = self._by_id[best.transcript]
            here = quotable.passages.sentences[best.rows[0]].turn
        turns = sorted(quotable.asking, key=lambda turn: (turn < here, abs(turn - here)))
        yield from _worth_asking((quotable.asking[turn] for turn in turns), quotable.transcript.language)

    def _names(self, answer: Answer) -> Iterator[str]:
        """Every mention of a name that stands in a statement."""
        for statement in answer.statements:
            citation = statement.citation
            for name in names_in(citation.exact, self._by_id[citation.transcript].transcript.language):
                yield f"Every mention of “{name}”"

    def _ask(self, question: str) -> bool:
        phrases, every = find_phrases(question)
        if every:  # answered by its places alone: no search is needed
            return all(find_mentions(phrase, self._bot.library.quotables).count > 1 for phrase in phrases)
        return self._bot.ask(question, k=1, choose=False).state == "answered"


def names_in(text: str, language: str) -> list[str]:
    """Runs of two words or more that begin with a capital, without leading stop words, as they stand.

    >>> names_in("The Soviet Union sent Nikolai Vozov.", "en")
    ['Soviet Union', 'Nikolai Vozov']
    """
    found: list[str] = []
    run: list[tuple[int, int]] = []
    for match in chain(WORD.finditer(text), (None,)):
        span = match.span() if match and match.group()[0].isupper() else None
        if run and (span is None or text[run[-1][1] : span[0]] != " "):
            if len(run) > 1 and not {text[run[0][0] - 1 : run[0][0]], text[run[-1][1] : run[-1][1] + 1]} & PARTS:
                found.append(text[run[0][0] : run[-1][1]])
            run = []
        if span and (run or terms(text[slice(*span)], language)):
            run.append(span)
    return found


def _worth_asking(questions: Iterable[str], language: str) -> Iterator[str]:
    """Those that are questions, can be understood alone and fit on a button."""
    for question in questions:
        if question.endswith(QUESTION_MARKS) and len(question) <= MOST_CHARACTERS and stands_alone(question, language):
            yield question
