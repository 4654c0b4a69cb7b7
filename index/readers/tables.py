"""A table in a text file, its columns parted by tabs or by | as in Markdown, whose header names speaker and words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.readers.blocks import Block, Blocks
from index.readers.times import ANY, span_of
from index.spans import trim
from index.transcript import Span

SPEAKERS = frozenset(
    "speaker speakers name who participant voice person sprecher sprecherin locuteur intervenant hablante orador "
    "falante parlante spreker спикер говорящий участник сөйлеуші 发言人 说话人 講者 話者".split()
)
WORDS = frozenset(
    "text words transcript transcription utterance content speech message dialogue caption statement said quote "
    "äußerung texte texto testo tekst текст реплика слова мәтін 内容 文本 发言".split()
)
TIMES = frozenset("time start timestamp timecode begin zeit temps tiempo hora время уақыт 时间".split())
RULE = re.compile(r"[|:\-\s]+")
FEW, MOSTLY = 3, 0.8
"""Rows of a table, at least, and the share of lines that have as many cells as its header."""

Columns = tuple[int, int, int | None]
"""Of the speaker, of the words, and of the time, if there is one."""


def read_table(text: str, lines: Sequence[Block]) -> Blocks | None:
    """What the cells of words hold, each with its voice and its time; None where the file is no such table."""
    for row, line in enumerate(lines[:FEW]):
        header = _cells(text, line)
        names = [text[cell.start : cell.stop].strip("*_ ").casefold() for cell in header]
        speaker = next((column for column, name in enumerate(names) if name in SPEAKERS), None)
        words = next((column for column, name in enumerate(names) if name in WORDS and column != speaker), None)
        if speaker is not None and words is not None:
            time = next((column for column, name in enumerate(names) if name in TIMES), None)
            rows = [(line, _cells(text, line)) for line in lines[row + 1 :]]
            whole = sum(len(cells) == len(header) for _, cells in rows)
            if whole >= max(FEW, MOSTLY * len(rows)):
                said = [
                    block
                    for line, cells in rows
                    if (block := _said(text, line, cells, (speaker, words, time), len(header)))
                ]
                return Blocks(tuple(said), tuple(Span(line.start, line.stop) for line in lines[: row + 1]))
    return None


def _said(
    text: str, line: Block, cells: Sequence[Span], columns: tuple[int, int, int | None], width: int
) -> Block | None:
    """The cell of words of a row; a line that is none goes on with the row above it."""
    speaker, words, time = columns
    if len(cells) != width:
        return None if RULE.fullmatch(text, line.start, line.stop) else replace(line, voice="")
    start, stop = cells[words].start, cells[words].stop
    if stop - start > 1 and text[start] == text[stop - 1] == '"':
        start, stop = start + 1, stop - 1
    span = trim(text, start, stop)
    if span is None or RULE.fullmatch(text, line.start, line.stop):
        return None
    begins = None
    if time is not None and re.fullmatch(ANY, text[cells[time].start : cells[time].stop]):
        begins = span_of(text[cells[time].start : cells[time].stop])[0]
    voice = text[cells[speaker].start : cells[speaker].stop].strip('"*_ ')
    return Block(span.start, span.stop, line.start, is_apart=True, voice=voice, begins=begins)


def _cells(text: str, line: Block) -> list[Span]:
    """The cells of a line, without white space around them; those of an empty cell have no width."""
    sign = "\t" if "\t" in text[line.start : line.stop] else "|"
    start, stop = line.start, line.stop
    if sign == "|":
        start += text.startswith("|", start)
        stop -= text.endswith("|", start, stop)
    cells: list[Span] = []
    while start <= stop:
        end = text.find(sign, start, stop)
        end = stop if end < 0 else end
        cells.append(trim(text, start, end) or Span(start, start))
        start = end + 1
    return cells
