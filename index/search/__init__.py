"""A query becomes hits: legs propose sentences, signals describe them, a ranking orders them.

Reading order: corpus, vectors, bm25, late_interaction, signals, question_signals, retriever, reranker.
"""
