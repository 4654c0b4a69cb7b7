"""What the page's endpoints do over a bot that may still be loading: answer, check, export, and speak four languages.

`ask` and `check` are public; the others are the page's own and say everything in its language, which comes with each
request. The server keeps nothing between two requests.
"""

import json
import logging
import threading
from collections.abc import Callable
from functools import cached_property, lru_cache, partial
from typing import Any, TypeVar

from bot.chat import Bot
from bot.confidence import fitted
from bot.conversation import replay
from bot.errors import QuestionError
from bot.quote_check.article import read_article
from bot.quote_check.checker import Checker
from bot.quote_check.verdict import Check
from bot.render.html.answer import answer_html, error_html
from bot.render.html.check import check_html
from bot.render.html.frame import blocks_html
from bot.render.json import answer_json, check_json, conversation_json
from bot.render.markdown import conversation_markdown
from bot.render.strings import say, speaking, spoken, table
from bot.render.wording import told
from bot.reorder.llm_chooser import LlmChooser
from bot.suggest import Suggestions, examples
from bot.web.limits import Limit
from bot.web.loading import Loading
from bot.within import within_of
from index.errors import ModelError, OnTheRecordError
from index.quotable import Quotables

SHOWN = 3
"""Statements of an answer."""
MOST_CHARACTERS = 200_000
"""Of a text to be checked: as UTF-8 it is a body that the guard lets through."""

Result = TypeVar("Result")
log = logging.getLogger(__name__)


