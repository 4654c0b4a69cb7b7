"""Bot.ask: a question becomes an Answer whose every quotation has just been proved."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from bot.about import About, about
from bot.answer import Answer, Dropped, Statement, Why
from bot.asked import plain, replies
from bot.citation import Citation, cite, rows_within, verify
from bot.confidence import Calibration, calibration_for
from bot.extent import reach
from bot.mentions import Mentions, find_mentions
from bot.question import Query, clean, parse
from bot.standing import Standing, standing
from index.embedder import Embedder, Progress, SentenceTransformerEmbedder
from index.errors import QuestionError
from index.indexed import IndexedTranscript
from index.library import Library, check_unchanged, open_library, read_all
from index.models import DEFAULT_MODEL
from index.retriever import Hit
from index.store import default_cache
from index.words import shared_spans

MAX_K = 100

log = logging.getLogger(__name__)


class Bot:
    """Answers questions about the transcripts of a library; keeps nothing between two questions."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._replies = replies(library.indexed)

    def ask(self, question: str, *, history: Sequence[str] = (), standalone: str | None = None, k: int = 3) -> Answer:
        """The k best verified statements on `question`, k from 1 to 100.

        `history` is the earlier questions, oldest first; `standalone` is searched in place of the question.
        Raises QuestionError for a k or a length out of range, ChangedError when a file is no longer the one opened.
        """
        if not 1 <= k <= MAX_K:
            raise QuestionError(f"expected k from 1 to {MAX_K}; found {k}")
        asked, searched = clean(question), clean(standalone or question)
        for transcript in self.library.transcripts:
            check_unchanged(transcript)
        query = parse(searched)
        if not query.has_words:
            return _nothing_asked(asked, searched)
        return self._answer(asked, query, k, bool(history))

    def _answer(self, asked: str, query: Query, k: int, is_follow_up: bool) -> Answer:
        indexed = self.library.indexed
        proof = Proof(indexed)
        fact = proof.about(about(query.text, indexed, is_follow_up))
        mentions = tuple(proof.mentions(find_mentions(phrase, indexed)) for phrase in query.phrases)
        asked_before = self._replies.get(plain(query.text), set())
        hits = self._hits(query, _holding(mentions, indexed) | asked_before)
        best = min(hits, key=lambda hit: hit.rank, default=None)
        calibration = calibration_for(self.library.embedder.digest, best)
        likely = calibration.probability(best) if best else 0.0
        confidence = _confidence(query, 1.0 if asked_before else likely, calibration, fact, mentions)
        state = calibration.state(confidence)
        nearest = _nearest_question(hits, indexed) if state == "not_found" and not fact else None
        statements = self._statements(query, hits, k, calibration, proof)
        return Answer(
            question=asked,
            standalone=query.text,
            state=state,
            confidence=confidence,
            calibrated=calibration.is_fitted,
            about=fact,
            mentions=mentions,
            every=query.every,
            nearest_question=nearest if nearest and proof.holds(nearest) else None,
            statements=statements,
            dropped=tuple(proof.dropped),
        )

    def _hits(self, query: Query, first: set[tuple[int, int]]) -> list[Hit]:
        """The best hits; those of the sentences in `first` (transcript, sentence) before the others, each part best
        first."""
        hits = self.library.retriever.search(query.text, MAX_K, first)
        return sorted(hits, key=lambda hit: (hit.transcript, hit.sentence) not in first)

    def _statements(
        self, query: Query, hits: Iterable[Hit], k: int, calibration: Calibration, proof: "Proof"
    ) -> tuple[Statement, ...]:
        statements: list[Statement] = []
        shown: set[tuple[int, int]] = set()
        for hit in hits:
            if len(statements) == k:
                break
            if (hit.transcript, hit.sentence) in shown:
                continue
            one = self.library.indexed[hit.transcript]
            first = reach(one, hit.sentence)
            first = hit.sentence if (hit.transcript, first) in shown else first
            citations = (cite(one, start, hit.sentence) for start in dict.fromkeys((first, hit.sentence)))
            citation = next(filter(proof.holds, citations), None)
            if citation:
                shown |= {(hit.transcript, hit.sentence - before) for before in range(len(citation.sentences))}
                strength = calibration.strength(calibration.probability(hit))
                why = _why(query, citation, hit, one.transcript.language)
                alone = proof.standing(standing(citation, one))
                statements.append(Statement(len(statements) + 1, strength, why, citation, alone))
        return tuple(statements)


