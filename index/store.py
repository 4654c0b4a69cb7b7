"""One saved folder per transcript, opened or built: never stale, never torn.

A folder is named by the text, the way it was cut, the model and the format, so that a change of any builds anew:
    TEXT-CUT-MODEL-FORMAT/
        offsets.npy             (sentences, 2) int64, start and stop in code points
        digests.npy             (sentences, 16) uint8, BLAKE2b of each sentence's UTF-8
        sentence_vectors.npy    (sentences, dim) float32      paragraph_vectors.npy  (paragraphs, dim) float32
        term_ids.npy            int32, the sentences' terms one after the other
        term_stops.npy          (sentences,) int64, where each sentence's end in term_ids
        vocabulary.json         the terms by id
        tokens.npy              (pieces, dim) int8, the paragraphs' token embeddings
        token_ids.npy           (pieces,) int32       token_runs.npy  (sentences, 2) int64, first piece and last + 1
        legible.npy             (1,) float64, the share of letters that the model can read
        manifest.json           each file's SHA-256
What is largest, vectors and tokens, is mapped and not read.
It is written beside its place and renamed into it (index/building.py says how it grows). What does not match its
manifest, or the text, is built again.
"""

import hashlib
import io
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.building import Chunk, chunks, write_chunks
from index.indexed import IndexedTranscript
from index.language.terms import terms
from index.model.embedder import Embedder, Progress
from index.passages import Passages
from index.quotable import DIGEST_BYTES, Quotable

FORMAT = 3
MANIFEST = "manifest.json"
VOCABULARY = "vocabulary.json"
MAPPED = ("sentence_vectors", "paragraph_vectors", "tokens")
"""Arrays that are not read but mapped."""
READ = ("offsets", "digests", "term_ids", "term_stops", "token_ids", "token_runs", "legible")

log = logging.getLogger(__name__)


def default_cache() -> Path:
    """`$XDG_CACHE_HOME/on-the-record`; the variable counts only if its path is absolute (XDG base directories 0.8)."""
    home = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (home if home.is_absolute() else Path.home() / ".cache") / "on-the-record"


def open_index(
    quotable: Quotable, embedder: Embedder, cache: Path | None, progress: Progress | None = None
) -> IndexedTranscript:
    """What is saved of a transcript in `cache`, built and saved first where that is needed; None saves nothing."""
    if cache:
        folder = cache / folder_name(quotable, embedder.digest)
        indexed = load(folder, quotable)
        if indexed:
            return indexed
        try:
            return _built(quotable, embedder, folder, progress)
        except OSError as error:
            log.warning("an index is not saved: %s", error)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as work:
        indexed = _built(quotable, embedder, Path(work, "index"), progress)
        return replace(  # what is mapped is deleted with the folder
            indexed,
            sentence_vectors=np.array(indexed.sentence_vectors),
            paragraph_vectors=np.array(indexed.paragraph_vectors),
            token_matrix=np.array(indexed.token_matrix),
        )


def _built(quotable: Quotable, embedder: Embedder, folder: Path, progress: Progress | None = None) -> IndexedTranscript:
    """Embed and count what is not yet done, and save it in `folder`. Raises OSError."""
    unfinished = folder.parent / f".part-{folder.name}"
    save(quotable, chunks(quotable, embedder, unfinished, progress), folder)
    shutil.rmtree(unfinished, ignore_errors=True)
    indexed = load(folder, quotable)
    if indexed is None:
        raise OSError("what was saved can't be read again")
    return indexed


def folder_name(quotable: Quotable, model_digest: str) -> str:
    """TEXT-CUT-MODEL-FORMAT: the `cut` of its card, and the prefix of the model's digest."""
    return f"{quotable.card.cut}-{model_digest[:12]}-{FORMAT}"


def load(folder: Path, quotable: Quotable) -> IndexedTranscript | None:
    """What is saved in `folder`; None if nothing is, or if it is not whole or not of this text."""
    try:
        arrays, vocabulary = _read(folder)
        _check(arrays, quotable)
        return IndexedTranscript(
            quotable=quotable,
            sentence_vectors=arrays["sentence_vectors"],
            paragraph_vectors=arrays["paragraph_vectors"],
            terms=_unflatten(arrays["term_ids"], arrays["term_stops"], vocabulary),
            token_matrix=arrays["tokens"],
            token_ids=arrays["token_ids"],
            token_runs=arrays["token_runs"],
            legible=float(arrays["legible"].item()),
        )
    except FileNotFoundError:
        if folder.exists():
            log.warning("the saved index %s is not whole; it is built again", folder)
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        log.warning("the saved index %s is damaged (%s); it is built again", folder, error)
    return None


