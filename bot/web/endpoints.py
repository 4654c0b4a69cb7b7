"""What the page's endpoints do over a bot that may still be loading: answer, check, export, and speak four languages.

`ask`, `ask_within`, `survey` and `check` are public; the others are the page's own and say everything in its language,
which comes with each request. The server keeps nothing between two requests.
"""

import json
import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from bot.conversation import Exchange, replay
from bot.errors import GoneError
from bot.render.html.answer import answer_html, error_html, preparing_html
from bot.render.html.check import check_html
from bot.render.html.survey import survey_html
from bot.render.html.transcript import transcript_html
from bot.render.json import answer_json, check_json, conversation_json
from bot.render.markdown import conversation_markdown
from bot.render.strings import say, speaking, spoken, table
from bot.render.survey_json import survey_json
from bot.render.wording import told
from bot.web.checking import Checking
from bot.web.collection import Collection
from bot.web.given import asked_of, questions_of
from bot.web.limits import Limit
from bot.web.patience import patiently
from bot.web.rooms import Rooms
from bot.within import within_of
from index.errors import ModelError, OnTheRecordError, PreparingError

SHOWN = 3
"""Statements of an answer."""
Result = TypeVar("Result")
log = logging.getLogger(__name__)


class Endpoints:
    """The endpoints: the public ones raise what was expected to go wrong, those of the page tell it in its language."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        # All together, and those of visitors, let in no more than Gradio's 40 threads, so that a word about being busy
        # never waits itself.
        self._answering = Limit(running=4, waiting=12)
        # Apart: an export asks all questions of a conversation again, and a question should not wait for that.
        self._exporting = Limit(running=1, waiting=7)
        self._checking = Checking(Limit(running=2, waiting=6))

    def ask(
        self,
        question: str,
        history: list[str] | None = None,
        standalone: str | None = None,
        k: int = SHOWN,
        mentions_from: int = 1,
    ) -> dict[str, Any]:
        """Ask the transcripts a question: the k best verified quotations and the state of the answer, as JSON.

        `history` is the earlier questions, oldest first; `standalone` is searched in place of the question. Of a phrase
        that stands in many places those from number `mentions_from` on are given.
        """
        return self.ask_within(question, None, history, standalone, k, mentions_from)

    def ask_within(
        self,
        question: str,
        within: dict[str, Any] | None,
        history: list[str] | None = None,
        standalone: str | None = None,
        k: int = SHOWN,
        mentions_from: int = 1,
    ) -> dict[str, Any]:
        """The same, asked only where `within` says: an object with any of `transcripts` (ids), `speakers`, `roles`,
        `languages` (lists of texts), `since` and `until` (dates like 2020-09-03, 2020-09 or 2020). All have to fit.
        """

        def as_json(asked: Collection) -> dict[str, Any]:
            where, bot = within_of(within), asked.loading.get()
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

        return self._answered("", as_json)

    def survey(self, question: str, within: dict[str, Any] | None = None) -> dict[str, Any]:
        """What was said on a subject in all transcripts, or `within` some: over time and by whom, as JSON."""

        def as_json(asked: Collection) -> dict[str, Any]:
            return survey_json(asked.loading.get().survey(question, within=within_of(within)))

        return self._answered("", as_json)

    def check(self, text: str, sentences: bool = False) -> dict[str, Any]:
        """Check the quotations in a text: a verdict on each, with its proof or the nearest words, as JSON.

        With `sentences`, also every sentence in which nothing is quoted.
        """
        _, check = self._rooms.asked("", lambda asked: self._checking.check(asked, text, sentences))
        return check_json(check)

    def answer(
        self, questions: list[str], standalone: str, language: str, within: dict[str, Any] | None = None, room: str = ""
    ) -> str:
        """The last of `questions`, asked after the others, answered as HTML; an error is HTML too.

        `standalone` is searched in place of the question unless it is "". `within` is as in `ask_within`.
        """

        def as_html(asked: Collection) -> str:
            question, history, standing = asked_of(questions, standalone)
            where = within_of(within)
            answer = asked.loading.get().ask(question, history=history, standalone=standing, within=where)
            suggestions = () if where else asked.suggestions.after(answer, questions)
            return answer_html(answer, asked.quotables, suggestions, is_follow_up=bool(history))

        def answered() -> str:
            try:
                return self._answered(room, as_html)
            except PreparingError as error:
                return preparing_html(told(error))

        with speaking(language):
            return _made(answered, error_html)

    def surveyed(
        self, questions: list[str], standalone: str, language: str, within: dict[str, Any] | None = None, room: str = ""
    ) -> str:
        """What `survey` finds for the last of `questions`, asked after the others, as HTML; an error is HTML too."""

        def as_html(asked: Collection) -> str:
            question, history, standing = asked_of(questions, standalone)
            survey = asked.loading.get().survey(question, history, standing, within=within_of(within))
            return survey_html(survey, asked.quotables)

        with speaking(language):
            return _made(lambda: self._answered(room, as_html), partial(error_html, again=False))

    def checked(self, text: str, sentences: bool, language: str, room: str = "") -> str:
        """What `check` finds as HTML; an error is HTML too."""

        def as_html(asked: Collection) -> str:
            source, check = self._checking.check(asked, text, sentences)
            return check_html(source, check, asked.quotables)

        with speaking(language):
            return _made(lambda: self._rooms.asked(room, as_html), partial(error_html, again=False))

    def export(
        self,
        questions: list[str],
        standalones: list[str],
        form: str,
        address: str,
        language: str,
        withins: list[dict[str, Any] | None] | None = None,
        room: str = "",
    ) -> dict[str, str]:
        """The conversation of `questions` as a file, {name, text}, or {error}; `form` is markdown or json.

        `address` is the page's. Each of `standalones` is searched in place of its question unless it is "", within
        that of `withins`. JSON is always in English, an error never.
        """

        def as_file() -> dict[str, str]:
            asked = self._rooms.of(room)
            where = [within_of(within) for within in withins or ()]
            with self._exporting:
                bot = asked.loading.get()
                exchanges = replay(bot, questions_of(questions), SHOWN, questions_of(standalones), where)
            return _file(asked, exchanges, form, address)

        def made() -> dict[str, str]:
            with speaking("en" if form == "json" else language):
                return as_file()

        with speaking(language):
            return _made(made, lambda words: {"error": words})

    def interface(self, language: str, room: str = "") -> dict[str, Any]:
        """The page in a language: `words` by their keys, `blocks` of HTML by the ids of where they stand, the window's
        `title`, and `texts`, by which it sees that they are other ones; {"gone": True} for a room that is not there.
        """
        with speaking(language):
            try:
                asked = self._rooms.of(room)
            except GoneError:
                return {"gone": True}
            page = {"words": dict(table()), "blocks": asked.blocks(spoken())}
            return page | {"title": asked.title(), "texts": asked.fingerprint}

    def texts(self) -> str:
        """By what the page sees that the transcripts that everybody asks are other ones than those it shows."""
        return self._rooms.shared.fingerprint

    def transcript(self, name: str, language: str, room: str = "") -> str:
        """The transcript of the id `name` as HTML; "" if there is none; an error is HTML too."""
        asked = self._rooms.of(room)
        with speaking(language):
            quotable = asked.quotables.get(name) if isinstance(name, str) else None
            if quotable is None:
                return ""
            several = len(asked.quotables) > 1
            return _made(lambda: transcript_html(quotable, several), partial(error_html, again=False))

    def _answered(self, room: str, ask: Callable[[Collection], Result]) -> Result:
        """What `ask` makes of what is asked in a room, behind the limit; what is prepared is waited for outside it."""

        def limited(asked: Collection) -> Result:
            with self._answering:
                return ask(asked)

        return patiently(lambda: self._rooms.asked(room, limited))


def _file(asked: Collection, exchanges: Sequence[Exchange], form: str, address: str) -> dict[str, str]:
    """The name and the text of an exported conversation."""
    transcripts = [quotable.card for quotable in asked.quotables.values()]
    if form == "json":
        text = json.dumps(conversation_json(transcripts, exchanges), ensure_ascii=False, indent=2) + "\n"
        return {"name": f"{asked.file_name}.json", "text": text}
    return {"name": f"{asked.file_name}.md", "text": conversation_markdown(transcripts, exchanges, address)}


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
