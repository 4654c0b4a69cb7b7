"""What each … and [bracket] of a quotation stands for in the transcript, and whether it turns the meaning."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.evidence.normal import is_word
from bot.quote_check.elision import Elided, Insertion, Part
from bot.quote_check.governing import joins_halves, turns_meaning
from bot.quote_check.hidden import hidden
from bot.quote_check.insertions import turn_meaning
from bot.quote_check.locate import Location
from index.quotable import Quotable
from index.spans import trim
from index.transcript import Span

MORE = 2
"""Words by which more may be hidden behind a bracket at either end of a quotation than stand in it."""


@dataclass(frozen=True, slots=True)
class Omission:
    """`written` in the article stands for the words from `said_start` to `said_stop` of the transcript, if any."""

    written: Span
    said_start: int
    said_stop: int
    turns: bool


def omissions(source: Quotable, location: Location, elided: Elided) -> list[Omission]:
    """Those between the parts at `location`, in order, and those at the ends where the writer put something in."""
    found = []
    first = elided.parts[0]
    if first.inserted:
        at_end = _at_end(source, location.parts[0], first.inserted, is_before=True, is_elided=elided.begins_elided)
        found.append(at_end)
    for (left, right), (left_span, right_span) in zip(pairwise(elided.parts), pairwise(location.parts), strict=True):
        said = Span(left_span.stop, right_span.start)
        is_note = all(_is_said_note(source, said, insertion) for insertion in right.inserted) and bool(right.inserted)
        turns = right.joint != "adapted" and not is_note and _turns(source, said, right)
        found.append(Omission(Span(left.stop, right.start), *_trimmed(source, said), turns))
    if elided.inserted_last:
        last, is_elided = elided.inserted_last, elided.ends_elided
        found.append(_at_end(source, location.parts[-1], last, is_before=False, is_elided=is_elided))
    return found


def _is_said_note(source: Quotable, said: Span, insertion: Insertion) -> bool:
    """Whether the transcript has the same number in brackets there: [13]."""
    return f"[{''.join(insertion.keys)}]" in source.transcript.text[said.start : said.stop]


def hides(source: Quotable, said: Span) -> bool:
    """Whether words that were left out turn those beside them."""
    return _turns(source, said, Part("elided", (), 0, 0))


def _turns(source: Quotable, said: Span, part: Part) -> bool:
    """Of what is left out before a part: in one sentence, or between two.

    A bracket beside an ellipsis stands in place of nothing.
    """
    left, right = _sentence(source, said.start - 1), _sentence(source, said.stop)
    text, language = source.transcript.text, source.transcript.language
    if left != right:
        end = hidden(text, Span(said.start, left.stop), left, language)
        beginning = hidden(text, Span(right.start, said.stop), right, language)
        if not part.inserted:
            return joins_halves(end, beginning)
        behind = replace(beginning, before=end.before)
        nothing = replace(behind, words=(), has_words=False)
        if turn_meaning(part.inserted, nothing) or joins_halves(end, beginning):
            return turn_meaning(part.inserted, behind) or joins_halves(end, nothing)
        return False
    gap = hidden(text, said, left, language)
    if part.joint == "elided" and part.inserted:
        return turns_meaning(gap) or turn_meaning(part.inserted, replace(gap, words=()))
    return turn_meaning(part.inserted, gap)


def _at_end(
    source: Quotable, part: Span, inserted: Sequence[Insertion], *, is_before: bool, is_elided: bool
) -> Omission:
    """Of a bracket before the first part or behind the last: it may stand in place of the words beside the part, but
    not beside an ellipsis or behind a sign.
    """
    text, language = source.transcript.text, source.transcript.language
    sentence = _sentence(source, part.start if is_before else part.stop - 1)
    outside = Span(sentence.start, part.start) if is_before else Span(part.stop, max(sentence.stop, part.stop))
    gap = hidden(text, outside, sentence, language)
    size = 0 if is_elided else sum(len(insertion.keys) for insertion in inserted) + MORE
    near = gap.words[max(len(gap.words) - size, 0) :] if is_before else gap.words[:size]
    is_ended = bool(near) and not is_word(near[-1 if is_before else 0])
    beside = replace(gap, words=() if is_ended else near, names=gap.names.intersection(near))
    written = Span(inserted[0].start, inserted[-1].stop)
    return Omission(written, *_trimmed(source, outside), turn_meaning(inserted, beside))


def _trimmed(source: Quotable, said: Span) -> tuple[int, int]:
    """Without white space; where no words are left, the place behind the word before."""
    words = trim(source.transcript.text, said.start, said.stop)
    return (words.start, words.stop) if words else (said.start, said.start)


def _sentence(source: Quotable, at: int) -> Span:
    """The sentence in which a character stands, or behind which it does."""
    sentences = source.passages.sentences
    sentence = sentences[max(bisect_right(sentences, at, key=lambda one: one.start) - 1, 0)]
    return Span(sentence.start, sentence.stop)
