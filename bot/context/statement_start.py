"""Where a statement starts: at its sentence, or at the one before it where it can't be understood alone."""

import re

from index.quotable import Quotable

LEANS = re.compile(
    r"[\W_]*(?:(?:all |both |many |most |some |none |one |each )(?:of )?)?"
    r"(?:this|these|those(?! who| that| which| of)|it|they|them|he|she|his|her|its|their|such an?|the (?:form|latt)er)"
    r"\b(?!-)",
    re.IGNORECASE,
)
"""How a sentence begins whose subject stands before it: "This marked …", "Some of them died …"."""

MOST_WORDS = 70
"""A statement of more is not extended: a quotation should stay one."""


def statement_start(quotable: Quotable, row: int) -> int:
    """The first row of the statement that ends with sentence `row`: itself, or the one before it in the same turn."""
    sentences, text = quotable.passages.sentences, quotable.transcript.text
    sentence, before = sentences[row], row - 1
    leans = quotable.transcript.language == "en" and LEANS.match(text, sentence.start, sentence.stop)
    if not leans or before < 0 or sentences[before].turn != sentence.turn:
        return row
    if text[sentences[before].stop : sentence.start].strip():  # a line that nobody said stands between
        return row
    words = text[sentences[before].start : sentence.stop].split()
    return before if len(words) <= MOST_WORDS else row
