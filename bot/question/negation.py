"""What was not so: a question that asks for it gets a sentence that denies before one that says the contrary."""

import re
from collections.abc import Sequence

from index.language.knowledge import alternatives
from index.quotable import Quotable
from index.search.retriever import Hit, in_front

PARTED = ("en", "ru", "kk")
"""Languages whose words are parted."""
NEAR = 0.84
"""The share of the best score from which a sentence may come before it; chosen on questions with known answers."""
NEGATION = re.compile(
    rf"\b(?:{alternatives('negations.words', 'negations.others', 'negations.forms', languages=PARTED)})\b"
    rf"|{alternatives('negations.words', languages=('zh',))}",
    re.IGNORECASE,
)
IDLE = re.compile(alternatives("negations.idle"), re.IGNORECASE)


def is_negated(text: str) -> bool:
    """Whether it says, or asks for, what is not so: "Who was not paid?", but not "Didn't he swim?".

    >>> [is_negated(text) for text in ("Who was not paid?", "He swam, didn't he?", "Mrs. Dahl was never paid.")]
    [True, False, True]
    """
    return bool(NEGATION.search(IDLE.sub(" ", text)))


def denying_first(question: str, hits: Sequence[Hit], quotables: Sequence[Quotable]) -> list[Hit]:
    """`hits`, best first; for a negated question those near the best that are negated too come before the others."""
    if not hits or not is_negated(question):
        return list(hits)
    least = NEAR * hits[0].score
    front = [hit for hit in hits if 0 < least <= hit.score and is_negated(_words(hit, quotables))]
    return in_front(hits, {hit.place for hit in front})


def _words(hit: Hit, quotables: Sequence[Quotable]) -> str:
    quotable = quotables[hit.transcript]
    sentence = quotable.passages.sentences[hit.sentence]
    return quotable.transcript.text[sentence.start : sentence.stop]