def save(quotable: Quotable, embedded: Iterable[Chunk], folder: Path) -> None:
    """Write `folder` beside its place and rename it; a folder already there is replaced. Raises OSError."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder.parent, ignore_cleanup_errors=True) as work:
        new = Path(work, folder.name)
        new.mkdir(mode=0o700)  # it holds the words of the transcript
        _write_words(quotable, new)
        write_chunks(embedded, new)
        manifest = {path.name: _digest(path) for path in sorted(new.iterdir())}
        (new / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")
        try:
            if folder.exists():
                folder.rename(Path(work, "old"))
            new.rename(folder)
        except OSError:
            if not folder.exists():  # else another process has just saved the same
                raise


def _write_words(quotable: Quotable, folder: Path) -> None:
    """What is saved of the text itself."""
    text, language = quotable.transcript.text, quotable.transcript.language
    of_sentences = [terms(text[s.start : s.stop], language) for s in quotable.passages.sentences]
    vocabulary, ids, stops = _flatten(of_sentences)
    arrays: dict[str, NDArray[Any]] = {
        "offsets": _offsets(quotable.passages),
        "digests": np.frombuffer(b"".join(quotable.digests), np.uint8).reshape(-1, DIGEST_BYTES),
        "term_ids": ids,
        "term_stops": stops,
    }
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)
    (folder / VOCABULARY).write_text(json.dumps(vocabulary, ensure_ascii=False), "utf-8")


def _read(folder: Path) -> tuple[dict[str, NDArray[Any]], Any]:
    """The arrays by name, and the vocabulary; ValueError if one is not what was saved."""
    names = [*(f"{array}.npy" for array in READ), VOCABULARY]
    files = {name: (folder / name).read_bytes() for name in names}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    digests |= {f"{array}.npy": _digest(folder / f"{array}.npy") for array in MAPPED}
    if json.loads((folder / MANIFEST).read_bytes()) != digests:
        raise ValueError("a file is not the one that was saved")
    arrays = {name: np.load(io.BytesIO(files[f"{name}.npy"]), allow_pickle=False) for name in READ}
    for name in MAPPED:
        arrays[name] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    return arrays, json.loads(files[VOCABULARY])


def _check(arrays: dict[str, NDArray[Any]], quotable: Quotable) -> None:
    """Raises ValueError where the saved arrays are not those of this text."""
    passages = quotable.passages
    sentences, paragraphs = len(passages.sentences), len(passages.paragraphs)
    if not np.array_equal(arrays["offsets"], _offsets(passages)):
        raise ValueError("its offsets are not those of the text")
    for sentence, saved, digest in zip(passages.sentences, arrays["digests"], quotable.digests, strict=True):
        if saved.tobytes() != digest:
            raise ValueError(f"the digest of the sentence at {sentence.start} is not that of the text")
    of_sentences, of_paragraphs = arrays["sentence_vectors"], arrays["paragraph_vectors"]
    dim = of_sentences.shape[-1]
    if (of_sentences.shape, of_paragraphs.shape) != ((sentences, dim), (paragraphs, dim)):
        raise ValueError("its arrays do not fit the text")
    if arrays["term_stops"].shape != (sentences,):
        raise ValueError("its arrays do not fit the text")
    for vectors in (of_sentences, of_paragraphs):
        if vectors.dtype != np.float32 or not np.isfinite(vectors).all():
            raise ValueError("its vectors are not finite float32 numbers")
    pieces, ids, token_runs = arrays["tokens"], arrays["token_ids"], arrays["token_runs"]
    if pieces.ndim != 2 or ids.shape != pieces.shape[:1] or token_runs.shape != (sentences, 2):
        raise ValueError("its tokens do not fit the text")
    if pieces.dtype != np.int8 or np.any(np.diff(token_runs, prepend=0, append=len(ids)) < 0):
        raise ValueError("its tokens are not 8-bit numbers, or lie outside")


def _offsets(passages: Passages) -> NDArray[np.int64]:
    return np.array([(sentence.start, sentence.stop) for sentence in passages.sentences], np.int64).reshape(-1, 2)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flatten(documents: Sequence[Sequence[str]]) -> tuple[list[str], NDArray[np.int32], NDArray[np.int64]]:
    vocabulary = sorted(set(chain.from_iterable(documents)))
    ids = {term: number for number, term in enumerate(vocabulary)}
    flat = np.array([ids[term] for term in chain.from_iterable(documents)], np.int32)
    return vocabulary, flat, np.cumsum([len(document) for document in documents], dtype=np.int64)


def _unflatten(
    ids: NDArray[np.int32], stops: NDArray[np.int64], vocabulary: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    flat = [vocabulary[number] for number in ids.tolist()]
    return tuple(tuple(flat[start:stop]) for start, stop in pairwise([0, *stops.tolist()]))
