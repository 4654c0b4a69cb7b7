"""A file becomes a Transcript.

In three steps. Blocks: files (bytes), encoding, metadata (what the TOML file beside it says), front_matter, boilerplate
(trailing lines of a web page), times, blocks, furniture (what a page has), running (labels within lines), lines (of a
text), captions (of cues). Labels: names, labels (with a colon), label_forms, letters (Q. and A.), name_forms (without a
colon), asking (questions without a label), evidence (which are speakers), layout, cues (of captions). Turns:
paragraphs, turns. Then text (a file of text or captions), table (which format reads which file), report (what was
understood).
"""
