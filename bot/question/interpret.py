"""What was typed becomes what is searched: in its conversation, with its misspelt words corrected, as a Query."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.question.about import about
from bot.question.followup import MOST
from bot.question.followup import standalone as in_conversation
from bot.question.interviewer import plain, replies
from bot.question.query import MAX_CHARACTERS, QUOTED, Query, clean, parse
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
        if not parse(asked).has_words or self._is_whole(asked):
            return Understood(asked, asked, parse(asked))
        whole = in_conversation(asked, self._asked_before(history), self._is_whole)
        searched, corrections = self._speller.correct(whole, [match.span() for match in QUOTED.finditer(whole)])
        return Understood(asked, searched, parse(searched), corrections)

    def _asked_before(self, history: Sequence[str]) -> list[str]:
        """The last of the earlier questions, oldest first, without what asks nothing: no words, greetings."""
        found: list[str] = []
        for earlier in reversed(history):
            asked = clean(earlier[:MAX_CHARACTERS])
            fact = about(asked, self._indexed, is_follow_up=True)
            if parse(asked).has_words and not (fact and fact.topic in ("greeting", "help")):
                found.insert(0, asked)
            if len(found) == MOST:
                break
        return found

    def _is_whole(self, question: str) -> bool:
        """Whether a question is searched as it is, in any conversation."""
        is_about = about(question, self._indexed, is_follow_up=True)
        return bool(is_about or self.replies(question) or parse(question).every)

    def replies(self, question: str) -> set[tuple[int, int]]:
        """The sentences, as (transcript, sentence), that answer what the interviewer asked in these words."""
        return self._replies.get(plain(question), set())
