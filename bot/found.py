"""What was found for a question, or for each part of one that asks several things, and how the parts become one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bot.answer import Part
from bot.confidence import Calibration, Decision
from bot.evidence.mentions import Mentions
from bot.question.about import About
from bot.question.interpret import Interpretation
from bot.reorder.llm_choice import LlmChoice
from index.search.hit import Hit


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for one question: `hits` in the order in which they are shown."""

    asked: Interpretation
    about: About | None
    mentions: tuple[Mentions, ...]
    hits: tuple[Hit, ...]
    calibration: Calibration
    decision: Decision
    choice: LlmChoice | None

    @property
    def has_statements(self) -> bool:
        """Whether its hits are what a reader looks for."""
        return self.about is None and not self.asked.every and self.decision.state != "not_found"


def in_turn(found: Sequence[Found]) -> Iterator[tuple[int, Hit]]:
    """The best hit of each, in order, then the second of each, and so on, with the number of whose it is; of those with
    statements, if any has some.
    """
    shown = [number for number, one in enumerate(found) if one.has_statements] or range(len(found))
    for hits in zip_longest(*(found[number].hits for number in shown)):
        for number, hit in zip(shown, hits, strict=True):
            if hit is not None:
                yield number, hit


def calibration_of(found: Sequence[Found]) -> Calibration:
    """The fitted one only if every part has it."""
    return next((one.calibration for one in found if not one.calibration.is_fitted), found[0].calibration)


def parts_of(found: Sequence[Found], ranks: Sequence[Sequence[int]]) -> tuple[Part, ...]:
    """Each part with what was found, and the ranks of its statements."""
    return tuple(
        Part(
            question=one.asked.question,
            standalone=one.asked.standalone,
            state=one.decision.state,
            confidence=one.decision.confidence,
            about=one.about,
            mentions=one.mentions if one.asked.every else (),
            ranks=tuple(own),
        )
        for one, own in zip(found, ranks, strict=True)
    )
