"""Marks of emphasis, of Markdown or HTML, around labels and whole questions; and tags on lines of their own."""

import re

EMPHASIS = r"(?:\*\*|__|\*|_|</?(?:strong|b|em|i)>)?"
"""One mark or none, beside a label."""
TAG = (
    r"(?:div|p|br|hr|dl|ul|ol|li|table|tbody|thead|tr|td|th|section|article|span|center|details|summary|body|html|head)"
)
OPENING = re.compile(r"\*{1,3}|_{1,2}|<(?:strong|b|em|i)>")
"""Before a whole question."""
LEFT_OPEN = re.compile(rf"(?:{OPENING.pattern})$")


def closing(opening: str) -> str:
    """What closes a mark: closing("**") -> "**", closing("<b>") -> "</b>"."""
    return opening.replace("<", "</")


def left_open(label: str) -> str:
    """What closes the mark with which a label ends, "" if it ends with none: left_open("1. **") -> "**"."""
    match = LEFT_OPEN.search(label)
    return closing(match[0]) if match else ""
