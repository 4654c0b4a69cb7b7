"""Paragraphs of a document, of whatever format, become a text as people type one, which the reader of text reads.

Emphasis is kept, in the marks of Markdown, only where it may say who speaks or asks: at the beginning of a line, or
around the whole of it. A blank line parts paragraphs, # begins a heading, a tab parts the cells of a row.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.readers.formats.spoken import Spoken
from index.readers.names import looks_like_name

QUESTION = re.compile(r"[?？؟][\"'”’»)]*$")
SENTENCE = re.compile(r"[.!…。！;,][\"'”’»)]*$")
COLONS = (":", "：")
LEAST = 2
"""Questions that are wholly emphasised, where emphasis says who asks."""
FEW_WORDS, MORE_WORDS = 8, 16
"""Words of a label, at most; and of one with a colon: an office, and a name in brackets."""
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]+")
"""Controls, and what turns the direction of the text around it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; `mark` is what Markdown puts around them: ** or *, or nothing."""

    words: str
    mark: str = ""


@dataclass(slots=True)
class Paragraph:
    """Lines, of runs; `level` of a heading, 0 for none; `is_close`: no blank line before it."""

    lines: list[list[Run]] = field(default_factory=lambda: [[]])
    level: int = 0
    is_close: bool = False

    @property
    def words(self) -> str:
        return "\n".join("".join(run.words for run in line).strip() for line in self.lines).strip()


@dataclass(frozen=True, slots=True)
class Document:
    """What a file of a document format holds: its text, what it states of itself, and what the reader has to say.

    `stated` has names of `Metadata` and their values.
    """

    text: str
    stated: dict[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    said: tuple[Spoken, ...] = ()
    """What is said, where the format itself tells voices or times; `text` is not read then."""


class Writer:
    """Takes words, ends of lines and of paragraphs, in order; gives the text of them."""

    def __init__(self) -> None:
        self._paragraphs = [Paragraph()]

    def words(self, words: str, mark: str = "") -> None:
        """More of the line."""
        if words:
            self._paragraphs[-1].lines[-1].append(Run(UNSEEN.sub(" ", words), mark))

    def line(self) -> None:
        """End the line; the paragraph goes on."""
        self._paragraphs[-1].lines.append([])

    def paragraph(self, level: int = 0, is_close: bool = False) -> None:
        """End the paragraph, if it has any words, and begin another."""
        last = self._paragraphs[-1]
        if last.words:
            self._paragraphs.append(Paragraph(level=level, is_close=is_close))
        else:
            last.lines, last.level = [[]], level
            last.is_close = last.is_close and is_close

    @property
    def title(self) -> str:
        """The words of the first paragraph, if it is a heading."""
        first = next((paragraph for paragraph in self._paragraphs if paragraph.words), None)
        return " ".join(first.words.split()) if first and first.level == 1 else ""

    @property
    def is_at_start(self) -> bool:
        """Whether the line has no words yet."""
        return not any(run.words.strip() for run in self._paragraphs[-1].lines[-1])

    def text(self) -> str:
        """All that was taken, each line without white space around it, ended by one."""
        paragraphs = [paragraph for paragraph in self._paragraphs if paragraph.words]
        asking = {
            mark: sum(_whole(one) == mark and bool(QUESTION.search(one.words)) for one in paragraphs) >= LEAST
            for mark in ("**", "*")
        }
        leads = Counter(_lead(line)[1].strip() for one in paragraphs for line in one.lines)
        again = {lead for lead, count in leads.items() if count > 1}
        pieces: list[str] = []
        for paragraph in paragraphs:
            pieces.append("" if not pieces else "\n" if paragraph.is_close else "\n\n")
            pieces.append(_written(paragraph, asking, again))
        return "".join(pieces) + "\n" if pieces else ""


def _whole(paragraph: Paragraph) -> str:
    """The mark that is around all the words of a paragraph, "" if there is none."""
    marks = {run.mark for line in paragraph.lines for run in line if run.words.strip()}
    return marks.pop() if len(marks) == 1 else ""


def _written(paragraph: Paragraph, asking: dict[str, bool], again: set[str]) -> str:
    """A paragraph with the marks that count: around what asks, and around bold words that lines begin with `again`."""
    mark = _whole(paragraph)
    if paragraph.level:
        return "#" * min(paragraph.level, 6) + " " + " ".join(paragraph.words.split())
    if mark and len(paragraph.lines) > 1 and len(_filled(paragraph.lines)) > 1 and asking[mark]:
        return f"{mark}{paragraph.words}{mark}"
    return "\n".join(_line(line, asking, again) for line in _filled(paragraph.lines))


def _filled(lines: Sequence[list[Run]]) -> list[list[Run]]:
    return [line for line in lines if any(run.words.strip() for run in line)]


def _line(runs: Sequence[Run], asking: dict[str, bool], again: set[str]) -> str:
    """A line; marks are around all of it where it asks or may be a label, else around a label that it begins with."""
    words = "".join(run.words for run in runs).strip()
    marks = {run.mark for run in runs if run.words.strip()}
    mark = next(iter(marks)) if len(marks) == 1 else ""
    if mark:
        is_short = mark == "**" and len(words.split()) <= FEW_WORDS and not SENTENCE.search(words)
        is_label = is_short and (words in again or words.endswith(COLONS) or looks_like_name(words))
        return f"{mark}{words}{mark}" if is_label or asking[mark] else words
    before, lead, rest = _lead(runs)
    has_colon = lead.rstrip().endswith(COLONS) or rest.startswith(COLONS)
    is_label = has_colon or lead.strip() in again or (" " in lead.strip() and looks_like_name(lead))
    if lead.strip() and is_label and len(lead.split()) <= (MORE_WORDS if has_colon else FEW_WORDS):
        blanks = lead[len(lead.rstrip()) :]
        return f"{before}**{lead.strip()}**{blanks}{rest}".strip()
    return words


def _lead(runs: Sequence[Run]) -> tuple[str, str, str]:
    """What stands before the bold words with which a line begins (a time, a number, no letter), these, and the rest."""
    row = 0
    while row < len(runs) and runs[row].mark != "**" and not any(map(str.isalpha, runs[row].words)):
        row += 1
    first = row
    while row < len(runs) and (runs[row].mark == "**" or not runs[row].words.strip()):
        row += 1
    before, lead, rest = ("".join(run.words for run in part) for part in (runs[:first], runs[first:row], runs[row:]))
    blanks = len(lead) - len(lead.lstrip())
    return before.lstrip() + lead[:blanks], lead[blanks:], rest
