"""What is searched for, and in what: the small records and numbers that every corpus shares."""

from dataclasses import dataclass

from index.model.embedder import Embedded
from index.search.segment import Rows

FEW = 10_000
"""Statements up to which all of them are candidates."""
DEPTH = 200
"""Candidates that each leg proposes above that."""
DEPTH_OF_PARAGRAPHS = 50
"""Paragraphs whose statements the leg of paragraphs proposes."""
LEGIBLE = 0.5
"""Share of the letters from which on a model is taken to read a text."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some of the transcripts of a corpus that never change; `numbers` says which they are, -1 for one that is gone."""

    name: str
    numbers: Rows


@dataclass(frozen=True, slots=True)
class Searched:
    """A text that is searched, as the model and the words see it."""

    text: str
    embedded: Embedded
    terms: set[str]
