"""What is read together with a question: a sentence as it was said, by whom, after what, in reply to what."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from index.model.encoder import Pieces

PARTS = ("sentence", "before", "speaker", "asked")
QUESTION = 48
"""Word pieces of a question that are read, its last ones: what it leans on stands before it."""
FIRST = {"sentence": 96, "speaker": 16}
"""Of a sentence and of a name, how many pieces are read, the first ones."""
LAST = {"before": 12, "asked": 20}
"""Of what leads to a sentence, the last ones: more leads as many questions astray as it helps."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence with what a reader must know of it; an empty string is what there is not."""

    sentence: str
    before: str
    """What the same speaker said just before it, in the same turn."""
    speaker: str
    """Who says it, with their office where it is known: a question may name either."""
    asked: str
    """The question that it answers."""


@dataclass(frozen=True, slots=True)
class Special:
    """The pieces that a network was taught to see before a text and between its parts."""

    first: int
    between: int


def texts(utterances: Sequence[Utterance]) -> list[str]:
    """The parts of each, in the order of PARTS, one utterance after the other."""
    return list(chain.from_iterable(map(attrgetter(*PARTS), utterances)))


def read_together(question: Pieces, parts: Sequence[Pieces], special: Special) -> list[list[int]]:
    """For each utterance the ids that a network reads: the question, then the parts; `parts` are as `texts` has them.

    >>> one = [Pieces((number,), ()) for number in (5, 6, 7, 8)]
    >>> read_together(Pieces((3, 4), ()), one, Special(first=1, between=2))
    [[1, 3, 4, 2, 5, 2, 6, 2, 7, 2, 8, 2]]
    """
    asked = [special.first, *question.ids[-QUESTION:], special.between]
    together = []
    for start in range(0, len(parts), len(PARTS)):
        ids = list(asked)
        for name, part in zip(PARTS, parts[start : start + len(PARTS)], strict=True):
            ids += (*_cut(name, part.ids), special.between)
        together.append(ids)
    return together


def _cut(name: str, ids: tuple[int, ...]) -> tuple[int, ...]:
    return ids[: FIRST[name]] if name in FIRST else ids[-LAST[name] :]
