"""Token embeddings, kept small, and late interaction over them, each against a loop that spells it out."""

from dataclasses import replace
from math import log
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from support import INTERVIEW, LIGHTHOUSE, WordEmbedder, library_of

from index.indexed import IndexedTranscript
from index.library import open_library, open_transcripts
from index.model.token_embeddings import SCALE, Tokens, compress, concatenate, runs, word_weights
from index.search.late_interaction import TokenIndex


def unit(rows: int, dim: int, seed: int) -> NDArray[np.float32]:
    matrix = np.random.default_rng(seed).normal(size=(rows, dim))
    return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True), np.float32)


def tokens_at(spans: list[list[tuple[int, int]]]) -> Tokens:
    """Texts of pieces at `spans`, numbered through."""
    flat = [span for text in spans for span in text]
    return Tokens(
        matrix=np.zeros((len(flat), 2), np.int8),
        ids=np.arange(len(flat), dtype=np.int32),
        spans=np.array(flat, np.int32).reshape(-1, 2),
        stops=np.cumsum([len(text) for text in spans], dtype=np.int64),
    )


def test_eight_bits_keep_the_cosine() -> None:
    some, others = unit(60, 128, 1), unit(60, 128, 2)
    small, other_small = compress(some, None), compress(3 * others, None)  # whatever their length
    assert small.dtype == np.int8
    kept = small.astype(float) @ other_small.astype(float).T / SCALE**2
    # Rounding is off by 1 / (SCALE √12) a component, so a cosine by √2 of that; the worst of 3,600 by 4 √2.
    off = kept - some @ others.T
    assert np.sqrt((off**2).mean()) < 1.1 * 2**0.5 / (SCALE * 12**0.5)
    assert np.abs(off).max() < 0.015


def test_a_projection_is_applied_before_the_length_is_taken() -> None:
    # On its first and third dimension (3, 9, 4) is (3, 4), of length 5.
    projection = np.array([[1, 0], [0, 0], [0, 1]], np.float32)
    assert compress(np.array([[3, 9, 4], [0, 2, 0]], np.float32), projection).tolist() == [
        [round(0.6 * SCALE), round(0.8 * SCALE)],
        [0, 0],
    ]


def test_a_piece_belongs_to_the_part_that_it_starts_in() -> None:
    tokens = tokens_at([[(0, 2), (2, 5), (6, 9)], [], [(0, 4), (4, 8), (9, 12)]])
    owners = np.array([0, 0, 1, 2, 2, 2])
    spans = np.array([(0, 3), (3, 9), (0, 5), (0, 4), (4, 9), (9, 12)])
    # (2, 5) starts in the first part and reaches into the second; the text without pieces has none at all
    assert runs(tokens, owners, spans).tolist() == [[0, 2], [2, 3], [3, 3], [3, 4], [4, 5], [5, 6]]


def test_runs_of_a_paragraphs_sentences_are_those_of_a_loop_over_its_pieces() -> None:
    one = library_of(INTERVIEW).indexed[0]
    embedder, text = WordEmbedder(), one.quotable.transcript.text
    paragraphs = [text[p.start : p.stop] for p in one.quotable.passages.paragraphs]
    tokens = embedder.documents(paragraphs).tokens
    owner = np.repeat(np.arange(len(paragraphs)), np.diff(tokens.stops, prepend=0))
    np.testing.assert_array_equal(one.token_matrix, tokens.matrix)
    np.testing.assert_array_equal(one.token_ids, tokens.ids)
    for sentence, (first, last) in zip(one.quotable.passages.sentences, one.token_runs.tolist(), strict=True):
        offset = one.quotable.passages.paragraphs[sentence.paragraph].start
        expected = [
            piece
            for piece in np.flatnonzero(owner == sentence.paragraph).tolist()
            if sentence.start <= offset + tokens.spans[piece, 0] < sentence.stop
        ]
        assert list(range(first, last)) == expected


