"""LangChain: FAISS and BM25Retriever in an EnsembleRetriever. BM25 can't be saved: it is made again of the passages."""

from pathlib import Path

from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings

from bench.peers.serve import TOP, flat, model, serve


class LangChain:
    def __init__(self) -> None:
        self.embeddings = HuggingFaceEmbeddings(model_name=model())

    def index(self, documents: list[list[str]], folder: Path) -> None:
        passages = [Document(passage, metadata={"id": number}) for number, passage in enumerate(flat(documents))]
        vectors = FAISS.from_documents(passages, self.embeddings)
        vectors.save_local(str(folder))
        self.fuse(vectors, passages)

    def open(self, folder: Path) -> None:
        vectors = FAISS.load_local(str(folder), self.embeddings, allow_dangerous_deserialization=True)
        self.fuse(vectors, vectors.get_by_ids(list(vectors.index_to_docstore_id.values())))

    def fuse(self, vectors: FAISS, passages: list[Document]) -> None:
        words = BM25Retriever.from_documents(passages, k=TOP)
        nearest = vectors.as_retriever(search_kwargs={"k": TOP})
        self.retriever = EnsembleRetriever(retrievers=[words, nearest], weights=[0.5, 0.5])

    def ask(self, question: str) -> list[int]:
        return [int(found.metadata["id"]) for found in self.retriever.invoke(question)][:TOP]


if __name__ == "__main__":
    serve(LangChain)
