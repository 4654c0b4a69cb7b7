"""A set becomes Examples: for each question the signals of all candidates, and which of them are right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.evaluate import elsewhere
from bench.measures import MAX_WORDS, agree, count_words
from bench.sets import EvaluationSet, document_path, read_texts
from bot.commands.terminal import progress_bar
from index.library import open_library, open_transcripts
from index.model.embedder import Embedder
from index.readers.files import BOM
from index.transcript import Span


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A question and what it was compared with."""

    set: str
    doc: str
    """Of the question, also where another document was asked."""
    signals: NDArray[np.float32]
    """Shape (candidates, len(NAMES))."""
    right: NDArray[np.bool_]
    """Shape (candidates,): whether the sentence would be right as a statement; nothing is if it was asked elsewhere."""
    words: NDArray[np.int64]
    """Shape (candidates,)."""
    answerable: bool

    @property
    def article(self) -> str:
        """The document without what marks a shortened copy of it ("3-without-1"): fitted and tested apart."""
        return self.doc.split("-without-")[0]


def examples(
    evaluation_set: EvaluationSet, embedder: Embedder, cache: Path | None, *, of_others: bool = False
) -> list[Example]:
    """One a question, in their order; `of_others` asks each of another document, as `elsewhere` chooses it."""
    docs = [question.doc for question in evaluation_set.questions]
    if of_others:
        docs = elsewhere(docs, read_texts(evaluation_set))
    by_row: dict[int, Example] = {}
    with progress_bar(f"Comparing {evaluation_set.name}") as progress:
        for doc in dict.fromkeys(docs):
            rows = [row for row, other in enumerate(docs) if other == doc]
            path = document_path(evaluation_set.folder, doc)
            by_row |= _of_document(evaluation_set, rows, path, embedder, cache, of_others)
            if progress:
                progress(len(by_row), len(docs))
    return [by_row[row] for row in range(len(docs))]


def _of_document(
    evaluation_set: EvaluationSet, rows: Sequence[int], path: Path, embedder: Embedder, cache: Path | None, other: bool
) -> Mapping[int, Example]:
    """By their rows; where the document is another than the question's, no sentence of it is right."""
    library = open_library(open_transcripts([path]), embedder, cache)
    quotable = library.quotables[0]
    before = int(path.read_bytes().startswith(BOM))
    spans = [Span(s.start + before, s.stop + before) for s in quotable.passages.sentences]
    texts = [quotable.transcript.text[s.start : s.stop] for s in quotable.passages.sentences]
    words = np.array([count_words(text) for text in texts])
    by_row = {}
    for row in rows:
        question = evaluation_set.questions[row]
        compared = library.retriever.compare(question.question)
        gold = () if other else question.spans
        right = []
        for sentence in compared.rows.tolist():
            is_gold = any(agree(spans[sentence], span) for span in gold)
            right.append(is_gold and words[sentence] <= MAX_WORDS)
        by_row[row] = Example(
            evaluation_set.name,
            question.doc,
            compared.signals.matrix,
            np.array(right, bool),
            words[compared.rows],
            bool(gold),
        )
    return by_row
