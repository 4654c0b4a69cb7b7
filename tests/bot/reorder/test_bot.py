"""A bot with models that may put its statements in another order: the state stays the ranking's, whatever k is."""

from pathlib import Path

import pytest
from chat_server import answering, chat_server
from support import INTERVIEW, LIGHTHOUSE, library_of

from bot.chat import Bot
from bot.reorder.llm_chooser import LlmChooser
from bot.suggest import Suggestions
from index.search.reranker import Reranker

QUESTIONS = (
    "Which storm was the worst?",
    "Who received a medal?",
    "What is the price of bread?",
    "Why do we still have to celebrate this day?",
    "Who spoke of “the lens” at home?",
    "hello",
    "every mention of Xi Jinping",
)


@pytest.mark.parametrize("names", [("reranker",), ("chooser",), ("reranker", "chooser")])
def test_state_and_confidence_are_the_rankings_and_a_larger_k_only_adds(lamps: Path, names: tuple[str, ...]) -> None:
    library = library_of(LIGHTHOUSE, INTERVIEW)
    ranked = Bot(library)
    with chat_server(answering("13, 7, 2")) as server:
        made = {"reranker": Reranker(str(lamps)), "chooser": LlmChooser(server.url, "small")}
        bot = Bot(library, **{name: made[name] for name in names})  # type: ignore[arg-type]
        for question in QUESTIONS:
            plain, three, five = ranked.ask(question), bot.ask(question), bot.ask(question, k=5)
            assert five.statements[:3] == three.statements
            for one in (three, five):
                assert (one.state, one.confidence, one.nearest_question, one.mentions, one.about) == (
                    plain.state, plain.confidence, plain.nearest_question, plain.mentions, plain.about,
                )  # fmt: skip


def test_a_model_is_asked_once_a_question_and_never_for_suggestions_facts_and_mentions() -> None:
    library = library_of(LIGHTHOUSE)
    with chat_server(answering("2")) as server:
        bot = Bot(library, chooser=LlmChooser(server.url, "small"))
        answer = bot.ask("Which storm was the worst?")
        Suggestions(bot).after(answer, [])
        for question in ("hello", "every mention of “lamp”", "Which storm was the worst?", "?"):
            bot.ask(question)
    assert len(server.asked) == 1
    assert answer.choice is not None
    assert answer.choice.chosen == (2,)
