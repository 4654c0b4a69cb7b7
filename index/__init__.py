"""A transcript becomes a searchable corpus.

Reading order: errors, transcript, readers, sentences, passages, models, embedder, vectors, lexical, signals, ranking,
retriever, store, library. Each may import those before it and none after it.
"""
