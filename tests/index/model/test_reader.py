"""What a reader reads, whose it is, and that both libraries that run it give the same logits."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bench.learning import Plan, special_of, write_reader
from bench.train import MOST_BYTES
from index.errors import ModelError
from index.model.embedder import ModelEmbedder
from index.model.encoder import Pieces
from index.model.onnx_encoder import BATCH, OnnxEncoder, OnnxReading
from index.model.onnx_export import NotExportableError, compare_readers, export
from index.model.reader import Reader, ReaderFile, read_head, reader_of, reader_path
from index.model.torch_encoder import TorchEncoder
from index.model.torch_reader import ReaderNetwork, TorchReading, open_network
from index.model.utterance import FIRST, LAST, PARTS, QUESTION, Special, Utterance, read_together, texts
from index.search.ranking import ranking_of

DIGEST = "ab" * 32
HEARD = [
    Utterance("the lamp broke", "it was dark", "ada", "what broke"),
    Utterance("no", "", "", ""),
    Utterance("a ship came in and the keeper went down to the harbour to see whose it was", "", "jonas", ""),
]


@pytest.fixture(scope="module")
def reader(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> ReaderFile:
    """Of the tiny model: its lower layer is kept, the upper one and the head are others."""
    import torch

    network = ReaderNetwork(tiny, kept=1)
    torch.manual_seed(3)
    for tensor in (*network.upper.parameters(), *network.head.parameters()):
        tensor.data += 0.3 * torch.randn(tensor.shape)
    path = reader_path(tmp_path_factory.mktemp("reader"), DIGEST)
    special = special_of(TorchEncoder(tiny).model.tokenizer)
    write_reader(network, special, path, DIGEST, Plan("both", 1.0, 1, 1, 16))
    return read_head(path, DIGEST)


def pieces(first: int, count: int) -> Pieces:
    return Pieces(tuple(range(first, first + count)), ())


def test_a_pair_is_question_and_parts_each_ended_and_none_too_long() -> None:
    question, special = pieces(1000, QUESTION + 5), Special(first=1, between=2)
    parts = [pieces(2000 + 1000 * number, 200) for number in range(len(PARTS))]
    (ids,) = read_together(question, parts, special)
    expected = [1, *range(1005, 1005 + QUESTION), 2]
    for number, name in enumerate(PARTS):
        first = 2000 + 1000 * number
        whole = list(range(first, first + 200))
        expected += whole[: FIRST[name]] if name in FIRST else whole[-LAST[name] :]
        expected.append(2)
    assert ids == expected
    assert read_together(question, [], special) == []


def test_texts_are_the_parts_one_utterance_after_the_other() -> None:
    assert texts(HEARD[:2]) == ["the lamp broke", "it was dark", "ada", "what broke", "no", "", "", ""]


def test_a_logit_is_linear_in_the_first_embedding_and_the_mean_of_all(tiny: Path, reader: ReaderFile) -> None:
    import torch

    network = open_network(tiny, reader)
    ids = [2, 9, 10, 3, 11, 3]
    with torch.inference_mode():
        embeddings = network.base(input_ids=torch.tensor([ids])).last_hidden_state[0].numpy()
    weights, bias = network.head.weight.detach().numpy()[0], network.head.bias.item()
    expected = weights @ np.concatenate([embeddings[0], embeddings.mean(axis=0)]) + bias
    assert TorchReading(tiny, reader).logits([ids])[0] == pytest.approx(expected, abs=1e-5)


def test_both_libraries_give_the_same_logits_however_many_are_read_at_once(
    tiny: Path, reader: ReaderFile, tmp_path: Path
) -> None:
    export(tiny, tmp_path, reader)
    ours = Reader(OnnxEncoder(tmp_path), OnnxReading(tmp_path), reader.special)
    theirs = Reader(TorchEncoder(tiny), TorchReading(tiny, reader), reader.special)
    many = HEARD * (BATCH // 60)
    logits = ours.read("what broke?", many)
    np.testing.assert_allclose(logits, theirs.read("what broke?", many), atol=2e-3)
    alone = [ours.read("what broke?", [heard])[0] for heard in HEARD]
    np.testing.assert_allclose(logits, alone * (BATCH // 60), atol=2e-3)
    assert len({round(float(logit), 2) for logit in alone}) == len(HEARD)
    assert ours.read("what broke?", []).shape == (0,)


def test_what_was_read_is_remembered_and_what_is_oldest_forgotten(
    tiny: Path, reader: ReaderFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Counting(TorchReading):
        read = 0

        def logits(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
            self.read += len(ids)
            return super().logits(ids)

    monkeypatch.setattr("index.model.reader.KNOWN", 4)
    network = Counting(tiny, reader)
    ours = Reader(TorchEncoder(tiny), network, reader.special)
    first = ours.read("what broke?", HEARD).tolist()
    assert ours.read("what broke?", [*HEARD[::-1], HEARD[0]]).tolist() == [*first[::-1], first[0]]
    assert network.read == 3
    ours.read("who?", HEARD[:2])  # of five, the first of all is forgotten
    assert (network.read, ours.read("what broke?", HEARD[1:]).tolist(), network.read) == (5, first[1:], 5)
    assert (ours.read("what broke?", HEARD[:1]).tolist(), network.read) == (first[:1], 6)


def test_an_exported_reader_that_gives_other_logits_is_refused(tiny: Path, reader: ReaderFile) -> None:
    class Other(TorchReading):
        def logits(self, ids: object) -> np.ndarray:
            return super().logits(ids) + 0.02  # type: ignore[arg-type]

    ids = [[2, 9, 3], [2, 9, 10, 11, 3]]
    compare_readers(TorchReading(tiny, reader), TorchReading(tiny, reader), ids)
    with pytest.raises(NotExportableError, match=r"differ by at most 0\.01; found 0\.0200"):
        compare_readers(TorchReading(tiny, reader), Other(tiny, reader), ids)


def test_a_reader_is_refused_for_another_model_and_if_it_is_none(reader: ReaderFile, tmp_path: Path) -> None:
    assert (reader.kept, reader.digest) == (1, hashlib.sha256(reader.path.read_bytes()).hexdigest())
    with pytest.raises(ModelError, match=f"expected layers for the model {'cd' * 32}; found some for {DIGEST}"):
        read_head(reader.path, "cd" * 32)
    for content in (b"", b"no reader", json.dumps({}).encode()):
        (tmp_path / "reader.safetensors").write_bytes(content)
        with pytest.raises(ModelError, match=r"reader reader\.safetensors: expected what bench train writes; found"):
            read_head(tmp_path / "reader.safetensors", DIGEST)


def test_a_model_without_a_reader_reads_nothing(tiny: Path) -> None:
    embedder = ModelEmbedder(str(tiny))
    assert embedder.reader_digest == ""
    with pytest.raises(ModelError, match="expected a reader that was trained from it; found none"):
        embedder.read("what broke?", HEARD)


def test_the_default_models_reader_is_small_and_the_one_that_weights_are_fitted_for(default: ModelEmbedder) -> None:
    reader = reader_of(default.model_digest)
    assert reader is not None
    assert reader.digest == default.reader_digest
    assert reader.path.stat().st_size <= MOST_BYTES
    assert ranking_of(default.digest, default.reader_digest).reading > 0
    assert ranking_of(default.digest, "another's").reading == 0


@pytest.mark.parametrize(
    ("question", "gives", "misses"),
    [
        ("How many boats were lost?", "We lost eleven boats that winter.", "We lost boats that winter, at anchor."),
        (
            "Why were the boats lost?",
            "We lost the boats because the chains were old.",
            "We lost eleven boats that winter.",
        ),
        ("Where were the boats?", "They lay in the harbour of Bergvik.", "We lost eleven boats that winter."),
        ("When did the pump fail?", "The pump failed in March 1987.", "The pump failed twice, and nobody mended it."),
        ("Who mended the pump?", "Ada Marsh mended the pump.", "The pump was mended overnight."),
    ],
)
def test_the_default_models_reader_prefers_what_answers_to_a_near_miss(
    default: ModelEmbedder, question: str, gives: str, misses: str
) -> None:
    better, worse = default.read(question, [Utterance(words, "", "Jonas Vik", "") for words in (gives, misses)])
    assert better > worse
