"""A conversation is its questions: what was answered can be had again, proved again, from them alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bot.answer import Answer
from bot.chat import Bot
from bot.errors import QuestionError
from bot.within import EVERYTHING, Within
from index.errors import OnTheRecordError

MOST_QUESTIONS = 500


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer, or why it has none."""

    question: str
    answer: Answer | None
    error: OnTheRecordError | None = None


def replay(
    bot: Bot,
    questions: Sequence[str],
    k: int = 3,
    standalones: Sequence[str] = (),
    withins: Sequence[Within] = (),
) -> tuple[Exchange, ...]:
    """Ask `questions` again, each after those before it. Raises QuestionError for more than MOST_QUESTIONS.

    Each of `standalones`, in the order of the questions, is searched in place of its question unless it is "", within
    that of `withins`.
    """
    if len(questions) > MOST_QUESTIONS:
        message = f"expected at most {MOST_QUESTIONS} questions; found {len(questions)}"
        raise QuestionError(message, "error.questions.many", most=MOST_QUESTIONS, found=len(questions))
    history: list[str] = []
    exchanges = []
    most = len(questions)
    for question, standalone, within in zip_longest(questions, standalones[:most], withins[:most]):
        exchanges.append(_exchange(bot, question, tuple(history), standalone or "", k, within or EVERYTHING))
        history.append(standalone or question)
    return tuple(exchanges)


def _exchange(bot: Bot, question: str, history: Sequence[str], standalone: str, k: int, within: Within) -> Exchange:
    try:
        answer = bot.ask(question, history=history, standalone=standalone or None, k=k, within=within)
        return Exchange(question, answer)
    except OnTheRecordError as error:
        return Exchange(question, None, error)
