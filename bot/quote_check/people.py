"""Words become mentions of people: those who speak in some transcripts, strangers, and pronouns."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.evidence.quoted_speech import NO_NAMES, TITLES
from bot.quote_check.attributed import offices, speaker_names
from index.language.knowledge import all_words, alternatives, pattern
from index.transcript import Transcript

TITLED = "|".join(sorted(TITLES, key=len, reverse=True))
NOT_FIRST = (
    "reporting.says_first", "clauses.prepositions", "clauses.joins", "clauses.subordinating", "clauses.openers",
    "clauses.auxiliaries",
)  # fmt: skip
BEGINNING = sorted(NO_NAMES.union(all_words(*NOT_FIRST)))
NO_NAME = "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in BEGINNING)
"""What may begin a sentence with a capital and is no part of the name behind it."""
CAPITAL = "A-Z\u00c0-\u00deА-ЯЁӘҒҚҢӨҰҮІҺ"
WORD = rf"(?!(?:{NO_NAME})\b(?![’'-]))[{CAPITAL}](?:[^\W_]|[-’'](?!s\b)(?=[^\W_])|_)+"
INITIAL = rf"[{CAPITAL}]\."
NAME = (
    rf"(?:\b(?i:{TITLED})\.?\s+){{0,3}}(?:(?:{INITIAL}\s?){{1,3}}(?:{WORD})?|{WORD})(?:\s+(?:{INITIAL}|{WORD})){{0,3}}"
)
"""Capitalised words with their titles: Prime Minister Ann B. Lee, J. V."""
WHOSE = rf"(?:[Tt]he|[{CAPITAL}][\w-]+[’']s)\s+(?:[\w-]+\s+){{0,2}}?"
OF_WHAT = rf"\b(?:\s+(?:to|of)\s+(?:the\s+)?{WORD})?"
"""Around an office: China’s new ambassador to Kazakhstan."""
HIS, HER = alternatives("people.his"), alternatives("people.her")
HE, SHE = f"{alternatives('people.he')}|{HIS}", f"{alternatives('people.she')}|{HER}"
VIEWS = rf"(?:own )?(?:{pattern('en', 'reporting.views')})"
"""What somebody has to say: her answer, in his own words."""
PRONOUN = rf"(?i:{alternatives('people.he', 'people.she')}|(?:{HIS}|{HER})(?=\s+{VIEWS}\b))"
PRONOUN_ALONE = re.compile(rf"(?i:{HE}|{SHE})")
OBLIQUE = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮІҺ]\w*(?:[ую]|[оеы]м)")
"""How the name begins, in Cyrillic, of one to whom or by whom something is said."""
TITLED_AS = {
    "he": frozenset(all_words("people.titles_of_men")),
    "she": frozenset(all_words("people.titles_of_women")),
}
PERSONAL = re.compile(rf"\b(?:{'|'.join(all_words('people.personal'))})\b")
ARTICLE = re.compile(r"^[Tt]he\s+")
TITLED_NAME = re.compile(rf"\b(?i:{alternatives('people.titles_of_men', 'people.titles_of_women')})\.?\s+({WORD})")
"""Somebody of whom a transcript speaks."""
PART = re.compile(r"[^\W\d_]{2,}")
SMALL = re.compile(r"\b[a-zа-яёà-öø-ÿ]\w*")


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody who is named at `start` to `stop` of some words; a pronoun is not known to be any one."""

    name: str
    start: int
    stop: int
    is_known: bool = False
    """Whether it may be somebody who speaks in the transcripts."""
    is_pronoun: bool = False
    is_possessive: bool = False


