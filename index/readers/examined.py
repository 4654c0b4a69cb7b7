"""Who examines a witness, "BY MR. DUNN:", and who is sworn, "ANN COLE, having been duly sworn", from where on."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

TITLE = r"(?i:mr|ms|mrs|miss|dr|judge|justice|senator|chairman)"
COUNSEL = rf"{TITLE}\.?[ \t]+[A-Z][\w.'’-]*(?:[ \t]+[A-Z][\w'’-]+){{0,2}}"
EXAMINATION = r"(?i:(?:(?:direct|cross|redirect|recross|re|further)[ \t-]*)*(?:examination|examined)[ \t]+by|by)"
EXAMINES = re.compile(
    rf"^[ \t\d]*[(\[]?{EXAMINATION}[ \t]+(?P<name>{COUNSEL})[ \t]*[:.)\]]*[ \t\r]*$"
    rf"|\((?i:by)[ \t]+(?P<aside>{COUNSEL})\)",
    re.MULTILINE,
)
"""On a line of its own; or behind a letter: "Q. (BY MR. DUNN) Did he fall?"."""
UP_TO = r"(?:[^.?!]|\.(?=[\w,])){0,160}?"
SWORN = re.compile(
    r"^[ \t\d]*(?:(?P<capitals>[A-Z][A-Z.'’-]*(?:[ \t]+[A-Z][A-Z.'’-]*){1,4})(?:,|(?=[ \t]*\())"
    rf"{UP_TO}\b(?:sworn|affirmed)\b"
    rf"|(?P<name>[A-Z][\w.'’-]*(?:[ \t]+[A-Z][\w.'’-]*){{1,4}}),{UP_TO}\bduly[ \t]+(?:sworn|affirmed)\b)",
    re.MULTILINE,
)
"""With what stands between the name and the oath, over the ends of lines too."""

Told = tuple[int, str]
"""From which character on, and who."""


def examiners(text: str) -> list[Told]:
    """Who asks from where on, as it is written."""
    return [(match.start(), match["name"] or match["aside"]) for match in EXAMINES.finditer(text)]


def witnesses(text: str) -> list[Told]:
    """Who answers from where on."""
    return [(match.start(), match["name"] or match["capitals"].title()) for match in SWORN.finditer(text)]


def told_before(told: Sequence[Told], place: int) -> str:
    """The last name that was told before a place; "" where there is none."""
    row = bisect_right(told, place, key=itemgetter(0))
    return told[row - 1][1] if row else ""
