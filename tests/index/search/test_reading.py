"""What is read of the best, and what comes of it: each against an oracle that spells it out."""

import numpy as np
import pytest
from support import INTERVIEW, LIGHTHOUSE, WordEmbedder, library_of

from index.indexed import IndexedTranscript
from index.model.utterance import Utterance
from index.search.ranking import FIXED, Ranking
from index.search.reading import DEPTH, Reading, utterances
from index.search.retriever import CONTEXT, Retriever
from index.search.segmented import corpus_of
from index.search.signals import READER

WEIGHT = 0.25


def text_of(one: IndexedTranscript, row: int) -> str:
    sentence = one.quotable.passages.sentences[row]
    return one.quotable.transcript.text[sentence.start : sentence.stop]


def reading(fitted: bool = True) -> tuple[Retriever, WordEmbedder, IndexedTranscript]:
    embedder = WordEmbedder(reader_digest="e0")
    (indexed,) = library_of(INTERVIEW).indexed
    return Retriever(corpus_of([indexed]), embedder, Ranking(FIXED, fitted, WEIGHT)), embedder, indexed


def test_logits_join_scores_and_what_was_not_read_counts_as_the_lowest() -> None:
    read = Reading(np.array([3, 1]), np.array([2.0, -4.0], np.float32))
    scores = np.array([9, 8, 7, 6], np.float32)
    assert read.joined(scores, 0.5).tolist() == [9, 8, 7, 6 + 3]
    good = Reading(np.array([3, 1]), np.array([2.0, 4.0], np.float32))
    assert good.joined(scores, 0.5).tolist() == [9, 8 + 1, 7, 6]
    nothing = Reading(np.zeros(0, np.int64), np.zeros(0, np.float32))
    assert nothing.joined(scores, 0.5).tolist() == scores.tolist()


def test_a_sentence_is_read_with_what_its_speaker_said_before_and_what_was_asked() -> None:
    (one,) = library_of(LIGHTHOUSE).indexed
    rows = range(len(one.quotable.passages.sentences))
    heard = {text_of(one, row): utterance for row, utterance in zip(rows, utterances(one.quotable, rows), strict=True)}
    (broke,) = (utterance for text, utterance in heard.items() if text.startswith("It broke"))
    assert broke == Utterance(
        sentence="It broke two panes of the lantern and filled the kitchen with gravel.",
        before="The storm of January 1987.",
        speaker="Jonas Vik, Keeper of Skerry Light",  # the office is from the metadata
        asked="Which storm do you remember best?",
    )
    for text, utterance in heard.items():
        assert utterance.sentence == text
        if utterance.before:
            assert f"{utterance.before[-20:]} {text}" in " ".join(one.quotable.transcript.text.split())


def test_the_best_are_read_with_the_question_once_and_are_ordered_by_both() -> None:
    retriever, embedder, indexed = reading()
    hits = retriever.search("Who received a medal?", 100)
    ((question, heard),) = embedder.asked
    assert question == "Who received a medal?"
    compared = retriever.compare("Who received a medal?")
    best = np.argsort(-compared.scores, kind="stable")[:DEPTH]
    assert [one.sentence for one in heard] == [text_of(indexed, row) for row in compared.rows[best]]
    logits = dict(zip(compared.rows[best].tolist(), WordEmbedder().read(question, heard).tolist(), strict=True))
    assert set(logits.values()) == {-2.0, 2.0}
    scores = dict(zip(compared.rows.tolist(), compared.scores.tolist(), strict=True))
    for hit in hits:
        assert hit.signals.get(READER) == logits.get(hit.sentence)
        assert hit.score == pytest.approx(scores[hit.sentence] + WEIGHT * (logits.get(hit.sentence, -2) + 2))
        if READER in hit.signals:
            assert hit.ranks[READER] == (1 if logits[hit.sentence] > 0 else 1 + list(logits.values()).count(2.0))
        else:
            assert READER not in hit.ranks
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_more_hits_are_the_same_and_others_behind_them() -> None:
    retriever, _, _ = reading()
    question = "Which medal and which lamp?"
    assert retriever.search(question, 20)[:3] == retriever.search(question, 3)


def test_a_question_that_leans_on_another_is_read_by_itself_and_behind_it() -> None:
    retriever, embedder, _ = reading()
    context, query = "Was there a medal?", "And who received it?"
    hits = retriever.search(query, 3, context=context)
    assert [question for question, _ in embedder.asked] == [query, f"{context} {query}"]
    heard = embedder.asked[0][1]
    alone, behind = (WordEmbedder().read(question, heard) for question, _ in embedder.asked)
    blended = (1 - CONTEXT) * alone + CONTEXT * behind
    assert len(set(blended.tolist())) > 1
    assert max(hit.signals[READER] for hit in hits) == pytest.approx(max(blended))


def test_nothing_is_read_where_no_weights_are_fitted() -> None:
    retriever, embedder, _ = reading(fitted=False)
    assert all(READER not in hit.signals for hit in retriever.search("Which medal?", 5))
    assert [heard for _, heard in embedder.asked] in ([], [()])
