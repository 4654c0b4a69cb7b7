"""A network run by sentence-transformers, on PyTorch (its only importer here): any model, but slow to start."""

import math
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import ModelError
from index.model.encoder import Encoded, Kind, Matrix, Pieces, Traits
from index.model.locate import first_line

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class TorchEncoder:
    """Any sentence-transformers model in a folder. Raises ModelError for one that can't be loaded."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()
        try:
            self.model = SentenceTransformer(str(folder), local_files_only=True)
            self.traits = traits_of(self.model)
        except ModelError:
            raise
        except Exception as error:  # whatever a foreign folder makes the libraries raise
            raise ModelError(f"can't be loaded from {folder}: {first_line(error)}") from error

    def pieces(self, texts: Sequence[str]) -> list[Pieces]:
        if not callable(self.model.tokenizer):
            return [Pieces((), ()) for _ in texts]
        if not texts:
            return []
        encoded = self.model.tokenizer(
            list(texts), add_special_tokens=False, truncation=False, return_offsets_mapping=True, verbose=False
        )
        pairs = zip(encoded["input_ids"], encoded["offset_mapping"], strict=True)
        return [Pieces(tuple(ids), tuple(map(tuple, spans))) for ids, spans in pairs]

    def encode(self, texts: Sequence[str], kind: Kind) -> list[Encoded]:
        encode = self.model.encode_query if kind == "query" else self.model.encode_document
        read = encode(list(texts), output_value=None, show_progress_bar=False)
        vectors = [_unit(features["sentence_embedding"].cpu().numpy()) for features in read]
        return [Encoded(vector, _embeddings(features)) for vector, features in zip(vectors, read, strict=True)]


def traits_of(model: "SentenceTransformer") -> Traits:
    """Raises ModelError if the model's prompts leave no room for a text."""
    dim = model.get_embedding_dimension() or 0
    if not callable(model.tokenizer):
        return Traits(dim, room=None, tail=0, unknown=None, is_mean=False)
    limit, room = model.get_max_seq_length(), None
    if limit and math.isfinite(limit):
        prompts = max((_count(model, prompt) for prompt in model.prompts.values() if prompt), default=0)
        room = int(limit) - _count(model, "") - prompts
        if room < 1:
            raise ModelError(f"the model reads {limit} tokens, and its prompts leave room for none of a text's")
    special = model.tokenizer("a", return_special_tokens_mask=True, verbose=False)["special_tokens_mask"]
    tail = len(special) - 1 - max((i for i, is_special in enumerate(special) if not is_special), default=-1)
    return Traits(dim, room, tail, getattr(model.tokenizer, "unk_token_id", None), _is_mean(model))


def _is_mean(model: "SentenceTransformer") -> bool:
    """Seen by what it does, for there are many ways to configure it."""
    (features,) = model.encode_document(["a b"], output_value=None, show_progress_bar=False)
    vector, embeddings = features["sentence_embedding"].cpu().numpy(), _embeddings(features)
    if embeddings is None or embeddings.shape[1:] != vector.shape:
        return False
    mean = embeddings.mean(axis=0)
    return bool(mean @ vector >= 0.99999 * np.linalg.norm(mean) * np.linalg.norm(vector))


def _embeddings(features: dict[str, Any]) -> Matrix | None:
    if "token_embeddings" not in features or "attention_mask" not in features:
        return None
    read: Matrix = features["token_embeddings"][features["attention_mask"].bool()].cpu().numpy()
    return read


def _unit(vector: Matrix) -> Matrix:
    """Of length 1: some models don't see to that themselves."""
    return vector / max(float(np.linalg.norm(vector)), 1e-12)


def _count(model: "SentenceTransformer", text: str) -> int:
    return len(model.tokenizer(text, truncation=False, verbose=False)["input_ids"])
