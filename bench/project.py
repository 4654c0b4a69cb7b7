"""python -m bench project: the projection of token embeddings to fewer dimensions, from the texts of some sets."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.answers import whole
from bench.sets import EvaluationSet, document_path, read_set_to_fit
from bot.commands.options import add_model
from bot.commands.terminal import progress_bar
from index.model.embedder import ModelEmbedder
from index.model.token_embeddings import PROJECTION, SCALE
from index.passages import split
from index.readers.table import read_transcript

Matrix = NDArray[np.float64]
DIMENSIONS = 128


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("project", help="fit the projection of token embeddings; then fit the weights again")
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET_DIR")
    parser.add_argument("--dimensions", type=int, default=DIMENSIONS, help="to keep (default: %(default)s)")
    parser.add_argument("--out", type=Path, default=PROJECTION, help="the file to write (default: %(default)s)")
    add_model(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    embedder = ModelEmbedder(options.model, cache=options.cache, projected=False)
    sets = [read_set_to_fit(folder) for folder in options.sets]
    matrix = principal(list(moments(sets, embedder)), options.dimensions)
    with whole(options.out) as beside, beside.open("wb") as file:
        np.savez(file, matrix=matrix.astype(np.float16), model=np.array(embedder.digest))
    print(f"wrote {options.out}")
    return 0


def moments(sets: Sequence[EvaluationSet], embedder: ModelEmbedder) -> Iterator[Matrix]:
    """For each document the mean outer product of its pieces' embeddings, shape (dim, dim)."""
    paths = []
    for evaluation_set in sets:
        whole_docs = [doc for doc in evaluation_set.docs if "-without-" not in doc]  # not the shortened copies
        paths += [document_path(evaluation_set.folder, doc) for doc in whole_docs]
    with progress_bar("Embedding") as progress:
        for done, path in enumerate(paths, 1):
            transcript = read_transcript(path)
            paragraphs = split(transcript).paragraphs
            texts = [transcript.text[paragraph.start : paragraph.stop] for paragraph in paragraphs]
            pieces = embedder.documents(texts).tokens.matrix.astype(float) / SCALE
            yield pieces.T @ pieces / max(len(pieces), 1)
            if progress:
                progress(done, len(paths))


def principal(moments: Sequence[Matrix], dimensions: int) -> Matrix:
    """The directions that keep most of the embeddings' length, shape (dim, dimensions); documents count the same.

    The greatest entry of each column is positive, so that the result is the same everywhere.
    """
    _, vectors = np.linalg.eigh(np.mean(moments, axis=0))
    kept = vectors[:, ::-1][:, :dimensions]  # eigh gives the directions with the smallest eigenvalues first
    greatest = kept[np.abs(kept).argmax(axis=0), np.arange(kept.shape[1])]
    return np.asarray(kept * np.sign(greatest))
