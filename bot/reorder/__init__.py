"""The order in which statements are shown, where a reranker or a language model was named.

Reading order: llm_choice, llm_client, llm_chooser, reorderer.
"""
