"""Beside words in another language the sentence that they may be a translation of: a hint, which proves nothing.

The checker itself needs no model; a door that has one for other languages asks it behind the check.
"""

import logging
from collections.abc import Callable
from dataclasses import replace

from bot.evidence.citation import Citation
from bot.evidence.proof import cited
from bot.quote_check.verdict import Check, Checked
from index.across import Across
from index.errors import OnTheRecordError
from index.language.detect import detect_language
from index.transcript import Span

ALIKE = 0.45
"""The cosine from which a sentence is shown: of translated articles' sentences 97 to 99 in 100 reach it with their
originals, and 2 in 1,000 with another article (docs/evaluation.md)."""
MOST, LONGEST = 30, 1_000
"""Spans of one check that get a hint, and characters of each that are compared."""

log = logging.getLogger(__name__)


def with_hints(check: Check, open_across: Callable[[], Across | None]) -> Check:
    """The check, with the nearest sentence of the transcripts beside each of the first MOST spans that are translated.

    `open_across` is called only where there is such a span. Where the sentences can't be had, or not yet, there is no
    hint.
    """
    translated = [span for span in check.spans if span.verdict == "translated"][:MOST]
    if not translated:
        return check
    try:
        across = open_across()
        nearest = {span: _nearest(span, across) for span in translated} if across else {}
    except OnTheRecordError as error:
        log.warning("no translation is looked for: %s", error)
        return check
    spans = (replace(span, nearest=nearest[span]) if span in nearest else span for span in check.spans)
    return replace(check, spans=tuple(spans))


def _nearest(span: Checked, across: Across) -> Citation | None:
    words = span.text[:LONGEST]
    if not across.compared(detect_language(words), across.spoken):
        return None
    for hit in across.retriever().search(words, 1):
        quotable = across.quotables[hit.transcript]
        if hit.signals["sentence"] >= ALIKE:
            sentence = quotable.passages.sentences[hit.sentence]
            return cited(quotable, Span(sentence.start, sentence.stop))
    return None
