"""What became of asking a language model to choose among sentences."""

from dataclasses import dataclass
from typing import Literal

Failure = Literal["unreachable", "broken", "slow", "status", "large", "form", "prose"]


class ChooserError(Exception):
    """The model made no choice that can be used; `detail` is a number that belongs to `failure`, or ""."""

    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(f"{failure} ({detail})" if detail else failure)
        self.failure = failure
        self.detail = detail


@dataclass(frozen=True, slots=True)
class LlmChoice:
    """Of `offered` sentences, numbered from 1 as they would have come, those that the model `chosen`, best first.

    With a `failure` nothing was chosen; without one, an empty `chosen` is what the model answered: none of them.
    """

    model: str
    offered: int
    chosen: tuple[int, ...] = ()
    failure: Failure | None = None
    detail: str = ""
