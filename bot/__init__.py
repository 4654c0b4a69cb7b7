"""A question becomes a verified answer; nothing here knows of FAISS or of the model.

Reading order: citation, attribution, mentions, question, about, answer, chat, then the forms of an answer (as_json,
as_text, as_html) and the doors (commands, web).
"""
