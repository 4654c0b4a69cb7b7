"""Which of the sentences near the best comes first: what a question asks for decides."""

from collections.abc import Callable, Sequence

from bot.context.self_contained import statement_start
from bot.context.sought import lacks
from bot.question.negation import is_negated
from index.quotable import Quotable
from index.search.hit import Hit, in_front

NEAR = 0.84
"""The share of the best score from which a sentence may come before it; chosen on questions with known answers."""


def denying_first(question: str, hits: Sequence[Hit], quotables: Sequence[Quotable]) -> list[Hit]:
    """`hits`, best first; for a negated question those near the best that are negated too come before the others."""
    if not is_negated(question):
        return list(hits)
    return _first(hits, lambda hit: is_negated(_words(hit, quotables, hit.sentence)))


def giving_first(question: str, hits: Sequence[Hit], quotables: Sequence[Quotable]) -> list[Hit]:
    """`hits`, best first; those near the best that surely lack what is asked for come behind the others near it."""
    return _first(hits, lambda hit: not is_lacking(question, hit, quotables))


def is_lacking(question: str, hit: Hit, quotables: Sequence[Quotable]) -> bool:
    """Whether the statement that the hit becomes surely lacks what is asked for."""
    quotable = quotables[hit.transcript]
    words = _words(hit, quotables, statement_start(quotable, hit.sentence))
    return lacks(question, words, quotable.transcript.language) is not None


def _first(hits: Sequence[Hit], is_better: Callable[[Hit], bool]) -> list[Hit]:
    """Those near the best that are better, then the others, each in their order."""
    least = NEAR * hits[0].score if hits else 0.0
    front = [hit for hit in hits if 0 < least <= hit.score and is_better(hit)]
    return in_front(hits, {hit.place for hit in front})


def _words(hit: Hit, quotables: Sequence[Quotable], first: int) -> str:
    """From the sentence `first` to that of the hit."""
    quotable = quotables[hit.transcript]
    sentences = quotable.passages.sentences
    return quotable.transcript.text[sentences[first].start : sentences[hit.sentence].stop]