class People:
    """Those who speak in some transcripts, as they may be named: Jonas Vik, Mr Vik, Jonas, J. V., the ambassador."""

    def __init__(self, transcripts: Sequence[Transcript]) -> None:
        self.labels = speaker_names(transcripts)
        self._labels = frozenset(self.labels)
        texts = [transcript.text for transcript in transcripts]
        named = [*self.labels, *(name for text in texts for name in TITLED_NAME.findall(text))]
        parts = {part for name in named for part in PART.findall(name)}
        small = {word for text in texts for word in SMALL.findall(text)} if parts else set()
        self._parts = frozenset(part for part in parts if _is_name(part, small))
        self._initials = frozenset("".join(word[0] for word in label.split()) for label in self.labels)
        self._handles = {f"@{''.join(label.split())}".lower(): label for label in self.labels}
        labels = "|".join(map(re.escape, self.labels)) or "(?!)"
        office = f"{WHOSE}(?:{'|'.join(offices(transcripts))}){OF_WHAT}"
        self._mention = re.compile(
            rf"(?<!\w)(?:(?P<label>(?:[Tt]he\s+)?(?:{labels}))(?!\w)(?!\s+{WORD})|(?P<office>{office})|(?P<handle>@\w+)"
            rf"|(?P<pronoun>{PRONOUN})(?!\w)|(?P<name>{NAME})(?!\w))(?P<possessive>[’']s?(?=\s+[^\W_]|\s*[“\"]))?"
        )

    def mentions(self, words: str) -> list[Mention]:
        """In the order of `words`; a name is as it was written, but for that behind an @."""
        return [mention for match in self._mention.finditer(words) if (mention := self._read(match))]

    def _read(self, match: re.Match[str]) -> Mention | None:
        kind = next(name for name in ("label", "office", "handle", "pronoun", "name") if match[name])
        name, start = match[kind], match.start()
        if kind == "name":
            name = self._with_titles(name)
        if kind == "handle":
            name = self._handles.get(name.lower(), name)
        if kind == "pronoun":
            is_possessive = name.lower() in (HIS, HER)
            return Mention(name, start, match.end(), is_pronoun=True, is_possessive=is_possessive)
        if kind == "name" and (self.is_none(name) or OBLIQUE.fullmatch(name.split()[0])):
            return None
        is_known = kind != "name" or self._is_known(name)
        return Mention(name, start, match.end(), is_known, is_possessive=bool(match["possessive"]))

    def _with_titles(self, name: str) -> str:
        """Without other words before a label in it: Retired Captain Jonas Vik."""
        label = next((label for label in self.labels if " " in label and name.endswith(f" {label}")), name)
        titles = name.removesuffix(label).split()
        return " ".join([*(word for word in titles if word.lower().strip(".") in TITLES), label])

    def is_pronoun(self, words: str) -> bool:
        return PRONOUN_ALONE.fullmatch(words) is not None

    def may_be_meant(self, mention: Mention, sentence: str) -> bool:
        """Whether a pronoun behind `sentence` may stand for one who is named in it: for a person, as far as is seen."""
        if mention.is_known or mention.is_pronoun:
            return mention.is_known
        titles = TITLES.intersection(word.lower().strip(".") for word in mention.name.split())
        return bool(titles - {"the"}) or (mention.start == 0 and PERSONAL.search(sentence, mention.stop) is not None)

    def is_none(self, words: str) -> bool:
        """Whether `words` are no name at all: a title alone, or what begins a sentence."""
        if ARTICLE.sub("", words) in self._labels or ARTICLE.match(words):
            return False
        parts = [word.lower().strip(".,") for word in words.split() if not re.fullmatch(INITIAL, word)]
        return bool(parts) and (bool(NO_NAMES.intersection(parts) - TITLES) or TITLES.issuperset(parts))

    def _is_known(self, name: str) -> bool:
        initials = "".join(re.findall(rf"[{CAPITAL}]", name)) if re.fullmatch(rf"(?:{INITIAL}\s?)+", name) else ""
        return initials in self._initials if initials else not self._parts.isdisjoint(PART.findall(name))


def may_be(pronoun: str, name: str) -> bool:
    """Whether `pronoun` may stand for `name`, as far as a title tells: she is not Mr. Oden."""
    titles = {word.lower().strip(".") for word in name.split()}
    is_she = re.fullmatch(SHE, pronoun.lower()) is not None
    return titles.isdisjoint(TITLED_AS["he" if is_she else "she"])


def _is_name(part: str, small: Collection[str]) -> bool:
    """Whether a word of a label is a name wherever it stands: capitalised, no title, and not among `small` words."""
    lower = part.lower()
    return part[0] != part[0].lower() and lower not in TITLES and lower not in small
