"""What is known of languages.

Reading order: knowledge (the words of each, from its TOML), dictionary (the known words, and their forms),
quotation_marks, scripts, latin and detect (which language a text is in), sounds (what names sound like), numerals,
sentences, terms (the units of lexical search).
"""
