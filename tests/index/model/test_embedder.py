"""The embedder of sentence-transformers models: digests, long texts, word pieces, other models, no network."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from support import INTERVIEW

from bot.chat import Bot
from index.errors import ModelError
from index.library import open_library, open_transcripts
from index.model.digests import file_digests
from index.model.embedder import Embedded, ModelEmbedder
from index.model.locate import DEFAULT_MODEL, locate
from index.model.token_embeddings import SCALE, Tokens, projection_of
from index.transcript import Span

Matrix = NDArray[np.float32]


@pytest.fixture(params=["PyTorch", "ONNX Runtime"])
def embedder(request: pytest.FixtureRequest, tiny: Path, cache: str, exports_here: None) -> ModelEmbedder:
    """The tiny model, run by each of the two."""
    return ModelEmbedder(str(tiny), cache=Path(cache) if request.param == "ONNX Runtime" else None)


def test_the_default_model_is_the_original(default: ModelEmbedder) -> None:
    weights = file_digests(locate(DEFAULT_MODEL))["model.safetensors"]
    assert weights == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    documents = default.documents(["A veteran got a medal.", "Bread is baked from flour."])
    near, far = documents.vectors @ default.queries(["medals"]).vectors[0]
    assert near > 0.5 > far


def test_default_weights_that_are_not_the_originals_are_refused(monkeypatch: pytest.MonkeyPatch, tiny: Path) -> None:
    monkeypatch.setattr("index.model.embedder.locate", lambda name: tiny)
    with pytest.raises(ModelError, match=r"expected model\.safetensors with sha256 53aa\w+; found"):
        _ = ModelEmbedder().digest


def test_vectors_have_length_one_and_one_row_a_text(default: ModelEmbedder, embedder: ModelEmbedder) -> None:
    for made, dim in ((default, 384), (embedder, 16)):
        for texts in (["Peace.", "", "War " * 900], ["Peace."]):
            vectors = made.documents(texts).vectors
            assert (vectors.shape, vectors.dtype) == ((len(texts), dim), np.float32)
            np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
        nothing = made.documents([])
        assert (nothing.vectors.shape, nothing.tokens.stops.shape, nothing.legible) == ((0, dim), (0,), 1.0)


def test_nothing_of_a_long_text_is_lost(default: ModelEmbedder) -> None:
    start = "The committee discussed the budget of the town at length. " * 30
    end = "A veteran received a medal from the ambassador. " * 30
    cut, whole = default.documents([start, start + end]).vectors
    question = default.queries(["Who received a medal?"]).vectors[0]
    assert whole @ question > cut @ question + 0.1


def test_any_model_folder_works_and_its_prompts_are_used(embedder: ModelEmbedder) -> None:
    question, document = embedder.queries(["peace"]).vectors[0], embedder.documents(["peace"]).vectors[0]
    assert question.shape == (16,)
    assert not np.allclose(question, document), "its prompts for questions and documents differ"


def test_pieces_leave_room_for_the_models_prompt(embedder: ModelEmbedder) -> None:
    # 12 tokens less [CLS], [SEP] and the prompt's own: the last words must change the vector.
    one, other = embedder.documents(["a b c d e f g h i j k l m n o p", "a b c d e f g h i j k l m n o z"]).vectors
    assert not np.allclose(one, other, atol=1e-4)


def test_the_digest_follows_the_files_and_not_their_folder(tiny: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(tiny, copy)
    (copy / "README.md").write_text("other words")
    digest = ModelEmbedder(str(copy)).digest
    assert digest == ModelEmbedder(str(tiny)).digest
    weights = copy / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert ModelEmbedder(str(copy)).digest != digest


def test_folders_that_are_no_model_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="found no file in the folder"):
        ModelEmbedder(str(tmp_path)).load()
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match="can't be loaded from"):
        ModelEmbedder(str(tmp_path)).load()


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
    assert ModelEmbedder("some/tiny").queries(["peace"]).vectors.shape == (1, 16)


def test_a_name_that_is_nowhere_is_a_clear_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match="expected a folder or the name of a sentence-transformers model"):
        ModelEmbedder("no/such-model").load()


def pieces_of(tokens: Tokens, text: int) -> slice:
    stops = [0, *tokens.stops.tolist()]
    return slice(stops[text], stops[text + 1])


def the_models_own(embedder: ModelEmbedder, text: str, kind: str, *, unit: bool = True) -> Matrix:
    """Token embeddings of the pieces of `text`, straight from the model, at full precision, of length 1 if `unit`.

    The last is [SEP]; before the text's pieces stand [CLS] and the prompt's.
    """
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(locate(embedder.name)), local_files_only=True)
    encode = model.encode_query if kind == "queries" else model.encode_document
    rows = encode(text, output_value="token_embeddings").cpu().numpy()
    count = len(model.tokenizer(text, add_special_tokens=False)["input_ids"])
    rows = rows[len(rows) - 1 - count : len(rows) - 1]
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True) if unit else rows, np.float32)


def shortened(embedder: ModelEmbedder, rows: Matrix) -> Matrix:
    """In the dimensions of the embedder's projection, of length 1."""
    projection = projection_of(ModelEmbedder(embedder.name, projected=False).digest)
    assert projection is not None
    rows = rows @ projection.matrix
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def made_of(embedder: ModelEmbedder, texts: list[str], kind: str) -> Embedded:
    return embedder.queries(texts) if kind == "queries" else embedder.documents(texts)


