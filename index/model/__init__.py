"""The embedding model: where it lies, what it reads at once, and the vectors that it makes.

Reading order: locate, windows, token_embeddings, embedder.
"""
