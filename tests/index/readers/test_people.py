"""Who is interviewed, who asks, who gives a talk, as the head of a file says it; and from where on."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from readings import said
from support import ROOT

from index.readers.blocks import line_blocks
from index.readers.examined import examiners, told_before, witnesses
from index.readers.keys import read_key
from index.readers.name_cases import nominative
from index.readers.people import People, introduced, people
from index.readers.text import parse
from index.spans import lines
from index.transcript import Metadata, Person, Source, Transcript

HEADS = [json.loads(line) for line in (ROOT / "tests" / "data" / "heads.jsonl").read_text("utf-8").splitlines()]
ROLES = {"interview": ("interviewee", "interviewer"), "talk": ("speaker",)}


def read(text: str, metadata: Metadata | None = None) -> Transcript:
    return parse(text, Source(Path("talk.txt"), "", 0, 0), metadata or Metadata())


def test_heads_that_somebody_else_wrote_name_mostly_whom_they_mean_and_hardly_anybody_else() -> None:
    """At first sight 262 of 471 right, 36 wrong."""
    right = wrong = counted = 0
    for head in HEADS:
        found = asdict(people(head["head"].split("\n"), head["foot"].split("\n"), head["head"], head["lang"]))
        for role in ROLES.get(head["kind"], ("interviewee", "interviewer", "speaker")):
            counted += 1
            right += found[role].casefold() == head[role].casefold()
            wrong += bool(found[role]) and found[role].casefold() != head[role].casefold()
    assert counted == 471
    assert right >= 345
    assert wrong <= 6


@pytest.mark.parametrize(
    ("language", "head", "expected"),
    [
        ("en", "Interview with former keeper Ida Brook\nby Olaf Renn", People("Ida Brook", "Olaf Renn")),
        ("en", "ORAL HISTORY INTERVIEW\nWITH\nIDA BROOK", People("Ida Brook")),
        ("en", 'title: "Ida Brook: “They sold it.”"', People("Ida Brook")),
        ("en", "The lamp\nIda Brook\n\nI lit it, and I loved it.", People("", "", "Ida Brook")),
        ("en", "The lamp\nIda Brook\n\nShe lit it, and she loved it.", People()),
        ("en", "Remarks by President Ida Brook at the Harbour", People("", "", "Ida Brook")),
        ("de", "Das Gespräch führte Olaf Renn.", People("", "Olaf Renn")),
        ("fr", "Interview : Ida Brook, une voix contre la mer", People("Ida Brook")),
        ("ru", "Интервью с Сергеем Котовым\nБеседовала Анна Лис", People("Сергей Котов", "Анна Лис")),
        ("zh", "专访张霄大使", People("张霄")),
        ("en", "Interview with Radio Free Europe", People()),
        ("en", "Interview with Ida Brook and Olaf Renn", People()),
        ("en", "Interview with the Vampire", People()),
    ],
)
def test_a_head_names_people_and_no_outlets(language: str, head: str, expected: People) -> None:
    assert people(head.split("\n"), [], head, language) == expected


def test_interview_and_a_colon_is_the_one_who_answers_in_an_english_title_and_who_asked_at_a_foot() -> None:
    assert people(["Interview: Ida Brook"], [], "", "en") == People("Ida Brook")
    assert people(["Interview: Olaf Renn"], [], "", "de") == People("", "Olaf Renn")
    assert people(["Interview with Ida Brook"], ["Interview: Olaf Renn"], "", "en") == People("Ida Brook", "Olaf Renn")


def test_a_name_in_another_case_is_the_one_of_the_text_or_what_it_nearly_always_comes_from() -> None:
    assert nominative("Сергеем Котовым", "Пришёл Сергей Котов.") == "Сергей Котов"
    assert nominative("Сергеем Вакуленко", "") == "Сергей Вакуленко"
    assert nominative("Анной Лисовской", "Анна Лисовская") == "Анна Лисовская"
    assert nominative("Ивана Котова", "") == ""


def test_people_say_who_they_are() -> None:
    assert introduced("My name is Josef, I was born in Vienna.", "en") == "Josef"
    assert introduced("Ich heiße Anna Holm und bin Fischerin.", "de") == "Anna Holm"
    assert introduced("My name was never asked.", "en") == ""


def test_questions_and_answers_are_of_those_whom_the_title_names() -> None:
    turns = said(
        read("# Interview with Ida Brook\n\nby Olaf Renn\n\nQ: Who paid?\n\nA: We did.\n\nQ: When?\n\nA: In May.")
    )
    assert [turn.speaker for turn in turns] == ["Olaf Renn", "Ida Brook", "Olaf Renn", "Ida Brook"]


def test_a_last_line_that_says_who_asked_is_nobodys() -> None:
    transcript = read("Q: Who paid?\n\nA: We did.\n\nQ: When?\n\nA: In May.\n\nInterview by Olaf Renn")
    assert [(turn.speaker, turn.words) for turn in said(transcript)][-1] == ("", "In May.")
    assert said(transcript)[0].speaker == "Olaf Renn"


def test_several_interviews_in_one_file_name_nobody() -> None:
    one, other = "Interview with Ida Brook", "Interview with Vera Skog"
    pairs = "Q: Who paid?\n\nA: We did.\n\nQ: When?\n\nA: In May."
    assert {turn.speaker for turn in said(read(f"{one}\n\n{pairs}\n\n{other}\n\n{pairs}"))} == {""}
    again = "Interview with Ida Marie Brook"
    assert {turn.speaker for turn in said(read(f"{again}\n\n{pairs}\n\n{one}\n\n{pairs}"))} == {"", "Ida Marie Brook"}


def test_what_stands_beside_the_file_goes_before_its_title() -> None:
    text = "Interview with Ida Brook\n\nQ: Who paid?\n\nA: We did.\n\nQ: When?\n\nA: In May."
    turns = said(read(text, Metadata(interviewee=Person("Vera Holm"))))
    assert [turn.speaker for turn in turns] == ["", "Vera Holm", "", "Vera Holm"]


def test_one_who_answers_and_says_the_name_has_it() -> None:
    turns = said(read("Q: Who are you?\n\nA: My name is Josef.\n\nQ: And where were you born?\n\nA: In Vienna."))
    assert [turn.speaker for turn in turns] == ["", "Josef", "", "Josef"]


def test_text_without_labels_is_not_given_to_one_who_is_interviewed() -> None:
    prose = "We met by the well. It was cold, and nobody spoke, until the kettle sang on its chain.\n\nSo it was."
    assert {turn.speaker for turn in read(f"Interview with Ida Brook\n\n{prose}").turns} == {""}
    assert {turn.speaker for turn in read(f"Interviewee: Ida Brook\nDate: 3 May\n\n{prose}").turns} == {""}
    assert {turn.speaker for turn in read(f"Speech by Ida Brook\n\n{prose}").turns} == {"Ida Brook"}


DEPOSITION = """IDA BROOK,
having been first duly sworn, testified as follows:
BY MR. HOLM:
Q. Where did you stand?
A. By the well.
Q. Who else was there?
A. Nobody.
EXAMINATION BY MS. ORR:
Q. Was it dark?
THE WITNESS: It was.
Q. And cold?
A. Very.
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_witness_is_who_was_sworn_and_asked_by_who_is_named_above(end: str) -> None:
    transcript = read(DEPOSITION.replace("\n", end))
    turns = said(transcript)
    assert {turn.role for turn in transcript.turns if turn.speaker == "Ida Brook"} == {"interviewee"}
    assert [turn.speaker for turn in turns] == [
        *("MR. HOLM", "Ida Brook", "MR. HOLM", "Ida Brook", "MS. ORR", "Ida Brook", "MS. ORR", "Ida Brook"),
    ]
    assert examiners(DEPOSITION) == [(DEPOSITION.index("BY MR"), "MR. HOLM"), (DEPOSITION.index("EXAM"), "MS. ORR")]
    assert witnesses(DEPOSITION) == [(0, "Ida Brook")]
    assert told_before([(3, "a"), (8, "b")], 2) == ""
    assert told_before([(3, "a"), (8, "b")], 7) == "a"


