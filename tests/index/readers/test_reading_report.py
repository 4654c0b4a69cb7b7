"""What the report says, what overrules a reading, and what is left without a name."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from readings import said
from support import checker_of

from bot.__main__ import main
from bot.quote_check.article import read_article
from index.errors import TranscriptError
from index.readers.report import report
from index.readers.table import read_transcript

Write = Callable[..., Path]
TALK = "\n\n".join(
    f"{name}: {words}"
    for name, words in [
        ("Ida Brook", "What burns in the lamp today?"),
        ("Olaf Renn", "The lamp burns rape oil since March, which the harbour office paid for."),
        ("Ida Brook", "Who paid for it before?"),
        ("Olaf Renn", "My father did."),
    ]
    * 2
)
ONCE = f"{TALK}\n\nIt was cold.\n\nMaria Lund: We never paid a crown for the lamp.\n\nOlaf Renn: That is so.\n"


def test_the_report_says_who_speaks_how_much_and_how_it_begins(write: Write) -> None:
    understood = report(read_transcript(write(TALK)))
    assert [(one.name, one.asks, one.turns, one.sentences) for one in understood.voices] == [
        ("Ida Brook", True, 4, 4),
        ("Olaf Renn", False, 4, 4),
    ]
    # 22 words of hers and 32 of his
    assert [round(one.share, 3) for one in understood.voices] == [round(22 / 54, 3), round(32 / 54, 3)]
    assert understood.first_turns[:2] == (
        ("Ida Brook", "What burns in the lamp today?"),
        ("Olaf Renn", "The lamp burns rape oil since March, which the harbour …"),
    )
    assert understood.why == "names before what they say"


def test_the_report_as_json_and_the_text_that_is_digested(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(write("1\n00:00:01,000 --> 00:00:02,500\nIt burns.\n", "talk.srt"))
    assert main(["read", path, "--json"]) == 0
    (read,) = json.loads(capsys.readouterr().out)
    assert (read["id"], read["reader"], read["times"], read["statements"]) == ("talk", "captions-1", [1.0, 2.5], 1)
    assert main(["read", path, "--text"]) == 0
    assert capsys.readouterr().out == "It burns."


def test_an_encoding_is_remarked_on(write: Write) -> None:
    text = "Où est la lampe qui brûlait déjà l’été passé ?\n" * 3
    remarks = report(read_transcript(write(text.encode("cp1252")))).remarks
    assert "read as cp1252; if letters are wrong, save the file as UTF-8" in remarks


@pytest.mark.parametrize(
    ("layout", "speakers"), [("plain", [""]), ("names", ["Olaf", "Question", "Ida"]), ("questions", ["", "", "Ida"])]
)
def test_a_layout_can_be_told(write: Write, layout: str, speakers: list[str]) -> None:
    text = "Olaf: It was late.\n\nQuestion: Was it?\n\nIda: It was.\n\nNobody came, and the lamp went out.\n"
    told = read_transcript(write(text, toml=f'layout = "{layout}"\n'))
    assert told.layout == layout
    if layout != "questions":
        assert [one.speaker for one in said(told)] == speakers
    option = read_transcript(write(text, "b.txt"), layout=told.layout)
    assert [turn.speaker for turn in option.turns] == [turn.speaker for turn in told.turns]


def test_a_layout_that_is_none_is_an_error(write: Write) -> None:
    with pytest.raises(TranscriptError, match="layout: expected one of questions, names, plain; found 'columns'"):
        read_transcript(write("Peace.", toml='layout = "columns"\n'))


def test_the_metadata_names_a_speaker_whose_label_has_no_colon(write: Write) -> None:
    text = "BROOK\nWhat burns in it? It is late.\n\nRape oil, I think. It is cheap.\nRENN\nIt burns rape oil.\n"
    assert read_transcript(write(text)).layout == "plain"
    told = read_transcript(write(text, "b.txt", '[speakers]\nBROOK = "interviewer"\nRENN = "interviewee"\n'))
    assert [(turn.speaker, turn.role) for turn in told.turns] == [("BROOK", "interviewer"), ("RENN", "interviewee")]


def test_who_speaks_once_is_that_voice_or_nobody(write: Write) -> None:
    checker = checker_of(write(ONCE))
    (theirs,) = checker.check(read_article("“We never paid a crown for the lamp,” said Maria Lund.", "text")).spans
    assert theirs.holds
    (his,) = checker.check(read_article("“We never paid a crown for the lamp,” said Olaf Renn.", "text")).spans
    assert (his.verdict, his.holds) == ("wrong_speaker", False)


def test_what_rests_on_an_unsure_label_is_not_vouched_for(write: Write) -> None:
    text = (
        f"{TALK}\n\nIt was cold.\n\nIt was late.\n\nPort Selby: A storm of a year came over us.\n\nOlaf Renn: It did.\n"
    )
    checker = checker_of(write(text))
    (span,) = checker.check(read_article("“A storm of a year came over us,” said Jens Holm.", "text")).spans
    assert span.citation is not None
    assert span.citation.speaker == ""
    assert span.warnings[:1] == ("unnamed",)


@pytest.mark.parametrize("sign", ["Date: 3 April 2024", "---\ndate: 3 April 2024\n---"])
def test_a_header_becomes_metadata_and_no_turn(write: Write, sign: str) -> None:
    head = sign if sign.startswith("---") else f"Interviewee: Olaf Renn\nInterviewer: Ida Brook\n{sign}"
    read = read_transcript(write(f"{head}\n\n{TALK}"))
    assert read.metadata.date == "3 April 2024"
    assert {turn.speaker for turn in read.turns} == {"Ida Brook", "Olaf Renn"}


def test_a_voice_in_brackets_once_is_nobodys(write: Write) -> None:
    cue = "{0}\n00:00:0{0},000 --> 00:00:0{0},900\n{1}\n\n".format
    cues = [
        "ANNA: It burns.",
        "BEN: It does not.",
        "[MAN IN CROWD]: You lied to us all!",
        "ANNA: I did not.",
        "BEN: So?",
    ]
    checker = checker_of(write("".join(cue(n, words) for n, words in enumerate(cues, 1)), "talk.srt"))
    (span,) = checker.check(read_article("“You lied to us all!” said Ben.", "text")).spans
    assert not span.holds


def test_marks_that_another_one_speaks_part_turns_without_names(write: Write) -> None:
    read = read_transcript(write(">> Was it the mites?\n>> No, we treated for mites in October.\n"))
    assert [turn.speaker for turn in read.turns] == ["", ""]
    checker = checker_of(write(">> Was it the mites?\n>> No, we treated for mites in October.\n", "b.txt"))
    (span,) = checker.check(read_article("“Was it the mites? No, we treated for mites in October.”", "text")).spans
    assert not span.holds


def test_questions_are_not_given_to_the_one_who_is_named(write: Write) -> None:
    text = "Interviewee: Jonas Vik\n\nDo you sleep?\n\nI never do.\n\nWhat do you read?\n\nOnly the weather.\n"
    assert [(turn.speaker, turn.role) for turn in read_transcript(write(text)).turns] == [
        ("", "interviewer"),
        ("Jonas Vik", "interviewee"),
    ] * 2


def test_a_running_header_is_in_no_answer_and_parts_no_sentence(write: Write) -> None:
    pages = "".join(
        f"The harbour office forbade whale oil in the year of the great storm and we\n\nDorn oral history      {n}\n\n"
        f"burned rape oil from then on, as did all the others on the coast.\n\nIt was year {n * n}.\n\n"
        for n in range(12, 17)
    )
    read = read_transcript(write(f"DORN: Good.\n\nASK: Well?\n\nDORN: {pages}ASK: So?\n"))
    assert not any("oral history" in one.words for one in said(read))
    assert "in the year of the great storm and we burned rape oil from then on" in said(read)[2].words


def test_a_program_that_wrote_the_transcript_is_nobody(write: Write) -> None:
    read = read_transcript(write(f"{TALK}\n\nTranscribed by https://otter.ai\n"))
    assert read.text[read.boilerplate[-1].start : read.boilerplate[-1].stop] == "Transcribed by https://otter.ai"


def test_labels_within_lines_part_turns_where_no_line_does(write: Write) -> None:
    line = " ".join(f"Vik: I sold boat number {n} to her. Marsh: And number {n + 1}?" for n in range(6))
    assert [one.speaker for one in said(read_transcript(write(line)))] == ["Vik", "Marsh"] * 6
