"""Words that nobody said, beside the real ones: which those are, whose they are, and how the others differ."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.evidence.concordance import Concordance, Run
from bot.evidence.normal import Normal, is_word, normalise
from bot.evidence.proof import cited
from bot.evidence.units import says_nothing_by_case
from bot.quote_check.article import Article
from bot.quote_check.attributed import is_theirs, sayer, speaker_names
from bot.quote_check.differences import differences, in_small_letters, is_grave
from bot.quote_check.locate import LOOSE_ENDS
from bot.quote_check.omissions import hides
from bot.quote_check.unmarked import gaps
from bot.quote_check.verdict import Checked, Difference, Slice, slice_of
from index.language.dictionary import is_common
from index.language.terms import terms
from index.transcript import Span

FEW_LEFT_OUT = 4
"""Units left out among which a number, name or date counts; of more, it is their meaning for the rest that counts."""


class Beside:
    """Shows what was written beside the words of a concordance that come nearest to it."""

    def __init__(self, concordance: Concordance) -> None:
        self._concordance = concordance
        transcripts = [entry.source.transcript for entry in concordance.entries]
        self._labels = frozenset(word for name in speaker_names(transcripts) for word in name.split())

    def stitched(self, blank: Checked, runs: Sequence[Run]) -> Checked:
        """Parts of different places: the longest is the nearest."""
        longest = max(runs, key=lambda run: run.last - run.first)
        parts = tuple(self._slice(run) for run in runs)
        return replace(self._with_nearest(blank, longest), verdict="stitched", parts=parts)

    def altered(self, blank: Checked, article: Article, runs: Sequence[tuple[Normal, Run]]) -> Checked:
        """How each part differs from its nearest words; the citation is that of the first part that does."""
        all_differences: list[Difference] = []
        first_changed: Run | None = None
        for normal, run in runs:
            part_differences = self._differences(article, normal, run)
            all_differences += part_differences
            if part_differences and first_changed is None:
                first_changed = run
        return replace(
            self._with_nearest(blank, first_changed or runs[0][1]),
            verdict="altered",
            parts=tuple(self._slice(run) for _, run in runs),
            differences=tuple(all_differences),
        )

    def shortened(self, blank: Checked, article: Article, written: Normal, runs: Sequence[Run]) -> Checked:
        """Altered by nothing but what was left out between `runs`, which are all of `written`, without a mark."""
        left_out = gaps(runs)
        changes = [
            self._omission(article, stop, gap) for stop, gap in zip(self._stops(written, runs), left_out, strict=True)
        ]
        return replace(
            self._with_nearest(blank, runs[0]),
            verdict="altered",
            parts=tuple(self._slice(run) for run in runs),
            left_out=tuple(self._slice(gap) for gap in left_out),
            differences=tuple(changes),
        )

    def _stops(self, written: Normal, runs: Sequence[Run]) -> Iterator[int]:
        """Where each of the runs but the last ends in the article."""
        words = [i for i, key in enumerate(written.keys) if is_word(key)]
        read = 0
        for run in runs[:-1]:
            read += sum(map(is_word, self._said(run).keys))
            yield written.stops[words[read - 1]]

    def _omission(self, article: Article, stop: int, gap: Run) -> Difference:
        place, said = article.place(stop - 1, stop), self._place(gap)
        source = self._concordance.entries[gap.row].source
        units = self._said(gap)
        is_change = len(units.keys) <= FEW_LEFT_OUT and is_grave((), units.keys, self._names(units))
        words = source.transcript.text[said.start : said.stop]
        is_grave_gap = is_change or hides(source, said)
        where = (place.stop, place.stop, said.start, said.stop)
        return Difference("", words, *where, grave=is_grave_gap, transcript=source.transcript.id)

    def _differences(self, article: Article, written: Normal, run: Run) -> list[Difference]:
        transcript, span = self._concordance.entries[run.row].source.transcript, self._place(run)
        text = transcript.text
        written = _without_loose_ends(written)
        stop = span.stop if is_word(written.keys[-1]) else _next_sign(text, span.stop)
        said = normalise(text, span.start, stop, notes=True)
        names = self._names(written) | self._names(said)
        if says_nothing_by_case(said.keys):
            written, said = in_small_letters(written), in_small_letters(said)
        return differences(written, said, article.place, article.text, transcript, names)

    def _names(self, normal: Normal) -> set[str]:
        """The words with a capital that no transcript has in small letters; at the beginning of a sentence those only
        that are no common words.
        """
        names = set()
        for before, key in zip((".", *normal.keys), normal.keys, strict=False):
            if not key[0].isupper() or not terms(key, "en"):
                continue
            is_new = not self._concordance.has_as_written(key.lower())
            begins = before in tuple(".?!:…")
            if key in self._labels or (is_new and not (begins and is_common(key.lower(), "en"))):
                names.add(key)
        return names

    def _with_nearest(self, blank: Checked, run: Run) -> Checked:
        """With the nearest words, and whether they are of whom the span names."""
        source, span = self._concordance.entries[run.row].source, self._place(run)
        nearest = cited(source, span)
        theirs = is_theirs(blank.attributed_to, sayer(source, span)) if blank.attributed_to else None
        return replace(blank, nearest=nearest, nearest_is_theirs=theirs)

    def _said(self, run: Run) -> Normal:
        span = self._place(run)
        text = self._concordance.entries[run.row].source.transcript.text
        return normalise(text, span.start, span.stop, notes=True)

    def _slice(self, run: Run) -> Slice:
        return slice_of(self._concordance.entries[run.row].source, self._place(run))

    def _place(self, run: Run) -> Span:
        return self._concordance.entries[run.row].slice(run.first, run.last)


def _without_loose_ends(normal: Normal) -> Normal:
    last = len(normal.keys)
    while last > 1 and normal.keys[last - 1] in LOOSE_ENDS:
        last -= 1
    return Normal(normal.keys[:last], normal.starts[:last], normal.stops[:last])


def _next_sign(text: str, at: int) -> int:
    """Behind the sign that follows `at`; `at` if a word follows."""
    following = normalise(text, at, at + 8)
    return following.stops[0] if following.keys and not is_word(following.keys[0]) else at
