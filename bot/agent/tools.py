"""What an AI agent may call: a tool's name and arguments in, a JSON object out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from reprlib import repr as short
from threading import Lock
from typing import Any

from pydantic import ValidationError

from bot.agent.tool_texts import (
    ASK,
    CHECK,
    INSTRUCTIONS,
    MOST_CHECKED,
    READ_CONTEXT,
    SURVEY,
    Arguments,
    Ask,
    Check,
    ReadContext,
    Survey,
)
from bot.chat import Bot
from bot.errors import QuestionError
from bot.evidence.surroundings import surroundings
from bot.quote_check.article import read_article
from bot.quote_check.checker import Checker
from bot.quote_check.hints import with_hints
from bot.render.json import answer_json, check_json, surroundings_json
from bot.render.survey_json import survey_json
from bot.within import within_of
from index.quotable import Quotable, by_id
from index.readers.files import check_unchanged

PATIENCE = 20.0
"""Seconds that an agent waits for the transcripts to be embedded across languages: then it is told to ask again."""
MOST_NAMED = 20
"""Transcripts that are named to the agent; of further ones it is told how many they are."""


@dataclass(frozen=True, slots=True)
class Tool:
    """What an agent is told about a tool; `call` takes an instance of `arguments`."""

    name: str
    title: str
    description: str
    arguments: type[Arguments]
    call: Callable[[Any], dict[str, Any]]


class Tools:
    """The tools over some transcripts. `load` opens the bot at the first question, once; only questions need it."""

    def __init__(self, quotables: Sequence[Quotable], load: Callable[[], Bot]) -> None:
        self._quotables = by_id(quotables)
        self._load = load
        self._loading = Lock()
        self._making = Lock()
        tools = (
            Tool("ask", "Ask what was said", ASK, Ask, self._ask),
            Tool("survey", "See what was said over time", SURVEY, Survey, self._survey),
            Tool("check", "Check quotations", CHECK, Check, self._check),
            Tool("read_context", "Read around a place", READ_CONTEXT, ReadContext, self._read_context),
        )
        self.by_name: Mapping[str, Tool] = {tool.name: tool for tool in tools}

    @property
    def instructions(self) -> str:
        """What an agent is told before it calls any of them."""
        return INSTRUCTIONS.format(transcripts=self._named())

    def call(self, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Raises QuestionError for a name or arguments that can't be used, and what the tool raises. Thread-safe."""
        tool = self.by_name.get(name)
        if tool is None:
            raise QuestionError(f"expected one of the tools {', '.join(self.by_name)}; found {short(name)}")
        try:
            checked = tool.arguments.model_validate(arguments)
        except ValidationError as error:
            known = ", ".join(tool.arguments.model_fields)
            raise QuestionError(f"{_wrong(error)} (the arguments of {name} are {known})") from error
        return tool.call(checked)

    def _ask(self, given: Ask) -> dict[str, Any]:
        with self._loading:
            bot = self._bot
        answer = bot.ask(
            given.question,
            history=given.history,
            standalone=given.standalone,
            k=given.k,
            mentions_from=given.mentions_from,
            within=within_of(given.within.model_dump() if given.within else None),
        )
        return answer_json(answer)

    def _survey(self, given: Survey) -> dict[str, Any]:
        with self._loading:
            bot = self._bot
        within = within_of(given.within.model_dump() if given.within else None)
        return survey_json(bot.survey(given.subject, within=within))

    def _check(self, given: Check) -> dict[str, Any]:
        if len(given.text) > MOST_CHECKED:
            raise QuestionError(
                f"expected a text of at most {MOST_CHECKED:,} characters; found {len(given.text):,}: send it in parts"
            )
        with self._making:
            checker = self._checker
        check = checker.check(read_article(given.text), given.sentences)
        return check_json(with_hints(check, lambda: self._bot.library.across))

    def _read_context(self, given: ReadContext) -> dict[str, Any]:
        quotable = self._quotable(given.transcript)
        check_unchanged(quotable.card.source)
        return surroundings_json(surroundings(quotable, given.place, given.before, given.after))

    def _quotable(self, name: str | None) -> Quotable:
        """The one of that id; without a name the only one."""
        if name is None and len(self._quotables) == 1:
            (only,) = self._quotables.values()
            return only
        if name is None or name not in self._quotables:
            given = "none" if name is None else short(name)
            raise QuestionError(f"expected the id of a transcript: {self._named()}; found {given}")
        return self._quotables[name]

    def _named(self) -> str:
        """The ids of the transcripts with their titles: talk (The Talk), speech."""
        names: list[str] = []
        for quotable in list(self._quotables.values())[:MOST_NAMED]:
            name, title = quotable.card.id, quotable.card.title
            names.append(name if title == name else f"{name} ({title})")
        listed, further = ", ".join(names), len(self._quotables) - len(names)
        return f"{listed} and {further:,} more" if further else listed

    @cached_property
    def _bot(self) -> Bot:
        bot = self._load()
        if bot.library.across:
            bot.library.across.patience = PATIENCE
        return bot

    @cached_property
    def _checker(self) -> Checker:
        return Checker(tuple(self._quotables.values()))


def _wrong(error: ValidationError) -> str:
    """Each argument that can't be used, why, and what was found."""
    messages = []
    for detail in error.errors(include_url=False, include_context=False):
        argument = ".".join(str(part) for part in detail["loc"])[:80]
        message = f"{argument}: {detail['msg']}"
        if detail["type"] != "missing":
            message += f"; found {short(detail['input'])}"
        messages.append(message)
    return ". ".join(messages[:5])
