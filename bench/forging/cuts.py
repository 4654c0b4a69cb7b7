"""Parts of sentences: truncations, that may mean something else than the whole, and parts that can't."""

import random

from bench.forging.drafts import SLICE, Draft, Maker, pick
from bench.forging.material import Material, Said
from bench.forging.words import OUTSIDE, TURNING, letters


def _truncated(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """Words that stand once in the text, with at most two between them and what turns them, cut off on that side."""
    turn = pick(OUTSIDE, said.text, rng)
    if turn is None:
        return None
    touched = [n for n, (start, stop) in enumerate(said.words) if start < turn.end() and stop > turn.start()]
    gap, last = rng.randrange(3), len(said.words) - 1
    if rng.random() < 0.5:
        first, last = touched[-1] + 1 + gap, rng.choice((last, rng.randint(0, last)))
    else:
        first, last = rng.choice((0, rng.randint(0, last))), touched[0] - 1 - gap
    return _once(m, said, first, last)


def _plain_part(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """Words that stand once in the text, cut from a sentence with nothing outside of them that turns them."""
    first, last = sorted(rng.sample(range(len(said.words)), 2))
    rest = said.text[: said.words[first][0]] + " | " + said.text[said.words[last][1] :]
    return None if TURNING.search(rest) or last - first == len(said.words) - 1 else _once(m, said, first, last)


def _once(m: Material, said: Said, first: int, last: int) -> Draft | None:
    written = said.cut(first, last) if last - first > 1 else ""
    return Draft(written, SLICE) if written and m.letters.count(letters(written)) == 1 else None


CUT: dict[str, Maker] = {"truncation": _truncated, "plain part": _plain_part}
