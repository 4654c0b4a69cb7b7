"""What was said on a subject all over a library: over time, and by whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.confidence import Calibration
from bot.evidence.citation import Citation
from bot.evidence.proof import Dropped, Proof
from bot.statements import citation_of
from bot.within import EVERYTHING, Within, date_of
from index.quotable import Quotable
from index.search.hit import Hit
from index.transcript import Role

DEEP = 400
"""Hits that are looked at: those that are on the subject are among the first."""
MOST_LINKS = 20
"""Citations that are given of one speaker."""


@dataclass(frozen=True, slots=True)
class Dated:
    """The best statement of a transcript on the subject; `date` is "" where nothing states it as 2020-09-03."""

    date: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody, as the transcripts name them, and how many of the statements are theirs; the best of them, cited.

    Whoever is not named is told apart by the `transcript`, "" for those with a name.
    """

    name: str
    role: Role
    transcript: str
    count: int
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """Statements that are on a subject by what the search saw of them: none of them has to answer anything.

    `over_time` has one for each transcript that speaks of it, in the order of dates, those without one last; `voices`
    are in the order of how often they do.
    """

    question: str
    standalone: str
    over_time: tuple[Dated, ...]
    voices: tuple[Voice, ...]
    dropped: tuple[Dropped, ...]
    within: Within = EVERYTHING
    undated: int = 0


def on_subject(hits: Iterable[Hit], calibration: Calibration) -> list[Hit]:
    """Those that are on the subject of what was searched, best first."""
    return [
        hit
        for hit in hits
        if calibration.is_on_subject(hit) or calibration.state(calibration.probability(hit)) != "not_found"
    ]


def surveyed(
    hits: Sequence[Hit], proof: Proof, quotables: Sequence[Quotable]
) -> tuple[tuple[Dated, ...], tuple[Voice, ...]]:
    """Survey.over_time and voices of hits, best first, whose citations hold."""
    first: dict[int, Dated] = {}
    said: dict[tuple[str, Role, str], list[Citation]] = {}
    shown: set[tuple[int, int]] = set()
    for hit in hits:
        quotable = quotables[hit.transcript]
        if hit.place in shown:
            continue
        citation = citation_of(hit, shown, proof, quotable)
        if citation is None:
            continue
        begins, ends = citation.rows
        shown.update((hit.transcript, row) for row in range(begins, ends + 1))
        first.setdefault(hit.transcript, Dated(date_of(quotable.card.metadata), citation))
        unnamed = "" if citation.speaker else citation.transcript
        said.setdefault((citation.speaker, citation.role, unnamed), []).append(citation)
    over_time = sorted(first.values(), key=lambda dated: (not dated.date, dated.date))
    voices = [Voice(*who, len(own), tuple(own[:MOST_LINKS])) for who, own in said.items()]
    return tuple(over_time), tuple(sorted(voices, key=lambda voice: -voice.count))
