"""txtai, hybrid (BM25 and vectors), content stored: https://neuml.github.io/txtai/embeddings/"""

from pathlib import Path

from txtai import Embeddings

from bench.peers.serve import TOP, flat, model, serve


class Txtai:
    def __init__(self) -> None:
        self.embeddings = Embeddings(path=model(), hybrid=True, content=True)

    def index(self, documents: list[list[str]], folder: Path) -> None:
        self.embeddings.index(flat(documents))
        self.embeddings.save(str(folder))

    def open(self, folder: Path) -> None:
        self.embeddings.load(str(folder))

    def ask(self, question: str) -> list[int]:
        return [int(found["id"]) for found in self.embeddings.search(question, TOP)]


if __name__ == "__main__":
    serve(Txtai)
