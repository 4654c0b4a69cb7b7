"""python -m index.model.onnx_export MODEL_FOLDER DIGEST FOLDER: a sentence-transformers model becomes what OnnxEncoder
runs; its reader, if the model of that digest has one, what OnnxReading runs.

What was exported is compared with the original, on samples, before anything is said to be good.
"""

import json
import sys
import warnings
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import ModelError
from index.model.encoder import Encoder, Kind, Matrix
from index.model.locate import first_line
from index.model.onnx_encoder import GRAPH, INPUTS, LOGIT, OUTPUTS, READER, TOKENIZER, TRAITS, OnnxEncoder, OnnxReading
from index.model.reader import Network, ReaderFile, reader_of
from index.model.torch_encoder import TorchEncoder
from index.model.windows import windows

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch.nn import Module

LEAST_COSINE = 0.9999
"""Between what the original and the exported network make of a sample, for texts and for each word piece."""
LEAST_LOGIT = 0.01
"""Between the logits that the original and the exported reader give a sample."""
OPSET = 17
AXES = {0: "texts", 1: "pieces"}
MOST_READ = 200
"""Pieces of a sample that a reader gets: about what a question and all that is read with it have."""
WORDS = "Who received a medal from the ambassador, and why was it given to a veteran of the war in 1945? "
SAMPLES = (
    "Peace.",
    "Who received a medal from the ambassador?",
    "“We honour this day” — he said (in 1945): 3,532 people, 75 %… and naïve ﬁgures!",
    "Он вручил медаль ветерану из Казахстана. 大使向哈萨克斯坦老战士颁发了纪念奖章。",
    WORDS * 3,
    WORDS * 40,
    "",
)
"""Of all lengths, up to more than most models read (they are cut to that), so that a batch has rows to fill up."""
KINDS: tuple[Kind, ...] = ("query", "document")


class NotExportableError(Exception):
    """The model is of a kind that can't be exported, or the export is not the same; the message says which."""


def export(model_folder: Path, folder: Path, reader: ReaderFile | None = None) -> None:
    """Write the network of the model into `folder`, and its reader's.

    Raises NotExportableError, and ModelError for no model at all.
    """
    original = TorchEncoder(model_folder)
    model = original.model
    tokenizer = getattr(model.tokenizer, "backend_tokenizer", None)
    if tokenizer is None:
        raise NotExportableError("its tokenizer is not one of the library tokenizers")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(folder / TOKENIZER))
    saved = {"traits": asdict(original.traits), "prompts": {kind: _prompt(model, kind) for kind in KINDS}}
    (folder / TRAITS).write_text(json.dumps(saved, ensure_ascii=False), "utf-8")
    try:
        _trace(_encoding(model), folder / GRAPH, {OUTPUTS[0]: {0: "texts"}, OUTPUTS[1]: AXES})
        exported = OnnxEncoder(folder)
        compare(original, exported)
        if reader:
            _export_reader(model_folder, folder, reader, original)
    except NotExportableError:
        raise
    except Exception as error:  # whatever a foreign model makes the libraries raise
        raise NotExportableError(first_line(error)) from error


def compare(original: Encoder, exported: Encoder) -> None:
    """Raises NotExportableError if the two make anything else of SAMPLES."""
    if original.pieces(SAMPLES) != exported.pieces(SAMPLES):
        raise NotExportableError("its tokenizer cuts a sample into other pieces")
    samples = [window.text for window in windows(original, SAMPLES)]
    for kind in KINDS:
        pairs = zip(original.encode(samples, kind), exported.encode(samples, kind), strict=True)
        for sample, (theirs, ours) in zip(samples, pairs, strict=True):
            lowest = _cosine(theirs.vector[None], ours.vector[None])
            if theirs.embeddings is not None and ours.embeddings is not None:
                lowest = min(lowest, _cosine(theirs.embeddings, ours.embeddings))
            if not lowest >= LEAST_COSINE:
                raise NotExportableError(
                    f"expected a cosine of at least {LEAST_COSINE} between the original and the export; "
                    f"found {lowest:.4f} for the {kind} {sample[:20]!r}"
                )


