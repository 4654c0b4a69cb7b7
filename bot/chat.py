"""Bot.ask: a question becomes an Answer whose every quotation has just been proved."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain

from bot.answer import Answer, nothing
from bot.confidence import Calibration, Decision, Grounds, calibration_for, decide, decide_together
from bot.errors import QuestionError
from bot.evidence.concordance import Concordance, concordance_of
from bot.evidence.mentions import Mentions, find_mentions
from bot.evidence.proof import Proof
from bot.found import Found, calibration_of, parts_of
from bot.question.about import About
from bot.question.asked import Row
from bot.question.followup import names
from bot.question.interpret import Interpretation, Interpreter
from bot.question.language_mismatch import left_apart
from bot.question.order import denying_first, giving_first, is_lacking
from bot.question.subject import asks_for_a_subject
from bot.reorder.llm_choice import LlmChoice
from bot.reorder.llm_chooser import LlmChooser
from bot.reorder.reorderer import Reorderer
from bot.statements import nearest_question, statements_of
from bot.survey import DEEP, Survey, on_subject, surveyed
from bot.within import EVERYTHING, Within, scope_of, undated
from index.across import Across
from index.card import Card
from index.library import Library
from index.quotable import by_id
from index.readers.files import check_unchanged
from index.scope import Scope
from index.search.hit import Hit, in_front
from index.search.reranker import Reranker
from index.search.retriever import Retriever

MAX_K = 100
MANY = 100
"""Transcripts up to which the files of all that are asked are looked at with each question."""
NAMED = 0.5
"""The share of the names and numbers of a question in another language that a hit has at least to be on its subject."""


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
        within: Within = EVERYTHING,
    ) -> Answer:
        """The k best verified statements on `question`, k from 1 to 100.

        `history` is the earlier questions, oldest first, or what was searched for them: a question that can't be
        understood alone is searched together with those that it leans on. `standalone` is searched as it is instead.
        `within` says where to look, everywhere if it is empty. Without `choose` a language model that may choose among
        them is not asked; the state is the same. `mentions_from` is the number, from 1, of the first place of a phrase
        that is given; MOST_PLACES are at most.
        Raises QuestionError for a k or a length out of range or a place that there is not, ChangedError when a file is
        no longer the one opened, and ModelError.
        """
        _check_numbers(k, mentions_from)
        asked = self._interpreter.interpret(question, history, standalone, self._unchanged(within))
        if not asked.has_words:
            return nothing(asked.question, asked.standalone, within)
        parts = () if standalone else self._interpreter.parts(asked, history)
        proof = Proof(self._by_id)
        found = [self._find(part, choose and not parts, mentions_from, proof) for part in parts or (asked,)]
        return self._answer(asked, found, k, proof, within)

    def survey(
        self,
        question: str,
        history: Sequence[str] = (),
        standalone: str | None = None,
        *,
        within: Within = EVERYTHING,
    ) -> Survey:
        """What was said on a subject in all transcripts: over time, and by whom. Takes and raises what `ask` does."""
        asked = self._interpreter.interpret(question, history, standalone, self._unchanged(within))
        proof, quotables = Proof(self._by_id), self.library.quotables
        hits: Sequence[Hit] = ()
        if asked.has_words and not asked.language_mismatch:
            hits = self._retriever(asked).search(asked.text, DEEP, (), asked.context, asked.scope)
        calibration = self._calibration(asked, hits[0] if hits else None)
        over_time, voices = surveyed(on_subject(hits, calibration), proof, quotables)
        missing = undated(within, self.library.cards)
        return Survey(asked.question, asked.standalone, over_time, voices, tuple(proof.dropped), within, missing)

    def _unchanged(self, within: Within) -> Scope:
        """Where to look. Raises QuestionError for what there is not, ChangedError for a file that is another now."""
        scope = scope_of(within, self.library.cards)
        covered = self._covered(scope)
        for card in covered if len(covered) <= MANY else ():  # of more, what is quoted: its proof looks at its file
            check_unchanged(card.source)
        return scope

    def _find(self, asked: Interpretation, choose: bool, mentions_from: int, proof: Proof) -> Found:
        about = _proved_about(asked.about, proof)
        mentions = tuple(self._mentions(asked, phrase, mentions_from, proof) for phrase in asked.phrases)
        if any(phrase.count for phrase in mentions):
            asked = replace(asked, language_mismatch=None)
        preferred = asked.replies.union(*(phrase.rows for phrase in mentions))
        by_score = self._retriever(asked).search(asked.text, MAX_K, preferred, asked.context, asked.scope)
        hits = giving_first(asked.text, by_score, self.library.quotables)
        best = hits[0] if hits else None
        calibration = self._calibration(asked, best)
        decision = self._decide(asked, mentions, best, calibration)
        ordered, choice = self._ordered(asked, hits, preferred, choose)
        return Found(asked, about, mentions, tuple(ordered), calibration, decision, choice)

    def _answer(self, asked: Interpretation, found: Sequence[Found], k: int, proof: Proof, within: Within) -> Answer:
        """The answer to `asked`, of what was found for it, or for each of its parts."""
        is_one, first, calibration = len(found) == 1, found[0], calibration_of(found)
        decision = first.decision if is_one else decide_together([one.decision for one in found], calibration)
        about = first.about if is_one else None
        is_nowhere = decision.state == "not_found" and not (about or asked.language_mismatch)
        nearest = nearest_question(first.hits, proof, self.library.quotables) if is_nowhere else None
        statements, ranks = statements_of(found, k, proof, self.library.quotables)
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
            across=asked.across,
            choice=first.choice,
            parts=() if is_one else parts_of(found, ranks),
            within=within,
            undated=undated(within, self.library.cards),
            apart=0 if asked.about else left_apart(asked.text, self.library, self._covered(asked.scope)),
        )

    @cached_property
    def concordance(self) -> Concordance:
        """Of the library's transcripts, in their order."""
        return concordance_of(self.library.quotables)

    def _covered(self, scope: Scope) -> Sequence[Card]:
        """The transcripts that are asked."""
        if scope.transcripts is None:
            return self.library.cards
        return [self.library.cards[row] for row in sorted(scope.transcripts)]

    def _across(self, asked: Interpretation) -> Across | None:
        """What compares languages, where the question is in another one than the transcripts."""
        return self.library.across if asked.across else None

    def _retriever(self, asked: Interpretation) -> Retriever:
        """What searches for it. Raises PreparingError where that is not ready."""
        across = self._across(asked)
        return across.retriever() if across else self.library.retriever

    def _calibration(self, asked: Interpretation, best: Hit | None) -> Calibration:
        """What the score of the best hit is worth."""
        if asked.across and self.library.across:
            return calibration_for(self.library.across.digest, best, (asked.across.question, asked.across.transcript))
        return calibration_for(self.library.embedder.digest, best)

    def _mentions(self, asked: Interpretation, phrase: str, number: int, proof: Proof) -> Mentions:
        """The places of a phrase, from that number on, whose citations hold."""
        mentions = find_mentions(phrase, self.concordance, inflected=asked.every, first=number - 1, scope=asked.scope)
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
            is_on_subject=best is not None
            and (self._is_named(asked, best) or (asks_for_a_subject(asked.text) and calibration.is_on_subject(best))),
        )
        return decide(asked, grounds, calibration)

    def _is_named(self, asked: Interpretation, best: Hit) -> bool:
        """Whether a question in another language names somebody or something, and the best hit does too."""
        across = self._across(asked)
        return bool(across and best.signals["words"] >= NAMED and across.names.names(asked.text))

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
        retriever = self._retriever(asked)
        if not asked.context or not retriever.has_words_of(" ".join(names(asked.text))):
            return False
        return any(
            calibration.state(calibration.probability(hit)) != "not_found"
            for hit in retriever.search(asked.context, 1, scope=asked.scope)
        )


def _check_numbers(k: int, mentions_from: int) -> None:
    if not 1 <= k <= MAX_K:
        raise QuestionError(f"expected k from 1 to {MAX_K}; found {k}")
    if mentions_from < 1:
        raise QuestionError(f"expected mentions_from to be 1 or more; found {mentions_from}")


def _proved_about(about: About | None, proof: Proof) -> About | None:
    return replace(about, questions=proof.those_that_hold(about.questions)) if about else None
