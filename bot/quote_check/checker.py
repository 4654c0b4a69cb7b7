"""The quote checker: an article in, a verdict on each of its quotations out. No model is needed for that.

A span holds if its words stand in a transcript, word for word, and are those of whom it names. Everything else is said
to be what it is, beside the real words that come nearest.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.context.self_contained import SelfContained, self_contained
from bot.errors import ArticleError
from bot.evidence.citation import Citation
from bot.evidence.concordance import concordance_of
from bot.evidence.normal import count_words, is_word, normalise
from bot.evidence.proof import cited
from bot.quote_check.article import Article
from bot.quote_check.attributed import Sayer, is_theirs, role_at, sayer
from bot.quote_check.claims import Claim, find_claims
from bot.quote_check.elision import Elided, elide, words_together
from bot.quote_check.insertions import is_note
from bot.quote_check.locate import FEW, Location, find_elided, find_whole
from bot.quote_check.omissions import Omission, omissions
from bot.quote_check.reporting import Reporting
from bot.quote_check.turned import left_out_turns, turning
from bot.quote_check.unsaid import Unsaid
from bot.quote_check.verdict import CAUTIONS, Caution, Check, Checked, Difference, slice_of
from index.passages import SERVED
from index.quotable import Quotable
from index.readers.files import check_unchanged
from index.spans import trim
from index.transcript import Span

MOST_SPANS = 10_000
SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which no file and no library takes."""


