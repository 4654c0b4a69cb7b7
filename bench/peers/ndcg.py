"""How good an order is: normalised discounted cumulative gain."""

import math
from collections.abc import Collection, Sequence


def ndcg(ranked: Sequence[int], relevant: Collection[int], top: int = 10) -> float:
    """nDCG@top of Järvelin and Kekäläinen (2002); gains are 1 or 0, the discount is that of Burges et al. (2005).

    `ranked` are distinct, best first; `relevant` holds at least one: [4, 7] with {7} -> 1 / log2(3).
    """
    gain = sum(discount(rank) for rank, passage in enumerate(ranked[:top], 1) if passage in relevant)
    return gain / sum(discount(rank) for rank in range(1, min(len(relevant), top) + 1))


def discount(rank: int) -> float:
    """What a relevant passage at `rank`, from 1, is worth."""
    return 1 / math.log2(1 + rank)
