"""Answers, checks and transcripts in the forms in which they are shown: text, JSON, Markdown, HTML."""
