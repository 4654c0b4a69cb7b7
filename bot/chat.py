"""Bot.ask: a question becomes an Answer whose every quotation has just been proved."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.answer import Answer, Statement, Why
from bot.confidence import Calibration, calibration_for
from bot.context.self_contained import standing
from bot.context.statement_start import reach
from bot.evidence.citation import Citation, cite, rows_within
from bot.evidence.mentions import Mentions, find_mentions
from bot.evidence.proof import Proof
from bot.question.about import About, about
from bot.question.followup import names
from bot.question.interpret import Understanding, Understood
from bot.question.language_mismatch import language_barrier
from bot.question.query import Query
from bot.reorder.llm_chooser import Chooser
from bot.reorder.reorderer import Order
from index.errors import QuestionError
from index.indexed import IndexedTranscript
from index.language.terms import shared_spans
from index.library import Library, check_unchanged, open_library, read_all
from index.model.embedder import Embedder, Progress, SentenceTransformerEmbedder
from index.model.locate import DEFAULT_MODEL
from index.search.reranker import Reranker
from index.search.retriever import Hit
from index.store import default_cache

MAX_K = 100


class Bot:
    """Answers questions about the transcripts of a library; keeps nothing between two questions but digests of what a
    `chooser` was shown.
    """

    def __init__(self, library: Library, *, reranker: Reranker | None = None, chooser: Chooser | None = None) -> None:
        self.library = library
        self._order = Order(library.indexed, reranker, chooser)
        self._understanding = Understanding(library.indexed)

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        standalone: str | None = None,
        k: int = 3,
        choose: bool = True,
    ) -> Answer:
        """The k best verified statements on `question`, k from 1 to 100.

        `history` is the earlier questions, oldest first, or what was searched for them: a question that can't be
        understood alone is searched together with those that it leans on. `standalone` is searched as it is instead.
        Without `choose` a language model that may choose among them is not asked; the state is the same.
        Raises QuestionError for a k or a length out of range, ChangedError when a file is no longer the one opened.
        """
        if not 1 <= k <= MAX_K:
            raise QuestionError(f"expected k from 1 to {MAX_K}; found {k}")
        for transcript in self.library.transcripts:
            check_unchanged(transcript)
        understood = self._understanding.of(question, history, standalone)
        if not understood.query.has_words:
            return _nothing(understood)
        return self._answer(understood, k, bool(history), choose)

    def _answer(self, understood: Understood, k: int, is_follow_up: bool, choose: bool) -> Answer:
        indexed, query = self.library.indexed, understood.query
        proof, replies = Proof(indexed), self._understanding.replies(query.text)
        fact = proof.about(about(query.text, indexed, is_follow_up))
        mentions = tuple(proof.mentions(find_mentions(phrase, indexed)) for phrase in query.phrases)
        first = _holding(mentions, indexed) | replies
        hits = self.library.retriever.search(query.text, MAX_K, first, query.context)
        calibration, likely = self._likely(query, hits)
        barrier = None if fact or mentions else language_barrier(query.text, self.library)
        likely = 0.0 if barrier else 1.0 if replies else likely
        state = calibration.state(confidence := _confidence(query, likely, calibration, fact, mentions))
        is_nowhere = state == "not_found" and not (fact or barrier)
        choose = choose and not (fact or query.every or barrier)
        ordered, choice = self._order.apply(understood.standalone, hits, first, choose=choose)
        return Answer(
            question=understood.question,
            standalone=understood.standalone,
            state=state,
            confidence=confidence,
            calibrated=calibration.is_fitted,
            about=fact,
            mentions=mentions,
            every=query.every,
            nearest_question=_nearest_question(hits, indexed, proof) if is_nowhere else None,
            statements=self._statements(query, ordered, k, calibration, proof),
            dropped=tuple(proof.dropped),
            corrections=understood.corrections,
            not_understood=barrier,
            choice=choice,
        )

    def _likely(self, query: Query, hits: Sequence[Hit]) -> tuple[Calibration, float]:
        """What the best hit is judged by, and how likely it answers.

        What leans on a question that the transcript has something on is at least related to what was said, unless it
        brings up what nobody spoke of ("And in Uganda?").
        """
        best = min(hits, key=lambda hit: hit.rank, default=None)
        calibration = calibration_for(self.library.embedder.digest, best)
        likely = calibration.probability(best) if best else 0.0
        retriever = self.library.retriever
        if query.context and best and retriever.has_words_of(" ".join(names(query.text))):
            (leaned_on,) = retriever.search(query.context, 1)
            if calibration.state(calibration.probability(leaned_on)) != "not_found":
                likely = max(likely, calibration.thresholds["related"])
        return calibration, likely

    def _statements(
        self, query: Query, hits: Iterable[Hit], k: int, calibration: Calibration, proof: Proof
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


def open_bot(
    paths: Sequence[Path | str],
    *,
    model: str = DEFAULT_MODEL,
    cache: Path | None = None,
    progress: Progress | None = None,
    reranker: Reranker | None = None,
    chooser: Chooser | None = None,
) -> Bot:
    """Read, index where needed and open the transcripts at `paths`; indexes are saved in `cache`, or the default one.

    Raises TranscriptError or ModelError.
    """
    embedder: Embedder = SentenceTransformerEmbedder(model)
    transcripts = read_all([Path(path) for path in paths])
    if reranker:
        reranker.load()
    library = open_library(transcripts, embedder, cache or default_cache(), progress)
    return Bot(library, reranker=reranker, chooser=chooser)


def _nothing(understood: Understood) -> Answer:
    """The answer to a question without a word in it: no statements."""
    return Answer(
        question=understood.question,
        standalone=understood.standalone,
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


def _nearest_question(hits: Sequence[Hit], indexed: Sequence[IndexedTranscript], proof: Proof) -> Citation | None:
    """The interviewer's question that the query comes nearest to, if it holds."""
    hit = max(hits, key=lambda hit: hit.signals["question"], default=None)
    if hit is None or hit.signals["question"] <= 0:
        return None
    one = indexed[hit.transcript]
    asking = one.transcript.turns[one.passages.sentences[hit.sentence].turn].asked
    rows = [row for row, sentence in enumerate(one.passages.sentences) if sentence.turn == asking]
    nearest = cite(one, rows[0], rows[-1])
    return nearest if proof.holds(nearest) else None


def _why(query: Query, citation: Citation, hit: Hit, language: str) -> Why:
    exact = citation.exact
    matched = dict.fromkeys(exact[a:b] for a, b in shared_spans(f"{query.text} {query.context}", exact, language))
    parts = {
        "sentence": hit.signals["sentence"],
        "paragraph": hit.signals["paragraph"],
        "question": hit.signals["question"],
    }
    return Why(tuple(matched), max(parts, key=lambda name: parts[name]), hit.score, hit.signals, hit.ranks)
