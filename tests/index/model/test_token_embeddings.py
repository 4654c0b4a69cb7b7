"""Token embeddings, kept small, each step against a loop that spells it out."""

import numpy as np
from numpy.typing import NDArray
from support import INTERVIEW, WordEmbedder, library_of

from index.model.token_embeddings import SCALE, Tokens, add_sums, compress, runs


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


def test_sums_of_runs_are_those_of_their_rows_however_the_rows_come() -> None:
    rows, part_runs = 3 * unit(9, 5, 1), np.array([[0, 4], [4, 4], [4, 7], [7, 8], [9, 9]])
    for block in (1, 2, 3, 4, 9):
        sums = np.zeros((5, 5))
        for first in range(0, 9, block):
            add_sums(sums, rows[first : first + block], part_runs, first)
        np.testing.assert_allclose(sums, [rows[a:b].sum(axis=0) for a, b in part_runs], atol=1e-6)
