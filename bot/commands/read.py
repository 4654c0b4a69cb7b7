"""python -m bot read: what was understood of a transcript."""

import argparse
from pathlib import Path
from typing import Any

from bot.commands.terminal import print_lines
from bot.render.strings import say
from bot.render.text import Line, visible_lines
from index.readers.report import Report, report
from index.readers.table import read_transcript
from index.transcript import Transcript

LAYOUTS = {
    "questions": "questions and answers, by their labels",
    "names": "named speakers, by their labels",
    "plain": "one speaker's text, no labels",
}


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("read", help="say what was understood of a transcript")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    transcripts = [read_transcript(path) for path in options.paths]  # all of them, before anything is printed
    for transcript in transcripts:
        print_lines(visible_lines(report_lines(transcript, report(transcript))))
    return 0


def report_lines(transcript: Transcript, understood: Report) -> list[Line]:
    """The report as a person reads it."""
    source = transcript.source
    lines = [
        Line(transcript.title, "title"),
        Line(f"File       {source.path}, {source.size:,} bytes, {len(transcript.text):,} characters"),
        Line(f"SHA-256    {source.sha256}"),
        Line(f"Layout     {LAYOUTS[understood.layout]}"),
        Line(f"Language   {understood.language}"),
        Line(f"Questions  {understood.questions}"),
        Line(f"Answers    {understood.paragraphs} paragraphs, {understood.statements} sentences"),
        Line(f"Sentences  {understood.sentences} in all"),
        Line("Speakers", "title"),
    ]
    for name, role, turns, sentences in understood.speakers:
        who = f"{name}, {role}" if name else say(role)
        lines.append(Line(f"{who}: {_count(turns, 'turn')}, {_count(sentences, 'sentence')}", indent=2))
    if understood.remarks:
        lines.append(Line("Remarks", "title"))
        lines += [Line(remark, "note", 2) for remark in understood.remarks]
    return lines


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
