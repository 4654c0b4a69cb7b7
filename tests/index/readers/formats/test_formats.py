"""Small files of every format are read as a careful reader reads them, who had not seen the rules."""

import json
import re
from collections.abc import Sequence
from typing import Any

import pytest
from readings import Said, plain, said
from support import ROOT

from index.errors import TranscriptError
from index.readers.table import read_transcript
from index.transcript import Transcript

FORMATS = ROOT / "tests" / "data" / "formats"
CASES: dict[str, dict[str, Any]] = {
    case["file"]: case
    for line in (FORMATS / "expected.jsonl").read_text("utf-8").splitlines()
    for case in [json.loads(line)]
}
READ = [name for name, case in CASES.items() if "turns" in case]
REFUSED = [name for name, case in CASES.items() if "refused" in case]
ROLES = {"asks": "interviewer", "answers": "interviewee"}
CLOSE = 0.6
"""Seconds."""
AS_GOOD = {"Speaker 0": "Channel 0", "Speaker 1": "Channel 1", "UNKNOWN": ""}
"""Other names that the hand took for as good."""
MISSED = {
    "d12.docx": "a quotation in a text box is said twice",
    "h01.html": "four labels in an article of nine paragraphs are too few",
    "h03.html": "only one of three names in headings recurs",
    "h09.html": "three headings are too few",
    "j25.otr": "three labels, one of them initials, are too few",
    "m04.rst": "the fields at the head of reStructuredText are taken for lines",
    "m11.xml": "a list of news is read as a text of nobody's",
}
"""What is read otherwise, and why."""


def is_theirs(turn: dict[str, Any], one: Said) -> bool:
    """The same name; or, where the hand wrote "Q" or "Interviewer", who has that role."""
    names = {plain(name) for name in (turn["speaker"], AS_GOOD.get(turn["speaker"], turn["speaker"]))}
    return plain(one.speaker) in names or ROLES.get(turn["role"], "-") == one.role


def letters(words: str) -> str:
    """Letters and digits in small letters, without the raised numbers of notes."""
    return re.sub(r"[\W_⁰¹²³⁴⁵⁶⁷⁸⁹]+", "", words).casefold()


def missing(case: dict[str, Any], turns: Sequence[Said]) -> list[str]:
    """The first words of the turns that are not there from their first words to their last."""
    return [
        turn["first"]
        for turn in case["turns"]
        if turn["role"] != "editor"
        and not any(
            is_theirs(turn, one)
            and letters(one.words).startswith(letters(turn["first"]))
            and letters(one.words).endswith(letters(turn["last"]))
            for one in turns
        )
    ]


def begins_at(transcript: Transcript, first: str) -> float | None:
    """When the turn of these first words begins."""
    for turn in transcript.turns:
        if letters(transcript.text[turn.start : turn.stop]).startswith(letters(first)):
            return next((timed.begins for timed in transcript.timed if timed.stop > turn.start), None)
    return None


@pytest.mark.parametrize("name", READ)
def test_a_file_is_read_as_a_careful_reader_reads_it(name: str) -> None:
    if name in MISSED:
        pytest.xfail(MISSED[name])
    read = read_transcript(FORMATS / name)
    assert missing(CASES[name], said(read)) == []
    times = {first: time for first, time in CASES[name].get("times", {}).items() if time is not None}
    begun = {first: begins_at(read, first) for first in times}
    assert [first for first in times if begun[first] is None or abs((begun[first] or 0.0) - times[first]) > CLOSE] == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_transcript_is_refused_with_what_to_do(name: str) -> None:
    if name in MISSED:
        pytest.xfail(MISSED[name])
    with pytest.raises(TranscriptError, match="expected"):
        read_transcript(FORMATS / name)
