"""The key of a transcript says whose initials are its labels: "BS: Bob Strickland (asks)", "| Ida Brook | IBK |"."""

import re
from collections import Counter
from collections.abc import Sequence

from index.readers.blocks import Block
from index.readers.names import looks_like_name

SHORT = r"[A-Z][A-Za-z]{0,3}"
EITHER = re.compile(
    rf"[|*\s_-]*(?:(?P<short>{SHORT})[\s*_]*(?:[:=|–—-]|\t)+[\s*_]*(?P<name>[^|=:()\[\],\t]+?)"
    rf"|(?P<first>[^|=:()\[\],\t]+?)[\s*_]*(?:[:=|–—-]|\t|[(\[])+[\s*_]*(?P<behind>{SHORT})[)\]]?)[\s*_]*(?:[,(|\[\t–—-].*)?"
)
OPENING = re.compile(rf"[\s*_\[<#>-]*(?P<short>{SHORT})(?:[\]>*_]*[:：.\])]|[ \t]+[\d\[(–—-])")
LONGEST = 100
"""Characters of a line of a key."""
AGAIN = 2
"""Times that initials open a line, besides the key."""


def read_key(text: str, blocks: Sequence[Block]) -> tuple[dict[str, str], list[Block]]:
    """Names by their initials, and the lines that say so: {"BS": "Bob Strickland"}."""
    names: dict[str, str] = {}
    lines: list[Block] = []
    labels = Counter(match["short"] for block in blocks if (match := OPENING.match(text, block.start, block.stop)))
    for block in blocks:
        match = EITHER.fullmatch(text, block.start, block.stop) if block.stop - block.start <= LONGEST else None
        if not match:
            continue
        short = match["short"] or match["behind"]
        name = " ".join((match["name"] or match["first"]).split()).strip("*_ ")
        if short not in names and labels[short] > AGAIN and _shortens(short, name):
            names[short] = name
            lines.append(block)
    return names, lines


def _shortens(short: str, name: str) -> bool:
    """Whether initials are a name's letters, in order, from the first one on, and those of two words at least."""
    if not looks_like_name(name) or short == name or len(name.split()) < 2 or name.isupper():
        return False
    letters = iter(name.casefold())
    return name[0] == short[0] and len(short) > 1 and all(letter in letters for letter in short.casefold())
