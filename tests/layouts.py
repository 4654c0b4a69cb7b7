"""A conversation written out in the layouts in which people and programs write transcripts."""

import textwrap
from collections.abc import Callable, Sequence
from itertools import count

Said = Sequence[tuple[str, str]]
"""Who speaks, and the words, which are one line."""
CUE, SECONDS = 54, 3
"""Characters and seconds of a cue."""


def clock(seconds: int, mark: str = ".") -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}000"


def short_clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def cues(said: Said) -> list[tuple[int, str, str, bool]]:
    """Seconds, who speaks, the words, and whether a turn begins."""
    at = count(0, SECONDS)
    return [
        (next(at), name, words, first == 0)
        for name, line in said
        for first, words in enumerate(textwrap.wrap(line, CUE, break_long_words=False, break_on_hyphens=False))
    ]


def timed(line: str) -> Callable[[Said], str]:
    """One line or two for each turn, with the times of its beginning."""

    def write(said: Said) -> str:
        turns = []
        for at, (name, words) in zip(count(0, 7), said, strict=False):
            times = {"short": short_clock(at), "long": clock(at)[:8], "full": clock(at), "end": clock(at + 5)}
            turns.append(line.format(name=name, upper=name.upper(), words=words, **times))
        return "\n\n".join(turns) + "\n"

    return write


def srt(said: Said, every: bool = False) -> str:
    return "\n".join(
        f"{n}\n{clock(at, ',')} --> {clock(at + SECONDS - 1, ',')}\n{f'{name}: ' if begins or every else ''}{words}\n"
        for n, (at, name, words, begins) in enumerate(cues(said), 1)
    )


def vtt(said: Said) -> str:
    return "WEBVTT\n\n" + "\n".join(
        f"{clock(at)} --> {clock(at + SECONDS - 1)}\n<v {name}>{words}</v>\n" for at, name, words, _ in cues(said)
    )


def wrapped(said: Said) -> str:
    return "\n\n".join(
        textwrap.fill(f"{name}: {words}", 72, break_long_words=False, break_on_hyphens=False) for name, words in said
    )


def runs(said: Said) -> str:
    """The label on every line, as Zoom saves its captions."""
    return "\n".join(f"{name}: {words}" for _, name, words, _ in cues(said))


LAYOUTS: dict[str, Callable[[Said], str]] = {
    "colon": timed("{name}: {words}"),
    "colon above": timed("{name}:\n{words}"),
    "capitals": timed("{upper}: {words}"),
    "bold": timed("**{name}:** {words}"),
    "bold above": timed("**{name}**\n\n{words}"),
    "boxed above": timed("[{name}]\n{words}"),
    "boxed": timed("[{name}]: {words}"),
    "otter": timed("{name}  {short}\n{words}"),
    "rev": timed("{name} ({short}):\n{words}"),
    "rev behind": timed("{name}: ({short})\n{words}"),
    "zoom": timed("{long} {name}: {words}"),
    "boxed time": timed("[{long}] {name}: {words}"),
    "time behind": timed("{name} [{long}]: {words}"),
    "linked time": timed("{name} [({long})](https://example.org/w?t=1) {words}"),
    "whisperx": timed("[{full} --> {end}] [{name}] {words}"),
    "chevrons": timed(">> {upper}: {words}"),
    "tab": lambda said: "\n".join(f"{name}\t{words}" for name, words in said),
    "dash": timed("{name} – {words}"),
    "wrapped": wrapped,
    "runs": runs,
    "srt": srt,
    "srt, every cue": lambda said: srt(said, every=True),
    "vtt": vtt,
}
