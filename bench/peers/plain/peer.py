"""The plain stack, dense: sentence-transformers and a flat FAISS index, in about twenty lines."""

import json
from pathlib import Path

import faiss
from sentence_transformers import SentenceTransformer

from bench.peers.serve import TOP, flat, model, serve


class Plain:
    def __init__(self) -> None:
        self.model = SentenceTransformer(model())

    def index(self, documents: list[list[str]], folder: Path) -> None:
        self.passages = flat(documents)
        vectors = self.model.encode(self.passages, normalize_embeddings=True)
        self.vectors: faiss.Index = faiss.IndexFlatIP(vectors.shape[1])
        self.vectors.add(vectors)
        faiss.write_index(self.vectors, str(folder / "vectors.faiss"))
        (folder / "passages.json").write_text(json.dumps(self.passages), "utf-8")

    def open(self, folder: Path) -> None:
        self.vectors = faiss.read_index(str(folder / "vectors.faiss"))
        self.passages = json.loads((folder / "passages.json").read_text("utf-8"))

    def ask(self, question: str) -> list[int]:
        _, rows = self.vectors.search(self.model.encode([question], normalize_embeddings=True), TOP)
        return [int(row) for row in rows[0] if row >= 0]


if __name__ == "__main__":
    serve(Plain)
