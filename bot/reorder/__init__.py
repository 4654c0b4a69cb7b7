"""The order in which statements are shown, where a reranker or a language model was named."""
