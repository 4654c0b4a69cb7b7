"""A query becomes hits: legs propose sentences, signals describe them, a ranking orders them.

Reading order: corpus, vectors, bm25, signals, late_interaction, naming, names_across, ranking, reading, retriever,
reranker.
"""
