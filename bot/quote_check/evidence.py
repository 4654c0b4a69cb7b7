"""What is shown of a transcript as evidence: the verified citation of some words, and the words themselves."""

import logging

from bot.evidence.citation import Citation, cite, locator, rows_within, verify
from bot.quote_check.verdict import Slice
from index.indexed import Citable
from index.spans import trim
from index.transcript import Role, Span

log = logging.getLogger(__name__)


def cited(source: Citable, span: Span) -> Citation | None:
    """The citation of the sentences that hold `span`; None, and a line in the log, if it fails its proof."""
    citation = cite(source, *rows_within(source.passages, span.start, span.stop))
    reason = verify(citation, source)
    if reason:
        log.error("a citation of %s failed its proof and is not shown: %s", citation.transcript, reason)
    return None if reason else citation


def slice_of(source: Citable, span: Span) -> Slice:
    """The words at `span`, without white space at their ends."""
    text, sentences = source.transcript.text, source.passages.sentences
    span = trim(text, span.start, span.stop) or span
    first, last = rows_within(source.passages, span.start, span.stop)
    place = locator(sentences[first].place, sentences[last].place)
    return Slice(source.transcript.id, span.start, span.stop, text[span.start : span.stop], place)


def role_at(source: Citable, span: Span) -> Role:
    """Of whoever speaks at `span`."""
    first, _ = rows_within(source.passages, span.start, span.stop)
    return source.transcript.turns[source.passages.sentences[first].turn].role
