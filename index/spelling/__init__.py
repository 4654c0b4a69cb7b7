"""A question's misspelt words become the words that were meant.

Reading order: typos (how likely a slip is), vocabulary (the words of transcripts), candidates (which of them may be
meant), speller (which words are misspelt, and what becomes of them).
"""
