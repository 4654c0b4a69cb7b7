"""False quotations made as editors make true ones: what turns the meaning is hidden by … or put in by [brackets]."""

import random
from bisect import bisect_right

from bench.forging.drafts import Draft, Maker, other_number, pick, replaced
from bench.forging.material import Material, Said
from bench.forging.words import NEGATION, NUMBER, is_content

ELLIPSES = (" … ", "… ", " ... ", "... ", " […] ", " [...] ", " . . . ", " (…) ")
INSTEAD = ("[always]", "[really]", "[indeed]", "[often]", "[certainly]", "[also]", "[still]", "[all]")
"""What may be written in place of a negation."""
INSERTED = (
    "[not]", "[never]", "[always]", "[perhaps]", "[allegedly]", "[only]", "[almost]", "[nearly]", "[hardly]", "[no]",
    "[refused to]", "[failed to]", "[pretended to]", "[must]", "[might]", "[all]", "[most]", "[probably]", "[without]",
)  # fmt: skip
LEAST = 4
"""Words of each half that is joined to another."""


def _hidden(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """A negation is left out, two words or more being left on either side."""
    no = pick(NEGATION, said.text, rng)
    if no is None or _words_outside(said, no.start(), no.end()) < 2:
        return None
    written = f"{said.text[: no.start()]}{rng.choice(ELLIPSES)}{said.text[no.end() :].lstrip()}"
    return Draft(written, ("altered",), grave=True)


def _instead(m: Material, said: Said, rng: random.Random) -> Draft | None:
    no = pick(NEGATION, said.text, rng)
    return Draft(replaced(said.text, no, f" {rng.choice(INSTEAD)}"), ("altered",), grave=True) if no else None


def _inserted(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """A word that turns the meaning, anywhere between two words."""
    if len(said.words) < 3:
        return None
    at = said.words[rng.randrange(1, len(said.words))][0]
    return Draft(f"{said.text[:at]}{rng.choice(INSERTED)} {said.text[at:]}", ("altered",), grave=True)


def _numbered(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """Another number in brackets in place of one that was said, or one before a word that it may count."""
    number = pick(NUMBER, said.text, rng)
    if number and rng.random() < 0.7:
        return Draft(replaced(said.text, number, f"[{other_number(number, rng)}]"), ("altered",), grave=True)
    counted = [start for start, stop in said.words[1:] if is_content(said.text[start:stop], m.transcript.language)]
    if not counted:
        return None
    at = rng.choice(counted)
    return Draft(f"{said.text[:at]}[{rng.randrange(2, 2000)}] {said.text[at:]}", ("altered",), grave=True)


def _halves(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """The first half of a sentence … the second half of a later one of the turn."""
    at = bisect_right(m.said, said.row, key=lambda one: one.row)
    later = [one for one in m.said[at : at + 20] if one.turn == said.turn and len(one.words) >= 2 * LEAST]
    if not later or len(said.words) < 2 * LEAST:
        return None
    other = rng.choice(later)
    first, second = rng.randrange(LEAST, len(said.words) - 2), rng.randrange(2, len(other.words) - LEAST + 1)
    written = f"{said.cut(0, first - 1)}{rng.choice(ELLIPSES)}{other.text[other.words[second][0] :]}"
    return Draft(written, ("altered", "stitched"))


def _words_outside(said: Said, start: int, stop: int) -> int:
    """How many words are left on the side where fewer are."""
    return min(sum(b <= start for _, b in said.words), sum(a >= stop for a, _ in said.words))


EDITED: dict[str, Maker] = {
    "negation elided": _hidden,
    "negation in brackets": _instead,
    "word in brackets": _inserted,
    "number in brackets": _numbered,
    "halves elided": _halves,
}
