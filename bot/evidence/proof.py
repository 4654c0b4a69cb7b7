"""Every quotation of an answer is proved when the answer is made; what fails is noted and not shown."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.answer import Dropped
from bot.context.self_contained import Standing
from bot.evidence.citation import Citation, verify
from bot.evidence.mentions import Mentions
from bot.question.about import About
from index.indexed import IndexedTranscript

log = logging.getLogger(__name__)


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