@pytest.mark.parametrize("kind", ["queries", "documents"])
def test_pieces_are_the_models_token_embeddings_without_prompt_and_special_tokens(
    embedder: ModelEmbedder, kind: str
) -> None:
    texts = ["peace", "a b c", "fog"]  # of three lengths: the model pads the shorter ones
    tokens = made_of(embedder, texts, kind).tokens
    assert tokens.stops.tolist() == [5, 8, 11]
    for row, text in enumerate(texts):
        ours = tokens.matrix[pieces_of(tokens, row)] / SCALE
        np.testing.assert_allclose(ours, the_models_own(embedder, text, kind), atol=0.5 / SCALE + 1e-4)


def test_late_interaction_is_that_of_the_models_own_embeddings(default: ModelEmbedder) -> None:
    asked = "Who received a medal from the ambassador?"
    texts = [
        "I presented a commemorative medal to Nikolai Mikhailovich Vozov, a veteran of Kazakhstan.",
        "The trend of historical progress cannot be stopped.",
        "Bread is baked from flour.",
    ]
    tokens, query = default.documents(texts).tokens, default.queries([asked]).tokens
    whole_query, whole = (
        the_models_own(default, asked, "queries"),
        [the_models_own(default, text, "documents") for text in texts],
    )
    ours, projected, full = [], [], []
    for row in range(3):
        ours.append((query.matrix / SCALE @ (tokens.matrix[pieces_of(tokens, row)] / SCALE).T).max(axis=1))
        projected.append((shortened(default, whole_query) @ shortened(default, whole[row]).T).max(axis=1))
        full.append((whole_query @ whole[row].T).max(axis=1))
    np.testing.assert_allclose(ours, projected, atol=0.01)
    means, exact = np.mean(ours, axis=1), np.mean(full, axis=1)
    assert np.argmax(means) == np.argmax(exact) == 0
    np.testing.assert_allclose(means, exact, atol=0.1)  # 128 dimensions leave out some of what tells pieces apart


def test_pieces_carry_their_place_in_the_text(default: ModelEmbedder) -> None:
    text = "The Ambassador’s 2.4-tonne lens: naïve — 和平."
    tokens = default.documents([text]).tokens
    cut = [text[a:b] for a, b in tokens.spans.tolist()]
    assert "".join(cut) == "".join(text.split())
    assert {"Ambassador", "lens", "naïve", "和"} <= set(cut)


def test_pieces_of_a_long_text_are_those_of_its_windows_in_order(embedder: ModelEmbedder) -> None:
    text = "a b c d e f g h i j k l m n o p"
    tokens = embedder.documents(["q", text, "r"]).tokens
    assert tokens.stops.tolist() == [1, 17, 18]
    assert tokens.matrix.shape == (18, 16)
    assert [text[a:b] for a, b in tokens.spans[1:17].tolist()] == text.split()


def test_a_window_that_starts_within_a_word_keeps_one_row_a_piece(default: ModelEmbedder) -> None:
    # "xzzling" is x + ##zzling, but what a cut leaves of it, "zzling", has three pieces: two more than fit.
    text = "peace " * 253 + "xzzling " + "war " * 252 + "xzzling end of it."
    tokens = default.documents([text]).tokens
    assert len(tokens.matrix) == len(tokens.ids) == len(tokens.spans) == tokens.stops[-1]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The Ambassador presented a commemorative medal to Nikolai Mikhailovich Vozov.", 0.95, 1),
        ("A 2019 U.S. plan: I said so.", 0.95, 1),
        ("Он вручил медаль ветерану из Казахстана за его вклад в победу.", 0, 0.5),
        ("大使向哈萨克斯坦老战士颁发了纪念奖章，表彰他的杰出贡献。", 0, 0.5),
        ("1945, 75 — 3?", 1, 1),
        ("", 1, 1),
    ],
)
def test_the_default_model_reads_english_and_neither_russian_nor_chinese(
    default: ModelEmbedder, text: str, low: float, high: float
) -> None:
    for made in (default.documents([text]), default.queries([text])):
        assert low <= made.legible <= high


