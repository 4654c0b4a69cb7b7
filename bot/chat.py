"""Bot.ask: a question becomes an Answer whose every quotation has just been proved."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import chain

from bot.answer import Answer, Statement, Why, nothing
from bot.confidence import Calibration, Decision, Grounds, calibration_for, decide, decide_together
from bot.context.self_contained import self_contained, statement_start
from bot.context.sought import lacks
from bot.errors import QuestionError
from bot.evidence.citation import Citation, cite
from bot.evidence.concordance import Concordance, concordance_of
from bot.evidence.mentions import Mentions, find_mentions
from bot.evidence.proof import Proof, check_unchanged
from bot.found import Found, calibration_of, in_turn, parts_of
from bot.question.about import About
from bot.question.asked import Row
from bot.question.followup import names
from bot.question.interpret import Interpretation, Interpreter
from bot.question.order import denying_first, giving_first, is_lacking
from bot.question.subject import asks_for_a_subject
from bot.reorder.llm_choice import LlmChoice
from bot.reorder.llm_chooser import LlmChooser
from bot.reorder.reorderer import Reorderer
from index.language.terms import shared_spans
from index.library import Library
from index.quotable import Quotable, by_id
from index.search.reranker import Reranker
from index.search.retriever import Hit, in_front
from index.search.signals import READER

MAX_K = 100


class Bot:
    """Answers questions about the transcripts of a library; keeps nothing between two questions but digests of what a
    `chooser` was shown.
    """

    def __init__(
        self, library: Library, *, reranker: Reranker | None = None, chooser: LlmChooser | None = None
    ) -> None:
        self.library = library
        self._by_id = by_id(library.quotables)
        self._interpreter = Interpreter(library)
        self._reorderer = Reorderer(library.quotables, reranker, chooser) if reranker or chooser else None

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        standalone: str | None = None,
        k: int = 3,
        choose: bool = True,
        mentions_from: int = 1,
    ) -> Answer:
        """The k best verified statements on `question`, k from 1 to 100.

        `history` is the earlier questions, oldest first, or what was searched for them: a question that can't be
        understood alone is searched together with those that it leans on. `standalone` is searched as it is instead.
        Without `choose` a language model that may choose among them is not asked; the state is the same.
        `mentions_from` is the number, from 1, of the first place of a phrase that is given; MOST_PLACES are at most.
        Raises QuestionError for a k or a length out of range, ChangedError when a file is no longer the one opened, and
        ModelError.
        """
        _check_numbers(k, mentions_from)
        for quotable in self.library.quotables:
            check_unchanged(quotable.transcript)
        asked = self._interpreter.interpret(question, history, standalone)
        if not asked.has_words:
            return nothing(asked.question, asked.standalone)
        parts = () if standalone else self._interpreter.parts(asked, history)
        proof = Proof(self._by_id)
        found = [self._find(part, choose and not parts, mentions_from, proof) for part in parts or (asked,)]
        return self._answer(asked, found, k, proof)

    def _find(self, asked: Interpretation, choose: bool, mentions_from: int, proof: Proof) -> Found:
        about = _proved_about(asked.about, proof)
        mentions = tuple(self._mentions(asked, phrase, mentions_from, proof) for phrase in asked.phrases)
        if any(phrase.count for phrase in mentions):
            asked = replace(asked, language_mismatch=None)
        preferred = asked.replies.union(*(phrase.rows for phrase in mentions))
        by_score = self.library.retriever.search(asked.text, MAX_K, preferred, asked.context)
        hits = giving_first(asked.text, by_score, self.library.quotables)
        best = hits[0] if hits else None
        calibration = calibration_for(self.library.embedder.digest, best)
        decision = self._decide(asked, mentions, best, calibration)
        ordered, choice = self._ordered(asked, hits, preferred, choose)
        return Found(asked, about, mentions, tuple(ordered), calibration, decision, choice)

    def _answer(self, asked: Interpretation, found: Sequence[Found], k: int, proof: Proof) -> Answer:
        """The answer to `asked`, of what was found for it, or for each of its parts."""
        is_one, first, calibration = len(found) == 1, found[0], calibration_of(found)
        decision = first.decision if is_one else decide_together([one.decision for one in found], calibration)
        about = first.about if is_one else None
        is_nowhere = decision.state == "not_found" and not (about or asked.language_mismatch)
        nearest = self._nearest_question(first.hits, proof) if is_nowhere else None
        statements, ranks = self._statements(found, k, proof)
        return Answer(
            question=asked.question,
            standalone=asked.standalone,
            state=decision.state,
            confidence=decision.confidence,
            calibrated=decision.calibrated,
            is_measured=calibration.is_fitted,
            about=about,
            mentions=tuple(dict.fromkeys(chain.from_iterable(one.mentions for one in found))),
            every=asked.every,
            nearest_question=nearest,
            statements=statements,
            dropped=tuple(proof.dropped),
            corrections=tuple(dict.fromkeys(chain.from_iterable(one.asked.corrections for one in found))),
            language_mismatch=asked.language_mismatch,
            choice=first.choice,
            parts=() if is_one else parts_of(found, ranks),
        )

    @property
    def concordance(self) -> Concordance:
        """Of the library's transcripts, in their order."""
        return concordance_of(tuple(self.library.quotables))

    def _mentions(self, asked: Interpretation, phrase: str, number: int, proof: Proof) -> Mentions:
        """The places of a phrase, from that number on, whose citations hold."""
        mentions = find_mentions(phrase, self.concordance, inflected=asked.every, first=number - 1)
        return replace(mentions, places=tuple(place for place in mentions.places if proof.holds(place.citation)))

    def _decide(
        self, asked: Interpretation, mentions: Sequence[Mentions], best: Hit | None, calibration: Calibration
    ) -> Decision:
        probability = calibration.probability(best) if best else 0.0
        is_near = probability >= calibration.thresholds["related"]  # then it does not matter what it leans on
        grounds = Grounds(
            best=probability,
            counts=[phrase.count for phrase in mentions],
            leans_on_something=not is_near and self._leans_on_something(asked, calibration),
            is_lacking=best is not None and is_lacking(asked.text, best, self.library.quotables),
            is_on_subject=best is not None and asks_for_a_subject(asked.text) and calibration.is_on_subject(best),
        )
        return decide(asked, grounds, calibration)

    def _ordered(
        self, asked: Interpretation, hits: Sequence[Hit], preferred: Collection[Row], choose: bool
    ) -> tuple[list[Hit], LlmChoice | None]:
        """The hits in the order in which they are shown, and whose order that is."""
        hits = denying_first(asked.text, hits, self.library.quotables)
        if not self._reorderer:
            return in_front(hits, preferred), None
        may_choose = choose and not (asked.about or asked.every or asked.language_mismatch)
        return self._reorderer.apply(asked.standalone, hits, preferred, choose=may_choose)

    def _leans_on_something(self, asked: Interpretation, calibration: Calibration) -> bool:
        """Whether the transcript has something on what the question leans on, and it brings up nothing that nobody
        spoke of ("And in Uganda?"): then it is at least related to what was said.
        """
        retriever = self.library.retriever
        if not asked.context or not retriever.has_words_of(" ".join(names(asked.text))):
            return False
        return any(
            calibration.state(calibration.probability(hit)) != "not_found" for hit in retriever.search(asked.context, 1)
        )

    def _statements(
        self, found: Sequence[Found], k: int, proof: Proof
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
            elif citation := self._citation(hit, shown, proof):
                rank = len(statements) + 1
                statements.append(self._statement(found[number], hit, citation, rank))
                ranks[number].append(rank)
                first, last = citation.rows
                shown.update({(hit.transcript, row): rank for row in range(first, last + 1)})
        return tuple(statements), ranks

    def _citation(self, hit: Hit, shown: Collection[Row], proof: Proof) -> Citation | None:
        """Of the statement that the hit becomes; None if it fails its proof."""
        quotable = self.library.quotables[hit.transcript]
        start = statement_start(quotable, hit.sentence)
        # the sentence alone, where the one before it is shown already or the two together fail their proof
        starts = (hit.sentence,) if (hit.transcript, start) in shown else (start, hit.sentence)
        return _first_that_holds(quotable, starts, hit.sentence, proof)

    def _statement(self, found: Found, hit: Hit, citation: Citation, rank: int) -> Statement:
        quotable = self.library.quotables[hit.transcript]
        lacking = lacks(found.asked.text, citation.exact, quotable.transcript.language)
        strength = found.calibration.strength(found.calibration.probability(hit))
        return Statement(
            rank=rank,
            strength="partial" if lacking else strength,
            why=_why(found.asked, citation, hit, quotable.transcript.language),
            citation=citation,
            self_contained=self_contained(citation, quotable),
            lacks=lacking,
        )

    def _nearest_question(self, hits: Sequence[Hit], proof: Proof) -> Citation | None:
        """The interviewer's question that the query comes nearest to, if it holds."""
        hit = max(hits, key=lambda hit: hit.signals["question"], default=None)
        if hit is None or hit.signals["question"] <= 0:
            return None
        quotable = self.library.quotables[hit.transcript]
        sentences = quotable.passages.sentences
        asking = quotable.transcript.turns[sentences[hit.sentence].turn].asked
        rows = [row for row, sentence in enumerate(sentences) if sentence.turn == asking]
        nearest = cite(quotable, rows[0], rows[-1])
        return nearest if proof.holds(nearest) else None


def _check_numbers(k: int, mentions_from: int) -> None:
    if not 1 <= k <= MAX_K:
        raise QuestionError(f"expected k from 1 to {MAX_K}; found {k}")
    if mentions_from < 1:
        raise QuestionError(f"expected mentions_from to be 1 or more; found {mentions_from}")


def _proved_about(about: About | None, proof: Proof) -> About | None:
    return replace(about, questions=proof.those_that_hold(about.questions)) if about else None


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
