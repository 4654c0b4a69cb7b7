"""How far a statement reaches: a sentence, and the one before it where it can't be understood alone."""

import re

from index.indexed import IndexedTranscript

LEANS = re.compile(
    r"[\W_]*(?:(?:all |both |many |most |some |none |one |each )(?:of )?)?"
    r"(?:this|these|those(?! who| that| which| of)|it|they|them|he|she|his|her|its|their|such an?|the (?:form|latt)er)"
    r"\b(?!-)",
    re.IGNORECASE,
)
"""How a sentence begins whose subject stands before it: "This marked …", "Some of them died …"."""

MOST_WORDS = 70
"""A statement of more is not extended: a quotation should stay one."""


def reach(one: IndexedTranscript, sentence: int) -> int:
    """The first sentence of the statement that ends with `sentence`: itself, or the one before it in the same turn."""
    sentences, text = one.passages.sentences, one.transcript.text
    here, before = sentences[sentence], sentence - 1
    leans = one.transcript.language == "en" and LEANS.match(text, here.start, here.stop)
    if not leans or before < 0 or sentences[before].turn != here.turn:
        return sentence
    if text[sentences[before].stop : here.start].strip():  # a line that nobody said stands between
        return sentence
    return before if len(text[sentences[before].start : here.stop].split()) <= MOST_WORDS else sentence
