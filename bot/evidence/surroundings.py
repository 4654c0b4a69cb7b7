"""What stands around a place of a transcript: its sentences, those before and after, and the question it answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.errors import QuestionError
from bot.evidence.citation import Citation, place_id
from bot.evidence.proof import cited
from index.card import Card
from index.quotable import Quotable
from index.transcript import Place, Sentence, Span

MOST_AROUND = 50
"""Sentences on either side."""
MOST_SENTENCES = 100
"""Of a place: who wants more of a long turn reads it by its paragraphs."""
SHOWN = 80
"""Characters of a wrong place that the error repeats."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The sentences of `place`, and those `before` and `after` it in the order of the text, whoever speaks.

    Each is a verified citation of its own; `question` is the whole question that the place answers, None where none
    was asked.
    """

    transcript: Card
    place: str
    question: Citation | None
    before: tuple[Citation, ...]
    sentences: tuple[Citation, ...]
    after: tuple[Citation, ...]


def surroundings(source: Quotable, place: str, before: int = 3, after: int = 3) -> Surroundings:
    """Around a sentence (q2-p3-s1), a paragraph (q2-p3), or a turn (t12, intro; q2 is the question alone).

    Raises QuestionError for a place that is not there or has more than MOST_SENTENCES, and for more than MOST_AROUND
    sentences before or after it.
    """
    for name, count in (("before", before), ("after", after)):
        if not 0 <= count <= MOST_AROUND:
            raise QuestionError(f"expected {name} from 0 to {MOST_AROUND}; found {count}")
    rows = _rows(source, place)
    sentences = source.passages.sentences
    turns = source.transcript.turns
    asked = turns[sentences[rows.start].turn].asked
    return Surroundings(
        transcript=source.card,
        place=place,
        question=cited(source, Span(turns[asked].start, turns[asked].stop)) if asked is not None else None,
        before=_cited(source, sentences[max(rows.start - before, 0) : rows.start]),
        sentences=_cited(source, sentences[rows.start : rows.stop]),
        after=_cited(source, sentences[rows.stop : rows.stop + after]),
    )


def _rows(source: Quotable, place: str) -> range:
    """Of the sentences that `place` names."""
    sentences = source.passages.sentences
    rows = [row for row, sentence in enumerate(sentences) if place in _names(sentence.place)]
    if not rows:
        example = place_id(sentences[-1].place) if sentences else ""
        raise QuestionError(
            f"expected the id of a place in {source.transcript.id}, as citations carry it, such as {example}; "
            f"found {place[:SHOWN]!r}"
        )
    if len(rows) > MOST_SENTENCES:
        raise QuestionError(
            f"expected a place of at most {MOST_SENTENCES} sentences; found {place} with {len(rows):,}: "
            f"name one of its sentences, such as {place_id(sentences[rows[0]].place)}"
        )
    return range(rows[0], rows[-1] + 1)


def _names(place: Place) -> Iterator[str]:
    """The ids of a sentence, of its paragraph and of its turn. An answer has no id: its question has that."""
    yield place_id(place)
    yield place_id(replace(place, sentence=0))
    if place.part not in ("answer", "text"):
        yield place_id(Place(place.part, place.number, 0))


def _cited(source: Quotable, sentences: Iterable[Sentence]) -> tuple[Citation, ...]:
    """Those whose proof holds."""
    citations = (cited(source, Span(sentence.start, sentence.stop)) for sentence in sentences)
    return tuple(citation for citation in citations if citation)
