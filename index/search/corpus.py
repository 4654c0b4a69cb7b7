"""What is searched, wherever it is kept: the seam between the ranking of sentences and the store that holds them."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Protocol

from index.quotable import Quotable
from index.scope import Scope
from index.search.searched import Part, Searched
from index.search.segment import Rows

if TYPE_CHECKING:
    from index.indexed import IndexedTranscript
    from index.search.segmented import SegmentedCorpus
    from index.spelling.written import WordTable


class Corpus(Protocol):
    """The sentences of `quotables`, each known by the number of its row; there is at least one transcript."""

    @property
    def quotables(self) -> tuple[Quotable, ...]: ...

    @property
    def indexed(self) -> "tuple[IndexedTranscript, ...]":
        """Those of the transcripts whose arrays are in memory."""

    @property
    def is_legible(self) -> bool:
        """Whether the model reads the script of a transcript."""

    @property
    def parts(self) -> Sequence[Part]:
        """The transcripts that are not in memory."""

    def holds(self, term: str) -> bool:
        """Whether a sentence has the term."""

    def written(self) -> "Sequence[WordTable]":
        """How the words of all transcripts are written: each table is of some of them."""

    def transcripts_with(self, words: Sequence[Collection[str]]) -> Sequence[int]:
        """The transcripts in whose sentences stand all words, each given as terms of which any will do."""

    def candidates(self, searched: Sequence[Searched], also: Collection[tuple[int, int]], scope: Scope) -> Rows:
        """The statements in `scope` that may answer, rising: all of them up to FEW, else the best of each leg for each
        text, and those of `also`, (transcript, sentence), that are statements there.
        """

    def part(self, rows: Rows, searched: Sequence[Searched]) -> "tuple[SegmentedCorpus, Rows]":
        """All that speaks for `rows` as answers to what is searched, in memory or mapped: a corpus that has them, and
        their numbers in it, in the same order. Words are counted in it as in the whole.
        """
