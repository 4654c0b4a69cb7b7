"""The embedding model: where it lies, what it reads at once, and the vectors that it makes.

Reading order: locate, encoder, use_encoder (across languages), windows, token_embeddings, embedder.
"""
