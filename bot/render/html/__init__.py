"""Answers, transcripts and the page around them as escaped HTML: pure functions from data to strings.

Reading order: markup (escaping, places), context (what stands around a quotation), cards (one quotation), answer,
transcript, frame (heading, help).
"""
