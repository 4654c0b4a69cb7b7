"""A model is prepared once for a quick start: exported by a process of its own, which alone imports PyTorch, and kept.

MODEL-FORMAT/       MODEL: the beginning of the model's digest, and of its reader's, if it has one
    graph.onnx      graph.bin      tokenizer.json      traits.json      reader.onnx      reader.bin
    manifest.json   each file's SHA-256; or, for a model that can't be exported, only {"refused": why, "with":
                    versions of what exports}
"""

import json
import logging
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from time import perf_counter, time

from index.errors import ModelError
from index.model.digests import file_digests
from index.model.encoder import Encoder
from index.model.locate import ACROSS_MODEL, first_line
from index.model.onnx_encoder import READER, OnnxEncoder, OnnxReading
from index.model.reader import Network, ReaderFile, reader_of
from index.model.torch_encoder import TorchEncoder
from index.model.use_encoder import UseEncoder

FORMAT = 2
LEFT = 3600
"""Seconds after which an unfinished folder is taken to be nobody's."""
MANIFEST = "manifest.json"
ROOT = Path(__file__).resolve().parents[2]

log = logging.getLogger(__name__)


class RefusedError(Exception):
    """The model can't be exported; the message says why."""


def read_prepared(folder: Path, kept: Path) -> Encoder | None:
    """What is kept in `folder`; None if nothing is, or if it is not what was written. Raises RefusedError."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        if "refused" in manifest:
            if manifest["with"] != _versions():
                return None
            raise RefusedError(manifest["refused"])
        if file_digests(folder, kept) | {MANIFEST: ""} != manifest | {MANIFEST: ""}:
            raise ValueError("a file is not the one that was written")
        return OnnxEncoder(folder)
    except FileNotFoundError:
        return None
    except RefusedError:
        raise
    except Exception as error:  # noqa: BLE001  # whatever a damaged file makes the libraries raise
        log.warning("the prepared model %s is damaged (%s); it is prepared again", folder, first_line(error))
        return None


def open_encoder(name: str, model: Path, digest: str, kept: Path | None) -> Encoder:
    """The model in the folder `model`, from what is `kept` of it, which is made first where it is missing or damaged.

    A model that can't be exported, or of which nothing can be kept, runs on PyTorch, and that is said; the one across
    languages needs no preparation. Raises ModelError.
    """
    if name == ACROSS_MODEL:
        return UseEncoder(model)
    if kept is None:
        return TorchEncoder(model)
    folder = _folder(kept, digest, reader_of(digest))
    try:
        encoder = read_prepared(folder, kept)
        if encoder is None:
            _prepare(name, model, digest, folder)
            encoder = read_prepared(folder, kept)
        if encoder:
            return encoder
        why = "its export is damaged"
    except (OSError, RefusedError) as error:
        why = first_line(error)
    log.warning("the model %s runs on PyTorch, which takes seconds to start: %s", name, why)
    return TorchEncoder(model)


def open_network(model: Path, digest: str, reader: ReaderFile, kept: Path | None) -> Network:
    """The network of the model's reader, from what `open_encoder` has kept, else on PyTorch. Raises ModelError."""
    if kept is not None and (_folder(kept, digest, reader) / READER).exists():
        return OnnxReading(_folder(kept, digest, reader))
    from index.model.torch_reader import TorchReading

    return TorchReading(model, reader)


def _folder(kept: Path, digest: str, reader: ReaderFile | None) -> Path:
    parts = [digest[:16], *([reader.digest[:16]] if reader else []), str(FORMAT)]
    return kept / "-".join(parts)


def _prepare(name: str, model: Path, digest: str, folder: Path) -> None:
    """Export into `folder`, written beside its place and renamed. Raises OSError, and ModelError for no model."""
    log.info("preparing the model %s, once: this takes some seconds", name)
    start = perf_counter()
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in folder.parent.glob(".new-*"):  # by a process that was killed
        with suppress(OSError):  # or another one removes it
            if time() - left.stat().st_mtime > LEFT:
                shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder.parent, ignore_cleanup_errors=True) as work:
        new = Path(work, folder.name)
        new.mkdir()
        answer = _export(model, digest, new)
        manifest = answer | {"with": _versions()} if answer else file_digests(new)
        (new / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")
        if folder.exists():
            folder.rename(Path(work, "old"))
        try:
            new.rename(folder)
        except OSError:
            if not folder.exists():  # else another process has just prepared the same
                raise
    log.info("prepared in %.1f s", perf_counter() - start)


def _versions() -> str:
    """Of what exports: another one may do better."""
    from importlib.metadata import PackageNotFoundError, version

    found = []
    for name in ("torch", "transformers", "sentence-transformers", "onnx", "onnxruntime"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)


def _export(model: Path, digest: str, folder: Path) -> dict[str, str]:
    """{"refused": why}, or nothing if all went well. Raises ModelError for a folder that holds no model, and OSError
    where the process was ended: the next one may do better.
    """
    command = [sys.executable, "-m", "index.model.onnx_export", str(model.resolve()), digest, str(folder.resolve())]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"the process ended with {done.returncode}"]
        raise OSError(f"its export failed: {lines[-1][:200]}")
    answer: dict[str, str] = json.loads(done.stdout)
    if "error" in answer:
        raise ModelError(answer["error"])
    return answer