class Proof:
    """Lets through what passes its proof; what does not is logged and noted in `dropped`."""

    def __init__(self, indexed: Sequence[IndexedTranscript]) -> None:
        self._indexed = {one.transcript.id: one for one in indexed}
        self.dropped: list[Dropped] = []

    def holds(self, citation: Citation) -> bool:
        """Whether the citation is a quotation of its transcript."""
        if reason := self._failure(citation):
            self.dropped.append(Dropped(citation.transcript, citation.start, citation.stop, reason))
        return not reason

    def mentions(self, found: Mentions) -> Mentions:
        """The places whose citations hold."""
        return replace(found, places=tuple(place for place in found.places if self.holds(place.citation)))

    def standing(self, found: Standing) -> Standing:
        """Without a safe quotation that does not hold; as it is no statement, `dropped` does not have it."""
        return replace(found, safe=None) if found.safe and self._failure(found.safe) else found

    def about(self, fact: About | None) -> About | None:
        """With the interviewer's questions that hold."""
        return fact and replace(fact, questions=tuple(question for question in fact.questions if self.holds(question)))

    def _failure(self, citation: Citation) -> str:
        """Why the citation is no quotation of its transcript, logged; "" if it is one."""
        if reason := verify(citation, self._indexed[citation.transcript]):
            log.error("a citation of %s failed its proof and is not shown: %s", citation.transcript, reason)
        return reason


def open_bot(
    paths: Sequence[Path | str],
    *,
    model: str = DEFAULT_MODEL,
    cache: Path | None = None,
    progress: Progress | None = None,
) -> Bot:
    """Read, index where needed and open the transcripts at `paths`; indexes are saved in `cache`, or the default one.

    Raises TranscriptError or ModelError.
    """
    embedder: Embedder = SentenceTransformerEmbedder(model)
    transcripts = read_all([Path(path) for path in paths])
    return Bot(open_library(transcripts, embedder, cache or default_cache(), progress))


def _nothing_asked(question: str, standalone: str) -> Answer:
    """The answer to a question without a word in it: no statements."""
    return Answer(
        question=question,
        standalone=standalone,
        state="not_found",
        confidence=0.0,
        calibrated=False,
        about=None,
        mentions=(),
        every=False,
        nearest_question=None,
        statements=(),
        dropped=(),
    )


def _confidence(
    query: Query, likely: float, calibration: Calibration, fact: About | None, mentions: Sequence[Mentions]
) -> float:
    """0 to 1: `likely`, how likely the best hit answers; for a fact about the transcript, or for all places of a
    phrase, whether there is one.

    A question with a phrase that stands nowhere is at most related to what was said.
    """
    if fact:
        return float(fact.is_stated)
    everywhere = all(one.count for one in mentions)
    if query.every:
        return float(everywhere)
    related, answered = calibration.thresholds["related"], calibration.thresholds["answered"]
    return likely if everywhere else min(likely, (related + answered) / 2)


def _holding(mentions: Sequence[Mentions], indexed: Sequence[IndexedTranscript]) -> set[tuple[int, int]]:
    """The sentences of the mentions, as (transcript, sentence)."""
    rows = {one.transcript.id: row for row, one in enumerate(indexed)}
    found = set()
    for place in (place for one in mentions for place in one.places):
        row = rows[place.citation.transcript]
        first, last = rows_within(indexed[row].passages, place.start, place.stop)
        found |= {(row, sentence) for sentence in range(first, last + 1)}
    return found


def _nearest_question(hits: Sequence[Hit], indexed: Sequence[IndexedTranscript]) -> Citation | None:
    """The interviewer's question that the query comes nearest to."""
    hit = max(hits, key=lambda hit: hit.signals["question"], default=None)
    if hit is None or hit.signals["question"] <= 0:
        return None
    one = indexed[hit.transcript]
    asking = one.transcript.turns[one.passages.sentences[hit.sentence].turn].asked
    rows = [row for row, sentence in enumerate(one.passages.sentences) if sentence.turn == asking]
    return cite(one, rows[0], rows[-1])


def _why(query: Query, citation: Citation, hit: Hit, language: str) -> Why:
    exact = citation.exact
    matched = dict.fromkeys(exact[a:b] for a, b in shared_spans(query.text, exact, language))
    parts = {
        "sentence": hit.signals["sentence"],
        "paragraph": hit.signals["paragraph"],
        "question": hit.signals["question"],
    }
    return Why(tuple(matched), max(parts, key=lambda name: parts[name]), hit.score, hit.signals, hit.ranks)
