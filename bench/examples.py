"""A set becomes Examples: for each question the signals of candidates, and which of them are right."""

from collections.abc import Collection
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.documents import Document
from bench.evaluate import elsewhere
from bench.sets import EvaluationSet, Question, article_of, document_path, halves, read_texts
from bot.commands.terminal import progress_bar
from index.model.embedder import Embedder
from index.search.ranking import Ranking
from index.search.reading import DEPTH
from index.search.retriever import Retriever
from index.search.signals import NAMES, READER
from index.transcript import Span


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A question and what it was compared with."""

    set: str
    doc: str
    """Of the question, also where another document was asked."""
    signals: NDArray[np.float32]
    """Shape (candidates, len(NAMES)); with the reader's, one column more, where the best were read."""
    right: NDArray[np.bool_]
    """Shape (candidates,): whether the sentence would be right as a statement; nothing is if it was asked elsewhere."""
    answerable: bool

    @property
    def article(self) -> str:
        """The document without what marks a copy of it."""
        return article_of(self.doc)


def examples(
    evaluation_set: EvaluationSet,
    embedder: Embedder,
    cache: Path | None,
    *,
    half: int | None = None,
    ranking: Ranking | None = None,
    of_others: bool = False,
    most: int | None = None,
) -> list[Example]:
    """One a question, in their order; of those asked of documents in one half of the set's, and of every so many that
    there are at most `most`.

    With all candidates; with a `ranking`, with those that were read, or the best by that where the model has no reader.
    `of_others` asks each of another document, as `elsewhere` chooses it.
    """
    half_of = halves(evaluation_set.docs)
    asked_docs = [question.doc for question in evaluation_set.questions]
    docs = elsewhere(asked_docs, read_texts(evaluation_set)) if of_others else asked_docs
    chosen = [row for row, doc in enumerate(asked_docs) if half in (None, half_of[doc])]
    chosen = chosen[:: ceil(len(chosen) / most)] if most and chosen else chosen
    by_row: dict[int, Example] = {}
    with progress_bar(f"Comparing {evaluation_set.name}") as progress:
        for doc in dict.fromkeys(docs[row] for row in chosen):
            rows = [row for row in chosen if docs[row] == doc]
            document = Document(document_path(evaluation_set.folder, doc), embedder, cache)
            retriever = document.retriever(embedder, ranking)
            for row in rows:
                question = evaluation_set.questions[row]
                gold = () if of_others else question.spans
                signals, right = _compare(question, document, retriever, gold, only_best=ranking is not None)
                answerable = bool(question.spans) and not of_others
                by_row[row] = Example(evaluation_set.name, question.doc, signals, right, answerable)
            if progress:
                progress(len(by_row), len(chosen))
    return [by_row[row] for row in chosen]


def _compare(
    question: Question, document: Document, retriever: Retriever, gold: Collection[Span], only_best: bool
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Example.signals and right, where the spans of `gold` are."""
    if only_best:
        best = retriever.search(question.question, 4 * DEPTH)
        hits = [hit for hit in best if READER in hit.signals] or best[:DEPTH]
        rows = [hit.sentence for hit in hits]
        signals = np.array([[hit.signals.get(name, 0.0) for name in (*NAMES, READER)] for hit in hits], np.float32)
    else:
        compared = retriever.compare(question.question)
        rows, signals = compared.rows.tolist(), compared.signals.matrix
    right = document.right(gold)
    return signals.reshape(len(rows), -1), np.array([row in right for row in rows], bool)
