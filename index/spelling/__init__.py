"""A question's misspelt words become the words that were meant.

Reading order: typos (how likely a slip is), written (the words of transcripts as arrays), nearby (those that are spelt
nearly alike), vocabulary (what is known of a word), candidates (which of them may be meant), speller (which words are
misspelt, and what becomes of them).
"""
