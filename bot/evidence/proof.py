"""Every quotation is proved when it is given: cut again from the text, and compared with what was read and digested."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from bot.evidence.citation import Citation, cite, rows_within
from index.quotable import Quotable, Quotables, sentence_digest
from index.readers.files import check_unchanged
from index.transcript import Span

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A statement that failed its proof and is not shown, with the reason."""

    transcript: str
    start: int
    stop: int
    reason: str


class Proof:
    """Lets through what passes its proof; what does not is logged and noted in `dropped`."""

    def __init__(self, quotables: Quotables) -> None:
        self._quotables = quotables
        self._unchanged: set[str] = set()
        self.dropped: list[Dropped] = []

    def holds(self, citation: Citation) -> bool:
        """Whether the citation is a quotation of its transcript. Raises ChangedError where the file of that is no
        longer the one that was read.
        """
        quotable = self._quotables[citation.transcript]
        if citation.transcript not in self._unchanged:
            check_unchanged(quotable.card.source)
            self._unchanged.add(citation.transcript)
        reason = verify(citation, quotable)
        if reason:
            _log(citation, reason)
            self.dropped.append(Dropped(citation.transcript, citation.start, citation.stop, reason))
        return not reason

    def those_that_hold(self, citations: Iterable[Citation]) -> tuple[Citation, ...]:
        return tuple(citation for citation in citations if self.holds(citation))


def proved(citation: Citation, quotable: Quotable) -> Citation | None:
    """The citation; None, and a line in the log, if it fails its proof."""
    reason = verify(citation, quotable)
    if reason:
        _log(citation, reason)
    return None if reason else citation


def cited(quotable: Quotable, span: Span) -> Citation | None:
    """The proved citation of the sentences that hold `span`; None, and a line in the log, if it fails its proof."""
    return proved(cite(quotable, *rows_within(quotable.passages, span.start, span.stop)), quotable)


def verify(citation: Citation, quotable: Quotable) -> str:
    """Why `citation` is no quotation from the transcript, in words; "" if it is one.

    Its slice is cut again from the text, and the digests that were taken when the transcript was opened are compared
    with those of the sentences as they stand in the text now.
    """
    text, sentences = quotable.transcript.text, quotable.passages.sentences
    canonical = quotable.transcript.canonical
    if not 0 <= citation.start < citation.stop <= len(text):
        return f"{citation.start}-{citation.stop} lies outside the text (0-{len(text)})"
    parts = citation.parts
    ends, exact = (parts[0].start, parts[-1].stop), "".join(canonical[part.start : part.stop] for part in parts)
    if ends != (citation.start, citation.stop) or exact != citation.exact:
        return f"the text at {citation.start}-{citation.stop} is not the quotation"
    first, last = citation.rows
    is_there = 0 <= first <= last < len(sentences)
    if not is_there or (sentences[first].start, sentences[last].stop) != (citation.start, citation.stop):
        return f"{citation.start}-{citation.stop} is not a run of whole sentences"
    if sentences[first].turn != sentences[last].turn:
        return f"{citation.start}-{citation.stop} crosses from one speaker's words to another's"
    for row in range(first, last + 1):
        sentence = sentences[row]
        if sentence_digest(text[sentence.start : sentence.stop]) != quotable.digests[row]:
            return f"the sentence at {sentence.start}-{sentence.stop} is not the one that was indexed"
    return "" if citation == cite(quotable, first, last) else "its speaker or its place is not that of the text"


def _log(citation: Citation, reason: str) -> None:
    log.error("a citation of %s failed its proof and is not shown: %s", citation.transcript, reason)
