"""What comes back from a check: each span that is offered as a quotation, its verdict, its proof or what is near."""

from dataclasses import dataclass
from typing import Literal, get_args

from bot.context.self_contained import SelfContained
from bot.evidence.citation import Citation, locator, rows_within
from index.canonical import words_at
from index.quotable import Quotable
from index.spans import trim
from index.transcript import Span

Verdict = Literal[
    "exact", "punctuation", "elided", "altered", "stitched", "wrong_speaker", "translated", "not_found", "emphasis"
]
"""emphasis: a word or two in quotation marks that stand nowhere and that nobody is said to have said: no quotation."""
HOLDS: tuple[Verdict, ...] = ("exact", "punctuation", "elided")
"""The verdicts that make a span a quotation."""

Change = Literal["reworded", "turned", "unmarked"]
"""turned: by what was left out or put in, and marked so; unmarked: by nothing but what was left out without a mark."""

Caution = Literal["short", "cut", "inserted", "quoted", "unnamed", "denied"]
CAUTIONS: tuple[Caution, ...] = get_args(Caution)
"""short: fewer than three words prove nothing. cut: what was cut off or left out may turn the meaning. quoted: the
speaker sets these words in quotation marks. unnamed: the transcript does not say whose words they are, so that the
attribution could not be checked. inserted: words in brackets are the writer's. denied: the text says that they were
not said."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Words of a transcript: `text[start:stop] == exact`, in code points of its text."""

    transcript: str
    start: int
    stop: int
    exact: str
    locator: str
    """Of the sentences that the words stand in."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that were written in place of words that were said; "" for none: nothing said, or nothing written.

    `start` and `stop` are those of `written` in the input, `said_start` and `said_stop` those of `said` in the text of
    `transcript`. `grave`: a negation, number, name or date was changed.
    """

    written: str
    said: str
    start: int
    stop: int
    said_start: int
    said_stop: int
    grave: bool
    transcript: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One span of the input and what became of it.

    `text` is the span as a reader sees it, `start` and `stop` where it stands in the input; without its quotation
    marks. `attributed_to` is the name beside it, "" where none is plainly there. `citation` (verified) is set where the
    words were said: whose they are and where; `nearest` where they were not, but others that are like them. `parts` are
    the words of the transcript themselves: one, or more for an elided or stitched span. `left_out` is what an ellipsis
    or a bracket stands for, `inserted` what stands in brackets, `cut` what stands around the words and may turn their
    meaning. `occurrences` counts the places where all of the words stand. `self_contained` is set where the words were
    said: whether they can stand alone, as far as they begin or end a sentence.
    """

    text: str
    start: int
    stop: int
    attributed_to: str
    verdict: Verdict
    warnings: tuple[Caution, ...] = ()
    citation: Citation | None = None
    nearest: Citation | None = None
    nearest_is_theirs: bool | None = None
    parts: tuple[Slice, ...] = ()
    differences: tuple[Difference, ...] = ()
    left_out: tuple[Slice, ...] = ()
    cut: tuple[Slice, ...] = ()
    inserted: tuple[str, ...] = ()
    occurrences: int = 0
    self_contained: SelfContained | None = None

    @property
    def holds(self) -> bool:
        return self.verdict in HOLDS

    @property
    def is_quotation(self) -> bool:
        return self.verdict != "emphasis"

    @property
    def change(self) -> Change:
        """How an altered span departs from the words that are shown beside it."""
        if self.verdict != "altered" or not (self.left_out or self.inserted):
            return "reworded"
        return "turned" if any(difference.written for difference in self.differences) else "unmarked"

    @property
    def grave(self) -> bool:
        return any(difference.grave for difference in self.differences)


@dataclass(frozen=True, slots=True)
class Check:
    """An article's spans in the order of its text; `text` is the article as a reader sees it."""

    text: str
    spans: tuple[Checked, ...]

    @property
    def holds(self) -> bool:
        """Whether all that is offered as a quotation is one."""
        return all(span.holds for span in self.spans if span.is_quotation)


def slice_of(quotable: Quotable, span: Span) -> Slice:
    """The words at `span`, without white space at their ends."""
    text, sentences = quotable.transcript.text, quotable.passages.sentences
    span = trim(text, span.start, span.stop) or span
    first, last = rows_within(quotable.passages, span.start, span.stop)
    place = locator(sentences[first].place, sentences[last].place)
    return Slice(
        quotable.transcript.id, span.start, span.stop, words_at(quotable.transcript, span.start, span.stop), place
    )
