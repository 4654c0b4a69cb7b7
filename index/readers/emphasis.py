"""Marks of emphasis, of Markdown or HTML, around a whole question: "**Who paid?**", "<strong>Who paid?</strong>"."""

import re

OPENING = re.compile(r"\*{1,3}|_{1,2}|<(?:strong|b|em|i)>")
LEFT_OPEN = re.compile(rf"(?:{OPENING.pattern})$")


def closing(opening: str) -> str:
    """What closes a mark: closing("**") -> "**", closing("<b>") -> "</b>"."""
    return opening.replace("<", "</")


def left_open(label: str) -> str:
    """What closes the mark with which a label ends, "" if it ends with none: left_open("1. **") -> "**"."""
    match = LEFT_OPEN.search(label)
    return closing(match[0]) if match else ""
