"""A question's misspelt words become the words that were meant.

Reading order: typed (which words may be misspelt), lexicon (the known words of a language), variants (honour, honor),
typos (how likely a slip is), vocabulary (the words of transcripts), meant (which of them), speller.
"""
