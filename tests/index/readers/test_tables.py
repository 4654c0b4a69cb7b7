"""A table that names who speaks in one column and what in another."""

from pathlib import Path

from readings import said

from index.readers.text import parse
from index.transcript import Metadata, Source, Transcript

ROWS = [("Ida Brook", "0:02", "Who paid?"), ("Olaf Renn", "0:05", "We did."), ("Ida Brook", "0:09", "When?")]
TURNS = [("Ida Brook", "Who paid?"), ("Olaf Renn", "We did."), ("Ida Brook", "When?")]


def read(text: str) -> Transcript:
    return parse(text, Source(Path("talk.txt"), "", 0, 0), Metadata())


def test_columns_parted_by_tabs_are_turns() -> None:
    read_table = read(
        "Line\tSpeaker\tTime\tText\n" + "\n".join(f"{n}\t{a}\t{b}\t{c}" for n, (a, b, c) in enumerate(ROWS))
    )
    assert [(turn.speaker, turn.words) for turn in said(read_table)] == TURNS
    assert [timed.begins for timed in read_table.timed] == [2.0, 5.0, 9.0]


def test_a_table_of_markdown_is_turns_without_its_rule() -> None:
    table = "| Speaker | Time | Text |\n|---|---|---|\n" + "\n".join(f"| **{a}** | {b} | {c} |" for a, b, c in ROWS)
    assert [(turn.speaker, turn.words) for turn in said(read(table))] == TURNS


def test_quoted_cells_are_without_their_marks_and_the_header_is_nobodys() -> None:
    table = read("Speaker\tText\n" + "\n".join(f'{a}\t"{c}"' for a, _, c in ROWS))
    assert [(turn.speaker, turn.words) for turn in said(table)] == TURNS
    assert [table.text[line.start : line.stop] for line in table.boilerplate] == ["Speaker\tText"]


def test_a_table_of_other_things_is_none() -> None:
    assert {turn.speaker for turn in read("Fish\tPrice\n" + "Cod\t3\n" * 5).turns} == {""}
