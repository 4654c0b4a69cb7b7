"""Transcripts in PostgreSQL with pgvector, where several people add and several processes ask.

Reading order: connection (a server that may be gone for a moment), schema (its tables, numbered), columns and readings
(what a transcript is there), loading and adding (one transaction each), wanted and fetched (what a question takes out),
corpus (what is searched), shelf (what is opened).
"""
