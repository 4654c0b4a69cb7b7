"""What became of asking a language model to choose among sentences, as a record, in words and as JSON."""

from dataclasses import dataclass
from typing import Any, Literal

from bot.render.strings import say, say_count

Failure = Literal["unreachable", "broken", "slow", "status", "large", "form", "prose"]

REASONS: dict[Failure, str] = {
    "unreachable": "choice.unreachable",
    "broken": "choice.broken",
    "slow": "choice.slow",
    "status": "choice.status",
    "large": "choice.large",
    "form": "choice.form",
    "prose": "choice.prose",
}
"""The text of each failure; none ever has a word of the server's."""


class ChooserError(Exception):
    """The model made no choice that can be used; `detail` is a number that belongs to `failure`, or ""."""

    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(f"{failure} ({detail})" if detail else failure)
        self.failure = failure
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Choice:
    """Of `offered` sentences, numbered from 1 as they would have come, those that the model `chosen`, best first.

    With a `failure` nothing was chosen; without one, an empty `chosen` is what the model answered: none of them.
    """

    model: str
    offered: int
    chosen: tuple[int, ...] = ()
    failure: Failure | None = None
    detail: str = ""


def choice_line(choice: Choice) -> str:
    """Whose order this is, for every door to show beside the statements."""
    if choice.failure:
        reason = say(REASONS[choice.failure], detail=choice.detail)
        return say("choice.failed", model=choice.model, reason=reason)
    if not choice.chosen:
        return say("choice.none", model=choice.model, offered=choice.offered)
    return say_count("choice.chosen", len(choice.chosen), model=choice.model, offered=choice.offered)


def choice_json(choice: Choice) -> dict[str, Any]:
    """{model, offered, chosen, failure, detail}; the last two are None where there is nothing to say."""
    return {
        "model": choice.model,
        "offered": choice.offered,
        "chosen": list(choice.chosen),
        "failure": choice.failure,
        "detail": choice.detail or None,
    }
