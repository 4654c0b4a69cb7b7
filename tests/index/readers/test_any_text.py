"""Whatever a file holds, it is read or refused, and every citation of it passes its proof."""

from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evidence.citation import cite
from bot.evidence.proof import verify
from index.errors import TranscriptError
from index.quotable import quotable
from index.readers.encoding import decode
from index.readers.text import parse
from index.transcript import Metadata, Source

SOURCE = Source(Path("talk.txt"), "", 0, 0)
PIECES = st.sampled_from(
    [
        *("Anna: Hi there.", "Ben: So", "Q. Why?", "A. Because", "Question: Why?", "Answer: So.", "**Anna**"),
        *("[Speaker 1]", "[00:01] Anna: Hi", "0:02", "0:05", "Anna  0:02", "00:00:01,000 --> 00:00:02,000", "1"),
        *("WEBVTT", "<v Anna>Hi</v>", ">> ANNA: HI", ">> So", "- Hi.", "– Why?", "(Applause)", "[Music]", "Tel: 1"),
        *("Mr. HOLM. So.", "Page 1", "Page 2", "Page 3", "---", "date: 3 May", "# Why?", "## Because", " 1   words"),
        *(" 2   more words", "he went on", "and on", "", "\f", "\u2028", "\x1f", "\u00a0", "“So,” he", "said: no"),
        *(
            "Interview with Ida Brook",
            "by Olaf Renn",
            "IB: Ida Brook",
            "IB: So",
            "BY MR. HOLM:",
            "IDA BROOK, duly sworn",
        ),
        *("Speaker\tText", "Anna\tSo", "Anna\tWhy?", "Anna\tYes", "<dt>anna", "<dd>So", "(Applause", "and more)"),
        *("MR. RENN. So. MS. BROOK. Yes.", "A: My name is Anna", "– So.", "* [anna] So", "<Speech>Anna: So"),
        *("Note: so", "North Korea: so", "问：谁？", "答：我。", "佐野　はい"),
    ]
)


@settings(max_examples=600, deadline=None)
@given(st.lists(PIECES, max_size=24), st.sampled_from(["\n", "\r\n", "\n\n", "\r"]))
def test_every_sentence_of_any_text_is_proved(pieces: list[str], end: str) -> None:
    try:
        read = parse(end.join(pieces), SOURCE, Metadata())
    except TranscriptError:
        return
    assert len(read.text) == len(read.canonical)
    assert all(a.stop <= b.start for a, b in pairwise(read.turns))
    assert all(a.stop <= b.start for a, b in pairwise(read.paragraphs))
    assert all(a.stop <= b.start for a, b in pairwise(read.cuts))
    source = quotable(read)
    for row in range(len(source.passages.sentences)):
        assert verify(cite(source, row, row), source) == ""


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(content: bytes) -> None:
    try:
        text, encoding = decode(content, Path("talk.txt"))
    except TranscriptError:
        return
    text.encode("utf-8")
    assert encoding


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "Anna: " * 200_000,
        "(" * 100_000,
        "[" * 300_000,
        " " * 1_000_000 + "x",
        "0:00 " * 200_000,
        "\n".join(f"Name{n}: hi" for n in range(20_000)),
        "\n".join("a b " * 5 for _ in range(20_000)),
        "1\n00:00:01,000 --> 00:00:02,000\n" + "<v " * 100_000,
        "".join(f"<t{n}>Ann: hi" * 3 for n in range(4_000)),
        "\n\n".join(f"Ann {n}: hi" for n in range(10_000)),
        "\n\n".join(f"Ann {n}: hi\n\nBen {n}  0:02\nho" for n in range(3_000)),
        "\n".join(f"A{chr(97 + n % 26)}: Anna Blom{n}" for n in range(10_000)),
        "\n".join("BY MR. HOLM:\nQ. Why?\nANN BLOM, sworn\nA. So." for n in range(4_000)),
        "Q: Why?\nA: So.\n" * 4_000 + "Interview with Ida Brook\n" * 4_000,
        "(a\n" * 20_000,
    ],
    ids=[
        *(
            "a word",
            "labels in a line",
            "brackets",
            "square brackets",
            "blanks",
            "times in a line",
            "labels",
            "wrapped",
            "tags of voices",
        ),
        *("tags", "full names", "full names with times", "keys", "oaths", "titles", "open notes"),
    ],
)
def test_hostile_text_is_read_or_refused(text: str) -> None:
    """Each would take hours where the time grows with the square of the length."""
    with suppress(TranscriptError):
        quotable(parse(text, SOURCE, Metadata()))
