"""The sentence-transformers embedder: digests, long texts, other models, no network. Models are tiny and made here."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from index.embedder import SentenceTransformerEmbedder, pool
from index.errors import ModelError
from index.models import DEFAULT_MODEL, file_digests, locate


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of 2 layers and 16 dimensions with random weights, that reads 12 tokens and has prompts."""
    import torch
    from sentence_transformers import SentenceTransformer, models
    from transformers import BertConfig, BertModel, BertTokenizer

    folder = tmp_path_factory.mktemp("tiny")
    letters = [chr(code) for code in range(97, 123)]
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ":", *letters, *(f"##{letter}" for letter in letters)]
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32
    )
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizer(vocab={token: i for i, token in enumerate(vocabulary)}).save_pretrained(folder / "bert")
    words = models.Transformer(str(folder / "bert"), max_seq_length=12)
    modules = [words, models.Pooling(words.get_embedding_dimension())]
    SentenceTransformer(modules=modules, prompts={"query": "q: ", "document": "d: "}).save(str(folder / "model"))
    return folder / "model"


@pytest.fixture(scope="session")
def default() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


def test_the_default_model_is_the_original(default: SentenceTransformerEmbedder) -> None:
    weights = file_digests(locate(DEFAULT_MODEL))["model.safetensors"]
    assert weights == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    near, far = (
        default.documents(["A veteran got a medal.", "Bread is baked from flour."]) @ default.queries(["medals"])[0]
    )
    assert near > 0.5 > far


def test_default_weights_that_are_not_the_originals_are_refused(monkeypatch: pytest.MonkeyPatch, tiny: Path) -> None:
    monkeypatch.setattr("index.embedder.locate", lambda name: tiny)
    with pytest.raises(ModelError, match=r"expected weights with sha256 53aa\w+; found"):
        _ = SentenceTransformerEmbedder().digest


def test_vectors_have_length_one_and_one_row_a_text(default: SentenceTransformerEmbedder) -> None:
    vectors = default.documents(["Peace.", "", "War " * 900])
    assert (vectors.shape, vectors.dtype) == ((3, 384), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert default.documents([]).shape == (0, 384)


def test_nothing_of_a_long_text_is_lost(default: SentenceTransformerEmbedder) -> None:
    start = "The committee discussed the budget of the town at length. " * 30
    end = "A veteran received a medal from the ambassador. " * 30
    cut, whole = default.documents([start, start + end])
    question = default.queries(["Who received a medal?"])[0]
    assert whole @ question > cut @ question + 0.1


def test_pieces_of_a_long_text_are_pooled_by_their_lengths() -> None:
    vectors = np.array([[1, 0], [0, 1], [1, 0]], np.float32)
    pooled = pool(vectors, np.array([0, 0, 1]), np.array([3.0, 4.0, 5.0]))
    np.testing.assert_allclose(pooled, [[0.6, 0.8], [1, 0]], rtol=1e-6)


def test_any_model_folder_works_and_its_prompts_are_used(tiny: Path) -> None:
    embedder = SentenceTransformerEmbedder(str(tiny))
    question, document = embedder.queries(["peace"])[0], embedder.documents(["peace"])[0]
    assert question.shape == (16,)
    assert not np.allclose(question, document), "its prompts for questions and documents differ"


def test_pieces_leave_room_for_the_models_prompt(tiny: Path) -> None:
    embedder = SentenceTransformerEmbedder(str(tiny))
    # 12 tokens less [CLS], [SEP] and the prompt's own: the last words must change the vector.
    one, other = embedder.documents(["a b c d e f g h i j k l m n o p", "a b c d e f g h i j k l m n o z"])
    assert not np.allclose(one, other, atol=1e-4)


def test_the_digest_follows_the_files_and_not_their_folder(tiny: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(tiny, copy)
    (copy / "README.md").write_text("other words")
    digest = SentenceTransformerEmbedder(str(copy)).digest
    assert digest == SentenceTransformerEmbedder(str(tiny)).digest
    weights = copy / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert SentenceTransformerEmbedder(str(copy)).digest != digest


def test_progress_ends_at_the_number_of_texts(tiny: Path) -> None:
    seen: list[tuple[int, int]] = []
    SentenceTransformerEmbedder(str(tiny)).documents(["a b"] * 300, lambda done, of: seen.append((done, of)))
    assert seen == [(128, 300), (256, 300), (300, 300)]


def test_folders_that_are_no_model_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="found no file in the folder"):
        SentenceTransformerEmbedder(str(tmp_path)).load()
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match="can't be loaded from"):
        SentenceTransformerEmbedder(str(tmp_path)).load()


def test_a_name_that_is_stored_here_is_found_without_the_hub(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = tmp_path / "models--some--tiny"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text("abc123")
    shutil.copytree(tiny, repository / "snapshots" / "abc123")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub._snapshot_download.constants.HF_HUB_CACHE", str(tmp_path))
    assert SentenceTransformerEmbedder("some/tiny").queries(["peace"]).shape == (1, 16)


def test_a_name_that_is_nowhere_is_a_clear_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match="expected a folder or the name of a sentence-transformers model"):
        SentenceTransformerEmbedder("no/such-model").load()
