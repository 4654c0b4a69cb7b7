"""A model that is prepared for a quick start: the same numbers, made once, never silently another's, no PyTorch."""

import json
import logging
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT

from index.errors import ModelError
from index.model.embedder import ModelEmbedder
from index.model.encoder import Encoded, Encoder, Kind
from index.model.onnx_encoder import BATCH, OnnxEncoder, batches
from index.model.onnx_export import NotExportableError, compare, outcome
from index.model.prepared import open_encoder, read_prepared
from index.model.torch_encoder import TorchEncoder

TEXTS = ["peace", "", "a b c d e f", "ж", "q: d: lamp", *("xyz"[:n] for n in range(1, 4))]


def test_both_encoders_make_the_same_of_texts_that_the_export_was_not_compared_on(tiny: Path, exported: Path) -> None:
    original, ours = TorchEncoder(tiny), OnnxEncoder(exported)
    assert original.traits == ours.traits
    assert original.pieces(TEXTS) == ours.pieces(TEXTS)
    kinds: tuple[Kind, ...] = ("query", "document")
    for kind in kinds:
        for theirs, mine in zip(original.encode(TEXTS, kind), ours.encode(TEXTS, kind), strict=True):
            np.testing.assert_allclose(mine.vector, theirs.vector, atol=1e-5)
            assert theirs.embeddings is not None
            assert mine.embeddings is not None
            np.testing.assert_allclose(mine.embeddings, theirs.embeddings, atol=1e-4)


class Turned(OnnxEncoder):
    """Its vectors for documents are turned by an angle whose cosine is `cosine`; its word pieces are right."""

    cosine = 1.0

    def encode(self, texts: list[str], kind: Kind) -> list[Encoded]:  # type: ignore[override]
        return [replace(text, vector=self._turned(text.vector, kind)) for text in super().encode(texts, kind)]

    def _turned(self, vector: np.ndarray, kind: Kind) -> np.ndarray:
        across = np.roll(vector, 1) - (np.roll(vector, 1) @ vector) * vector
        sine = (1 - self.cosine**2) ** 0.5 if kind == "document" else 0.0
        return self.cosine * vector + sine * across / np.linalg.norm(across) if sine else vector


def test_an_export_that_differs_in_a_vector_is_refused(tiny: Path, exported: Path) -> None:
    turned = Turned(exported)
    turned.cosine = 0.99995
    compare(TorchEncoder(tiny), turned)
    turned.cosine = 0.9998
    with pytest.raises(NotExportableError, match=r"at least 0\.9999 .* found 0\.9998 for the document 'Peace\.'"):
        compare(TorchEncoder(tiny), turned)


def test_an_export_that_cuts_words_in_another_way_is_refused(tiny: Path, exported: Path, tmp_path: Path) -> None:
    shutil.copytree(exported, tmp_path / "other")
    tokenizer = tmp_path / "other" / "tokenizer.json"
    content = json.loads(tokenizer.read_text("utf-8"))
    content["normalizer"]["lowercase"] = not content["normalizer"]["lowercase"]
    tokenizer.write_text(json.dumps(content), "utf-8")
    with pytest.raises(NotExportableError, match="other pieces"):
        compare(TorchEncoder(tiny), OnnxEncoder(tmp_path / "other"))


def opened(tiny: Path, kept: Path | None, digest: str = "ab" * 32) -> Encoder:
    return open_encoder("tiny", tiny, digest, kept)


def test_a_model_is_prepared_once_and_kept_by_its_digest(tiny: Path, tmp_path: Path) -> None:
    first = opened(tiny, tmp_path)
    assert isinstance(first, OnnxEncoder)
    (folder,) = [path for path in tmp_path.iterdir() if path.is_dir()]
    assert folder.name.startswith("abababababababab-")
    made = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert isinstance(opened(tmp_path / "no model is read again", tmp_path), OnnxEncoder)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == made


@pytest.mark.parametrize("name", ["graph.onnx", "graph.bin", "tokenizer.json", "traits.json", "manifest.json"])
@pytest.mark.parametrize("harm", ["torn", "altered", "gone"])
def test_what_is_kept_and_damaged_is_never_used(tmp_path: Path, name: str, harm: str, exported_once: Path) -> None:
    shutil.copytree(exported_once, tmp_path, dirs_exist_ok=True)
    (folder,) = [path for path in tmp_path.iterdir() if path.is_dir()]
    assert isinstance(read_prepared(folder, tmp_path), OnnxEncoder)
    file = folder / name
    whole = file.read_bytes()
    if harm == "gone":
        file.unlink()
    else:
        cut = len(whole) // 2
        file.write_bytes(whole[:cut] + (b"" if harm == "torn" else bytes([whole[cut] ^ 1]) + whole[cut + 1 :]))
    assert read_prepared(folder, tmp_path) is None


