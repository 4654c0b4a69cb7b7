"""Those who say something and have no name beside it: the biologist, one of the guests, the government, Vik’s wife."""

import re
from collections.abc import Sequence

from bot.evidence.quoted_speech import NO_NAMES
from bot.quote_check.clauses import ACCORDING, SAYS
from bot.quote_check.people import VIEWS, Mention, People
from index.language.knowledge import all_words, alternatives
from index.transcript import Transcript

THINGS = frozenset(all_words("people.things"))
THE = rf"(?i:{alternatives('clauses.articles')})"
ANOTHER = rf"(?i:{alternatives('reporting.others')})(?:\s+[^\W\d_][\w’'-]*){{0,3}}?"
GROUP = rf"{THE}\s+(?:[\w-]+\s+){{0,2}}?(?:{'|'.join(all_words('people.groups'))})"
FIRST = re.compile(rf"(?:(?i:{ACCORDING})\s+)?(?P<who>{ANOTHER}(?=\s+{SAYS.pattern})|{GROUP})(?!\w)")
"""Somebody who does not speak in the transcripts, first: one of the guests, the government."""
SAID = re.compile(rf"{SAYS.pattern}\s+(?P<who>{ANOTHER}(?=\s*[,.;]|$)|{GROUP})(?!\w)")
ROLE = re.compile(rf"{THE}\s+(?:[\w-]+\s+){{0,2}}?(?P<noun>[^\W\d_]+)(?=\s+{SAYS.pattern})")
NOUNS = re.compile(rf"(?:\w+\s+){{0,3}}?{THE}((?:\s+[\w-]+){{1,4}})")
SPOKEN_OF = re.compile(rf"\b{THE}\s+(\w+)(?:\s+(\w+))?")
"""What a transcript speaks of: the minister, the new minister."""
THEIRS = re.compile(rf"\s+(?!{VIEWS}\b)(?P<noun>\w+)")
SAYING = rf"(?:\s+\w+){{0,2}}?\s+(?:{SAYS.pattern}|(?:{alternatives('reporting.say')})\b)"
DESCRIBED = re.compile(
    rf"(?=(?:,?\s+(?i:{alternatives('clauses.describing')})|,)\s+(?:(?:{alternatives('clauses.before_nouns')})\s+)?"
    r"(?P<what>[a-z][a-z -]{2,40}))"
)
"""What a transcript says of somebody behind the name: Ann Lee, who was a harbour master here."""
END_OF_NOUN = re.compile(
    rf"\s+(?:{'|'.join(all_words('clauses.prepositions', 'clauses.joins', 'clauses.openers'))})\b.*"
)


class Unnamed:
    """What the transcripts tell of those who may be meant without a name."""

    def __init__(self, people: People, transcripts: Sequence[Transcript]) -> None:
        self._people = people
        self._texts = [transcript.text for transcript in transcripts]
        self._described = _descriptions(people.labels, self._texts)
        spoken_of = {noun.lower() for text in self._texts for pair in SPOKEN_OF.findall(text) for noun in pair if noun}
        self._spoken_of = frozenset(spoken_of - THINGS - NO_NAMES)

    def first(self, words: str) -> str:
        """Who says something, where `words` begin with that; the name, where a transcript says who is the biologist."""
        other, role = FIRST.match(words), ROLE.match(words)
        if other and THINGS.isdisjoint(other["who"].lower().split()):
            return other["who"]
        return self._meant(words) or (role.group() if role and self._is_spoken_of(role["noun"].lower()) else "")

    def said_by(self, words: str) -> str:
        """The same, where `words` begin with a verb: sighed the biologist, said one of the guests."""
        other = SAID.match(words)
        return other["who"] if other else self._meant(words)

    def whose(self, mention: Mention, rest: str, is_said: bool) -> str:
        """Vik’s wife, in the words that go on from “Vik’s”; the ambassador’s interviewer is the interviewer.

        Without `is_said` a verb of saying must follow: Vik’s verdict may be his own.
        """
        theirs = re.compile(THEIRS.pattern + ("" if is_said else SAYING)).match(rest)
        if theirs is None:
            return ""
        office = f"the {theirs['noun']}"
        is_known = any(one.is_known for one in self._people.mentions(office))
        return office if is_known else f"{mention.name}’s {theirs['noun']}"

    def _meant(self, words: str) -> str:
        """The one of whom alone a transcript says what follows an article."""
        match = NOUNS.match(words)
        found = [self._described.get(word, set()) for word in match[1].lower().split()] if match else []
        return next((next(iter(labels)) for labels in found if len(labels) == 1), "")

    def _is_spoken_of(self, noun: str) -> bool:
        """Whether the transcripts speak of one, the minister, who is then none of those who speak."""
        return noun in self._spoken_of


def _descriptions(labels: Sequence[str], texts: Sequence[str]) -> dict[str, set[str]]:
    """The last word of each noun that is said of somebody, in small letters, with all of whom it is said."""
    found: dict[str, set[str]] = {}
    ends = tuple(labels)
    for match in (match for text in texts for match in DESCRIBED.finditer(text)):
        if not match.string.endswith(ends, 0, match.start()):
            continue
        noun = END_OF_NOUN.sub("", match["what"]).split()
        for label in labels if noun else ():
            if match.string.endswith(label, 0, match.start()):
                found.setdefault(noun[-1], set()).add(label)
    return found
