"""Hits become the statements that are shown: each a citation that has just been proved, none over another."""

from collections.abc import Collection, Iterable, Sequence

from bot.answer import Statement, Why
from bot.context.self_contained import self_contained, statement_start
from bot.context.sought import lacks
from bot.evidence.citation import Citation, cite
from bot.evidence.proof import Proof
from bot.found import Found, in_turn
from bot.question.asked import Row
from bot.question.interpret import Interpretation
from index.language.terms import shared_spans
from index.quotable import Quotable
from index.search.hit import Hit
from index.search.signals import READER


def statements_of(
    found: Sequence[Found], k: int, proof: Proof, quotables: Sequence[Quotable]
) -> tuple[tuple[Statement, ...], list[list[int]]]:
    """The k best, and for each of what was found the ranks of its own."""
    statements: list[Statement] = []
    ranks: list[list[int]] = [[] for _ in found]
    shown: dict[Row, int] = {}
    for number, hit in in_turn(found):
        if hit.place in shown:
            if hit is found[number].hits[0]:  # the best of another part too
                ranks[number].append(shown[hit.place])
        elif len(statements) == k:
            break
        elif citation := citation_of(hit, shown, proof, quotables[hit.transcript]):
            rank = len(statements) + 1
            statements.append(_statement(found[number], hit, citation, rank, quotables[hit.transcript]))
            ranks[number].append(rank)
            first, last = citation.rows
            shown.update({(hit.transcript, row): rank for row in range(first, last + 1)})
    return tuple(statements), ranks


def nearest_question(hits: Sequence[Hit], proof: Proof, quotables: Sequence[Quotable]) -> Citation | None:
    """The interviewer's question that the query comes nearest to, if it holds."""
    hit = max(hits, key=lambda hit: hit.signals["question"], default=None)
    if hit is None or hit.signals["question"] <= 0:
        return None
    quotable = quotables[hit.transcript]
    sentences = quotable.passages.sentences
    asking = quotable.transcript.turns[sentences[hit.sentence].turn].asked
    rows = [row for row, sentence in enumerate(sentences) if sentence.turn == asking]
    nearest = cite(quotable, rows[0], rows[-1])
    return nearest if proof.holds(nearest) else None


def citation_of(hit: Hit, shown: Collection[Row], proof: Proof, quotable: Quotable) -> Citation | None:
    """Of the statement that the hit becomes; None if it fails its proof."""
    start = statement_start(quotable, hit.sentence)
    # the sentence alone, where the one before it is shown already or the two together fail their proof
    starts = (hit.sentence,) if (hit.transcript, start) in shown else (start, hit.sentence)
    return _first_that_holds(quotable, starts, hit.sentence, proof)


def _statement(found: Found, hit: Hit, citation: Citation, rank: int, quotable: Quotable) -> Statement:
    language = quotable.transcript.language
    lacking = lacks(found.asked.text, citation.exact, language)
    strength = found.calibration.strength(found.calibration.probability(hit))
    return Statement(
        rank=rank,
        strength="partial" if lacking else strength,
        why=_why(found.asked, citation, hit, language),
        citation=citation,
        self_contained=self_contained(citation, quotable),
        lacks=lacking,
    )


def _first_that_holds(quotable: Quotable, starts: Iterable[int], last: int, proof: Proof) -> Citation | None:
    for start in dict.fromkeys(starts):
        citation = cite(quotable, start, last)
        if proof.holds(citation):
            return citation
    return None


def _why(asked: Interpretation, citation: Citation, hit: Hit, language: str) -> Why:
    exact = citation.exact
    spans = shared_spans(f"{asked.text} {asked.context}", exact, language)
    matched = dict.fromkeys(exact[start:stop] for start, stop in spans)
    parts = ("sentence", "paragraph", "question")
    part = max(parts, key=lambda name: round(hit.signals[name], 5))  # a sentence alone is its paragraph but for noise
    return Why(tuple(matched), part, hit.score, hit.signals, hit.ranks, READER in hit.signals)
