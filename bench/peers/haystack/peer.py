"""Haystack: BM25 and vectors of the document store in memory, joined by reciprocal rank in a pipeline."""

from pathlib import Path

from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from bench.peers.serve import TOP, flat, model, serve


class Haystack:
    def __init__(self) -> None:
        self.embedder = SentenceTransformersDocumentEmbedder(model=model(), progress_bar=False)

    def index(self, documents: list[list[str]], folder: Path) -> None:
        passages = [Document(id=str(number), content=passage) for number, passage in enumerate(flat(documents))]
        store = InMemoryDocumentStore()
        store.write_documents(self.embedder.run(passages)["documents"])
        store.save_to_disk(str(folder / "store.json"))
        self.join(store)

    def open(self, folder: Path) -> None:
        self.join(InMemoryDocumentStore.load_from_disk(str(folder / "store.json")))

    def join(self, store: InMemoryDocumentStore) -> None:
        self.pipeline = Pipeline()
        self.pipeline.add_component("embedder", SentenceTransformersTextEmbedder(model=model(), progress_bar=False))
        self.pipeline.add_component("vectors", InMemoryEmbeddingRetriever(store, top_k=TOP))
        self.pipeline.add_component("words", InMemoryBM25Retriever(store, top_k=TOP))
        self.pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=TOP))
        self.pipeline.connect("embedder.embedding", "vectors.query_embedding")
        self.pipeline.connect("vectors", "joiner")
        self.pipeline.connect("words", "joiner")

    def ask(self, question: str) -> list[int]:
        found = self.pipeline.run({"embedder": {"text": question}, "words": {"query": question}})
        return [int(document.id) for document in found["joiner"]["documents"]]


if __name__ == "__main__":
    serve(Haystack)