def test_the_pieces_of_a_word_share_its_weight() -> None:
    tokens = tokens_at([[(0, 3), (4, 7), (7, 9), (9, 10), (11, 12)]])
    words = [(0, 3), (4, 10), (20, 24)]  # one piece, three, and none
    np.testing.assert_allclose(word_weights(tokens, words), [[1, 0, 0, 0, 0], [0, 1 / 3, 1 / 3, 1 / 3, 0]])
    assert word_weights(tokens, []).shape == (0, 5)
    assert word_weights(tokens_at([[]]), [(0, 3)]).shape == (0, 0)


def test_texts_one_after_the_other_keep_their_pieces() -> None:
    whole = tokens_at([[(0, 1)], [], [(0, 2), (3, 4)]])
    halves = [
        Tokens(whole.matrix[:1], whole.ids[:1], whole.spans[:1], np.array([1, 1])),
        Tokens(np.zeros((0, 0), np.int8), np.zeros(0, np.int32), np.zeros((0, 2), np.int32), np.array([0])),
        Tokens(whole.matrix[1:], whole.ids[1:], whole.spans[1:], np.array([2])),
    ]
    joined = concatenate(halves)
    assert joined.stops.tolist() == [1, 1, 1, 3]
    for ours, expected in ((joined.matrix, whole.matrix), (joined.ids, whole.ids), (joined.spans, whole.spans)):
        np.testing.assert_array_equal(ours, expected)
    assert concatenate([]).stops.tolist() == []


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
    index, query = TokenIndex(two), asked(4)
    some = [0, 2, 3, 7, first - 1, first, first + 5, size - 1]
    for rows in (list(range(size)), some, [first + 1], [3], []):
        ours = index.similarities(query, np.array(rows, np.int64))
        assert ours.shape == (4, len(rows))
        np.testing.assert_allclose(ours, np.reshape(brute_force(two, query, rows), (4, -1)), atol=1e-5)
    assert index.similarities(asked(0), np.array(some)).shape == (0, len(some))


def test_similarities_of_pieces_on_disk_are_those_in_memory(tmp_path: Path) -> None:
    def indexes() -> list[IndexedTranscript]:
        return list(open_library(open_transcripts([INTERVIEW, LIGHTHOUSE]), WordEmbedder(), tmp_path).indexed)

    built, loaded = indexes(), indexes()
    assert all(isinstance(one.token_matrix, np.memmap) for one in loaded)
    query = WordEmbedder().queries(["Which medal did the lamp in the museum get?"]).tokens
    rows = np.arange(0, 50, 3)
    np.testing.assert_array_equal(
        TokenIndex(loaded).similarities(query, rows), TokenIndex(built).similarities(query, rows)
    )
    np.testing.assert_array_equal(TokenIndex(loaded).idf(query.ids), TokenIndex(built).idf(query.ids))


def test_a_piece_is_as_rare_as_the_sentences_that_have_it(two: list[IndexedTranscript]) -> None:
    sentences = [set(one.token_ids[slice(*run)].tolist()) for one in two for run in one.token_runs.tolist()]
    size = len(sentences)
    ids = [0, 4, 8, 9, 30_000]  # the last two are in none
    holding = [sum(piece in sentence for sentence in sentences) for piece in ids]
    assert holding[3:] == [0, 0]
    expected = [log(1 + (size - n + 0.5) / (n + 0.5)) for n in holding]
    np.testing.assert_allclose(TokenIndex(two).idf(np.array(ids, np.int32)), expected, rtol=1e-5)


def test_the_word_embedders_pieces_find_their_own_word_and_none_of_the_unknown() -> None:
    opened = library_of(LIGHTHOUSE)
    query = WordEmbedder().queries(["zebra lens"]).tokens
    rows = np.arange(len(opened.indexed[0].quotable.passages.sentences))
    zebra, lens = TokenIndex(opened.indexed).similarities(query, rows)
    text = opened.quotables[0].transcript.text
    holding = ["lens" in text[s.start : s.stop] for s in opened.indexed[0].quotable.passages.sentences]
    assert zebra.tolist() == [0] * len(rows)
    assert lens.tolist() == [float(held) for held in holding]
