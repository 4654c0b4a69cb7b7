"""Words of a transcript with others left out between them, and nothing to mark it: where they stand."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.evidence.citation import rows_within
from bot.evidence.concordance import Concordance, Entry, Run
from bot.evidence.units import BREAK
from bot.quote_check.nearest import pieces

MOST_PIECES = 4
LONGEST = 60
"""Words that are left out at one place."""
LEAST = 3
"""Words of the longest piece, and two for each piece: single words stand in order anywhere."""


def find_unmarked(words: Sequence[str], concordance: Concordance) -> list[Run]:
    """The pieces of `words` (small letters), which stand in this order within two neighbouring sentences of one turn.

    None unless all words are in two to MOST_PIECES pieces, and something is left out between each two.
    """
    cuts = pieces(words, concordance, 1)
    lengths = [last - first for first, last in cuts]
    if not 2 <= len(cuts) <= MOST_PIECES or sum(lengths) < len(words):
        return []
    if max(lengths) < LEAST or len(words) < 2 * len(cuts):
        return []
    spelt = [concordance.spell(words[first:last]) for first, last in cuts]
    between = f"([^{BREAK}]{{1,{LONGEST}}}?)"
    pattern = re.compile(between.join(f"({re.escape(piece)})" for piece in spelt), re.DOTALL)
    for row, entry in enumerate(concordance.entries):
        for match in pattern.finditer(entry.loose):
            runs = [_run(row, entry, match.span(group)) for group in range(1, 2 * len(cuts), 2)]
            if _is_near(entry, runs):
                return runs
    return []


def gaps(runs: Sequence[Run]) -> list[Run]:
    """What stands between the pieces."""
    return [Run(left.row, left.last, right.first) for left, right in pairwise(runs)]


def _run(row: int, entry: Entry, words: tuple[int, int]) -> Run:
    return Run(row, entry.words[words[0]], entry.words[words[1] - 1] + 1)


def _is_near(entry: Entry, runs: Sequence[Run]) -> bool:
    span = entry.slice(runs[0].first, runs[-1].last)
    first, last = rows_within(entry.source.passages, span.start, span.stop)
    return last - first <= 1
