"""Captions, SubRip or WebVTT, become text: one line for each line of a cue, without tags, and none of it twice."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.readers.blocks import Block, Blocks

READER = "captions-1"
"""Names what made the text of a file: raised when the same file would give another text."""
ARROW = re.compile(
    r"^[ \t]*(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]*-->[ \t]*(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3}", re.MULTILINE
)
WORD_TIME = re.compile(r"<(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3}>")
VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^<>\n]+)>")
VOICES = re.compile(r"(<v(?:\.[^\s>]*)?[ \t]+[^<>\n]+>|</v>)")
TAGS = re.compile(r"</?[a-zA-Z\d][^<>\n]*>|</?>|\{\\[^}\n]*\}")
DASH = re.compile(r"(?:[-–—‐][ \t]+|[-–‐]|—(?![a-zа-я]))(?=[^\s\d-])")
CLOSED = re.compile(r"[.?!。？！…؟♪)\]\-–—][\"'”’»]*$")
CHEVRONS = re.compile(r"(?:>|&gt;){2,}[ \t]*")
ROLLING = 0.3
"""The share of cues that begin with lines of the one before them, in captions that roll."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cue; `changes` if a dash or >> says that another one speaks."""

    words: str
    voice: str | None
    changes: bool
    begins: float
    ends: float


def is_captions(text: str) -> bool:
    """Whether a text is captions, whatever its file is called."""
    return text.lstrip().startswith("WEBVTT") or len(ARROW.findall(text[:20_000])) > 1 or bool(ARROW.search(text[:200]))


def caption_blocks(text: str) -> tuple[str, Blocks]:
    """The text that is made of captions, a line for each stretch that ends as sentences do, and its blocks."""
    lines = _voiced(_parted([line for cue in _rolled(list(_cues(text))) for line in cue]), text)
    made, blocks, at = [], [], 0
    for line in lines:
        stop = at + len(line.words)
        made.append(line.words)
        blocks.append(Block(at, stop, at, changes=line.changes, voice=line.voice, begins=line.begins, ends=line.ends))
        made.append("\n" if CLOSED.search(line.words) else " ")
        at = stop + 1
    return "".join(made[:-1]), Blocks(tuple(blocks), ())


def _cues(text: str) -> Iterator[list[_Line]]:
    from pysubs2 import SSAFile

    is_vtt = text.lstrip().startswith("WEBVTT")
    # two times of words in a line would be read as a cue's
    text = WORD_TIME.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for event in SSAFile.from_string(text, format_="vtt" if is_vtt else "srt", keep_html_tags=True):
        written = event.text.replace("\\N", "\n")
        if is_vtt:  # what follows a blank line is a note's, a style's or the next cue's name
            written = written.partition("\n\n")[0]
        yield list(_lines(written, event.start / 1000, event.end / 1000))


def _lines(written: str, begins: float, ends: float) -> Iterator[_Line]:
    voice: str | None = None
    for line in written.split("\n"):
        # a line may hold the words of several voices; one lasts until its end tag, or the next
        for piece in VOICES.split(line):
            tag = VOICE.fullmatch(piece)
            if tag or piece == "</v>":
                voice = " ".join(html.unescape(tag[1]).split()) if tag else None
                continue
            words = " ".join(html.unescape(TAGS.sub("", piece)).split())
            if words:
                yield _Line(words, voice, False, begins, ends)


def _parted(lines: list[_Line]) -> list[_Line]:
    """Without the marks of another one who speaks: >>, and a dash where what stands above has ended."""
    parted: list[_Line] = []
    for line in lines:
        has_ended = not parted or CLOSED.search(parted[-1].words)
        mark = CHEVRONS.match(line.words) or (DASH.match(line.words) if has_ended else None)
        if mark:
            line = replace(line, words=line.words[mark.end() :], changes=True)
        parted.append(line)
    return parted


def _voiced(lines: list[_Line], text: str) -> list[_Line]:
    """Where no tag of a voice is ever closed, it lasts until the next one, or until a mark says that another speaks."""
    if "</v>" in text:
        return lines
    voiced: list[_Line] = []
    for line in lines:
        if line.voice is None and not line.changes and voiced:
            line = replace(line, voice=voiced[-1].voice)
        voiced.append(line)
    return voiced


def _rolled(cues: list[list[_Line]]) -> list[list[_Line]]:
    """Captions that roll show the last line again above the next: what a cue repeats of the one before is dropped."""
    repeats = []
    before: list[str] = []
    for cue in cues:
        words = [line.words for line in cue]
        repeats.append(max((n for n in range(1, len(words) + 1) if before[-n:] == words[:n]), default=0))
        before = words or before
    filled = sum(bool(cue) for cue in cues)
    if sum(map(bool, repeats)) < max(2, ROLLING * filled):
        return cues
    return [cue[count:] for cue, count in zip(cues, repeats, strict=True)]
