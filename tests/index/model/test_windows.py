"""Texts become windows that the model reads whole: nothing is lost, every piece has its place."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.model.encoder import Encoder
from index.model.onnx_encoder import OnnxEncoder
from index.model.torch_encoder import TorchEncoder
from index.model.windows import pool, windows

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

ROOM = 6
"""Of the 12 tokens that the tiny model reads, [CLS], [SEP] and a prompt, counted with a pair of its own, take six."""


@pytest.fixture(scope="module")
def model(tiny: Path) -> "SentenceTransformer":
    return TorchEncoder(tiny).model


@pytest.fixture(scope="module", params=[TorchEncoder, OnnxEncoder])
def encoder(request: pytest.FixtureRequest, tiny: Path, exported: Path) -> Encoder:
    return TorchEncoder(tiny) if request.param is TorchEncoder else OnnxEncoder(exported)


def piece(model: "SentenceTransformer", number: int) -> str:
    return str(model.tokenizer.convert_ids_to_tokens(number)).removeprefix("##")


TEXTS = [
    "a b c",
    "a b c d e f",
    "a b c d e f g",
    "abcdefghijklmnopqrstuvwxyz",  # cut within its word four times
    "  a  bc\n def  ghij klmno  ",
    "aß b",  # ß is ss to the model, and one character of the text
    "a b c d e qzzl f g h i j k l m",  # what a cut leaves of the word, zzl, has two pieces more than ##zzl
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_character_is_in_a_piece_and_stands_in_its_window(encoder: Encoder, text: str) -> None:
    covered: set[int] = set()
    for window in windows(encoder, [text]):
        assert text[window.start : window.start + len(window.text)] == window.text
        assert len(window.ids) == len(window.spans) <= ROOM
        for start, stop in window.spans:
            assert window.start <= start < stop <= window.start + len(window.text)
            covered |= set(range(start, stop))
    assert {i for i, c in enumerate(text) if not c.isspace()} == covered


@pytest.mark.parametrize("text", [text for text in TEXTS if "ß" not in text])
def test_spans_slice_the_text_to_the_piece(encoder: Encoder, model: "SentenceTransformer", text: str) -> None:
    for window in windows(encoder, [text]):
        for number, (start, stop) in zip(window.ids, window.spans, strict=True):
            assert text[start:stop] == piece(model, number)


def test_the_model_reads_each_window_as_its_pieces_between_prompt_and_special_tokens(
    encoder: Encoder, model: "SentenceTransformer"
) -> None:
    for prompt, name in (("q: ", "query"), ("d: ", "document")):
        assert model.prompts[name] == prompt
        for window in windows(encoder, TEXTS):
            read = model.preprocess([window.text], prompt=prompt)["input_ids"][0].tolist()
            assert len(read) <= 12
            end = len(read) - encoder.traits.tail
            assert read[end - len(window.ids) : end] == list(window.ids)
            assert [piece(model, number) for number in read[: end - len(window.ids)]] == ["[CLS]", prompt[0], ":"]


def test_each_text_has_a_window_and_they_keep_its_order(encoder: Encoder) -> None:
    cut = windows(encoder, ["", "a b c d e f g", " ", "a"])
    assert [(w.owner, w.start, w.text) for w in cut] == [
        (0, 0, ""),
        (1, 0, "a b c d e f"),
        (1, 12, "g"),
        (2, 0, " "),
        (3, 0, "a"),
    ]
    assert windows(encoder, []) == []


def test_a_window_that_starts_within_a_word_has_the_pieces_of_what_is_left_of_it(
    encoder: Encoder, model: "SentenceTransformer"
) -> None:
    first, second = windows(encoder, ["a b c d efgh"])
    assert ([piece(model, n) for n in first.ids], first.spans[-1]) == (list("abcdef"), (9, 10))
    assert ([piece(model, n) for n in second.ids], second.spans) == (["g", "h"], ((10, 11), (11, 12)))
    assert model.tokenizer.convert_ids_to_tokens(second.ids[0]) == "g", "and not ##g"


def test_special_tokens_behind_a_text_are_counted(encoder: Encoder) -> None:
    assert encoder.traits.tail == 1


def test_windows_of_a_text_are_pooled_by_their_lengths() -> None:
    vectors = np.array([[1, 0], [0, 1], [1, 0]], np.float32)
    pooled = pool(vectors, np.array([0, 0, 1]), np.array([3.0, 4.0, 5.0]))
    np.testing.assert_allclose(pooled, [[0.6, 0.8], [1, 0]], rtol=1e-6)