class Checker:
    """Checks articles against some transcripts; keeps nothing between two articles."""

    def __init__(self, sources: Sequence[Quotable]) -> None:
        self._sources = tuple(sources)
        self._transcripts = [source.transcript for source in sources]
        self._concordance = concordance_of(self._sources)
        self._unsaid = Unsaid(self._concordance)
        self._reporting = Reporting(self._transcripts)

    def check(self, article: Article, every_sentence: bool = False) -> Check:
        """A verdict on every quotation of `article`, and on every other sentence if that is wanted.

        Raises ChangedError when the file of a transcript is no longer the one that was read, ArticleError for more than
        MOST_SPANS.
        """
        for source in self._sources:
            check_unchanged(source.card.source)
        article = replace(article, text=SURROGATE.sub("\ufffd", article.text))
        claims = find_claims(article, self._reporting, every_sentence)
        if len(claims) > MOST_SPANS:
            message = f"expected at most {MOST_SPANS:,} quotations or sentences; found {len(claims):,}"
            raise ArticleError(message, "error.text.many", most=MOST_SPANS, found=len(claims))
        checked = [one for claim in claims for one in self._with_inner(article, claim)]
        return Check(article.text, tuple(checked))

    def _with_inner(self, article: Article, claim: Claim) -> Iterator[Checked]:
        """A claim, and, where its words are not proved, those inside it."""
        checked = self._checked(article, claim)
        yield checked
        for inner in () if checked.holds else claim.inner:
            yield self._checked(article, inner)

    def _checked(self, article: Article, claim: Claim) -> Checked:
        place = article.place(claim.start, claim.stop)
        text = article.text[claim.start : claim.stop]
        normal = self._concordance.normalise(article.text, claim.start, claim.stop)
        is_short = count_words(normal.keys) < FEW
        blank = Checked(text, place.start, place.stop, claim.attributed_to, "not_found")
        if is_short:
            blank = _with_warning(blank, "short")
        if claim.is_denied:
            blank = _with_warning(blank, "denied")
        locations = find_whole(normal.keys, self._concordance)
        if locations:
            return self._whole(blank, locations, normal.starts[0] - claim.start)
        elided = elide(normal)
        if elided.is_elided and elided.parts:
            locations = find_elided(elided, self._concordance)
        if locations:
            return self._elided(blank, article, locations, elided)
        if not is_short:
            return self._unsaid.judge(blank, article, normal, elided)
        is_emphasis = claim.is_marked and not claim.attributed_to
        return replace(blank, verdict="emphasis", warnings=()) if is_emphasis else blank

    def _whole(self, blank: Checked, locations: Sequence[Location], lead: int) -> Checked:
        """The words stand there one after the other; `lead` counts the characters before the first of them."""
        ranked = sorted(locations, key=lambda location: not self._is_literal(location, blank.text, lead))
        checked, best = self._attributed(blank, ranked)
        if checked.verdict != "wrong_speaker":
            checked = replace(checked, verdict="exact" if self._is_literal(best, blank.text, lead) else "punctuation")
        return self._proved(checked, best)

    def _elided(self, blank: Checked, article: Article, locations: Sequence[Location], elided: Elided) -> Checked:
        """The parts stand there in order, with something between them; if that turns their meaning, they are altered.

        Places where it doesn't come first.
        """
        hidden = {where: omissions(self._sources[where.row], where, elided) for where in locations}
        fair = [where for where in locations if not any(omission.turns for omission in hidden[where])]
        checked, best = self._attributed(blank, fair or locations)
        source = self._sources[best.row]
        gaps = _gaps(source, best)
        inserted = [insertion.keys for insertion in elided.inserted if not is_note(insertion.keys)]
        turns = [gap for gap in gaps if left_out_turns(source.transcript.text, source.passages, gap)]
        checked = replace(
            checked,
            left_out=tuple(slice_of(source, gap) for gap in gaps),
            cut=tuple(slice_of(source, gap) for gap in turns),
            inserted=tuple(" ".join(keys) for keys in inserted),
        )
        if inserted:
            checked = _with_warning(checked, "inserted")
        if (gaps or inserted) and any(count < FEW for count in words_together(elided.parts)):
            checked = _with_warning(checked, "short")
        if checked.verdict == "wrong_speaker":
            return self._proved(checked, best)
        turning = [omission for omission in hidden[best] if omission.turns]
        if turning:
            return self._turned(checked, article, best, turning)
        return self._proved(replace(checked, verdict="punctuation" if elided.is_noted else "elided"), best)

    def _turned(self, checked: Checked, article: Article, best: Location, turning: Sequence[Omission]) -> Checked:
        """Altered: what was written in place of the words that were hidden is each time a grave difference."""
        source = self._sources[best.row]
        proved = self._proved(checked, best)
        changes = []
        for omission in turning:
            written = trim(article.text, omission.written.start, omission.written.stop) or omission.written
            place = article.place(written.start, written.stop)
            said = source.transcript.text[omission.said_start : omission.said_stop]
            put_in = article.text[written.start : written.stop]
            where = (place.start, place.stop, omission.said_start, omission.said_stop)
            changes.append(Difference(put_in, said, *where, grave=True, transcript=source.transcript.id))
        told = tuple(warning for warning in proved.warnings if warning not in ("short", "cut"))
        return replace(
            proved,
            verdict="altered",
            warnings=told,
            citation=None,
            nearest=proved.citation,
            differences=tuple(changes),
            occurrences=0,
            self_contained=None,
        )

    def _attributed(self, blank: Checked, locations: Sequence[Location]) -> tuple[Checked, Location]:
        """With its verdict, and the place to show: the first whose speaker is the one named; else one whose speaker
        can't be told, with a warning; else the first, of who is interviewed before others, as somebody else's words.
        """
        blank = replace(blank, occurrences=len(locations))
        first = next((location for location in locations if self._is_served(location)), locations[0])
        if not blank.attributed_to:
            return blank, first
        unsure: Location | None = None
        judged: dict[Sayer, bool | None] = {}
        for location in (first, *locations):
            speaker = sayer(self._sources[location.row], location.span)
            if speaker not in judged:
                judged[speaker] = is_theirs(blank.attributed_to, speaker)
            if judged[speaker]:
                return blank, location
            if judged[speaker] is None and unsure is None:
                unsure = location
        if unsure is not None:
            return _with_warning(blank, "unnamed"), unsure
        return replace(blank, verdict="wrong_speaker"), first

    def _proved(self, checked: Checked, best: Location) -> Checked:
        """With the proof, and what stands around the words; not found if the proof fails."""
        source = self._sources[best.row]
        citation = cited(source, best.span)
        if citation is None:
            return replace(checked, verdict="not_found", occurrences=0, left_out=(), cut=())
        around = [slice_of(source, span) for span in turning(source.transcript.text, source.passages, best.span)]
        checked = replace(
            checked,
            citation=citation,
            parts=tuple(slice_of(source, part) for part in best.parts),
            cut=tuple(sorted((*checked.cut, *around), key=lambda words: words.start)),
            self_contained=_self_contained(source, citation, best),
        )
        if checked.cut:
            checked = _with_warning(checked, "cut")
        if sayer(source, best.span).is_quoted:
            checked = _with_warning(checked, "quoted")
        return checked

    def _is_served(self, location: Location) -> bool:
        return role_at(self._sources[location.row], location.span) in SERVED

    def _is_literal(self, location: Location, words: str, lead: int) -> bool:
        """Whether the transcript has the very characters of `words` there, with quotation marks and spaces."""
        start = location.span.start - lead
        return start >= 0 and self._transcripts[location.row].text.startswith(words, start)


def _gaps(source: Quotable, location: Location) -> list[Span]:
    """What stands between the parts, where that is more than signs."""
    gaps = []
    for left, right in pairwise(location.parts):
        keys = normalise(source.transcript.text, left.stop, right.start).keys
        if any(is_word(key) for key in keys):
            gaps.append(Span(left.stop, right.start))
    return gaps


def _self_contained(source: Quotable, citation: Citation, best: Location) -> SelfContained:
    """Whether the words can stand alone: judged by the sentences that they begin and end."""
    whole = self_contained(citation, source)
    text = source.transcript.text
    has_words_before = any(c.isalnum() for c in text[citation.start : best.span.start])
    has_words_after = any(c.isalnum() for c in text[best.span.stop : citation.stop])
    opening = "" if has_words_before else whole.unresolved_opening
    reversal = "" if has_words_after else whole.reversal
    return SelfContained(opening, reversal, whole.safe if opening or reversal else None)


def _with_warning(checked: Checked, warning: Caution) -> Checked:
    """With one more warning, in the order of CAUTIONS."""
    warnings = {*checked.warnings, warning}
    return replace(checked, warnings=tuple(caution for caution in CAUTIONS if caution in warnings))
