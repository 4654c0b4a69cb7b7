"""How far a confidence can be taken at its word: Brier score, and the diagram of stated against observed shares."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.judging import Judgement

BINS = 10
SIZE, MARGIN = 320, 44


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of about the same confidence: their mean confidence, the share that is answerable, their number."""

    stated: float
    observed: float
    count: int


def brier(judgements: Sequence[Judgement]) -> float:
    """The mean squared difference of confidence and outcome, 0 at best; 0.25 if one always says one half (Brier 1950).

    The outcome is 1 for an answerable question.
    """
    return float(np.mean([(judgement.score - judgement.answerable) ** 2 for judgement in judgements]))


def bins(judgements: Sequence[Judgement]) -> list[Bin]:
    """Ten bins of equal width, the empty ones left out."""
    scores = np.array([judgement.score for judgement in judgements])
    outcomes = np.array([judgement.answerable for judgement in judgements], float)
    rows = np.minimum((scores * BINS).astype(int), BINS - 1)
    filled = []
    for row in np.unique(rows):
        inside = rows == row
        filled.append(Bin(float(scores[inside].mean()), float(outcomes[inside].mean()), int(inside.sum())))
    return filled


def diagram(named: dict[str, Sequence[Bin]]) -> str:
    """An SVG: for each name a line through its bins, and the diagonal on which confidence and outcome agree."""
    colours = ("#1f6feb", "#b45309", "#15803d", "#9333ea")
    total = SIZE + 2 * MARGIN
    shapes = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{total}" height="{total + 20 * len(named)}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#999" stroke-dasharray="4"/>',
        f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" fill="none" stroke="black"/>',
        f'<text x="{_x(0.5)}" y="{_y(0) + 32}" text-anchor="middle">confidence stated</text>',
        f'<text transform="translate(14 {_y(0.5)}) rotate(-90)" text-anchor="middle">share that is answered</text>',
    ]
    for tick in (0, 0.5, 1):
        shapes.append(f'<text x="{_x(tick)}" y="{_y(0) + 16}" text-anchor="middle">{tick}</text>')
        shapes.append(f'<text x="{_x(0) - 6}" y="{_y(tick) + 4}" text-anchor="end">{tick}</text>')
    for row, ((name, points), colour) in enumerate(zip(named.items(), colours, strict=False)):
        path = "L".join(f"{_x(point.stated):.0f} {_y(point.observed):.0f}" for point in points)
        shapes.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        shapes += [_dot(point, colour) for point in points]
        shapes.append(f'<text x="{_x(0)}" y="{total + 4 + 20 * row}" fill="{colour}">{name}</text>')
    return "\n".join([*shapes, "</svg>", ""])


def _dot(point: Bin, colour: str) -> str:
    return f'<circle cx="{_x(point.stated):.0f}" cy="{_y(point.observed):.0f}" r="4" fill="{colour}"/>'


def _x(value: float) -> float:
    return MARGIN + SIZE * value


def _y(value: float) -> float:
    return MARGIN + SIZE * (1 - value)
