"""The same conversation, written out in every layout, gives the same turns."""

import os
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest
from layouts import LAYOUTS
from readings import said
from support import ROOT

from index.readers.text import parse, read_text
from index.transcript import Metadata, Source

SOURCE = Source(Path("talk.txt"), "", 0, 0)
EVAL = os.environ.get("EVAL", "")
MEETINGS = sorted(Path(EVAL, "qmsum", "docs").glob("*.txt")) if EVAL else []
TALK = [
    ("Ida Brook", "Good morning. What burns in the lamp today, and who paid for it?"),
    ("Olaf Renn", "It burns rape oil since March - whale oil was forbidden. (He sighs.) It was cheap: nine crowns."),
    ("Ida Brook", "Nine crowns?"),
    ("Mr. Jens d'Holm", "Nine hundred, if I may say so; a question: who counted them?"),
    ("Olaf Renn", "Yes"),
    ("Ida Brook", "So"),
    ("Olaf Renn", "We counted them twice. At 10:30 my brother came, and he said: “It is enough.”"),
    ("Ida Brook", "Then we shall stop here, I think."),
    ("Olaf Renn", "Thank you."),
] * 3  # fmt: skip


def words_of(turns: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name.casefold(), words) for name, words in turns]


def without_notes(turns: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Without what is wholly in brackets, a note on a line of its own; what one says around it is one turn."""
    left = [(name, words) for name, words in turns if words[0] + words[-1] not in ("[]", "()")]
    return [(name, " ".join(words for _, words in run)) for name, run in groupby(left, key=itemgetter(0))]


@cache
def turns_of(meeting: Path) -> list[tuple[str, str]]:
    return without_notes([(one.speaker, one.words) for one in said(read_text(meeting, Metadata()))])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_talk_is_the_same_in_every_layout(layout: str) -> None:
    read = parse(LAYOUTS[layout](TALK), SOURCE, Metadata())
    assert words_of([(one.speaker, one.words) for one in said(read)]) == words_of(TALK)


@pytest.mark.skipif(not MEETINGS, reason="EVAL does not name a folder of evaluation sets with qmsum")
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_meeting_is_the_same_in_every_layout(layout: str) -> None:
    different = []
    for path in MEETINGS:
        turns = turns_of(path)
        written = parse(LAYOUTS[layout](turns), SOURCE, Metadata())
        if words_of([(one.speaker, one.words) for one in said(written)]) != words_of(turns):
            different.append(path.name)
    assert different == []


def test_the_layouts_are_those_of_the_documentation() -> None:
    page = (ROOT / "docs" / "transcripts.md").read_text("utf-8")
    assert [name for name in LAYOUTS if f"| {name} |" not in page] == []
