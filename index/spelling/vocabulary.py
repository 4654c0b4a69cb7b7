"""The words of transcripts, to tell them from others, and to find those that are spelt nearly like another."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from index.card import Card
from index.language.dictionary import american, is_common
from index.language.scripts import script_of, scripts_for
from index.language.terms import terms, terms_of_each
from index.memo import once
from index.spelling.nearby import Nearby, fold, fold_all
from index.spelling.written import WordTable, words_about

SHORTEST = 4
"""Letters of the shortest word that is found by another spelling."""
PART = 3
"""Letters that either of two words has at least, to be found where they are typed as one."""
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
    times: int
    """How often it stands inside sentences; 1 if it only begins them."""


class Vocabulary:
    """Every word of the transcripts of some `cards`, of their metadata and of their speakers' names.

    `tables` are few, each of the words of many transcripts, of some that are gone too, and asked for when they are
    first needed. `has_term` says whether a sentence has a term. `texts_with` gives the texts in which some words may
    stand as they do in its argument: all texts, or those of the transcripts that have the terms.
    """

    def __init__(
        self,
        cards: Sequence[Card],
        tables: Callable[[], Sequence[WordTable]],
        has_term: Callable[[str], bool],
        texts_with: Callable[[str], Iterable[str]],
    ) -> None:
        self._cards, self._languages = cards, sorted({card.language for card in cards})
        self._tables, self._has_term, self._texts_with = once(tables), has_term, texts_with
        self._about, self._respelt = once(self._stems_about), once(self._spelt_otherwise)
        self._folded = once(lambda: [Nearby(words, fold_all(words)) for words in self._words()])
        self._stemmed = once(lambda: [Nearby(words, self._stems_of(words)) for words in self._words()])

    def holds(self, word: str) -> bool:
        """Whether the transcripts have the word in some form; a stop word counts as one they have."""
        stems = self.stems(word)
        return not stems or any(map(self._has_term, stems)) or not stems.isdisjoint(self._about())

    def stems(self, word: str) -> frozenset[str]:
        """In each of the transcripts' languages; none of a stop word."""
        return frozenset(term for language in self._languages for term in terms(word, language))

    def languages(self, word: str) -> list[str]:
        """Those of the transcripts that are written in the script of `word`."""
        script = script_of(word)
        return [language for language in self._languages if script in scripts_for(language)]

    def get(self, lower: str) -> Known | None:
        """The word that is written so in lower case."""
        ways, is_uncased = self._ways(lower)
        if not ways:
            return None
        shown = lower if lower in ways else max(ways, key=lambda way: (ways[way], way))
        may_be_name = is_uncased and not any(is_common(lower, language) for language in self._languages)
        capital = next((way for way in sorted(ways) if way[0].isupper()), "")
        is_name = may_be_name or shown[0].isupper()
        return Known(lower, shown, capital, is_name, self.stems(lower), sum(ways.values()))

    def near(self, word: str, edits: int) -> Iterator[tuple[str, str, Known]]:
        """The words of four letters and more, but stop words, that are so many edits away from `word` at most.

        With each what was compared, without marks: what was typed, and it. Where names have many endings that is the
        typed one's stem, and the stem of the other or all of it.
        """
        inflects = self.inflects(word)
        typed = fold(self._shortest_stem(word) if inflects else word)
        for words in (self._folded(), self._stemmed()) if inflects else (self._folded(),):
            # a word that stands in several tables is one
            found = dict(chain.from_iterable(nearby.of(typed, edits) for nearby in words))
            for lower, compared in found.items():
                known = self.get(lower)
                if known and known.stems:
                    yield typed, compared, known

    def inflects(self, word: str) -> bool:
        """Whether the transcripts in the script of `word` are in languages in which names have many endings."""
        languages = self.languages(word)
        return ENGLISH not in languages and not CASES.isdisjoint(languages)

    def variant(self, lower: str) -> str:
        """The word as it stands here, spelt as on the other side of the Atlantic; its plural or singular; else ""."""
        spelt = american(lower)
        for form in (spelt, f"{spelt}s", spelt.removesuffix("s")):
            known = self._american(form)
            if known and known.lower != lower:
                # either of the two is British; else they are only two numbers of one word, and each is well spelt
                is_spelling = spelt != lower or american(known.lower) != known.lower
                return known.shown if is_spelling else ""
        return ""

    def says(self, words: str) -> bool:
        """Whether the words stand somewhere just so."""
        whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        # the search of a plain string is quicker
        return any(words in text and whole.search(text) for text in self._texts_with(words))

    def apart(self, lower: str) -> str:
        """Two words that stand one behind the other and are typed as one, as they stand: "silkroad" -> "Silk Road"."""
        for at in range(PART, len(lower) - PART + 1):
            first = self._ways(lower[:at])[0]
            second = self._ways(lower[at:])[0] if first else None
            if not first or not second:
                continue
            firsts = {*first, *(way.title() for way in first)}
            for pair in sorted(f"{a}{between}{b}" for a in firsts for between in " -" for b in second):
                if self.says(pair):
                    return pair
        return ""

    def _ways(self, lower: str) -> tuple[dict[str, int], bool]:
        """How a word is written, and how often so; and whether it stands in a transcript without capitals. Nothing of
        a word that only transcripts have that are gone.
        """
        if not self.holds(lower):
            return {}, False
        counts, is_uncased = Counter[str](), False
        for table in self._tables():
            for form, count, without in table.ways(lower):
                counts[form] += count
                is_uncased = is_uncased or without
        inside = {form: count for form, count in counts.items() if count}
        return inside or dict.fromkeys(counts, 1), is_uncased

    def _american(self, spelt: str) -> Known | None:
        """The word that an American would spell so, the commonest if there are several; none without English."""
        if ENGLISH not in self._languages:
            return None
        written = list(self._respelt().get(spelt, ()))
        if _is_long(spelt) and american(spelt) == spelt:
            written.append(spelt)
        known = [word for word in map(self.get, written) if word]
        return max(known, key=lambda word: (word.times, word.lower), default=None)

    def _spelt_otherwise(self) -> dict[str, set[str]]:
        """The words, few, that an American would spell otherwise, by how that is."""
        respelt: dict[str, set[str]] = {}
        for word in chain.from_iterable(self._words()):
            spelt = american(word)
            if spelt != word:
                respelt.setdefault(spelt, set()).add(word)
        return respelt

    def _words(self) -> Iterator[list[str]]:
        """Those of each table, in lower case, that are found by another spelling."""
        for table in self._tables():
            yield list(filter(_is_long, table.words()))

    def _shortest_stem(self, word: str) -> str:
        return min(self.stems(word) or {word}, key=lambda stem: (len(stem), stem))

    def _stems_of(self, words: Sequence[str]) -> list[str]:
        """The shortest stem of each, without marks, as of a word that was typed."""
        shortest = []
        for word, *in_each in zip(
            words, *(terms_of_each(words, language) for language in self._languages), strict=True
        ):
            stems = chain.from_iterable(in_each)
            shortest.append(min(stems, key=lambda stem: (len(stem), stem), default=word))
        return fold_all(shortest)

    def _stems_about(self) -> frozenset[str]:
        words = {word for card in self._cards for word in words_about(card)}
        return frozenset(chain.from_iterable(map(self.stems, words)))


def _is_long(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha()
