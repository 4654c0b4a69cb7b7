"""A span whose words do not stand in a transcript: stitched together, altered, translated, or not found at all."""

from collections.abc import Sequence
from dataclasses import replace

from bot.evidence.citation import Citation
from bot.evidence.concordance import UNKNOWN, Concordance, Run
from bot.evidence.normal import Normal, is_word, normalise
from bot.evidence.proof import cited
from bot.quote_check.article import Article
from bot.quote_check.attributed import speaker_names
from bot.quote_check.differences import differences
from bot.quote_check.elision import Elided, Part
from bot.quote_check.locate import LOOSE_ENDS, MOST_PARTS, stands
from bot.quote_check.nearest import Nearest, pieces
from bot.quote_check.verdict import Checked, Difference, Slice, slice_of
from index.language.detect import LANGUAGES, SURE, likeliest, script_of, scripts_for
from index.language.terms import terms
from index.transcript import Span

ALTERED = 0.55
"""The likeness from which a span is called an alteration of the nearest words, 0 to 1."""
PATCH = 4
"""Words in a row that are not in the nearest words may be from another place, where fewer are an alteration."""
PIECE = 3
MOST_PIECES = 4
LEAST_COVERED = 0.9
"""A stitched span is two to four pieces of three words or more, and nine tenths of its words are theirs."""
LEAST_WORDS = 4
"""Words by which another language of the same script can be told."""


class Unsaid:
    """Tells what became of words that nobody said, by the words in a concordance that are like them."""

    def __init__(self, concordance: Concordance) -> None:
        self._concordance = concordance
        self._nearest = Nearest(concordance)
        transcripts = [entry.source.transcript for entry in concordance.entries]
        self._languages = frozenset(transcript.language for transcript in transcripts)
        self._labels = frozenset(word for name in speaker_names(transcripts) for word in name.split())

    def judge(self, blank: Checked, article: Article, normal: Normal, elided: Elided) -> Checked:
        """`blank` with its verdict; `normal` and `elided` are its words as a whole and in parts."""
        words = [word for part in elided.parts for word in _words(part)]
        near = self._nearest.near(words)
        if near and near.likeness < ALTERED:
            near = None
        if near and self._nearest.longest_new(words, near.run) < PATCH:
            return self._altered(blank, article, [(normal, near.run)])
        if 1 < len(elided.parts) <= MOST_PARTS:
            runs = [stands(part, self._concordance) for part in elided.parts]
            said = [run for run in runs if run is not None]
            if len(said) == len(runs):
                return self._stitched(blank, said)
            altered = self._altered_parts(blank, article, elided.parts)
            if altered:
                return altered
        patches = self._patches(words)
        if patches:
            return self._stitched(blank, patches)
        if near:
            return self._altered(blank, article, [(normal, near.run)])
        unknown = self._concordance.spell(words).count(UNKNOWN)
        is_translated = unknown * 2 > len(words) and is_foreign(blank.text, self._languages)
        return replace(blank, verdict="translated") if is_translated else blank

    def _patches(self, words: Sequence[str]) -> list[Run]:
        """The places of the pieces that `words` could be put together from; none if that takes many, or short ones."""
        cuts = pieces(words, self._concordance, PIECE)
        covered = sum(last - first for first, last in cuts)
        if not 2 <= len(cuts) <= MOST_PIECES or covered < LEAST_COVERED * len(words):
            return []
        spelt = [self._concordance.spell(words[first:last]) for first, last in cuts]
        return [next(self._concordance.find_words(piece)) for piece in spelt]

    def _stitched(self, blank: Checked, runs: Sequence[Run]) -> Checked:
        longest = max(runs, key=lambda run: run.last - run.first)
        parts = tuple(self._slice(run) for run in runs)
        return replace(blank, verdict="stitched", nearest=self._cited(longest), parts=parts)

    def _altered_parts(self, blank: Checked, article: Article, parts: Sequence[Part]) -> Checked | None:
        """Each part against the words that are nearest to it; None if one is like none."""
        runs: list[tuple[Normal, Run]] = []
        for part in parts:
            near = self._nearest.near(_words(part))
            if near is None or near.likeness < ALTERED:
                return None
            runs.append((normalise(article.text, part.start, part.stop), near.run))
        return self._altered(blank, article, runs)

    def _altered(self, blank: Checked, article: Article, runs: Sequence[tuple[Normal, Run]]) -> Checked:
        """How each part differs from its nearest words; the citation is that of the first part that does."""
        all_differences: list[Difference] = []
        first_changed: Run | None = None
        for normal, run in runs:
            part_differences = self._differences(article, normal, run)
            all_differences += part_differences
            if part_differences and first_changed is None:
                first_changed = run
        return replace(
            blank,
            verdict="altered",
            nearest=self._cited(first_changed or runs[0][1]),
            parts=tuple(self._slice(run) for _, run in runs),
            differences=tuple(all_differences),
        )

    def _differences(self, article: Article, written: Normal, run: Run) -> list[Difference]:
        text = self._concordance.entries[run.row].source.transcript.text
        span = self._place(run)
        written = _without_loose_ends(written)
        stop = span.stop if is_word(written.keys[-1]) else _next_sign(text, span.stop)
        said = normalise(text, span.start, stop)
        return differences(written, said, article.place, (article.text, text), self._is_name)

    def _is_name(self, key: str) -> bool:
        """A word with a capital that no transcript has in lower case."""
        if not key[0].isupper() or not terms(key, "en"):
            return False
        return key in self._labels or not self._concordance.has_as_written(key.lower())

    def _slice(self, run: Run) -> Slice:
        return slice_of(self._concordance.entries[run.row].source, self._place(run))

    def _cited(self, run: Run) -> Citation | None:
        return cited(self._concordance.entries[run.row].source, self._place(run))

    def _place(self, run: Run) -> Span:
        return self._concordance.entries[run.row].slice(run.first, run.last)


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


def _words(part: Part) -> list[str]:
    return [key.lower() for key in part.keys if is_word(key)]


def _without_loose_ends(normal: Normal) -> Normal:
    last = len(normal.keys)
    while last > 1 and normal.keys[last - 1] in LOOSE_ENDS:
        last -= 1
    return Normal(normal.keys[:last], normal.starts[:last], normal.stops[:last])


def _next_sign(text: str, at: int) -> int:
    """Behind the sign that follows `at`; `at` if a word follows."""
    following = normalise(text, at, at + 8)
    return following.stops[0] if following.keys and not is_word(following.keys[0]) else at
