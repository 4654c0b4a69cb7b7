"""What nobody said within a sentence, a cue's time, a page's header, is blank in a transcript's text; places stay."""

from bisect import bisect_right
from collections.abc import Sequence

from index.transcript import Span, Transcript


def blanked(canonical: str, cuts: Sequence[Span]) -> str:
    """The text with a space for each character of its cuts (in order, apart).

    >>> blanked("we 0:04 burned", [Span(3, 8)])
    'we      burned'
    """
    pieces, at = [], 0
    for cut in cuts:
        pieces += [canonical[at : cut.start], " " * (cut.stop - cut.start)]
        at = cut.stop
    return "".join([*pieces, canonical[at:]]) if cuts else canonical


def outside(spans: Sequence[Span], cuts: Sequence[Span]) -> tuple[Span, ...]:
    """Those of `spans` that begin in no cut."""
    at = [bisect_right(cuts, span.start, key=lambda cut: cut.start) - 1 for span in spans]
    return tuple(span for span, row in zip(spans, at, strict=True) if row < 0 or cuts[row].stop <= span.start)


def slices(transcript: Transcript, start: int, stop: int) -> tuple[Span, ...]:
    """`text[start:stop]` without the cuts in it, in order: one span where there is none."""
    found = []
    for cut in transcript.cuts_within(start, stop):
        found.append(Span(start, cut.start))
        start = cut.stop
    return (*found, Span(start, stop))


def words_at(transcript: Transcript, start: int, stop: int) -> str:
    """The words of `text[start:stop]`, cut out of the canonical text."""
    return "".join(transcript.canonical[span.start : span.stop] for span in slices(transcript, start, stop))
