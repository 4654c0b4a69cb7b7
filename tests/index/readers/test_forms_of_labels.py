"""Forms of labels that public transcripts have, and what stands beside them and is no label."""

import re
from pathlib import Path

import pytest
from readings import said

from index.readers.text import parse
from index.transcript import Metadata, Source

A, B = "Ida Brook", "Olaf Renn"


def asked_in(text: str) -> list[str]:
    read = parse(text, Source(Path("talk.txt"), "", 0, 0), Metadata())
    return [read.text[turn.start : turn.stop] for turn in read.turns if turn.role == "interviewer"]


def turns(text: str) -> list[tuple[str, str]]:
    read = parse(text, Source(Path("talk.txt"), "", 0, 0), Metadata())
    return [(turn.speaker, turn.words) for turn in said(read)]


RECORD = "MR. RENN. We sold it. MS. BROOK. When? MR. RENN. In May. MS. BROOK. To whom? MR. RENN. To him. MS. BROOK. So."
TAGGED = "".join(f"<Speech>Mr. Renn: We sold it, {row}.<Speech>The Minister of Lamps: When?" for row in range(3))
DASHED = "".join(
    f"O SR. PRESIDENTE (Ida Brook. PSB - ES) - A lista, {row}.\nHoje.\nE ontem.\nA SRA. RENN (PT - PB) - Sim.\n"
    for row in range(4)
)
TERMS = "".join(f"<dt>ida\n<dd>We sold it, {row}.\n\n<dt>olaf\n<dd>When?\n\n" for row in range(2))
NICKS = "* [mukul] We sold it.\n* [zoltan] When?\n* [mukul] In May.\n* [zoltan] [laughs] So."
GAGGLE = "".join(f"Q\u00a0 \u00a0 Who sold it, {row}?\n\nMS. BROOK:  We did.\n\n" for row in range(3))
SCRIBED = "".join(f"<scribe> Ida: We sold it.\n<scribe> … in May, {row}.\n<olaf> When?\n" for row in range(2))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(RECORD, [("MR. RENN", "We sold it."), ("MS. BROOK", "When?")], id="a record within lines"),
        pytest.param(TAGGED, [("Mr. Renn", "We sold it, 0."), ("The Minister of Lamps", "When?")], id="tags"),
        pytest.param(
            DASHED, [("O SR. PRESIDENTE", "A lista, 0. Hoje. E ontem."), ("A SRA. RENN", "Sim.")], id="dashes"
        ),
        pytest.param(f"<dl>\n\n{TERMS}</dl>", [("ida", "We sold it, 0."), ("olaf", "When?")], id="terms"),
        pytest.param(NICKS, [("mukul", "We sold it."), ("zoltan", "When?"), ("mukul", "In May.")], id="nicks"),
        pytest.param(GAGGLE, [("Q", "Who sold it, 0?"), ("MS. BROOK", "We did.")], id="Q and no-break spaces"),
        pytest.param(SCRIBED, [("Ida", "We sold it. … in May, 0."), ("olaf", "When?")], id="a scribe who goes on"),
    ],
)
def test_a_form_of_labels_is_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert turns(text)[: len(expected)] == expected


def test_every_other_dashed_line_is_the_askers_and_whole_sentences_with_emphasis_are() -> None:
    dashed = "– Who sold it?\n\n– We did.\n\n– When?\n\n– In May.\n\n– Thank you.\n\n– And you."
    bold = "**Who sold it?**\n\nWe did.\n\n**Tell us when.**\n\nIn May.\n\n**The harbour**\n\nSold.\n\n**Why?**\n\nSo."
    assert asked_in(dashed) == ["Who sold it?", "When?", "Thank you."]
    for opening, closing in (("**", "**"), ("_", "_"), ("*", "*"), ("<strong>", "</strong>"), ("<em>", "</em>")):
        marked = re.sub(r"\*\*(.+?)\*\*", rf"{opening}\1{closing}", bold)
        assert asked_in(marked) == ["Who sold it?", "Tell us when.", "Why?"]


def test_headings_that_are_numbered_questions_ask_with_those_between_them() -> None:
    text = "## Question 1: Who sold it?\n\nWe did.\n\n## Tell us when.\n\nIn May.\n\n## Question 2: Why?\n\nSo."
    assert asked_in(text) == ["Question 1: Who sold it?", "Tell us when.", "Question 2: Why?"]


def test_a_note_over_several_lines_is_nobodys() -> None:
    note = "(Applause from the left and\nLAUGHTER)"
    text = f"{A}:\nWe sold it.\n\n{note}\n\nIn May.\n\n{B}:\nWhen?\n\n{A}:\nSo.\n\n{B}:\nYes."
    assert turns(text)[:2] == [(A, "We sold it. In May."), (B, "When?")]


def test_a_full_name_once_among_full_names_speaks_and_a_word_of_the_text_does_not() -> None:
    talk = "".join(
        f"{A}: The goal is a lamp, {row}.\n{B}: It is, {row}.\nVera Skog: So it is, {row}.\n" for row in range(4)
    )
    assert ("Tomas Hultberg", "I agree.") in turns(f"{talk}Tomas Hultberg: I agree.\n{A}: Good.")
    assert "Goal" not in {
        name for name, _ in turns(f"{talk}Goal: more lamps.\n{A}: Good.\nGoal: less oil.\n{B}: Good.")
    }


def test_who_is_addressed_before_a_colon_is_no_label() -> None:
    talk = (
        f"{A}:\nGuten Tag.\n\n{B}:\nFrau Brook, ich sage Ihnen voller Bedauern:\nNein.\n\n{A}:\nDanke.\n\n{B}:\nBitte."
    )
    assert turns(talk)[1] == (B, "Frau Brook, ich sage Ihnen voller Bedauern: Nein.")
