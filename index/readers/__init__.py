"""A file becomes a Transcript.

Reading order: files (bytes), metadata (what the TOML file beside it says), boilerplate (trailing lines of a web page),
label_forms, labels and layout (who speaks where), text (the plain-text format), table (which format reads which file),
report (what was understood).
"""