def _cosine(theirs: Matrix, ours: Matrix) -> float:
    """The lowest of rows that belong together, 1 for two that are 0; -1 if they don't belong together."""
    if theirs.shape != ours.shape:
        return -1.0
    lengths = np.linalg.norm(theirs, axis=1), np.linalg.norm(ours, axis=1)
    cosines = (theirs * ours).sum(axis=1) / np.maximum(lengths[0] * lengths[1], 1e-12)
    return float(np.where((lengths[0] < 1e-6) & (lengths[1] < 1e-6), 1, cosines).min())


def _prompt(model: "SentenceTransformer", kind: Kind) -> str:
    """What the library puts before a text; compare() would notice another."""
    names = ("query",) if kind == "query" else ("document", "passage", "corpus")
    named = [*(name for name in names if name in model.prompts), model.default_prompt_name]
    return model.prompts.get(named[0] or "") or ""


def _export_reader(base: Path, folder: Path, reader: ReaderFile, encoder: Encoder) -> None:
    from index.model.torch_reader import TorchReading

    original = TorchReading(base, reader)
    _trace(original.network, folder / READER, {LOGIT: {0: "texts"}})
    pieces = encoder.pieces(SAMPLES)
    ends = reader.special.first, reader.special.between
    compare_readers(original, OnnxReading(folder), [[ends[0], *text.ids[:MOST_READ], ends[1]] for text in pieces])


def compare_readers(original: Network, exported: Network, ids: Sequence[Sequence[int]]) -> None:
    """Raises NotExportableError if the two give a sample of `ids` other logits."""
    furthest = float(np.abs(original.logits(ids) - exported.logits(ids)).max())
    if not furthest <= LEAST_LOGIT:
        raise NotExportableError(f"expected logits that differ by at most {LEAST_LOGIT}; found {furthest:.4f}")


def _encoding(model: "SentenceTransformer") -> "Module":
    """All modules of the model, from ids to OUTPUTS."""
    import torch

    class Whole(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any) -> tuple[Any, ...]:
            features = self.model({INPUTS[0]: input_ids, INPUTS[1]: attention_mask})
            vectors = torch.nn.functional.normalize(features[OUTPUTS[0]], dim=1)
            return vectors, features[OUTPUTS[1]]

    return Whole().eval()


def _trace(network: "Module", graph: Path, outputs: dict[str, dict[int, str]]) -> None:
    """Write `graph` as ONNX Runtime would run it on any processor; `outputs` says which of their axes vary."""
    import torch

    ids = torch.ones((2, 5), dtype=torch.int64)
    mask = torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]])
    dynamic = {INPUTS[0]: AXES, INPUTS[1]: AXES, **outputs}
    with TemporaryDirectory() as work, torch.inference_mode(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer's, on sizes that it takes for constants: compare() tries others
        traced = Path(work, "traced.onnx")
        torch.onnx.export(
            network, (ids, mask), str(traced), dynamo=False, opset_version=OPSET,
            input_names=list(INPUTS), output_names=list(outputs), dynamic_axes=dynamic,
        )  # fmt: skip
        _optimise(traced, graph)


def _optimise(traced: Path, graph: Path) -> None:
    """Its weights in a file beside it, to be mapped."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(graph)
    options.log_severity_level = 3
    options.add_session_config_entry("session.optimized_model_external_initializers_file_name", f"{graph.stem}.bin")
    options.add_session_config_entry("session.optimized_model_external_initializers_min_size_in_bytes", "1024")
    onnxruntime.InferenceSession(str(traced), options, providers=["CPUExecutionProvider"])


def outcome(model_folder: Path, digest: str, folder: Path) -> dict[str, str]:
    """Export; what went wrong, if something did: {"refused": why}, or {"error": …} for no model at all."""
    try:
        export(model_folder, folder, reader_of(digest))
    except NotExportableError as error:
        return {"refused": str(error)}
    except ModelError as error:
        return {"error": str(error)}
    return {}


if __name__ == "__main__":
    model, digest, folder = sys.argv[1:]
    sys.stdout.write(json.dumps(outcome(Path(model), digest, Path(folder))))
