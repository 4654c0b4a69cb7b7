"""Files as people and programs write them, read as a careful person reads them, who had not seen the rules."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from readings import Said, expected, is_read, plain, said, whose
from support import ROOT

from index.errors import TranscriptError
from index.readers.table import read_transcript
from index.readers.text import read_text
from index.transcript import Metadata

READING = ROOT / "tests" / "data" / "reading"
LAYOUTS = ROOT / "tests" / "data" / "layouts"
FILES = dict(expected(READING))


def turns_of(path: Path) -> Sequence[Said]:
    try:
        return said(read_text(path, Metadata()))
    except TranscriptError:
        return ()


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_as_a_careful_reader_reads_it(name: str) -> None:
    turns = said(read_transcript(READING / name))
    assert [turn["first"] for turn in FILES[name] if not is_read(turn, turns)] == []
    assert len(turns) == len(FILES[name])


@pytest.mark.parametrize(("hand", "of", "right", "wrong"), [("hand1", 380, 310, 11), ("hand2", 352, 300, 13)])
def test_layouts_that_others_thought_of_are_mostly_read(hand: str, of: int, right: int, wrong: int) -> None:
    """At first sight hand2's: 246 of 352 right, 36 given to somebody else."""
    counted, own, others = 0, 0, 0
    for name, wanted in expected(LAYOUTS / hand):
        turns = turns_of(LAYOUTS / hand / name)
        for turn in wanted:
            counted += 1
            speaker, meant = plain(whose(turn, turns) or ""), plain(turn["speaker"])
            is_theirs = speaker == meant or (bool(speaker) and bool(meant) and (speaker in meant or meant in speaker))
            own += is_theirs and whose(turn, turns) is not None
            others += bool(speaker) and not is_theirs
    assert counted == of
    assert own >= right
    assert others <= wrong
