"""The words of transcripts, to tell them from others, and to find those that are spelt nearly like another."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from threading import Lock

from index.indexed import IndexedTranscript
from index.language.dictionary import american, is_common
from index.language.scripts import script_of, scripts_for
from index.language.terms import WORD, terms
from index.spelling.typos import within
from index.transcript import Transcript

SHORTEST = 4
"""Letters of the shortest word that is found by another spelling."""
PART = 3
"""Letters that either of two words has at least, to be found where they are typed as one."""
UNCASED = 0.01
"""The share of words with a capital inside sentences below which a transcript was written without any."""
POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
ENGLISH = "en"
CASES = frozenset("ru uk be sr pl cs sk sl hr lt lv et fi hu tr az kk ky uz tt ba tg mn hy ka".split())
"""Languages in which names, too, have many endings: a question seldom has the same as the transcript."""


@dataclass(frozen=True, slots=True)
class Known:
    """A word in `lower` case, and `shown` as it stands inside sentences: in lower case if it does so anywhere."""

    lower: str
    shown: str
    capital: str
    """As it stands with a capital inside sentences; "" if it never does."""
    is_name: bool
    """Whether it always has a capital inside sentences, or might have, did the transcript use them."""
    stems: frozenset[str]
    """Empty for a stop word."""


@dataclass(frozen=True, slots=True)
class Written:
    """How words are written: each in lower case with the ways it stands inside sentences."""

    ways: dict[str, Counter[str]]
    uncased: frozenset[str]
    """The words of transcripts without capitals."""
    lower: tuple[str, ...]
    """Those of four letters and more."""
    folded: tuple[str, ...]
    """The same without marks, in the same order."""
    stemmed: tuple[str, ...]
    """Their stems, without marks."""
    american: dict[str, str]
    """Each of them by the way that an American would spell it; none if no transcript is in English."""


class Vocabulary:
    """Every word of some transcripts, of their metadata and of their speakers' names, read when it is first needed."""

    def __init__(self, indexed: Sequence[IndexedTranscript]) -> None:
        self._indexed = indexed
        self._languages = sorted({transcript.quotable.transcript.language for transcript in indexed})
        self._reading = Lock()

    def holds(self, word: str) -> bool:
        """Whether the transcripts have the word in some form; a stop word counts as one they have."""
        stems = self.stems(word)
        with self._reading:
            return not stems or not self._stems.isdisjoint(stems)

    def stems(self, word: str) -> frozenset[str]:
        """In each of the transcripts' languages; none of a stop word."""
        return frozenset(term for language in self._languages for term in terms(word, language))

    def languages(self, word: str) -> list[str]:
        """Those of the transcripts that are written in the script of `word`."""
        script = script_of(word)
        return [language for language in self._languages if script in scripts_for(language)]

    def get(self, lower: str) -> Known | None:
        """The word that is written so in lower case."""
        ways = self._written.ways.get(lower)
        if not ways:
            return None
        shown = lower if lower in ways else max(ways, key=lambda way: (ways[way], way))
        is_uncased = lower in self._written.uncased
        may_be_name = is_uncased and not any(is_common(lower, language) for language in self._languages)
        capital = next((way for way in sorted(ways) if way[0].isupper()), "")
        return Known(lower, shown, capital, may_be_name or shown[0].isupper(), self.stems(lower))

    def near(self, word: str, edits: int) -> Iterator[tuple[str, str, Known]]:
        """The words of four letters and more, but stop words, that are so many edits away from `word` at most.

        With each what was compared, without marks: what was typed, and it. Where names have many endings that is the
        typed one's stem, and the stem of the other or all of it.
        """
        written, inflects = self._written, self.inflects(word)
        typed = fold(self._shortest_stem(word) if inflects else word)
        for compared in (written.folded, written.stemmed) if inflects else (written.folded,):
            for place in within(typed, compared, edits):
                known = self.get(written.lower[place])
                if known and known.stems:
                    yield typed, compared[place], known

    def inflects(self, word: str) -> bool:
        """Whether the transcripts in the script of `word` are in languages in which names have many endings."""
        languages = self.languages(word)
        return ENGLISH not in languages and not CASES.isdisjoint(languages)

    def variant(self, lower: str) -> str:
        """The word as it stands here, spelt as on the other side of the Atlantic; its plural or singular; else ""."""
        spelt = american(lower)
        for form in (spelt, f"{spelt}s", spelt.removesuffix("s")):
            written = self._written.american.get(form)
            if written and written != lower:
                # either of the two is British; else they are only two numbers of one word, and each is well spelt
                is_spelling = spelt != lower or american(written) != written
                known = self.get(written)
                return known.shown if known and is_spelling else ""
        return ""

    def says(self, words: str) -> bool:
        """Whether the words stand somewhere just so."""
        whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        texts = (transcript.quotable.transcript.text for transcript in self._indexed)
        return any(words in text and whole.search(text) for text in texts)  # the search of a plain string is quicker

    def apart(self, lower: str) -> str:
        """Two words that stand one behind the other and are typed as one, as they stand: "silkroad" -> "Silk Road"."""
        ways = self._written.ways
        for at in range(PART, len(lower) - PART + 1):
            first, second = ways.get(lower[:at]), ways.get(lower[at:])
            if not first or not second:
                continue
            firsts = {*first, *(way.title() for way in first)}
            for pair in sorted(f"{a}{between}{b}" for a in firsts for between in " -" for b in second):
                if self.says(pair):
                    return pair
        return ""

    def _shortest_stem(self, word: str) -> str:
        return min(self.stems(word) or {word}, key=lambda stem: (len(stem), stem))

    @cached_property
    def _stems(self) -> frozenset[str]:
        stems: set[str] = set()
        for transcript in self._indexed:
            stems.update(chain.from_iterable(transcript.terms))
            stems.update(*map(self.stems, _about(transcript.quotable.transcript)))
        return frozenset(stems)

    @property
    def _written(self) -> Written:
        with self._reading:
            return self._counted

    @cached_property
    def _counted(self) -> Written:
        ways, uncased = _count(self._indexed)
        lower = tuple(word for word in ways if len(word) >= SHORTEST and word.isalpha())
        spelt = {american(word): word for word in lower} if ENGLISH in self._languages else {}
        folded = tuple(map(fold, lower))
        stemmed = tuple(fold(self._shortest_stem(word)) for word in lower) if self._languages != [ENGLISH] else folded
        return Written(ways, uncased, lower, folded, stemmed, spelt)


