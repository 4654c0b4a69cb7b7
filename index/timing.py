"""When a stretch of a timed transcript was said."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from index.transcript import Time, Timed, Transcript


def time_of(transcript: Transcript, start: int, stop: int) -> Time | None:
    """From when to when `text[start:stop]` was said; None where nothing says so.

    Within a cue time passes as the characters do, up to the next one where only beginnings are given, which is marked.
    What ends with such a cue has no end.
    """
    timed = transcript.timed
    first = bisect_right(timed, start, key=lambda cue: cue.stop)
    last = bisect_left(timed, stop, key=lambda cue: cue.start) - 1
    if not 0 <= first <= last:
        return None
    begins, is_within = _at(timed, first, start)
    ends, was_within = _at(timed, last, stop)
    return Time(begins or 0.0, ends, is_within or was_within)


def pause_before(transcript: Transcript, place: int) -> float:
    """Seconds of silence before the cue that begins at a place of the text; 0 where none does."""
    row = bisect_left(transcript.timed, place, key=lambda cue: cue.start)
    if not 0 < row < len(transcript.timed) or transcript.timed[row].start != place:
        return 0.0
    ends = transcript.timed[row - 1].ends
    return max(transcript.timed[row].begins - ends, 0.0) if ends is not None else 0.0


def clock(seconds: float) -> str:
    """clock(62.5) -> "1:02", clock(3760) -> "1:02:40"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _at(timed: Sequence[Timed], row: int, place: int) -> tuple[float | None, bool]:
    """The time at a place in a cue, and whether that is within it."""
    cue = timed[row]
    if place <= cue.start:
        return cue.begins, False
    ends = cue.ends
    if ends is None and row + 1 < len(timed) and timed[row + 1].begins >= cue.begins:
        ends = timed[row + 1].begins
    if place >= cue.stop:
        return cue.ends, False
    if ends is None:
        return cue.begins, True
    share = (place - cue.start) / (cue.stop - cue.start)
    return round(cue.begins + share * (ends - cue.begins), 3), True
