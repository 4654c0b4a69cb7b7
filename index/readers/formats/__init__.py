"""A file per format: its bytes become a Document, whose text is read as any, or what was said in pieces."""
