"""What comes back from a question: Answer, its Statements and its state."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.context.self_contained import SelfContained
from bot.context.sought import Sought
from bot.evidence.citation import Citation
from bot.evidence.mentions import Mentions
from bot.evidence.proof import Dropped
from bot.question.about import About
from bot.question.language_mismatch import Compared, LanguageMismatch
from bot.reorder.llm_choice import LlmChoice
from bot.within import EVERYTHING, Within

if TYPE_CHECKING:
    from index.spelling.speller import Correction

State = Literal["answered", "related", "not_found"]
Strength = Literal["strong", "good", "partial"]


@dataclass(frozen=True, slots=True)
class Why:
    """Why a statement was chosen: its words that the question has too, the part that matched best, ranks and scores."""

    matched: tuple[str, ...]
    part: str
    score: float
    signals: dict[str, float]
    ranks: dict[str, int]
    is_read: bool
    """Whether a model read it together with the question; then "reader" is among `signals` and `ranks`."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A verified quotation, its rank, from 1, and whether it can stand alone.

    `lacks` is what the question surely asks for and its words surely do not give: then it is a partial match at most.
    """

    rank: int
    strength: Strength
    why: Why
    citation: Citation
    self_contained: SelfContained
    lacks: Sought | None


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things that a question asks: what was searched for it, and what was found.

    `ranks` are those of its statements, best first: none where nothing was found, or nothing is shown of it. `about` is
    set where it asks about the transcript itself, `mentions` where it asks for the places of words.
    """

    question: str
    standalone: str
    state: State
    confidence: float
    about: About | None
    mentions: tuple[Mentions, ...]
    ranks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Whatever the state, `statements` are the k best that were verified, best first, none overlapping another.

    `confidence` is between 0 and 1 and alone decides the state; if `calibrated`, it is a measured probability that the
    transcript answers the question. `is_measured` says whether anybody measured that for this model and language.
    `about` is set for a question about the transcript itself. `mentions` has each phrase that was to be found as it
    stands; if `every`, its places are what was asked for. `nearest_question` is set where nothing was found; `choice`
    where a language model was asked to choose.
    """

    question: str
    standalone: str
    state: State
    confidence: float
    calibrated: bool
    is_measured: bool
    about: About | None
    mentions: tuple[Mentions, ...]
    every: bool
    nearest_question: Citation | None
    statements: tuple[Statement, ...]
    dropped: tuple[Dropped, ...]
    corrections: "tuple[Correction, ...]" = ()
    """The misspelt words of the question, and what was searched for them."""
    language_mismatch: LanguageMismatch | None = None
    """Set where the question is in another language than the transcripts and nothing can compare the two."""
    across: Compared | None = None
    """Set where it is, and a model compared the two."""
    choice: LlmChoice | None = None
    parts: tuple[Part, ...] = ()
    """What the question asks, where it asks several things; else none."""
    within: Within = EVERYTHING
    """Where was looked."""
    undated: int = 0
    """Transcripts that were left out because nothing tells their date, where dates were asked for."""
    apart: int = 0
    """Transcripts in another language, which were not compared with the question, for others are in its own."""

    @property
    def is_about(self) -> bool:
        """Whether nothing is asked but about the transcript itself."""
        return bool(self.about or (self.parts and all(part.about for part in self.parts)))


def nothing(question: str, standalone: str, within: Within = EVERYTHING) -> Answer:
    """The answer to a question without a word in it: no statements."""
    return Answer(
        question=question,
        standalone=standalone,
        state="not_found",
        confidence=0.0,
        calibrated=False,
        is_measured=False,
        about=None,
        mentions=(),
        every=False,
        nearest_question=None,
        statements=(),
        dropped=(),
        within=within,
    )
