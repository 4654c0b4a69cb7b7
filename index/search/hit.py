"""A sentence that a search found, with all that speaks for it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that may answer: rows of its transcript and in its passages, rank from 1, score (higher is better)."""

    transcript: int
    sentence: int
    rank: int
    score: float
    signals: dict[str, float]
    """Of NAMES, and READER of those that were read together with the query."""
    ranks: dict[str, int]
    """By each signal among all candidates; by READER among those read."""
    is_fitted: bool
    """Whether the score is of weights that were fitted for the model, on text that it can read."""

    @property
    def place(self) -> tuple[int, int]:
        return self.transcript, self.sentence


def in_front(hits: Iterable[Hit], places: Collection[tuple[int, int]]) -> list[Hit]:
    """Those at `places`, (transcript, sentence), before the others, each part in its order."""
    return sorted(hits, key=lambda hit: hit.place not in places)
