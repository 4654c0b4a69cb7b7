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
AGAIN, SEVERAL = 2, 3
"""Times that initials open a line, besides the key; and initials that do, where others need not."""


def read_key(text: str, blocks: Sequence[Block]) -> tuple[dict[str, str], list[Block]]:
    """Names by their initials, and the lines that say so: {"BS": "Bob Strickland"}."""
    labels = Counter(match["short"] for block in blocks if (match := OPENING.match(text, block.start, block.stop)))
    found: dict[str, tuple[str, Block]] = {}
    for block in blocks:
        match = EITHER.fullmatch(text, block.start, block.stop) if block.stop - block.start <= LONGEST else None
        if match:
            short = match["short"] or match["behind"]
            name = " ".join((match["name"] or match["first"]).split()).strip("*_ ")
            if labels[short] and _shortens(short, name):
                found.setdefault(short, (name, block))
    again = sum(labels[short] > AGAIN for short in found)
    entries = {short: entry for short, entry in found.items() if labels[short] > AGAIN or again >= SEVERAL}
    return {short: name for short, (name, _) in entries.items()}, [block for _, block in entries.values()]


def _shortens(short: str, name: str) -> bool:
    """Whether initials are a name's letters, in order, from the first one on, and those of two words at least."""
    if not looks_like_name(name) or short == name or len(name.split()) < 2 or name.isupper():
        return False
    letters = iter(name.casefold())
    return name[0] == short[0] and len(short) > 1 and all(letter in letters for letter in short.casefold())
