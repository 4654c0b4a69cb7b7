"""A span whose words do not stand in a transcript: stitched together, altered, translated, or not found at all."""

from collections.abc import Sequence
from dataclasses import replace

from bot.evidence.concordance import UNKNOWN, Concordance, Run
from bot.evidence.normal import Normal, is_word
from bot.quote_check.article import Article
from bot.quote_check.beside import Beside
from bot.quote_check.elision import Elided, Part
from bot.quote_check.locate import MOST_PARTS, stands
from bot.quote_check.nearest import Near, Nearest, pieces
from bot.quote_check.unmarked import find_unmarked
from bot.quote_check.verdict import Checked
from index.language.detect import SURE, likeliest
from index.language.scripts import LANGUAGES, script_of, scripts_for

ALTERED = 0.55
"""The likeness from which a span is called an alteration of the nearest words, 0 to 1."""
ALIKE = 0.75
"""The likeness from which words with … or brackets are compared as a whole."""
PATCH = 4
"""Words in a row that are not in the nearest words may be from another place, where fewer are an alteration."""
PIECE = 3
MOST_PIECES = 4
LEAST_COVERED = 0.9
"""A stitched span is two to four pieces of three words or more, and nine tenths of its words are theirs."""
SHORTEST_SENTENCE = 2
"""Words of a whole sentence that is a piece."""
LEAST_WORDS = 4
"""Words by which another language of the same script can be told."""
SENTENCE_ENDS = frozenset(".?!…")


class Unsaid:
    """Tells what became of words that nobody said, by the words in a concordance that are like them."""

    def __init__(self, concordance: Concordance) -> None:
        self._concordance = concordance
        self._nearest = Nearest(concordance)
        self._beside = Beside(concordance)
        self._languages = frozenset(entry.source.transcript.language for entry in concordance.entries)

    def judge(self, blank: Checked, article: Article, normal: Normal, elided: Elided) -> Checked:
        """`blank` with its verdict; `normal` and `elided` are its words as a whole and in parts."""
        words = [word for part in elided.parts for word in _words(part.keys)]
        unmarked = [] if elided.is_elided else find_unmarked(words, self._concordance)
        if unmarked:
            return self._beside.shortened(blank, article, normal, unmarked)
        sentences = [] if elided.is_elided else self._sentences(normal)
        if sentences:
            return self._beside.stitched(blank, sentences)
        near = self._near(words)
        if near and self._is_alteration(words, near, elided):
            return self._beside.altered(blank, article, [(normal, near.run)])
        in_parts = self._in_parts(blank, article, elided.parts) if 1 < len(elided.parts) <= MOST_PARTS else None
        if in_parts:
            return in_parts
        patches = self._patches(words)
        if patches:
            return self._beside.stitched(blank, patches)
        if near:
            return self._beside.altered(blank, article, [(normal, near.run)])
        unknown = self._concordance.spell(words).count(UNKNOWN)
        is_translated = unknown * 2 > len(words) and is_foreign(blank.text, self._languages)
        return replace(blank, verdict="translated") if is_translated else blank

    def _is_alteration(self, words: Sequence[str], near: Near, elided: Elided) -> bool:
        """Whether all words together are an alteration of the nearest ones, rather than each part for itself.

        With … or brackets if they are very like, and a part is a scrap or hardly a word is new (do … know, for don't).
        """
        new = self._nearest.longest_new(words, near.run)
        if not elided.is_elided:
            return new < PATCH
        has_scrap = any(len(_words(part.keys)) < PIECE for part in elided.parts)
        return near.likeness >= ALIKE and new < (PATCH if has_scrap else 2)

    def _near(self, words: Sequence[str]) -> Near | None:
        """The words that `words` may be an alteration of."""
        near = self._nearest.near(words)
        return near if near and near.likeness >= ALTERED else None

    def _in_parts(self, blank: Checked, article: Article, parts: Sequence[Part]) -> Checked | None:
        """Stitched if each part stands somewhere; altered if each is like something; else None."""
        said = [run for run in (stands(part, self._concordance) for part in parts) if run is not None]
        if len(said) == len(parts):
            return self._beside.stitched(blank, said)
        runs: list[tuple[Normal, Run]] = []
        for part in parts:
            near = self._near(_words(part.keys))
            if near is None:
                return None
            runs.append((self._concordance.normalise(article.text, part.start, part.stop), near.run))
        return self._beside.altered(blank, article, runs)

    def _sentences(self, normal: Normal) -> list[Run]:
        """The places of the sentences, if there are two or more and each of them stands somewhere; else none."""
        sentences: list[list[str]] = [[]]
        for key in normal.keys:
            if is_word(key):
                sentences[-1].append(key.lower())
            elif key in SENTENCE_ENDS and sentences[-1]:
                sentences.append([])
        with_words = [words for words in sentences if words]
        if len(with_words) < 2 or min(map(len, with_words)) < SHORTEST_SENTENCE:
            return []
        runs = [next(self._concordance.find_words(self._concordance.spell(words)), None) for words in with_words]
        return [run for run in runs if run is not None] if None not in runs else []

    def _patches(self, words: Sequence[str]) -> list[Run]:
        """The places of the pieces that `words` could be put together from; none if that takes many, or short ones."""
        cuts = pieces(words, self._concordance, PIECE)
        covered = sum(last - first for first, last in cuts)
        if not 2 <= len(cuts) <= MOST_PIECES or covered < LEAST_COVERED * len(words):
            return []
        spelt = [self._concordance.spell(words[first:last]) for first, last in cuts]
        return [next(self._concordance.find_words(piece)) for piece in spelt]


def is_foreign(words: str, languages: frozenset[str]) -> bool:
    """Whether `words` are in none of `languages` (ISO 639-1); False where that can't be told.

    Another script is always told; within one script LEAST_WORDS are needed, and a probability of SURE.
    """
    script = script_of(words)
    if not script:
        return False
    if not any(script in scripts_for(language) for language in languages):
        return True
    if len(words.split()) < LEAST_WORDS:
        return False
    language, probability = likeliest(words, LANGUAGES[script].split())
    return language not in languages and probability >= SURE


def _words(keys: Sequence[str]) -> list[str]:
    return [key.lower() for key in keys if is_word(key)]
