"""python -m bot read: what was understood of a transcript."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.commands.options import add_layout
from bot.commands.terminal import print_lines
from bot.render.strings import say
from bot.render.text import Line, visible_lines
from index.readers.report import Report, Voice, report, span_of_time
from index.readers.table import read_transcript
from index.transcript import Transcript

LAYOUTS = {
    "questions": "questions and answers",
    "names": "named speakers",
    "plain": "one speaker's text",
}


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    add_layout(parser)
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true", help="the same as JSON, a list with an object for each file")
    shown.add_argument("--text", action="store_true", help="the text in which citations count, as it is digested")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    # all of them are read before anything is printed
    transcripts = [read_transcript(path, options.layout) for path in options.paths]
    if options.text:
        sys.stdout.write("".join(transcript.canonical for transcript in transcripts))
        return 0
    if options.json:
        print(json.dumps([report_json(transcript) for transcript in transcripts], ensure_ascii=False, indent=2))
        return 0
    for transcript in transcripts:
        print_lines(visible_lines(report_lines(transcript, report(transcript))))
    return 0


def report_json(transcript: Transcript) -> dict[str, Any]:
    """The report, with what identifies the file."""
    source = transcript.source
    identity = {
        "id": transcript.id,
        "path": str(source.path),
        "bytes": source.size,
        "sha256": source.sha256,
        "text_sha256": transcript.text_sha256,
    }
    return identity | asdict(report(transcript))


def report_lines(transcript: Transcript, understood: Report) -> list[Line]:
    """The report as a person reads it."""
    source = transcript.source
    read_as = " ".join(filter(None, (understood.encoding, understood.reader)))
    lines = [
        Line(transcript.title, "title"),
        Line(f"File       {source.path}, {source.size:,} bytes, {len(transcript.canonical):,} characters, {read_as}"),
        Line(f"SHA-256    {source.sha256}"),
        Line(f"Layout     {LAYOUTS[understood.layout]}: {understood.why}"),
        Line(f"Language   {understood.language}"),
    ]
    if understood.times:
        lines.append(Line(f"Times      {span_of_time(understood.times)}"))
    lines += [
        Line(f"Questions  {understood.questions}"),
        Line(f"Answers    {understood.paragraphs} paragraphs, {understood.statements} sentences"),
        Line(f"Sentences  {understood.sentences} in all"),
        Line("Speakers", "title"),
        *(Line(_voice_line(voice), indent=2) for voice in understood.voices),
        Line("How it begins", "title"),
        *(Line(f"{who}: {words}", indent=2) for who, words in understood.first_turns),
    ]
    if understood.remarks:
        lines.append(Line("Remarks", "title"))
        lines += [Line(remark, "note", 2) for remark in understood.remarks]
    return lines


def _voice_line(voice: Voice) -> str:
    who = f"{voice.name}, {voice.role}" if voice.name else say(voice.role)
    asks = ", who asks" if voice.asks else ""
    turns, sentences = _count(voice.turns, "turn"), _count(voice.sentences, "sentence")
    return f"{who}{asks}: {turns}, {sentences}, {voice.share:.0%} of the words"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
