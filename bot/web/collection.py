"""Transcripts that are asked together, with all that the page makes of them. None of it changes: what is asked next may
be another collection.
"""

import hashlib
import threading
from functools import cached_property, lru_cache

from bot import VERSION
from bot.confidence import CALIBRATION_ACROSS, fitted
from bot.quote_check.checker import Checker
from bot.render.html.frame import blocks_html
from bot.render.strings import say, speaking
from bot.reorder.llm_chooser import LlmChooser
from bot.suggest import Suggestions, examples
from bot.web.loading import Loading
from bot.web.patience import patiently
from index.across import Across
from index.quotable import Quotables


class Collection:
    """`quotables`, and the bot over them that may still be `loading`.

    The page says for how many `hours` what a visitor brings along is kept, 0 if nobody may.
    """

    def __init__(
        self, quotables: Quotables, loading: Loading, chooser: LlmChooser | None = None, hours: int = 0
    ) -> None:
        self.quotables, self.loading, self._chooser, self._hours = quotables, loading, chooser, hours
        self._making = threading.Lock()
        self.blocks = lru_cache(maxsize=None)(self._blocks)

    @property
    def across(self) -> Across | None:
        """What compares languages, as soon as the bot is loaded and the transcripts are embedded for it, which is begun
        and waited for a little while.
        """
        across = self.loading.get().library.across if self.loading.is_ready else None
        if across:
            patiently(across.retriever)
        return across

    @property
    def checker(self) -> Checker:
        """Made when the first text comes, once; the model is not needed for that."""
        with self._making:
            return self._checker

    @cached_property
    def suggestions(self) -> Suggestions:
        """Waits for the bot."""
        return Suggestions(self.loading.get())

    @cached_property
    def fingerprint(self) -> str:
        """By which the browser keeps apart what it knows of other texts, and sees that these are no longer the same."""
        cards = [quotable.card for quotable in self.quotables.values()]
        read = [(card.id, card.text_sha256, card.metadata) for card in cards]
        return hashlib.sha256(f"{VERSION} {read}".encode("utf-8", "replace")).hexdigest()[:16]

    def title(self) -> str:
        """Of the window."""
        if len(self.quotables) != 1:
            return say("name")
        (quotable,) = self.quotables.values()
        return f"{quotable.card.title} · {say('name')}"

    @property
    def without_texts(self) -> "Collection":
        """What a page has before it knows what is asked."""
        return Collection({}, self.loading, self._chooser, self._hours)

    @property
    def file_name(self) -> str:
        """Of an exported file, without its ending."""
        only = next(iter(self.quotables), "") if len(self.quotables) == 1 else ""
        return f"{only.rpartition('/')[2]}-answers" if only else "answers"

    def _blocks(self, language: str) -> dict[str, str]:
        """The page's blocks of HTML in a language, by the ids of where they stand."""
        with speaking(language):
            suggested, fits = examples(tuple(self.quotables.values())), (fitted(), fitted(CALIBRATION_ACROSS))
            return blocks_html(self.quotables, suggested, fits, self._chooser, self._hours)

    @cached_property
    def _checker(self) -> Checker:
        return Checker(tuple(self.quotables.values()))
