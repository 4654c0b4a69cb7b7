"""Captions become sentences with their times, and nothing of them is said twice or by somebody else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from readings import said

from bot.evidence.citation import cite
from index.quotable import quotable
from index.readers.table import read_transcript
from index.transcript import Time

Write = Callable[..., Path]
SRT = """1
00:00:01,000 --> 00:00:04,000
Ida Brook: What burned in the
lamp before the

2
00:00:04,000 --> 00:00:07,000
harbour office forbade it?

3
00:00:07,500 --> 00:00:11,000
Olaf Renn: We burned whale oil. It

4
00:00:11,000 --> 00:00:15,000
cost nine hundred crowns.
"""


def lines(write: Write, text: str, name: str = "talk.vtt") -> list[tuple[str, str]]:
    return [(one.speaker, one.words) for one in said(read_transcript(write(text, name)))]


def test_sentences_run_over_cues_and_have_their_times(write: Write) -> None:
    read = quotable(read_transcript(write(SRT, "talk.srt")))
    cited = [cite(read, row, row) for row in range(len(read.passages.sentences))]
    assert [" ".join(one.exact.split()) for one in cited] == [
        "What burned in the lamp before the harbour office forbade it?",
        "We burned whale oil.",
        "It cost nine hundred crowns.",
    ]
    # cue 3 has "We burned whale oil. It" between 7.5 and 11: 20 and 21 of its 23 characters
    assert [one.time for one in cited] == [
        Time(1.0, 7.0, False),
        Time(7.5, round(7.5 + 3.5 * 20 / 23, 3), True),
        Time(round(7.5 + 3.5 * 21 / 23, 3), 15.0, True),
    ]
    assert cited[0].locator == "T1 ¶1 s1 · 0:01"


@pytest.mark.parametrize("name", ["talk.srt", "talk.txt", "talk.md"])
def test_captions_are_known_by_what_they_hold(write: Write, name: str) -> None:
    read = read_transcript(write(SRT, name))
    assert read.reader == "captions-1"
    assert read.canonical.startswith("Ida Brook: What burned in the lamp before the harbour office forbade it?\nOlaf")
    assert [turn.speaker for turn in read.turns] == ["Ida Brook", "Olaf Renn"]


def test_tags_positions_notes_and_entities_are_not_said(write: Write) -> None:
    text = (
        "WEBVTT - The Harbour\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE checked by Ada\n\nfirst\n"
        "00:01.000 --> 00:02.000 align:start position:0%\n<v.loud Ida>It <i>burns</i>&nbsp;&amp; burns.</v>\n\n"
        "00:02.000 --> 00:03.000\n[laughs]\n\n00:03.000 --> 00:04.000\n<v Olaf><c.yellow>Does it?</c></v>\n"
    )
    assert lines(write, text) == [("Ida", "It burns & burns."), ("Olaf", "Does it?")]
    srt = '1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color="#fff">It burns.</font>\n'
    assert lines(write, srt, "talk.srt") == [("", "It burns.")]


def test_a_voice_lasts_where_none_is_closed_and_not_where_all_are(write: Write) -> None:
    cue = "00:0{0}.000 --> 00:0{0}.900\n{1}\n\n".format
    opened = "WEBVTT\n\n" + cue(1, "<v Ida>It burns.") + cue(2, "It does.") + cue(3, "<v Olaf>Does it?")
    assert lines(write, opened) == [("Ida", "It burns. It does."), ("Olaf", "Does it?")]
    closed = opened.replace("burns.", "burns.</v>").replace("Does it?", "Does it?</v>")
    assert lines(write, closed) == [("Ida", "It burns."), ("", "It does."), ("Olaf", "Does it?")]


def test_captions_that_roll_are_said_once(write: Write) -> None:
    rolling = "WEBVTT\n\n" + "".join(
        f"00:0{n}.000 --> 00:0{n + 1}.000\n{above}\n{below.replace(' ', f'<00:0{n}.500><c> ')}</c>\n\n"
        for n, (above, below) in enumerate(
            [(" ", "the lamp burns"), ("the lamp burns", "rape oil since"), ("rape oil since", "the month of")], 1
        )
    )
    assert lines(write, rolling) == [("", "the lamp burns rape oil since the month of")]
    cue = "{0}\n00:00:0{0},000 --> 00:00:0{0},900\n{1}\n\n".format
    twice = cue(1, "No.") + cue(2, "No.") + cue(3, "Yes.")
    assert lines(write, twice, "talk.srt") == [("", "No. No. Yes.")]


def test_a_dash_within_a_labelled_film_is_somebody_elses(write: Write) -> None:
    cue = "{0}\n00:00:0{0},000 --> 00:00:0{0},900\n{1}\n\n".format
    text = cue(1, "IDA: It burns.") + cue(2, "- Does it?") + cue(3, "OLAF: It does.") + cue(4, "IDA: See?")
    assert lines(write, text, "talk.srt") == [
        ("IDA", "It burns."),
        ("", "Does it?"),
        ("OLAF", "It does."),
        ("IDA", "See?"),
    ]


def test_a_label_of_a_film_reaches_no_further_than_its_sentence(write: Write) -> None:
    cues = ["IDA: It burns.", "OLAF: It does not.", *(f"Somebody says number {n}." for n in range(100)), "IDA: See?"]
    times = [f"00:{n // 60:02}:{n % 60:02}" for n in range(len(cues))]
    text = "".join(f"{at},000 --> {at},900\n{cue}\n\n" for at, cue in zip(times, cues, strict=True))
    turns = lines(write, text, "talk.srt")
    assert turns[:2] == [("IDA", "It burns."), ("OLAF", "It does not.")]
    assert turns[2][0] == ""
    assert turns[2][1].startswith("Somebody says number 0. Somebody says number 1.")
    assert turns[3] == ("IDA", "See?")
    talk = lines(write, text.replace("IDA", "Ida").replace("OLAF", "Olaf"), "talk.srt")
    assert [name for name, _ in talk] == ["Ida", "Olaf", "Ida"]
