"""Late interaction over token embeddings, each step against a loop that spells it out."""

from dataclasses import replace
from math import log
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from support import INTERVIEW, LIGHTHOUSE, WordEmbedder, library_of

from index.indexed import IndexedTranscript
from index.library import open_library, open_transcripts
from index.model.token_embeddings import SCALE, Tokens, compress
from index.search.late_interaction import TokenIndex, naming_words, token_column
from index.search.segment import gather


def unit(rows: int, dim: int, seed: int) -> NDArray[np.float32]:
    matrix = np.random.default_rng(seed).normal(size=(rows, dim))
    return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True), np.float32)


@pytest.mark.parametrize(
    ("question", "naming"),
    [
        ("What did Ambassador Zhang Xiao say of the medal?", ["Ambassador", "Zhang", "Xiao"]),
        ("Who got the medal?", []),
        ("Zhang Xiao", []),  # they are what is asked for when there is nothing else
        ("?!", []),
    ],
)
def test_words_that_only_name_the_interviewee_do_not_ask(question: str, naming: list[str]) -> None:
    words = naming_words(question, ["en"], {"zhang", "xiao", "ambassador"})
    assert [question[start:stop] for start, stop in words] == naming


def with_tokens(one: IndexedTranscript, seed: int) -> IndexedTranscript:
    """The transcript with random pieces, none for some of its sentences, also the first and the last."""
    rng = np.random.default_rng(seed)
    lengths = rng.integers(0, 5, len(one.quotable.passages.sentences))
    lengths[[0, 3, 4, -1]] = 0
    stops = np.cumsum(lengths)
    return replace(
        one,
        token_matrix=compress(unit(int(stops[-1]), 6, seed), None),
        token_ids=rng.integers(0, 9, int(stops[-1])).astype(np.int32),
        token_runs=np.stack([stops - lengths, stops], axis=1),
    )


@pytest.fixture(scope="module")
def two() -> list[IndexedTranscript]:
    return [with_tokens(one, seed) for seed, one in enumerate(library_of(INTERVIEW, LIGHTHOUSE).indexed)]


def asked(rows: int, seed: int = 9) -> Tokens:
    return Tokens(
        compress(unit(rows, 6, seed), None),
        np.zeros(rows, np.int32),
        np.zeros((rows, 2), np.int32),
        np.array([rows]),
    )


def brute_force(indexed: list[IndexedTranscript], query: Tokens, rows: list[int]) -> list[list[float]]:
    every = [(one, run) for one in indexed for run in one.token_runs.tolist()]
    return [
        [
            max(
                (
                    sum(int(a) * int(b) for a, b in zip(piece, other, strict=True)) / SCALE**2
                    for other in every[row][0].token_matrix[slice(*every[row][1])].tolist()
                ),
                default=0.0,
            )
            for row in rows
        ]
        for piece in query.matrix.tolist()
    ]


def test_similarities_are_those_of_a_loop_over_all_pieces(two: list[IndexedTranscript]) -> None:
    size = sum(len(one.token_runs) for one in two)
    first = len(two[0].token_runs)
    index, query = TokenIndex([gather(two)]), asked(4)
    some = [0, 2, 3, 7, first - 1, first, first + 5, size - 1]
    for rows in (list(range(size)), some, [first + 1], [3], []):
        ours = index.similarities(query, np.array(rows, np.int64))
        assert ours.shape == (4, len(rows))
        np.testing.assert_allclose(ours, np.reshape(brute_force(two, query, rows), (4, -1)), atol=1e-5)
    assert index.similarities(asked(0), np.array(some)).shape == (0, len(some))


def test_a_rows_signal_is_the_mean_of_its_similarities_weighted_by_rarity(two: list[IndexedTranscript]) -> None:
    index, rows = TokenIndex([gather(two)]), np.arange(0, 20)
    spans = np.array([(0, 3), (4, 8), (8, 11), (12, 15)], np.int32)
    query = replace(asked(4), ids=np.array([1, 2, 3, 8], np.int32), spans=spans)
    similarities, idf = index.similarities(query, rows), index.idf(query.ids)
    for words, pieces in (([], [0, 1, 2, 3]), ([(4, 11)], [0, 3]), ([(0, 4), (5, 11)], [1, 3])):
        expected = [
            sum(idf[piece] * similarities[piece, row] for piece in pieces) / sum(idf[piece] for piece in pieces)
            for row in range(20)
        ]
        np.testing.assert_allclose(token_column(index, rows, query, words), expected, rtol=1e-5)
    assert token_column(index, rows, query, [(0, 15)]).tolist() == [0] * 20
    assert token_column(index, rows, asked(0), []).tolist() == [0] * 20


def test_similarities_of_pieces_on_disk_are_those_in_memory(tmp_path: Path) -> None:
    def indexes() -> list[IndexedTranscript]:
        return list(open_library(open_transcripts([INTERVIEW, LIGHTHOUSE]), WordEmbedder(), tmp_path).indexed)

    built, loaded = indexes(), indexes()
    assert all(isinstance(one.token_matrix, np.memmap) for one in loaded)
    query = WordEmbedder().queries(["Which medal did the lamp in the museum get?"]).tokens
    rows = np.arange(0, 50, 3)
    np.testing.assert_array_equal(
        TokenIndex([gather(loaded)]).similarities(query, rows), TokenIndex([gather(built)]).similarities(query, rows)
    )
    np.testing.assert_array_equal(
        TokenIndex([gather(loaded)]).idf(query.ids), TokenIndex([gather(built)]).idf(query.ids)
    )


def test_a_piece_is_as_rare_as_the_sentences_that_have_it(two: list[IndexedTranscript]) -> None:
    sentences = [set(one.token_ids[slice(*run)].tolist()) for one in two for run in one.token_runs.tolist()]
    size = len(sentences)
    ids = [0, 4, 8, 9, 30_000]  # the last two are in none
    holding = [sum(piece in sentence for sentence in sentences) for piece in ids]
    assert holding[3:] == [0, 0]
    expected = [log(1 + (size - n + 0.5) / (n + 0.5)) for n in holding]
    np.testing.assert_allclose(TokenIndex([gather(two)]).idf(np.array(ids, np.int32)), expected, rtol=1e-5)


def test_the_word_embedders_pieces_find_their_own_word_and_none_of_the_unknown() -> None:
    opened = library_of(LIGHTHOUSE)
    query = WordEmbedder().queries(["zebra lens"]).tokens
    rows = np.arange(len(opened.indexed[0].quotable.passages.sentences))
    zebra, lens = TokenIndex([gather(opened.indexed)]).similarities(query, rows)
    text = opened.quotables[0].transcript.text
    holding = ["lens" in text[s.start : s.stop] for s in opened.indexed[0].quotable.passages.sentences]
    assert zebra.tolist() == [0] * len(rows)
    assert lens.tolist() == [float(held) for held in holding]


def test_across_languages_a_piece_counts_by_how_rarely_anything_like_it_is_said(two: list[IndexedTranscript]) -> None:
    index, query = TokenIndex([gather(two)]), asked(3)
    rows = np.arange(20)
    similarities = index.similarities(query, rows)
    weights = []
    for piece in similarities:
        alike = [max(float(one), 0.0) for one in piece]
        weights.append(log((len(rows) + 1) / max(sum(one / max(alike) for one in alike), 0.5)))
    expected = [sum(w * s for w, s in zip(weights, row, strict=True)) / sum(weights) for row in similarities.T]
    assert token_column(index, rows, query, [], across=True) == pytest.approx(expected, abs=1e-5)
    assert token_column(index, rows[:0], query, [], across=True).shape == (0,)
