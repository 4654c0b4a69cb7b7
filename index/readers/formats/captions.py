"""Captions, SubRip or WebVTT, become text: one line for each line of a cue, without tags, and none of it twice."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from index.readers.blocks import Blocks
from index.readers.formats.spoken import CLOSED, Spoken, spoken_blocks

READER = "captions-1"
"""Names what made the text of a file: raised when the same file would give another text."""
ARROW = re.compile(
    r"^[ \t]*(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]*-->[ \t]*(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3}", re.MULTILINE
)
SBV = re.compile(r"^[ \t]*(\d{1,2}:\d{2}:\d{2}\.\d{3}),(\d{1,2}:\d{2}:\d{2}\.\d{3})[ \t]*$", re.MULTILINE)
WORD_TIME = re.compile(r"<(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3}>")
VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^<>\n]+)>")
VOICES = re.compile(r"(<v(?:\.[^\s>]*)?[ \t]+[^<>\n]+>|</v>)")
TAGS = re.compile(r"</?[a-zA-Z\d][^<>\n]*>|</?>|\{\\[^{}\n]*\}")
REFERENCE = re.compile(r"&#[xX]?[\dA-Fa-f]{9,};?")
"""A character by a number that none has; Python does not read the longest."""
DRAWING = re.compile(r"\{[^{}]*\\p[1-9]")
"""Shapes that are drawn, not words."""
DASH = re.compile(r"(?:[-–—‐][ \t]+|[-–‐]|—(?![a-zа-я]))(?=[^\s\d-])")
CHEVRONS = re.compile(r"(?:>|&gt;){2,}[ \t]*")
MOST_ROLLED = 20
"""Lines that a cue repeats of the one before, at most."""
ROLLING = 0.3
"""The share of cues that begin with lines of the one before them, in captions that roll."""


def is_captions(text: str) -> bool:
    """Whether a text is captions, whatever its file is called."""
    return (
        _form(text) == "ass"
        or bool(SBV.search(text[:200]))
        or text.lstrip().startswith("WEBVTT")
        or len(ARROW.findall(text[:20_000])) > 1
        or bool(ARROW.search(text[:200]))
    )


def caption_blocks(text: str) -> tuple[str, Blocks]:
    """The text that is made of captions, and its blocks."""
    return spoken_blocks(
        _voiced(with_changes_marked([line for cue in _rolled(list(_cues(text))) for line in cue]), text)
    )


def _cues(text: str) -> Iterator[list[Spoken]]:
    from pysubs2 import SSAFile

    form = _form(text)
    # two times of words in a line would be read as a cue's
    text = WORD_TIME.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = REFERENCE.sub("\ufffd", SBV.sub(r"\1 --> \2", text))
    for event in SSAFile.from_string(
        text, format_=form, **({"keep_html_tags": True} if form in ("srt", "vtt") else {})
    ):
        written = event.text.replace("\\N", "\n").replace("\\n", "\n")
        if form == "vtt":  # what follows a blank line is a note's, a style's or the next cue's name
            written = written.partition("\n\n")[0]
        if not event.is_comment and DRAWING.search(event.text) is None:
            yield list(_lines(written, event.start / 1000, event.end / 1000, event.name or None))


def _form(text: str) -> str:
    """Which captions a text is, as pysubs2 calls them."""
    head = text.lstrip("\ufeff \t\r\n")[:2000]
    if head.startswith("[Script Info]"):
        return "ass"
    return "vtt" if head.startswith("WEBVTT") else "srt"


def _lines(written: str, begins: float, ends: float, voice: str | None) -> Iterator[Spoken]:
    for line in written.split("\n"):
        # a line may hold the words of several voices; one lasts until its end tag, or the next
        for piece in VOICES.split(line):
            tag = VOICE.fullmatch(piece)
            if tag or piece == "</v>":
                voice = " ".join(html.unescape(tag[1]).split()) if tag else None
                continue
            words = " ".join(html.unescape(TAGS.sub("", piece)).split())
            if words:
                yield Spoken(words, voice, begins, ends)


def with_changes_marked(lines: list[Spoken]) -> list[Spoken]:
    """Without the marks of another one who speaks: >>, and a dash where what stands above has ended."""
    parted: list[Spoken] = []
    for line in lines:
        has_ended = not parted or CLOSED.search(parted[-1].words)
        mark = CHEVRONS.match(line.words) or (DASH.match(line.words) if has_ended else None)
        if mark:
            line = replace(line, words=line.words[mark.end() :], changes=True)
        parted.append(line)
    return parted


def _voiced(lines: list[Spoken], text: str) -> list[Spoken]:
    """Where no tag of a voice is ever closed, it lasts until the next one, or until a mark says that another speaks."""
    if "</v>" in text:
        return lines
    voiced: list[Spoken] = []
    for line in lines:
        if line.voice is None and not line.changes and voiced:
            line = replace(line, voice=voiced[-1].voice)
        voiced.append(line)
    return voiced


def _rolled(cues: list[list[Spoken]]) -> list[list[Spoken]]:
    """Captions that roll show the last line again above the next: what a cue repeats of the one before is dropped."""
    repeats = []
    before: list[str] = []
    for cue in cues:
        words = [line.words for line in cue]
        repeats.append(
            max((n for n in range(1, min(len(words), MOST_ROLLED) + 1) if before[-n:] == words[:n]), default=0)
        )
        before = words or before
    filled = sum(bool(cue) for cue in cues)
    if sum(map(bool, repeats)) < max(2, ROLLING * filled):
        return cues
    return [cue[count:] for cue, count in zip(cues, repeats, strict=True)]