PARAGRAPH = "I presented a medal to a veteran. He was wounded in 1944. Bread is baked from flour."
PARTS = [Span(0, 33), Span(34, 57), Span(58, 84)]


def test_a_part_of_a_text_is_the_mean_of_its_pieces_within_the_text(default: ModelEmbedder) -> None:
    made = default.documents(["Peace.", PARAGRAPH], [[], PARTS])
    whole = the_models_own(default, PARAGRAPH, "documents", unit=False)
    for vector, (first, last) in zip(made.parts, made.runs.tolist(), strict=True):
        alone = PARAGRAPH[made.tokens.spans[first][0] : made.tokens.spans[last - 1][1]]
        assert alone in [PARAGRAPH[part.start : part.stop] for part in PARTS]
        before = int(made.tokens.stops[0])
        mean = whole[first - before : last - before].mean(axis=0)
        np.testing.assert_allclose(vector, mean / np.linalg.norm(mean), atol=1e-4)
    near, _, far = made.parts @ default.queries(["Who got a medal?"]).vectors[0]
    assert near > far


def test_a_long_text_is_the_same_in_blocks_of_any_number_of_windows(
    embedder: ModelEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
    parts = [Span(start, start + 5) for start in range(0, 50, 8)]
    whole = embedder.documents([text, "a"], [parts, [Span(0, 1)]])
    for block in (1, 2, 3):
        monkeypatch.setattr("index.model.embedder.BLOCK", block)
        made = embedder.documents([text, "a"], [parts, [Span(0, 1)]])
        np.testing.assert_allclose(made.vectors, whole.vectors, atol=1e-5)
        np.testing.assert_allclose(made.parts, whole.parts, atol=1e-5)
        np.testing.assert_array_equal(made.tokens.matrix.shape, whole.tokens.matrix.shape)
        assert np.abs(made.tokens.matrix.astype(int) - whole.tokens.matrix).max() <= 1


def test_a_model_whose_vectors_are_no_means_reads_the_parts_by_themselves(tmp_path: Path, tiny: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    words = Transformer(str(tiny.parent / "bert"), max_seq_length=12)
    folder = tmp_path / "first"
    SentenceTransformer(modules=[words, Pooling(16, pooling_mode="cls")]).save(str(folder))
    embedder = ModelEmbedder(str(folder))
    parts = embedder.documents(["a b c"], [[Span(0, 1), Span(2, 5)]]).parts
    np.testing.assert_allclose(parts, embedder.documents(["a", "b c"]).vectors, atol=1e-6)


def test_legibility_is_a_share_of_all_texts_letters(embedder: ModelEmbedder) -> None:
    # A letter is a word of its own or a part of a longer one, which says nothing to the model; it does not know ж.
    assert embedder.documents(["a b", "ж c"]).legible == pytest.approx(3 / 4)
    assert embedder.documents(["ab c"]).legible == pytest.approx(1 / 3)


def static_model(folder: Path) -> ModelEmbedder:
    """A table of vectors without token embeddings: a word is its own dimension, the first that of all others."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    vocabulary = ["[UNK]", "medal", "lamp", "storm", "history", "war"]
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(vocabulary)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    weights = np.eye(len(vocabulary), dtype=np.float32) * np.array([[0.1], *[[1]] * 5], np.float32)
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)]).save(str(folder))
    return ModelEmbedder(str(folder))


def test_a_static_model_has_vectors_of_length_one_and_no_pieces(tmp_path: Path) -> None:
    made = static_model(tmp_path).documents(["lamp storm", "medal medal"])
    half = 0.5**0.5
    np.testing.assert_allclose(made.vectors, [[0, 0, half, half, 0, 0], [0, 1, 0, 0, 0, 0]], atol=1e-6)
    assert (made.tokens.stops.tolist(), len(made.tokens.ids), made.legible) == ([0, 0], 0, 1.0)


def test_a_static_model_answers_from_what_is_saved(tmp_path: Path) -> None:
    embedder, cache = static_model(tmp_path / "model"), tmp_path / "cache"
    first = Bot(open_library(open_transcripts([INTERVIEW]), embedder, cache))
    again = Bot(open_library(open_transcripts([INTERVIEW]), ModelEmbedder(embedder.name), cache))
    answer = first.ask("Who received a medal?")
    assert again.ask("Who received a medal?") == answer
    assert (answer.statements[0].citation.locator, answer.calibrated) == ("Q2 ¶3 s1", False)
    assert answer.statements[0].why.signals["tokens"] == 0, "there are no pieces to compare"