def fold(word: str) -> str:
    """In lower case and without marks on letters: fold("Maizière") -> "maiziere"."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def _about(transcript: Transcript) -> list[str]:
    """The words of a transcript's metadata and of its speakers' names."""
    metadata, interviewee = transcript.metadata, transcript.metadata.interviewee
    texts = [metadata.title, interviewee.name, interviewee.office, metadata.interviewer, metadata.occasion]
    texts += [metadata.outlet, *sorted({turn.speaker for turn in transcript.turns})]
    return [word for text in texts for word in WORD.findall(text)]


def _count(indexed: Sequence[IndexedTranscript]) -> tuple[dict[str, Counter[str]], frozenset[str]]:
    """Each word in lower case, with the ways it is written; and the words of transcripts without capitals.

    A sentence's first word has its capital from its place: it counts in lower case.
    """
    firsts, inside = set[str](), Counter[str]()
    uncased: set[str] = set()
    for quotable in (transcript.quotable for transcript in indexed):
        others: list[str] = []
        for sentence in quotable.passages.sentences:
            words = WORD.findall(quotable.transcript.text, sentence.start, sentence.stop)
            firsts.update(word.lower() for word in words[:1])
            others += words[1:]
        inside.update(others)
        if sum(word[0].isupper() for word in others) < UNCASED * len(others):
            uncased.update(_bare(word).lower() for word in set(others))
        inside.update(_about(quotable.transcript))
    ways: dict[str, Counter[str]] = {}
    for word, count in inside.items():
        bare = _bare(word)
        ways.setdefault(bare.lower(), Counter())[bare] += count
    for word in map(_bare, firsts):
        ways.setdefault(word, Counter([word]))
    return ways, frozenset(uncased)


def _bare(word: str) -> str:
    """Without a possessive's ending."""
    return POSSESSIVE.sub("", word)
