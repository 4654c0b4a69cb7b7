"""Times of a recording, in every notation, become seconds."""

import re

BLANK = r"[ \t\u00a0\u3000]"
CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
LONG_CLOCK = r"\d{1,3}:\d{2}:\d{2}(?:[.,]\d{1,3})?"
DAY = r"(?:\d{4}-\d{2}-\d{2}[T ]|\d{1,2}[./]\d{1,2}[./]\d{2,4},? )"
DATED = rf"{DAY}\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\.\d{{1,6}})?(?:Z|[AaPp][Mm]| [AaPp][Mm])?"
"""With the day, as programs write it before each line."""
UNPADDED = r"\d{1,2}:\d{1,2}:\d{1,2}\.\d{1,3}"
"""As Teams wrote it: 0:0:2.370."""
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
CERTAIN = (
    rf"(?:{BOXED}|{DATED}|{UNPADDED}{BLANK}*+-->{BLANK}*+{UNPADDED}"
    rf"|(?:{LONG_CLOCK}|{CLOCK}{BLANK}*+(?:-->|->){BLANK}*+{CLOCK}){HALF_DAY})"
)
"""A time by its form alone; "10:30" may be one of a programme's."""
BARE = rf"(?:{CERTAIN}|{RANGE}{HALF_DAY})"
ANY = rf"(?:{IN_WORDS}|{BARE})"
CLOCKS, DAYS = re.compile(rf"{UNPADDED}|{CLOCK}"), re.compile(DAY)
NUMBERED_UNIT = re.compile(r"(\d+) ?([hms])")
NUMBER = re.compile(r"\d{1,20}(?:[.,]\d{1,20})?s?")
ANY_TIME = re.compile(ANY)
LATEST = 1e15
"""Above any time, whatever its unit."""
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


def seconds_of(value: object) -> float | None:
    """The seconds that a cell or a value of JSON says, a number or a clock; None if it is no time of a recording.

    >>> seconds_of("1.5"), seconds_of("00:01:02,500"), seconds_of("2.48s"), seconds_of(3), seconds_of("soon")
    (1.5, 62.5, 2.48, 3.0, None)
    """
    if isinstance(value, str):
        value = value.strip()
        if NUMBER.fullmatch(value):
            value = float(value.rstrip("s").replace(",", "."))
        elif ANY_TIME.fullmatch(value):
            value = span_of(value)[0]
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < LATEST:
        return None
    return float(value)


def _seconds(clock: str) -> float:
    seconds = 0.0
    for part in clock.replace(",", ".").split(":"):
        seconds = seconds * 60 + float(part)
    return seconds
