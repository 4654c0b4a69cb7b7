"""Times of a recording, in every notation, become seconds."""

import re

BLANK = r"[ \t\u00a0\u3000]"
CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
LONG_CLOCK = r"\d{1,3}:\d{2}:\d{2}(?:[.,]\d{1,3})?"
DAY = r"(?:\d{4}-\d{2}-\d{2}[T ]|\d{1,2}[./]\d{1,2}[./]\d{2,4},? )"
DATED = rf"{DAY}\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\.\d{{1,6}})?(?:Z|[AaPp][Mm]| [AaPp][Mm])?"
"""With the day, as programs write it before each line."""
RANGE = rf"{CLOCK}(?:{BLANK}*+(?:-->|->|[-–—,]|to){BLANK}*+{CLOCK})?"
ADDRESS = r"\((?:https?:|[/?#])[^()\s]*\)"
BOXED = (
    rf"(?:[\[<{{(]{{1,2}}{BLANK}*+(?:{DATED}|{RANGE}){BLANK}*+[)\]}}>]{{1,2}}(?:{ADDRESS})?"
    rf"|\[\\?\[?{RANGE}\\?\]?\]{ADDRESS})"
)
IN_WORDS = (
    r"(?:\d{1,2} hours? )?\d{1,3} minutes?(?: \d{1,2} seconds?)?|\d{1,2} seconds?"
    r"|(?:\d{1,2}h ?)?\d{1,3}m(?: ?\d{1,2}s)?|\d{1,3}s"
)
HALF_DAY = rf"(?:{BLANK}?[AaPp]\.?[Mm]\.?)?"
CERTAIN = rf"(?:{BOXED}|{DATED}|(?:{LONG_CLOCK}|{CLOCK}{BLANK}*+(?:-->|->){BLANK}*+{CLOCK}){HALF_DAY})"
"""A time by its form alone; "10:30" may be one of a programme's."""
BARE = rf"(?:{CERTAIN}|{RANGE}{HALF_DAY})"
ANY = rf"(?:{IN_WORDS}|{BARE})"
CLOCKS, DAYS = re.compile(CLOCK), re.compile(DAY)
NUMBERED_UNIT = re.compile(r"(\d+) ?([hms])")
SECONDS = {"h": 3600, "m": 60, "s": 1}


def span_of(time: str) -> tuple[float, float | None]:
    """Where a time begins and ends, in seconds; None for an end that it does not say.

    >>> span_of("[00:01:02.500 --> 00:01:04]"), span_of("(62:40)"), span_of("1 minutes 2 seconds")
    ((62.5, 64.0), (3760.0, None), (62.0, None))
    """
    clocks = [_seconds(clock) for clock in CLOCKS.findall(DAYS.sub("", time.partition("](")[0]))]
    if clocks:
        begins, ends = clocks[0], clocks[1] if len(clocks) > 1 else None
        return begins, ends if ends is not None and ends >= begins else None
    return float(sum(int(number) * SECONDS[unit] for number, unit in NUMBERED_UNIT.findall(time))), None


def _seconds(clock: str) -> float:
    seconds = 0.0
    for part in clock.replace(",", ".").split(":"):
        seconds = seconds * 60 + float(part)
    return seconds
