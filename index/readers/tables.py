"""A table in a text file, its columns parted by tabs or by | as in Markdown, whose header names speaker and words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.readers.blocks import Block, Blocks
from index.readers.formats.columns import Columns, by_names
from index.readers.times import seconds_of
from index.spans import trim
from index.transcript import Span

RULE = re.compile(r"[|:\-\s]+")
FEW, MOSTLY = 3, 0.8
"""Rows of a table, at least, and the share of lines that have as many cells as its header."""


def read_table(text: str, lines: Sequence[Block]) -> Blocks | None:
    """What the cells of words hold, each with its voice and its time; None where the file is no such table."""
    for row, line in enumerate(lines[:FEW]):
        header = _cells(text, line)
        names = [text[cell.start : cell.stop].strip("*_ ").casefold() for cell in header]
        columns = by_names(names)
        if columns and columns.speaker is not None:
            rows = [(line, _cells(text, line)) for line in lines[row + 1 :]]
            whole = sum(len(cells) == len(header) for _, cells in rows)
            if whole >= max(FEW, MOSTLY * len(rows)):
                said = [block for line, cells in rows if (block := _said(text, line, cells, columns, len(header)))]
                return Blocks(tuple(said), tuple(Span(line.start, line.stop) for line in lines[: row + 1]))
    return None


def _said(text: str, line: Block, cells: Sequence[Span], columns: Columns, width: int) -> Block | None:
    """The cell of words of a row; a line that is none goes on with the row above it."""
    if len(cells) != width:
        return None if RULE.fullmatch(text, line.start, line.stop) else replace(line, voice="")
    start, stop = cells[columns.words].start, cells[columns.words].stop
    if stop - start > 1 and text[start] == text[stop - 1] == '"':
        start, stop = start + 1, stop - 1
    span = trim(text, start, stop)
    if span is None or RULE.fullmatch(text, line.start, line.stop):
        return None
    begins, ends = (
        seconds_of(text[cells[column].start : cells[column].stop]) if column is not None else None
        for column in (columns.begins, columns.ends)
    )
    voice = text[cells[columns.speaker or 0].start : cells[columns.speaker or 0].stop].strip('"*_ ')
    return Block(
        span.start,
        span.stop,
        line.start,
        is_apart=True,
        voice=voice,
        begins=begins,
        ends=ends if begins is not None else None,
    )


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
