"""Chinese words around a quotation become the name of whom they say it is from: no spaces part the words."""

import re
from collections.abc import Sequence
from functools import cached_property

from index.language.knowledge import alternatives, text

HAN = "\u4e00-\u9fff"
SAYS = alternatives("reporting.says", languages=("zh",))
UNSAID = alternatives("negations.unsaid", languages=("zh",))
PRONOUN = f"{alternatives('people.he', languages=('zh',))}|{alternatives('people.she', languages=('zh',))}"


class Chinese:
    """Reads attributions of those who have `labels`, with any verb, and of others with a verb of saying."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._known = "|".join([*(re.escape(label) for label in labels if re.search(f"[{HAN}]", label)), PRONOUN])
        self._anyone = f"(?![{text('zh', 'people.no_names_begin')}])[{HAN}]{{2,4}}?"

    def read(self, before: str, after: str) -> tuple[str, bool] | None:
        """The name, and whether it is said that the words were not said; None where nothing is read."""
        if not re.search(f"[{HAN}]", before + after):
            return None
        unsaid, *patterns = self._patterns
        if unsaid.search(before) or unsaid.match(after.lstrip(" ，,")):
            return "", True
        beside = zip(patterns, (before, before, after, after), strict=True)
        matches = [pattern.search(words) for pattern, words in beside]
        names = [match["name"] for match in matches if match]
        return (names[0], False) if names else None

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        """What says that words were not said; two of what stands before words that were, and two of what behind."""
        known, anyone, starts = self._known, self._anyone, r"(?:^|[，。；：,.;\s])"
        return (
            re.compile(rf"(?:{known}|{anyone})(?:{UNSAID})"),
            re.compile(rf"{starts}(?P<name>{known})(?:[{HAN}]{{1,6}})?\s*[:：]\s*$"),
            re.compile(rf"{starts}(?P<name>{known}|{anyone})(?:{SAYS})\s*[:：,，]?\s*$"),
            re.compile(rf"^[\s，,—]*(?P<name>{known})[{HAN}]{{1,6}}"),
            re.compile(rf"^[\s，,—]*(?P<name>{known}|{anyone})(?:{SAYS})"),
        )
