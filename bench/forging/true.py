"""Quotations whose parts stand in the transcript, edited as a newspaper may edit them."""

import random
import re

from bench.forging.drafts import NAMEABLE, SLICE, Draft, Maker, attribute, pick, replaced
from bench.forging.material import INNER, Material, Said, following
from bench.forging.verbs import attribute_freely
from bench.forging.words import CLITIC, TURNING

ADDED = "who|which|whose|where|in|on|at|from|with|during|after|before|for|you know|of course"
ASIDE = re.compile(rf"(?<=\w)\s?,\s(?:{ADDED})\s[^,;:.?!–—]{{2,80}},(?!\d)")
DASH = re.compile(r"\s?[-–—]+\s?")
LOOSE = re.compile(rf"\s+(?=[.,;:?!](?:\s|$))|\s+(?={CLITIC})")
"""White space before punctuation and clitics, as some transcripts set it and no article does."""
MARKS = ("“”", "‘’", "«»", "„“", '""', "''", "「」", "『』")
ELLIPSES = (" … ", "… ", " ... ", "... ", " […] ", " [...] ", " . . . ")
INSERTED = ("[sic]", "[laughs]", "[the speaker]", "[of course]", "[as they say]")


def _whole(m: Material, said: Said, rng: random.Random) -> Draft | None:
    return Draft(said.text, SLICE)


def _part(m: Material, said: Said, rng: random.Random) -> Draft | None:
    first, last = sorted(rng.sample(range(len(said.words)), 2))
    return Draft(said.cut(first, last), SLICE) if last - first > 1 else None


def _run(m: Material, said: Said, rng: random.Random) -> Draft | None:
    later = following(m, said)
    written = later and _in_one_line(m.transcript.text[said.start : rng.choice(later).stop])
    return Draft(written, SLICE) if written else None


def _spaced(m: Material, said: Said, rng: random.Random) -> Draft | None:
    space = rng.choice(("  ", "\u00a0", "\n", "\u2009", "   "))
    if rng.random() < 0.5:
        return Draft(said.text.replace(" ", space), SLICE)
    gap = pick(re.compile(" "), said.text, rng)
    return Draft(replaced(said.text, gap, space), SLICE) if gap else None


def _tidied(m: Material, said: Said, rng: random.Random) -> Draft | None:
    tidy = LOOSE.sub("", said.text)
    return Draft(tidy, SLICE) if tidy != said.text else None


def _apostrophes(m: Material, said: Said, rng: random.Random) -> Draft | None:
    found = re.search("['’]", said.text)
    other = found and rng.choice([mark for mark in "'’’ʼ‘" if mark != found.group()])
    return Draft(re.sub("['’]", other, said.text), SLICE) if other else None


def _inner_marks(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """A sentence with a quotation inside, which has other marks, or none, and not those around the whole."""
    if not m.quoting:
        return None
    said = rng.choice(m.quoting)
    opened, closed = rng.choice(("‘’", "«»", "''", ("", "")))
    return Draft(INNER.sub(lambda found: f"{opened}{found[1] or found[2]}{closed}", said.text), SLICE)


def _dashes(m: Material, said: Said, rng: random.Random) -> Draft | None:
    dash = pick(DASH, said.text, rng)
    if dash is None:
        return None
    other = rng.choice([mark for mark in ("-", "–", "—", "--", "‑") if mark != dash.group().strip()])
    return Draft(replaced(said.text, dash, dash.group().replace(dash.group().strip(), other)), SLICE)


def _first_letter(m: Material, said: Said, rng: random.Random) -> Draft | None:
    return Draft(said.text[0].swapcase() + said.text[1:], SLICE) if said.text[0].isalpha() else None


def _ending(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """The full stop dropped, added where a sentence goes on, or a comma for it."""
    if rng.random() < 0.5:
        return Draft(said.cut(0, rng.randrange(2, len(said.words))) + rng.choice(".,"), SLICE)
    return Draft(said.text[:-1].rstrip() + rng.choice(("", ",")), SLICE) if said.text[-1] == "." else None


def _elided(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """What stands between two commas left out, three words or more being left on each side.

    Nothing that turns the rest is among it, and it begins as what only adds something does: , who …, in 1987, …
    """
    aside = pick(ASIDE, said.text, rng)
    if aside is None or TURNING.search(aside.group()):
        return None
    before, behind = said.text[: aside.start()], said.text[aside.end() :].lstrip()
    if min(len(before.split()), len(behind.split())) < 3:
        return None
    return Draft(f"{before.rstrip()}{rng.choice(ELLIPSES)}{behind}", ("elided",))


def _elided_run(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """A sentence and a later one of the turn, what stands between them left out."""
    later = following(m, said)[1:]
    return Draft(f"{said.text}{rng.choice(ELLIPSES)}{rng.choice(later).text}", ("elided",)) if later else None


def _inserted(m: Material, said: Said, rng: random.Random) -> Draft | None:
    if len(said.words) < 6:
        return None
    at = said.words[rng.randrange(3, len(said.words) - 2)][0]
    return Draft(f"{said.text[:at]}{rng.choice(INSERTED)} {said.text[at:]}", ("elided",))


def _bracketed_letter(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """[T]he, where a sentence begins or goes on: the bracket makes it elided; no word in capitals."""
    first = rng.randrange(len(said.words) - 2)
    text = said.text[said.words[first][0] :]
    return Draft(f"[{text[0].swapcase()}]{text[1:]}", ("elided",)) if re.match(r"[^\W\d_][a-z]", text) else None


def _enclosed(m: Material, said: Said, rng: random.Random) -> Draft | None:
    marks = rng.choice(MARKS)
    clash = marks in ("‘’", "''") and re.search("['’‘]", said.text)
    return None if clash else Draft(said.text, SLICE, marks=marks)


def _attributed(m: Material, said: Said, rng: random.Random) -> Draft | None:
    return attribute(said.text, SLICE, said.speaker, rng) if NAMEABLE.fullmatch(said.speaker) else None


def _attributed_freely(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """Said by whoever did, where somebody else might be named."""
    is_one_of_many = NAMEABLE.fullmatch(said.speaker) and len(m.heard) > 1
    return attribute_freely(m.transcript, said.text, SLICE, said.speaker, rng) if is_one_of_many else None


def _in_one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)


TRUE: dict[str, Maker] = {
    "whole sentence": _whole,
    "part of a sentence": _part,
    "several sentences": _run,
    "white space": _spaced,
    "tidied spaces": _tidied,
    "apostrophes": _apostrophes,
    "inner marks": _inner_marks,
    "dashes": _dashes,
    "first letter": _first_letter,
    "ending": _ending,
    "elided": _elided,
    "elided sentences": _elided_run,
    "inserted": _inserted,
    "bracketed letter": _bracketed_letter,
    "enclosing marks": _enclosed,
    "attributed": _attributed,
    "attributing verbs": _attributed_freely,
}