class Endpoints:
    """The endpoints: the public ones raise what was expected to go wrong, those of the page tell it in its language."""

    def __init__(self, quotables: Quotables, loading: Loading, chooser: LlmChooser | None = None) -> None:
        self._quotables = quotables
        self._chooser = chooser
        self._loading = loading
        # All together let in no more than Gradio's 40 threads, so that a word about being busy never waits itself.
        self._answering = Limit(running=4, waiting=20)
        # Apart: an export asks all questions of a conversation again, and a question should not wait for that.
        self._exporting = Limit(running=1, waiting=7)
        self._checking = Checking(quotables, Limit(running=2, waiting=6))
        self._blocks_in = lru_cache(maxsize=None)(self._make_blocks)

    def ask(
        self,
        question: str,
        history: list[str] | None = None,
        standalone: str | None = None,
        k: int = SHOWN,
        mentions_from: int = 1,
        within: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Ask the transcripts a question: the k best verified quotations and the state of the answer, as JSON.

        `history` is the earlier questions, oldest first; `standalone` is searched in place of the question. Of a phrase
        that stands in many places those from number `mentions_from` on are given. `within` says where to look: any of
        `transcripts`, `speakers`, `roles`, `languages` (lists), `since` and `until` (dates like 2020-09-03).
        """
        where = within_of(within)

        def as_json(bot: Bot) -> dict[str, Any]:
            return answer_json(
                bot.ask(
                    question,
                    history=history or [],
                    standalone=standalone,
                    k=k,
                    mentions_from=mentions_from,
                    within=where,
                )
            )

        return self._with_bot(self._answering, as_json)

    def check(self, text: str, sentences: bool = False) -> dict[str, Any]:
        """Check the quotations in a text: a verdict on each, with its proof or the nearest words, as JSON.

        With `sentences`, also every sentence in which nothing is quoted.
        """
        _, check = self._checking.check(text, sentences)
        return check_json(check)

    def answer(self, questions: list[str], standalone: str, language: str) -> str:
        """The last of `questions`, asked after the others, answered as HTML; an error is HTML too.

        `standalone` is searched in place of the question unless it is "".
        """

        def as_html(bot: Bot) -> str:
            *history, question = _questions(questions)
            (searched,) = _questions([standalone])
            answer = bot.ask(question, history=history, standalone=searched.strip() or None, k=SHOWN)
            suggestions = self._suggestions.after(answer, questions)
            return answer_html(answer, self._quotables, suggestions, is_follow_up=bool(history))

        with speaking(language):
            return _made(lambda: self._with_bot(self._answering, as_html), error_html)

    def checked(self, text: str, sentences: bool, language: str) -> str:
        """What `check` finds as HTML; an error is HTML too."""

        def as_html() -> str:
            source, check = self._checking.check(text, sentences)
            return check_html(source, check, self._quotables)

        with speaking(language):
            return _made(as_html, partial(error_html, again=False))

    def export(
        self, questions: list[str], standalones: list[str], form: str, address: str, language: str
    ) -> dict[str, str]:
        """The conversation of `questions` as a file, {name, text}, or {error}; `form` is markdown or json.

        `address` is the page's. Each of `standalones` is searched in place of its question unless it is "". JSON is
        always in English, an error never.
        """
        transcripts = [quotable.transcript for quotable in self._quotables.values()]

        def as_file(bot: Bot) -> dict[str, str]:
            exchanges = replay(bot, _questions(questions), SHOWN, _questions(standalones))
            if form == "json":
                conversation = conversation_json(transcripts, exchanges)
                text = json.dumps(conversation, ensure_ascii=False, indent=2) + "\n"
                return {"name": f"{self._file_name}.json", "text": text}
            return {"name": f"{self._file_name}.md", "text": conversation_markdown(transcripts, exchanges, address)}

        def made() -> dict[str, str]:
            with speaking("en" if form == "json" else language):
                return self._with_bot(self._exporting, as_file)

        with speaking(language):
            return _made(made, lambda words: {"error": words})

    def interface(self, language: str) -> dict[str, dict[str, str]]:
        """The page in a language: `words` by their keys, and `blocks` of HTML by the ids of where they stand."""
        with speaking(language):
            return {"words": dict(table()), "blocks": self._blocks_in(spoken())}

    def _make_blocks(self, language: str) -> dict[str, str]:
        with speaking(language):
            return blocks_html(self._quotables, examples(self._quotables.values()), fitted(), self._chooser)

    def _with_bot(self, limit: Limit, do: Callable[[Bot], Result]) -> Result:
        """What `do` makes of the bot, when its turn has come."""
        with limit:
            return do(self._loading.get())

    @cached_property
    def _suggestions(self) -> Suggestions:
        return Suggestions(self._loading.get())

    @property
    def _file_name(self) -> str:
        """Of an exported file, without its ending."""
        if len(self._quotables) > 1:
            return "answers"
        (transcript,) = self._quotables
        return f"{transcript}-answers"


class Checking:
    """The quote checker behind a limit, made when the first text comes; the model is not needed for that."""

    def __init__(self, quotables: Quotables, limit: Limit) -> None:
        self._quotables = quotables
        self._limit = limit
        self._making = threading.Lock()

    def check(self, text: str, sentences: bool) -> tuple[str, Check]:
        """The text that was checked, with "?" for lone surrogates, and the verdicts on it.

        Raises QuestionError for what is no text or too long, ChangedError, and BusyError.
        """
        with self._limit:
            source = _text(text)
            with self._making:
                checker = self._checker
            return source, checker.check(read_article(source), bool(sentences))

    @cached_property
    def _checker(self) -> Checker:
        return Checker(tuple(self._quotables.values()))


def _made(make: Callable[[], Result], failed: Callable[[str], Result]) -> Result:
    """What `make` makes, or what `failed` makes of what went wrong, told in the language that is spoken."""
    try:
        return make()
    except OnTheRecordError as error:
        if isinstance(error, ModelError):  # of which a visitor is told only that the log says why
            log.error("%s", error)
        return failed(told(error))
    except Exception:
        log.exception("a request of the page failed")
        return failed(say("error.fault"))


def _questions(questions: object) -> list[str]:
    """With lone surrogates as "?". Raises QuestionError unless it is a list of at least one string."""
    if not isinstance(questions, list) or not questions or not all(isinstance(text, str) for text in questions):
        raise QuestionError(f"expected a list of questions; found {str(questions)[:80]!r}")
    return [_without_surrogates(question) for question in questions]


def _text(text: object) -> str:
    """With lone surrogates as "?". Raises QuestionError unless it is a string of at most MOST_CHARACTERS."""
    expected = f"expected a text of at most {MOST_CHARACTERS:,} characters"
    if not isinstance(text, str):
        raise QuestionError(f"{expected}; found {str(text)[:80]!r}", "error.text")
    if len(text) > MOST_CHARACTERS:
        message = f"{expected}; found {len(text):,}"
        raise QuestionError(message, "error.text.long", most=MOST_CHARACTERS, found=len(text))
    return _without_surrogates(text)


def _without_surrogates(text: str) -> str:
    """With a "?" for each half of a pair that stands alone, which JSON can carry and UTF-8 can't."""
    return text.encode("utf-8", "replace").decode("utf-8")
