"""LlamaIndex: vector index and BM25 retriever, fused by reciprocal rank; no question is rewritten (num_queries=1)."""

from pathlib import Path

from llama_index.core import Settings, StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.retrievers.bm25 import BM25Retriever

from bench.peers.serve import TOP, flat, model, serve


class LlamaIndex:
    def __init__(self) -> None:
        Settings.embed_model = HuggingFaceEmbedding(model_name=model())
        Settings.llm = MockLLM()  # asked for by the fusion, never used

    def index(self, documents: list[list[str]], folder: Path) -> None:
        nodes = [TextNode(id_=str(number), text=passage) for number, passage in enumerate(flat(documents))]
        vectors = VectorStoreIndex(nodes)
        words = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=min(TOP, len(nodes)))
        vectors.storage_context.persist(str(folder))
        words.persist(str(folder / "bm25"))
        self.fuse(vectors, words)

    def open(self, folder: Path) -> None:
        vectors = load_index_from_storage(StorageContext.from_defaults(persist_dir=str(folder)))
        self.fuse(vectors, BM25Retriever.from_persist_dir(str(folder / "bm25")))

    def fuse(self, vectors: VectorStoreIndex, words: BM25Retriever) -> None:
        self.retriever = QueryFusionRetriever(
            [vectors.as_retriever(similarity_top_k=TOP), words],
            similarity_top_k=TOP,
            num_queries=1,
            mode=FUSION_MODES.RECIPROCAL_RANK,
        )

    def ask(self, question: str) -> list[int]:
        return [int(found.node.node_id) for found in self.retriever.retrieve(question)]


if __name__ == "__main__":
    serve(LlamaIndex)
