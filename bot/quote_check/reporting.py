"""The words around a quotation become the name of whom they say it is from, by plain forms; all else is open."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evidence.quoted_speech import DENIALS, ENDS, NAME, NO_NAMES, SAYS_RU, TITLES, Phrases, phrases
from bot.quote_check.attributed import offices, speaker_names
from index.language.knowledge import alternatives, text
from index.language.quotation_marks import DIRECTED_SIGNS, STRAIGHT
from index.transcript import Transcript

ANY_SAYS = alternatives("reporting.says", "reporting.says_in_articles", languages=("en",))
SAYS_KK, SAYS_ZH, SAYS_ELSEWHERE = (alternatives("reporting.says", languages=(code,)) for code in ("kk", "zh", "other"))
NAME_CYRILLIC = r"(?P<name>(?!\w+(?:[ую]|[оеы]м)\b)[А-ЯЁӘҒҚҢӨҰҮІҺ][\w-]+(?:\s+[А-ЯЁӘҒҚҢӨҰҮІҺ][\w-]+)?)"
"""Not one to whom or by whom something is said."""
NAME_ZH = f"(?![{text('zh', 'people.no_names_begin')}])[\u4e00-\u9fff]{{2,4}}"
WHEN = r"(?:(?:On|In|At)\s+\w+|Yesterday|Today|Later|Then|Earlier|Last\s+\w+)\s*,?\s+"
ASIDE = r"(?:,[^,;:“”\"]{2,80},)?"
"""An apposition: Mr Lee, the owner, said."""
SPOKEN = re.compile(rf"\s*(?:{ANY_SAYS}|according to)\b")
"""How the words after a quotation begin that say whose it is."""
SIGN = re.compile(f"[{DIRECTED_SIGNS}{STRAIGHT.opening}]")
CLAUSE_END = re.compile(r"[,;:—–]")
UNSAID = rf"(?:{alternatives('negations.unsaid')})\b"


@dataclass(frozen=True, slots=True)
class Source:
    """Whose a quotation is said to be, "" where no name is plainly there; `is_denied` if it is said not to be."""

    name: str = ""
    is_denied: bool = False


class Reporting:
    """Reads attributions; the names of those who speak in some transcripts are known as names."""

    def __init__(self, transcripts: Sequence[Transcript]) -> None:
        names = speaker_names(transcripts)
        self._known = frozenset(names)
        known = "|".join(re.escape(name) for name in names) or "(?!)"
        office = rf"[Tt]he\s+(?:[A-Za-z]\w+\s+){{0,2}}(?:{'|'.join(offices(transcripts))})\b"
        name = rf"(?:[Tt]he\s+)?(?:{known})(?!\w)|{office}|{NAME}"
        self._plain = _plain(name, known)
        self._apposed = re.compile(rf"^\s*(?:{ANY_SAYS})\s+[^,.;“”\"]{{2,60}},\s+(?P<name>{name}){ENDS}")
        self._denied = re.compile(rf"(?:{name})\s+{UNSAID}[^“”\"]{{0,40}}$")
        self._denied_after = re.compile(rf"^\s*(?:{name})\s+{UNSAID}")

    def read(self, before: str, after: str) -> Source:
        """Of a quotation between `before` and `after`, as far as the sentence goes on either side."""
        before = SIGN.split(before)[-1].lstrip(" ,;.")
        after = SIGN.split(after)[0].lstrip(" ,，")
        if self._denied.search(before) or self._denied_after.search(after):
            return Source(is_denied=True)
        in_front = _matches(self._plain.before, before)
        leads = [before[: match.start("name")] for match in in_front]
        if any(DENIALS.search(CLAUSE_END.split(lead)[-1]) for lead in leads):
            return Source(is_denied=any("true" in lead for lead in leads))  # “It is not true that X said”
        reports = in_front + _matches(self._plain.after, after) or _matches([self._apposed], after)
        names = {self.name(match["name"]) for match in reports} - {""}
        return Source(names.pop()) if len(names) == 1 else Source()

    def name(self, words: str) -> str:
        """As it was written; "" for a pronoun and what else is no name."""
        words = words.strip()
        without_article = re.sub(r"^[Tt]he\s+", "", words)
        if without_article in self._known or words != without_article or not words[:1].isascii():
            return words
        parts = [word.lower().strip(".,") for word in words.split()]
        return "" if NO_NAMES.intersection(parts) - TITLES or TITLES.issuperset(parts) else words


def _matches(patterns: Sequence[re.Pattern[str]], words: str) -> list[re.Match[str]]:
    return [match for match in (pattern.search(words) for pattern in patterns) if match]


def _plain(name: str, known: str) -> Phrases:
    """The phrases of an article, in English, Russian, Kazakh, Chinese and, after a quotation, some others."""
    english, named = phrases(name), rf"(?P<name>{name})"
    chinese = rf"(?P<name>{known}|{NAME_ZH})"
    return Phrases(
        (
            *english.before,
            re.compile(rf"^\s*(?:{WHEN})?{named}{ASIDE}\s+(?:{ANY_SAYS})(?:\s+on\s+\w+)?(?:\s+that)?\s*[,:]?\s*$"),
            re.compile(rf"^\s*(?:{ANY_SAYS})\s+{named}\s*,\s*$"),
            re.compile(rf"^\s*It was {named} who (?:{ANY_SAYS})\s*[,:]?\s*$"),
            re.compile(rf"^\s*{named}\s*[:—–-]\s*$"),
            re.compile(rf"(?:^|[.,;:]\s+){NAME_CYRILLIC}\s+(?:{SAYS_RU})\s*:\s*$"),
            re.compile(rf"(?:^|[，。；,.;]\s*){chinese}(?:{SAYS_ZH})\s*[:：,，]?\s*$"),
        ),
        (
            *english.after,
            re.compile(rf"^[\s—–-]*(?:{ANY_SAYS}|according to|in the words of)\s+{named}{ENDS}"),
            re.compile(rf"^[\s—–-]*{named}{ASIDE}\s+(?:{ANY_SAYS}){ENDS}"),
            re.compile(rf"^\s*(?:[—–-]+\s*|\()\s*{named}\s*\)?\s*\.?\s*$"),
            re.compile(rf"^[\s—–-]*(?:{SAYS_ELSEWHERE})\s+{named}{ENDS}"),
            re.compile(rf"^[\s—–-]*(?:{SAYS_RU}|{SAYS_KK})\s+{NAME_CYRILLIC}\s*(?:[.,;:—–-]|$)"),
            re.compile(rf"^\s*{chinese}(?:{SAYS_ZH})"),
        ),
    )
