"""Whether a quotation can stand alone, and the shortest one around it that can."""

from dataclasses import dataclass

from bot.context.mid_thought import leans, turns
from bot.evidence.citation import Citation, cite, rows_within
from index.indexed import Citable

MOST_CHARACTERS = 800
"""What stands alone only with more is read in the transcript: a quotation should stay one.

Some 130 English words: more than extent.MOST_WORDS, as it is offered beside the quotation and not in its place."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a quotation can stand alone.

    `leans` has the words with which it starts in mid-thought, `turned` those with which the next sentence of the same
    turn turns it; both as they stand, "" if there are none. `safe` is the shortest run of whole sentences around it, in
    the same turn, that does neither. None if the quotation stands alone, or if no run of MOST_CHARACTERS does.
    """

    leans: str
    turned: str
    safe: Citation | None


def standing(citation: Citation, one: Citable) -> Standing:
    """Its first sentence is judged, for what that leans on may stand before it; the others have it before them."""
    first, last = rows_within(one.passages, citation.start, citation.stop)
    leaning, turned = _leans(one, first), _turned(one, last)
    if not leaning and not turned:
        return Standing("", "", None)
    while _leans(one, first) and _adjoin(one, first - 1):
        first -= 1
    while _turned(one, last):
        last += 1
    safe = cite(one, first, last)
    holds = not _leans(one, first) and safe.stop - safe.start <= MOST_CHARACTERS
    return Standing(leaning, turned, safe if holds else None)


def _leans(one: Citable, row: int) -> str:
    sentence = one.passages.sentences[row]
    return leans(one.transcript.text[sentence.start : sentence.stop], one.transcript.language)


def _turned(one: Citable, row: int) -> str:
    """How the sentence after `row` turns it; "" at the end of what is said in one go."""
    if not _adjoin(one, row):
        return ""
    following = one.passages.sentences[row + 1]
    return turns(one.transcript.text[following.start : following.stop], one.transcript.language)


def _adjoin(one: Citable, row: int) -> bool:
    """Whether `row` and the row after it are there, in one turn, without a line between them that nobody said."""
    sentences = one.passages.sentences
    if not 0 <= row < len(sentences) - 1 or sentences[row].turn != sentences[row + 1].turn:
        return False
    return not one.transcript.text[sentences[row].stop : sentences[row + 1].start].strip()
