"""A draft is a quotation before there is an article around it; a maker drafts one of a sentence, if it can."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from bench.forging.material import Material, Said
from bench.forging.words import ALIKE
from bot.quote_check.verdict import Verdict

SLICE: tuple[Verdict, ...] = ("exact", "punctuation")
"""What is true word for word: which of the two is seen from the text."""
FORMS = ("{} NAME said.", "NAME: {}", "{} according to NAME.", "NAME said: {}", "{} said NAME.")
"""How an article says whose words it quotes."""
NAMEABLE = re.compile(r"[^\W\d_][\w.' -]*")


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands between `marks`; `speaker` is who is named, "" if nobody, `frame` the sentence around, if fixed."""

    quotation: str
    verdicts: tuple[Verdict, ...]
    grave: bool | None = None
    speaker: str = ""
    marks: str = "“”"
    frame: str = ""


Maker = Callable[[Material, Said, random.Random], Draft | None]


def attribute(text: str, verdicts: tuple[Verdict, ...], speaker: str, rng: random.Random) -> Draft:
    """`text` in one of FORMS: it ends with a comma before who is named, unless it ends with ? or !."""
    form = rng.choice(FORMS)
    if form.startswith("{}") and text[-1] not in "?!":
        text = text.rstrip(" .,;:-–—") + ","
    return Draft(text, verdicts, speaker=speaker, frame=form.replace("NAME", speaker))


def replaced(text: str, match: re.Match[str], by: str) -> str:
    return text[: match.start()] + by + text[match.end() :]


def pick(pattern: re.Pattern[str], text: str, rng: random.Random) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return rng.choice(found) if found else None


def other_number(number: re.Match[str], rng: random.Random) -> str:
    """Another of the same kind: a word that may stand for it, or as many digits."""
    was = number.group()
    others = [other for other in ALIKE.get(was, ()) if other != was]
    if others:
        return rng.choice(others)
    changed = str(rng.randrange(10 ** (len(was) - 1), 10 ** len(was)))
    return changed if changed != was else f"{changed}0"
