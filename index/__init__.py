"""A transcript becomes a searchable corpus.

Reading order: errors, transcript, spans, language, passages, card, quotable, readers, model, indexed, search, spelling,
store, indexes, across, library. Each may import those before it and none after it.
"""
