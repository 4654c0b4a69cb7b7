"""Quotables whose quotations are checked for whoever sends them; the model is not needed for that."""

import threading
from functools import cached_property

from bot.errors import QuestionError
from bot.quote_check.article import read_article
from bot.quote_check.checker import Checker
from bot.quote_check.verdict import Check
from bot.web.limits import Limit
from index.quotable import Quotables

MOST_CHARACTERS = 200_000
"""Of a text: as UTF-8 it is a body that the guard lets through."""


class Checking:
    """The quote checker of the page, made when the first text comes."""

    def __init__(self, texts: Quotables, limit: Limit) -> None:
        self._texts = texts
        self._turnstile = limit
        self._making = threading.Lock()

    def check(self, text: str, sentences: bool) -> tuple[str, Check]:
        """The text that was checked, with "?" for lone surrogates, and the verdicts on it.

        Raises QuestionError for what is no text or too long, ChangedError, and BusyError.
        """
        with self._turnstile:
            if not isinstance(text, str) or len(text) > MOST_CHARACTERS:
                found = f"{len(text):,}" if isinstance(text, str) else f"{str(text)[:80]!r}"
                raise QuestionError(f"expected a text of at most {MOST_CHARACTERS:,} characters; found {found}")
            source = text.encode("utf-8", "replace").decode("utf-8")
            with self._making:
                checker = self._checker
            return source, checker.check(read_article(source), bool(sentences))

    @cached_property
    def _checker(self) -> Checker:
        return Checker(tuple(self._texts.values()))