def test_an_oath_and_who_examines_are_nobodys_words() -> None:
    text = f"THE CHAIR: Mr Dale.\n\nMR DALE: I call him.\n\nOLAF RENN (affirmed)\n\nExamined by MR DALE\n\n{DEPOSITION}"
    transcript = read(text)
    assert ("MR DALE", "I call him.") in [(turn.speaker, turn.words) for turn in said(transcript)]
    assert "sworn" not in " ".join(turn.words for turn in said(transcript))


def test_initials_are_those_of_the_key() -> None:
    key = "OR: Olaf Renn (interviewer)\nIB: Ida Brook"
    text = f"{key}\n\nOR: Who paid?\nIB: We did.\nOR: When?\nIB: In May.\nOR: So.\nIB: Yes."
    assert [turn.speaker for turn in said(read(text))] == ["Olaf Renn", "Ida Brook"] * 3
    names, rows = read_key(text, line_blocks(text, lines(text)))
    assert names == {"OR": "Olaf Renn", "IB": "Ida Brook"}
    assert [row.start for row in rows] == [0, text.index("IB: Ida")]


@pytest.mark.parametrize("line", ["| Ida Brook | IB | Skerry |", "Ida Brook (IB)", "IB = Ida Brook", "Ida Brook\tIB"])
def test_a_key_may_be_written_in_many_ways(line: str) -> None:
    text = f"{line}\n\nIB: So.\nIB: Yes.\nIB: No."
    assert read_key(text, line_blocks(text, lines(text)))[0] == {"IB": "Ida Brook"}


def test_a_key_is_none_whose_initials_label_nothing_or_are_not_those_of_the_name() -> None:
    for text in ("IB: Ida Brook\n\nIda: So.", "XY: Ida Brook\nXY: So.\nXY: Yes.\nXY: No."):
        assert read_key(text, line_blocks(text, lines(text)))[0] == {}
