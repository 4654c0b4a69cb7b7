"""A network that was exported, run by ONNX Runtime (its only importer here): ready in a fraction of a second."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.model.encoder import Encoded, Kind, Matrix, Pieces, Traits

GRAPH, TOKENIZER, TRAITS = "graph.onnx", "tokenizer.json", "traits.json"
"""Files of an exported network; the graph names the file of its weights, which is mapped and not read."""
READER = "reader.onnx"
"""The graph of the model's reader, if it has one."""
INPUTS, OUTPUTS = ("input_ids", "attention_mask"), ("sentence_embedding", "token_embeddings")
LOGIT = "logit"

BATCH = 1_024
"""Word pieces that are read together, those that fill shorter texts up among them: more is no faster on a processor."""
BATCH_READ = 256
"""The same of pairs of question and utterance: few, and of many lengths, so that filling up costs more."""


class OnnxEncoder:
    """The network in a folder that `index.model.onnx_export` wrote."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        saved = json.loads((folder / TRAITS).read_text("utf-8"))
        self.traits = Traits(**saved["traits"])
        self._prompts: dict[Kind, str] = saved["prompts"]
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._session = session(folder / GRAPH)

    def pieces(self, texts: Sequence[str]) -> list[Pieces]:
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [Pieces(tuple(text.ids), tuple(text.offsets)) for text in encoded]

    def encode(self, texts: Sequence[str], kind: Kind) -> list[Encoded]:
        prompt = self._prompts[kind]
        ids = [text.ids for text in self._tokenizer.encode_batch([prompt + text for text in texts])]
        encoded: dict[int, Encoded] = {}
        for rows in batches([len(of_text) for of_text in ids]):
            vectors, embeddings = self._run([ids[row] for row in rows])
            for row, vector, of_row in zip(rows, vectors, embeddings, strict=True):
                encoded[row] = Encoded(vector, of_row[: len(ids[row])])
        return [encoded[row] for row in range(len(texts))]

    def _run(self, ids: list[list[int]]) -> tuple[Matrix, Matrix]:
        """Vectors, shape (texts, dim), and embeddings, shape (texts, longest, from), of what fits into one batch."""
        vectors, embeddings = self._session.run(OUTPUTS, _inputs(ids))
        return vectors, embeddings


class OnnxReading:
    """The network of a reader, as index.model.reader has it, in a folder that `index.model.onnx_export` wrote."""

    def __init__(self, folder: Path) -> None:
        self._session = session(folder / READER)

    def logits(self, ids: Sequence[Sequence[int]]) -> Matrix:
        logits = np.zeros(len(ids), np.float32)
        for rows in batches([len(of_pair) for of_pair in ids], BATCH_READ):
            (logits[rows],) = self._session.run((LOGIT,), _inputs([ids[row] for row in rows]))
        return logits


def _inputs(ids: Sequence[Sequence[int]]) -> dict[str, NDArray[np.int64]]:
    """Of texts that are read together: filled up to the longest, and which are its own pieces."""
    mask = np.arange(max(map(len, ids))) < np.array([len(of_text) for of_text in ids])[:, None]
    padded = np.zeros(mask.shape, np.int64)
    padded[mask] = np.concatenate(ids)
    return {INPUTS[0]: padded, INPUTS[1]: mask.astype(np.int64)}


def session(graph: Path) -> Any:
    """Whatever runs `graph`: run(names of outputs, {name of an input: array}) -> arrays.

    Its threads sleep while there is nothing to do.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads()
    options.log_severity_level = 3  # errors
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def threads() -> int:
    """Processors that this process may use, of at most 8: more threads wait for each other on so small a network."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), 8)
    return min(os.cpu_count() or 1, 8)


def batches(lengths: Sequence[int], most: int = BATCH) -> Iterator[NDArray[np.int64]]:
    """The rows of texts of like lengths, in word pieces, that are read together: at most `most` of them, or one text.

    >>> [rows.tolist() for rows in batches([3, 400, 400, 5, 400])]
    [[1, 2], [4], [3, 0]]
    """
    order = np.argsort(-np.asarray(lengths, np.int64), kind="stable")
    first = 0
    while first < len(order):
        stop = first + max(most // max(lengths[order[first]], 1), 1)
        yield order[first:stop]
        first = stop
