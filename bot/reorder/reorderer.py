"""Hits come in the order in which they are shown: the ranking's, unless a reranker or a language model was named."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.context.self_contained import statement_start
from bot.reorder.llm_choice import ChooserError, LlmChoice
from bot.reorder.llm_chooser import MOST, LlmChooser, Offered
from index.quotable import Quotable
from index.search.hit import Hit, in_front
from index.search.reranker import Reranker

log = logging.getLogger(__name__)


class Reorderer:
    """Puts hits in order; theirs is the same however many of them are shown. Their scores and ranks stay as they are.

    Safe to share by threads.
    """

    def __init__(
        self, quotables: Sequence[Quotable], reranker: Reranker | None = None, chooser: LlmChooser | None = None
    ) -> None:
        self._quotables = quotables
        self._reranker = reranker
        self._chooser = chooser

    def apply(
        self, query: str, hits: Sequence[Hit], first: Collection[tuple[int, int]], *, choose: bool = True
    ) -> tuple[list[Hit], LlmChoice | None]:
        """Those of the sentences in `first` (transcript, sentence) before the others, each part best first.

        Best first is the ranking's order, or the reranker's; in front come those that the model chose of the MOST that
        would be shown first without it. They have their place in its choice as one more rank, "chosen". The model is
        not asked unless `choose`. Raises ModelError; a model that can't choose is an LlmChoice that says so.
        """
        if self._reranker:
            hits = self._reranker.order(query, hits, self._text)
        hits = in_front(hits, first)
        if not self._chooser or not choose or not hits:
            return hits, None
        model, shown = self._chooser.model, hits[:MOST]
        try:
            numbers = self._chooser.choose(query, [self._offered(hit) for hit in shown])
        except ChooserError as error:
            log.info("the model %s could not choose: %s", model, error)
            return hits, LlmChoice(model, len(shown), failure=error.failure, detail=error.detail)
        chosen = []
        for place, number in enumerate(numbers, 1):
            hit = shown[number - 1]
            chosen.append(replace(hit, ranks=hit.ranks | {"chosen": place}))
        not_chosen = [hit for number, hit in enumerate(hits, 1) if number not in numbers]
        return in_front([*chosen, *not_chosen], first), LlmChoice(model, len(shown), numbers)

    def _text(self, hit: Hit) -> str:
        """The statement that the hit becomes."""
        quotable = self._quotables[hit.transcript]
        sentences = quotable.passages.sentences
        start = sentences[statement_start(quotable, hit.sentence)].start
        return quotable.transcript.text[start : sentences[hit.sentence].stop]

    def _offered(self, hit: Hit) -> Offered:
        quotable = self._quotables[hit.transcript]
        turn = quotable.transcript.turns[quotable.passages.sentences[hit.sentence].turn]
        asked = quotable.asking.get(turn.asked, "") if turn.asked is not None else ""
        return Offered(self._text(hit), turn.speaker, asked)
