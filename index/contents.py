"""Of a library's many transcripts those are held open that were looked at last."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import partial

from index.card import Card
from index.quotable import Content, Quotable

MOST_CHARACTERS = 16_000_000
"""Of text that is held open: hundreds of interviews, and some tens of megabytes with all that belongs to it."""


class Contents:
    """The contents that were looked at last, with `most` characters of text in all, or one that has more. Thread-safe:
    whoever looks at a transcript that is held is given the same content.
    """

    def __init__(self, most: int = MOST_CHARACTERS) -> None:
        self._most, self._characters = most, 0
        self._held: OrderedDict[Quotable, Content] = OrderedDict()
        self._changing = threading.Lock()

    def lazy(self, card: Card, load: Callable[[], Content], read: Content | None = None) -> Quotable:
        """A transcript whose content is what `load` returns, each time it is not held; `read` is the first."""
        quotable = Quotable(card, open_=partial(self._open, load))
        if read:
            self._hold(quotable, read)
        return quotable

    def let_go(self, quotable: Quotable) -> None:
        """Hold its content no longer."""
        with self._changing:
            content = self._held.pop(quotable, None)
            self._characters -= len(content.transcript.text) if content else 0

    def _open(self, load: Callable[[], Content], quotable: Quotable) -> Content:
        with self._changing:
            if content := self._held.get(quotable):
                self._held.move_to_end(quotable)
                return content
        return self._hold(quotable, load())  # others may go on meanwhile

    def _hold(self, quotable: Quotable, loaded: Content) -> Content:
        """What is held from now on: what another thread has just loaded, if one has."""
        with self._changing:
            content = self._held.setdefault(quotable, loaded)
            if content is loaded:
                self._characters += len(loaded.transcript.text)
            self._held.move_to_end(quotable)
            while self._characters > self._most and len(self._held) > 1:
                _, oldest = self._held.popitem(last=False)
                self._characters -= len(oldest.transcript.text)
            return content
