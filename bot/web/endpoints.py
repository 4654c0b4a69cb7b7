"""What the page's endpoints do over a bot that may still be loading: answer, check, export, and speak four languages.

`ask` and `check` are public; the others are the page's own and say everything in its language, which comes with each
request. The server keeps nothing between two requests.
"""

import json
import logging
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from bot.chat import Bot
from bot.confidence import fitted
from bot.conversation import replay
from bot.errors import QuestionError
from bot.render.html.answer import answer_html, error_html
from bot.render.html.check import check_html
from bot.render.html.frame import blocks_html
from bot.render.json import answer_json, check_json, conversation_json
from bot.render.markdown import conversation_markdown
from bot.render.strings import say, speaking, spoken, table
from bot.reorder.llm_chooser import LlmChooser
from bot.suggest import Suggestions, examples
from bot.web.checking import Checking
from bot.web.limits import Limit
from bot.web.loading import Loading
from index.errors import OnTheRecordError
from index.quotable import Quotables

SHOWN = 3

Made = TypeVar("Made")
log = logging.getLogger(__name__)


class Endpoints:
    """The endpoints; what was expected to go wrong is raised as an OnTheRecordError, or is HTML where HTML is due."""

    def __init__(self, texts: Quotables, loading: Loading, chooser: LlmChooser | None = None) -> None:
        self._texts = texts
        self._chooser = chooser
        self._loading = loading
        self._answering = Limit(running=4, waiting=20)
        self._exporting = Limit(running=1, waiting=7)
        """Of their own: each asks all questions of a conversation again, and a question should not wait for that."""
        self._checking = Checking(texts, Limit(running=2, waiting=6))
        """All together let in no more than Gradio's 40 threads, so that a word about being busy never waits itself."""
        self._blocks = lru_cache(maxsize=None)(self._made_blocks)

    def ask(
        self, question: str, history: list[str] | None = None, standalone: str | None = None, k: int = SHOWN
    ) -> dict[str, Any]:
        """Ask the transcripts a question: the k best verified quotations and the state of the answer, as JSON.

        `history` is the earlier questions, oldest first; `standalone` is searched in place of the question.
        """

        def made(bot: Bot) -> dict[str, Any]:
            return answer_json(bot.ask(question, history=history or [], standalone=standalone, k=k))

        return self._through(self._answering, made)

    def check(self, text: str, sentences: bool = False) -> dict[str, Any]:
        """Check the quotations in a text: a verdict on each, with its proof or the nearest words, as JSON.

        With `sentences`, also every sentence in which nothing is quoted.
        """
        return check_json(self._checking.check(text, sentences)[1])

    def answer(self, questions: list[str], standalone: str, language: str) -> str:
        """The last of `questions`, asked after the others, answered as HTML; an error is HTML too.

        `standalone` is searched in place of the question unless it is "".
        """

        def made(bot: Bot) -> str:
            *history, question = _questions(questions)
            searched = _questions([standalone])[0].strip() or None
            answer = bot.ask(question, history=history, standalone=searched, k=SHOWN)
            return answer_html(answer, self._texts, self._suggestions.after(answer, questions), bool(history))

        with speaking(language):
            return _as_html(lambda: self._through(self._answering, made), again=True)

    def checked(self, text: str, sentences: bool, language: str) -> str:
        """What `check` finds as HTML; an error is HTML too."""
        with speaking(language):
            return _as_html(lambda: check_html(*self._checking.check(text, sentences), self._texts), again=False)

    def export(
        self, questions: list[str], standalones: list[str], form: str, address: str, language: str
    ) -> dict[str, str]:
        """The conversation of `questions` as a file, {name, text}; `form` is markdown or json, `address` the page's.

        Each of `standalones` is searched in place of its question unless it is "". JSON is always in English.
        """
        transcripts = [text.transcript for text in self._texts.values()]

        def written(bot: Bot) -> dict[str, str]:
            exchanges = replay(bot, _questions(questions), SHOWN, _questions(standalones))
            if form == "json":
                whole = conversation_json(transcripts, exchanges)
                return {"name": f"{self._name}.json", "text": json.dumps(whole, ensure_ascii=False, indent=2) + "\n"}
            return {"name": f"{self._name}.md", "text": conversation_markdown(transcripts, exchanges, address)}

        with speaking("en" if form == "json" else language):
            return self._through(self._exporting, written)

    def interface(self, language: str) -> dict[str, dict[str, str]]:
        """The page in a language: `words` by their keys, and `blocks` of HTML by the ids of where they stand."""
        with speaking(language):
            return {"words": dict(table()), "blocks": self._blocks(spoken())}

    def _made_blocks(self, language: str) -> dict[str, str]:
        with speaking(language):
            return blocks_html(self._texts, examples(self._texts.values()), fitted(), self._chooser)

    def _through(self, limit: Limit, do: Callable[[Bot], Made]) -> Made:
        """What `do` makes of the bot, when its turn has come."""
        with limit:
            return do(self._loading.get())

    @cached_property
    def _suggestions(self) -> Suggestions:
        return Suggestions(self._loading.get())

    @property
    def _name(self) -> str:
        """Of an exported file, without its ending."""
        return f"{next(iter(self._texts))}-answers" if len(self._texts) == 1 else "answers"


def _as_html(make: Callable[[], str], again: bool) -> str:
    """What `make` makes, or what went wrong, and with `again` a button that asks again."""
    try:
        return make()
    except OnTheRecordError as error:
        return error_html(str(error), again)
    except Exception:
        log.exception("a request of the page failed")
        return error_html(say("error.fault"), again)


def _questions(questions: object) -> list[str]:
    """With lone surrogates as "?". Raises QuestionError unless it is a list of at least one string."""
    if not isinstance(questions, list) or not questions or not all(isinstance(one, str) for one in questions):
        raise QuestionError(f"expected a list of questions; found {str(questions)[:80]!r}")
    return [one.encode("utf-8", "replace").decode("utf-8") for one in questions]
