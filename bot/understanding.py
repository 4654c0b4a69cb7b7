"""What was typed becomes what is searched: in its conversation, with its misspelt words corrected, as a Query."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.about import about
from bot.asked import plain, replies
from bot.followup import standalone as in_conversation
from bot.question import MAX_CHARACTERS, QUOTED, Query, clean, parse
from index.indexed import IndexedTranscript
from index.spelling.speller import Correction, Speller


@dataclass(frozen=True, slots=True)
class Understood:
    """A `question`, what is searched for it, as text and as a query, and which of its words were corrected for that."""

    question: str
    standalone: str
    query: Query
    corrections: tuple[Correction, ...] = ()


class Understanding:
    """Understands questions about some transcripts; `replies` are the sentences that answer the interviewer's."""

    def __init__(self, indexed: Sequence[IndexedTranscript]) -> None:
        self._indexed = indexed
        self._speller = Speller(indexed)
        self._replies = replies(indexed)

    def of(self, question: str, history: Sequence[str], standalone: str | None) -> Understood:
        """`standalone` is searched as it is; else a follow-up of `history` with what it leans on, spelt as it is meant.

        What was asked about the transcript, or by the interviewer, or for every mention of it, stays as it is typed.
        Raises QuestionError.
        """
        asked = clean(question)
        if standalone:
            searched = clean(standalone)
            return Understood(asked, searched, parse(searched))
        if about(asked, self._indexed, bool(history)) or self.replies(asked) or parse(asked).every:
            return Understood(asked, asked, parse(asked))
        whole = in_conversation(asked, [clean(one) for one in history if len(one) <= MAX_CHARACTERS])
        searched, corrections = self._speller.correct(whole, [match.span() for match in QUOTED.finditer(whole)])
        return Understood(asked, searched, parse(searched), corrections)

    def replies(self, question: str) -> set[tuple[int, int]]:
        """The sentences, as (transcript, sentence), that answer what the interviewer asked in these words."""
        return self._replies.get(plain(question), set())
