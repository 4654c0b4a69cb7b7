"""The quote checker behind a limit, and hints beside what is translated, which need a model."""

from bot.quote_check.article import read_article
from bot.quote_check.hints import with_hints
from bot.quote_check.verdict import Check
from bot.web.collection import Collection
from bot.web.given import text_of
from bot.web.limits import Limit


class Checking:
    """Checks texts, so many at once."""

    def __init__(self, limit: Limit) -> None:
        self._limit = limit

    def check(self, asked: Collection, text: str, sentences: bool) -> tuple[str, Check]:
        """The text that was checked, with "?" for lone surrogates, and the verdicts on it.

        Raises QuestionError for what is no text or too long, ChangedError, and BusyError.
        """
        source = text_of(text)
        with self._limit:
            check = asked.checker.check(read_article(source), bool(sentences))
        return source, with_hints(check, lambda: asked.across)
