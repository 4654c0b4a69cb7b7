"""How something grows with the size of a library: small diagrams in an SVG, sizes on a logarithmic scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

WIDTH, HEIGHT, MARGIN = 210, 140, 46
COLOUR = "#1f6feb"


@dataclass(frozen=True, slots=True)
class Growth:
    """`points` are numbers of sentences, and what was measured there in `unit`; both rise from above 0."""

    name: str
    unit: str
    points: Sequence[tuple[float, float]]


def growth_svg(growths: Sequence[Growth]) -> str:
    """One diagram beside the other."""
    step = WIDTH + 2 * MARGIN
    shapes = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{step * len(growths)}" height="{HEIGHT + 2 * MARGIN}" '
        'font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for number, growth in enumerate(growths):
        shapes.append(f'<g transform="translate({step * number + MARGIN} {MARGIN})">{_diagram(growth)}</g>')
    return "\n".join([*shapes, "</svg>", ""])


def _diagram(growth: Growth) -> str:
    most = max(value for _, value in growth.points) * 1.1
    places = [(_x(size, growth), HEIGHT * (1 - value / most)) for size, value in growth.points]
    path = "L".join(f"{x:.0f} {y:.0f}" for x, y in places)
    shapes = [
        f'<text x="{WIDTH / 2}" y="-18" text-anchor="middle" font-weight="bold">{growth.name}, {growth.unit}</text>',
        f'<path d="M0 0V{HEIGHT}H{WIDTH}" fill="none" stroke="black"/>',
        f'<path d="M{path}" fill="none" stroke="{COLOUR}" stroke-width="2"/>',
        f'<text x="{WIDTH / 2}" y="{HEIGHT + 34}" text-anchor="middle">sentences</text>',
    ]
    for (x, y), (size, value) in zip(places, growth.points, strict=True):
        shapes.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="{COLOUR}"/>')
        shapes.append(f'<text x="{x:.0f}" y="{y - 8:.0f}" text-anchor="middle">{_short(value)}</text>')
        shapes.append(f'<text x="{x:.0f}" y="{HEIGHT + 16}" text-anchor="middle">{_short(size)}</text>')
    return "".join(shapes)


def _x(size: float, growth: Growth) -> float:
    first, last = (log10(growth.points[place][0]) for place in (0, -1))
    return WIDTH * (0.08 + 0.84 * (log10(size) - first) / ((last - first) or 1))


def _short(value: float) -> str:
    """1,234,567 -> 1.2M"""
    for size, unit in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:.3g}{unit}"
    return f"{value:.3g}"
