"""Chinese words around a quotation become the name of whom they say it is from: no spaces part the words."""

import re
from collections.abc import Sequence

from index.language.knowledge import alternatives, text

HAN = "\u4e00-\u9fff"
SAYS = alternatives("reporting.says", languages=("zh",))
UNSAID = alternatives("negations.unsaid", languages=("zh",))
PRONOUN = f"{alternatives('people.he', languages=('zh',))}|{alternatives('people.she', languages=('zh',))}"


class Chinese:
    """Reads attributions of those who have `labels`, with any verb, and of others with a verb of saying."""

    def __init__(self, labels: Sequence[str]) -> None:
        known = "|".join([*(re.escape(label) for label in labels if re.search(f"[{HAN}]", label)), PRONOUN])
        anyone = f"(?![{text('zh', 'people.no_names_begin')}])[{HAN}]{{2,4}}?"
        starts = r"(?:^|[，。；：,.;\s])"
        self._unsaid = re.compile(rf"(?:{known}|{anyone})(?:{UNSAID})")
        self._before = (
            re.compile(rf"{starts}(?P<name>{known})(?:[{HAN}]{{1,6}})?\s*[:：]\s*$"),
            re.compile(rf"{starts}(?P<name>{known}|{anyone})(?:{SAYS})\s*[:：,，]?\s*$"),
        )
        self._after = (
            re.compile(rf"^[\s，,—]*(?P<name>{known})[{HAN}]{{1,6}}"),
            re.compile(rf"^[\s，,—]*(?P<name>{known}|{anyone})(?:{SAYS})"),
        )

    def read(self, before: str, after: str) -> tuple[str, bool] | None:
        """The name, and whether it is said that the words were not said; None where nothing is read."""
        if not re.search(f"[{HAN}]", before + after):
            return None
        if self._unsaid.search(before) or self._unsaid.match(after.lstrip(" ，,")):
            return "", True
        matches = [*(one.search(before) for one in self._before), *(one.search(after) for one in self._after)]
        names = [match["name"] for match in matches if match]
        return (names[0], False) if names else None