@pytest.mark.usefixtures("exports_here")
def test_what_is_damaged_is_prepared_again(
    tiny: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, exported_once: Path
) -> None:
    shutil.copytree(exported_once, tmp_path, dirs_exist_ok=True)
    (folder,) = [path for path in tmp_path.iterdir() if path.is_dir()]
    whole = (folder / "graph.bin").read_bytes()
    (folder / "graph.bin").write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with caplog.at_level(logging.WARNING):
        assert isinstance(opened(tiny, tmp_path), OnnxEncoder)
    assert "is damaged (a file is not the one that was written); it is prepared again" in caplog.text
    assert (folder / "graph.bin").read_bytes() == whole


@pytest.fixture(scope="module")
def exported_once(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of kept models with the tiny one in it."""
    kept = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.model.prepared._export", outcome)
        opened(tiny, kept)
    return kept


@pytest.mark.usefixtures("exports_here")
def test_a_model_that_can_not_be_exported_runs_on_pytorch_and_that_is_said_each_time(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models

    words = Tokenizer(models.WordLevel({"[UNK]": 0, "lamp": 1}, unk_token="[UNK]"))
    SentenceTransformer(modules=[StaticEmbedding(words, embedding_weights=np.eye(2, dtype=np.float32))]).save(
        str(tmp_path / "static")
    )
    for _ in range(2):
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            assert isinstance(opened(tmp_path / "static", tmp_path / "kept"), TorchEncoder)
        assert "the model tiny runs on PyTorch" in caplog.text
        assert "its tokenizer is not" in caplog.text
    (folder,) = [path for path in (tmp_path / "kept").iterdir() if path.is_dir()]
    assert [path.name for path in folder.iterdir()] == ["manifest.json"]
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace("torch 2", "torch 1"), "utf-8")
    assert read_prepared(folder, tmp_path / "kept") is None, "with another version it is tried again"


def test_an_export_that_was_ended_is_tried_again(
    tiny: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with caplog.at_level(logging.WARNING):
        assert isinstance(opened(tiny, tmp_path), TorchEncoder)
    assert "its export failed: the process ended with 1" in caplog.text
    monkeypatch.undo()
    monkeypatch.setattr("index.model.prepared._export", outcome)
    assert isinstance(opened(tiny, tmp_path), OnnxEncoder)


def test_without_a_place_to_keep_it_a_model_runs_on_pytorch(
    tiny: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert isinstance(opened(tiny, None), TorchEncoder)
    assert not caplog.text
    (tmp_path / "file").write_text("in the way")
    with caplog.at_level(logging.WARNING):
        assert isinstance(opened(tiny, tmp_path / "file" / "models"), TorchEncoder)
    assert "runs on PyTorch" in caplog.text


@pytest.mark.usefixtures("exports_here")
def test_a_folder_that_is_no_model_is_no_model_on_either(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    for cache in (None, tmp_path / "cache"):
        with pytest.raises(ModelError, match="can't be loaded from"):
            ModelEmbedder(str(tmp_path), cache=cache).load()


def test_nothing_of_pytorch_is_imported_to_embed_with_a_prepared_model(exported_once: Path, tiny: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from index.model.prepared import open_encoder\n"
        f"encoder = open_encoder('tiny', Path('nowhere'), 'ab' * 32, Path({str(exported_once)!r}))\n"
        "print(encoder.encode(['a b'], 'query')[0].vector.shape)\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'huggingface_hub'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["(16,)", "[]"]


def test_digests_are_remembered_until_a_file_changes(tiny: Path, tmp_path: Path) -> None:
    copy, cache = tmp_path / "copy", tmp_path / "cache"
    shutil.copytree(tiny, copy)
    digest = ModelEmbedder(str(copy), cache=cache).digest
    assert digest == ModelEmbedder(str(copy), cache=cache).digest == ModelEmbedder(str(copy)).digest
    weights = copy / "model.safetensors"
    times, content = weights.stat(), bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    os.utime(weights, ns=(times.st_atime_ns, times.st_mtime_ns))  # as if nobody had touched it
    changed = ModelEmbedder(str(copy), cache=cache).digest
    assert changed == ModelEmbedder(str(copy)).digest != digest
    for memory in (cache / "models").glob("*.json"):
        memory.write_text("torn {")
    assert ModelEmbedder(str(copy), cache=cache).digest == changed


@given(st.lists(st.integers(0, 3 * BATCH), max_size=60))
def test_each_text_is_in_one_batch_and_a_batch_has_bounded_work(lengths: list[int]) -> None:
    read = [rows.tolist() for rows in batches(lengths)]
    assert sorted(row for rows in read for row in rows) == list(range(len(lengths)))
    for rows in read:
        longest = max(lengths[row] for row in rows)
        assert len(rows) == 1 or len(rows) * longest <= BATCH
    firsts = [lengths[row] for rows in read for row in rows]
    assert firsts == sorted(firsts, reverse=True), "texts of like lengths are read together"
