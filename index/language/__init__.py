"""What is known of languages.

Reading order: knowledge (the words of each, from its TOML), quotation_marks, detect (which language a text is in),
sentences, terms (the units of lexical search).
"""
