"""A conversation is its questions: what was answered can be had again, proved again, from them alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import Answer
from bot.chat import Bot
from index.errors import OnTheRecordError, QuestionError

MOST_QUESTIONS = 500


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer, or why it has none."""

    question: str
    answer: Answer | None
    error: str = ""


def replay(bot: Bot, questions: Sequence[str], k: int = 3) -> tuple[Exchange, ...]:
    """Ask `questions` again, each after those before it. Raises QuestionError for more than MOST_QUESTIONS."""
    if len(questions) > MOST_QUESTIONS:
        raise QuestionError(f"expected at most {MOST_QUESTIONS} questions; found {len(questions)}")
    return tuple(_exchange(bot, question, questions[:i], k) for i, question in enumerate(questions))


def _exchange(bot: Bot, question: str, history: Sequence[str], k: int) -> Exchange:
    try:
        return Exchange(question, bot.ask(question, history=history, k=k))
    except OnTheRecordError as error:
        return Exchange(question, None, str(error))
