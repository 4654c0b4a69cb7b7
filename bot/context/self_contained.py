"""Where a statement starts, whether a quotation can stand alone, and the shortest one around it that can."""

from dataclasses import dataclass

from bot.context.mid_thought import SUBJECT_BEFORE, reversal, unresolved_opening
from bot.evidence.citation import Citation, cite
from bot.evidence.proof import proved
from index.memo import kept_with
from index.quotable import Content, Quotable

MOST_CHARACTERS = 800
"""What stands alone only with more is read in the transcript: a quotation should stay one.

Some 130 English words: more than MOST_WORDS, as it is offered beside the quotation and not in its place."""
MOST_WORDS = 70
"""A statement of more is not extended: a quotation should stay one."""


@dataclass(frozen=True, slots=True)
class SelfContained:
    """Whether a quotation can stand alone.

    `unresolved_opening` has the words with which it starts in mid-thought, `reversal` those with which the next
    sentence of the same turn turns it; both as they stand, "" if there are none. `safe` is the shortest run of whole
    sentences around it, in the same turn, that does neither, proved. None if the quotation stands alone, or if no run
    of MOST_CHARACTERS does.
    """

    unresolved_opening: str
    reversal: str
    safe: Citation | None


def statement_start(quotable: Quotable, row: int) -> int:
    """The first row of the statement that ends with sentence `row`: itself, or the one before it in the same turn."""
    sentences, text = quotable.passages.sentences, quotable.transcript.text
    sentence, before = sentences[row], row - 1
    leans = quotable.transcript.language == "en" and SUBJECT_BEFORE.match(text, sentence.start, sentence.stop)
    if not leans or before < 0 or sentences[before].turn != sentence.turn:
        return row
    if text[sentences[before].stop : sentence.start].strip():  # a line that nobody said stands between
        return row
    words = text[sentences[before].start : sentence.stop].split()
    return before if len(words) <= MOST_WORDS else row


def self_contained(citation: Citation, quotable: Quotable) -> SelfContained:
    """What speaks against quoting it alone, and what can be quoted in its place.

    Its first sentence is judged, for what that leans on may stand before it; the others have it before them.
    """
    first, last = citation.rows
    opening, turning = _unresolved_opening(quotable.content, first), _reversal(quotable, last)
    if not opening and not turning:
        return SelfContained("", "", None)
    while _unresolved_opening(quotable.content, first) and _adjoin(quotable, first - 1):
        first -= 1
    while _reversal(quotable, last):
        last += 1
    safe = cite(quotable, first, last)
    is_safe = not _unresolved_opening(quotable.content, first) and safe.stop - safe.start <= MOST_CHARACTERS
    return SelfContained(opening, turning, proved(safe, quotable) if is_safe else None)


@kept_with  # one answer asks it several times of a sentence, and the next one again
def _unresolved_opening(content: Content, row: int) -> str:
    sentence, transcript = content.passages.sentences[row], content.transcript
    return unresolved_opening(transcript.text[sentence.start : sentence.stop], transcript.language)


def _reversal(quotable: Quotable, row: int) -> str:
    """How the sentence after `row` turns it; "" at the end of what is said in one go."""
    if not _adjoin(quotable, row):
        return ""
    following = quotable.passages.sentences[row + 1]
    return reversal(quotable.transcript.text[following.start : following.stop], quotable.transcript.language)


def _adjoin(quotable: Quotable, row: int) -> bool:
    """Whether `row` and the row after it are there, in one turn, without a line between them that nobody said."""
    sentences = quotable.passages.sentences
    if not 0 <= row < len(sentences) - 1 or sentences[row].turn != sentences[row + 1].turn:
        return False
    return not quotable.transcript.text[sentences[row].stop : sentences[row + 1].start].strip()
