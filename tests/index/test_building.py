"""How an index is built: every word embedded once, in order, bounded in memory, and a run that was cut off goes on."""

import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from support import WordEmbedder

from index.building import CHUNK, Chunk, chunks, write_chunks
from index.model.embedder import Embedded
from index.quotable import Quotable, quotable
from index.readers.table import read_transcript
from index.store import open_index
from index.transcript import Span

PARAGRAPHS = 40
LINE = "The lamp went out in the storm. A ship was lost, and nobody saw the lens again. "
"""Of two sentences; a paragraph has 25 of them, some 2,000 characters."""


@pytest.fixture
def long(tmp_path: Path) -> Quotable:
    """Three chunks."""
    path = tmp_path / "long.txt"
    path.write_text("\n\n".join(f"{number}. {LINE * 25}" for number in range(PARAGRAPHS)), "utf-8")
    assert 2 * CHUNK < path.stat().st_size < 3 * CHUNK
    return quotable(read_transcript(path))


def equal(one: Chunk, other: Chunk) -> bool:
    return all(np.array_equal(getattr(one, field.name), getattr(other, field.name)) for field in fields(Chunk))


def test_every_paragraph_is_embedded_once_and_in_order(long: Quotable, tmp_path: Path) -> None:
    words = WordEmbedder()
    open_index(long, words, tmp_path / "cache")
    paragraphs = long.passages.paragraphs
    assert words.embedded == [long.transcript.text[p.start : p.stop] for p in paragraphs]
    assert [path.name for path in (tmp_path / "cache").iterdir() if path.name.startswith(".")] == []


def test_a_sentence_is_its_part_of_its_paragraph(long: Quotable, tmp_path: Path) -> None:
    indexed = open_index(long, WordEmbedder(), tmp_path / "cache")
    text, sentences = long.transcript.text, long.passages.sentences
    slices = [text[sentence.start : sentence.stop] for sentence in sentences]
    np.testing.assert_array_equal(indexed.sentence_vectors, WordEmbedder().documents(slices).vectors)
    for sentence, (first, last) in zip(slices, indexed.token_runs.tolist(), strict=True):
        alone = WordEmbedder().documents([sentence]).tokens
        np.testing.assert_array_equal(indexed.token_matrix[first:last], alone.matrix)
        np.testing.assert_array_equal(indexed.token_ids[first:last], alone.ids)


class Cut(WordEmbedder):
    """The power fails before the text number `last`."""

    def __init__(self, last: int) -> None:
        super().__init__()
        self.last = last

    def documents(self, texts: Sequence[str], parts: Sequence[Sequence[Span]] = ()) -> Embedded:
        if len(self.embedded) + len(texts) > self.last:
            raise KeyboardInterrupt
        return super().documents(texts, parts)


def test_what_was_cut_off_goes_on_behind_what_is_done(long: Quotable, tmp_path: Path) -> None:
    whole = open_index(long, WordEmbedder(), None)
    first = Cut(last=30)
    with pytest.raises(KeyboardInterrupt):
        open_index(long, first, tmp_path)
    assert 0 < len(first.embedded) <= 30
    rest, seen = WordEmbedder(), list[tuple[int, int]]()
    indexed = open_index(long, rest, tmp_path, lambda done, of: seen.append((done, of)))
    assert first.embedded + rest.embedded == [long.transcript.text[p.start : p.stop] for p in long.passages.paragraphs]
    for name in ("sentence_vectors", "paragraph_vectors", "token_matrix", "token_ids", "token_runs"):
        np.testing.assert_array_equal(getattr(indexed, name), getattr(whole, name))
    sentences = len(long.passages.sentences)
    assert [of for _, of in seen] == [sentences] * 3
    assert sorted(set(seen)) == seen
    assert seen[-1] == (sentences, sentences)


@pytest.mark.parametrize(
    "harm",
    [
        lambda content: content[: len(content) // 2],
        lambda content: b"",
        lambda content: bytes(len(content)),
        lambda content: content.replace(b"token_runs", b"token_rums"),
    ],
)
def test_a_chunk_that_is_damaged_or_another_transcripts_is_made_again(
    long: Quotable, tmp_path: Path, harm: Callable[[bytes], bytes]
) -> None:
    good = list(chunks(long, WordEmbedder(), tmp_path))
    (tmp_path / "1.npz").write_bytes(harm((tmp_path / "1.npz").read_bytes()))
    words = WordEmbedder()
    again = list(chunks(long, words, tmp_path))
    assert [equal(one, other) for one, other in zip(good, again, strict=True)] == [True] * 3
    assert 0 < len(words.embedded) < PARAGRAPHS
    (tmp_path / "1.npz").write_bytes((tmp_path / "2.npz").read_bytes())
    assert [equal(*pair) for pair in zip(good, chunks(long, words, tmp_path), strict=True)] == [True] * 3


def test_joined_chunks_are_their_arrays_one_after_the_other(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    made = [  # the first has no piece, so that the width is known later
        Chunk(
            sentence_vectors=rng.normal(size=(2, 4)).astype(np.float32),
            paragraph_vectors=rng.normal(size=(1, 4)).astype(np.float32),
            token_matrix=rng.integers(-9, 9, (pieces, 5 if pieces else 0)).astype(np.int8),
            token_ids=rng.integers(0, 9, pieces).astype(np.int32),
            token_runs=np.array([[0, pieces // 2], [pieces // 2, pieces]]),
            letters=np.array([10, pieces % 10]),
        )
        for pieces in (0, 3, 0, 11)
    ]
    write_chunks(made, tmp_path)
    joined = {
        name: np.load(tmp_path / f"{name}.npy", allow_pickle=False) for name in ("tokens", "token_ids", "token_runs")
    }
    np.testing.assert_array_equal(joined["tokens"], np.concatenate([made[1].token_matrix, made[3].token_matrix]))
    np.testing.assert_array_equal(joined["token_ids"], np.concatenate([chunk.token_ids for chunk in made]))
    assert joined["token_runs"].tolist() == [[0, 0], [0, 0], [0, 1], [1, 3], [3, 3], [3, 3], [3, 8], [8, 14]]
    assert joined["tokens"].dtype == np.int8
    np.testing.assert_array_equal(
        np.load(tmp_path / "sentence_vectors.npy"), np.concatenate([chunk.sentence_vectors for chunk in made])
    )
    assert np.load(tmp_path / "legible.npy").tolist() == [4 / 40]


def test_memory_does_not_grow_with_the_number_of_chunks(tmp_path: Path) -> None:
    size = 1_000_000

    def peak(count: int) -> int:
        chunk = Chunk(
            sentence_vectors=np.zeros((1, 4), np.float32),
            paragraph_vectors=np.zeros((1, 4), np.float32),
            token_matrix=np.zeros((size, 1), np.int8),
            token_ids=np.zeros(size, np.int32),
            token_runs=np.array([[0, size]]),
            letters=np.array([1, 1]),
        )
        (tmp_path / str(count)).mkdir()
        tracemalloc.start()
        write_chunks((chunk for _ in range(count)), tmp_path / str(count))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(20) < 1.5 * peak(2)
