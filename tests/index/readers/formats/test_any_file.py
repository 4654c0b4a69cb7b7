"""Whatever a file holds, it is read or refused, and every citation of it passes its proof."""

import json
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.evidence.citation import cite
from bot.evidence.proof import verify
from index.errors import TranscriptError
from index.quotable import quotable
from index.readers.formats.html import read_html
from index.readers.formats.pdf import read_pdf
from index.readers.formats.rtf import read_rtf
from index.readers.formats.xml import read_xml
from index.readers.made import read_recording, read_rows
from index.readers.text import parse_lines
from index.transcript import Metadata, Source, Transcript

SOURCE = Source(Path("talk.x"), "", 0, 0)
TAGS = st.sampled_from(
    "p b strong i em div span br table tr td th ul ol li h1 h3 dl dt dd q pre nav main article script style u tt "
    "speech from text blockquote svg template".split()
)
ATTRIBUTES = st.sampled_from(
    [
        "",
        " class=speaker",
        " class='turn-time'",
        " hidden",
        " who='#a'",
        " begin='1s' end='2s'",
        " start=1 dur=2",
        " t=1 d=2",
    ]
)
WORDS = st.sampled_from(
    ["Ann: So.", "Why?", "Ben", "0:02", "\n", " ", "\u00a0", "&amp;", "&#0;", "“Yes,” he said.", "1. Why?"]
)
MARKUP = st.lists(
    st.one_of(
        st.builds("<{}{}>".format, TAGS, ATTRIBUTES),
        st.builds("</{}>".format, TAGS),
        st.builds("<{}/>".format, TAGS),
        WORDS,
    ),
    max_size=30,
)
KEYS = st.sampled_from(
    "text words word speaker start end segments results items alternatives content type channels monologues elements "
    "value events segs utf8 tStartMs body startTime recognizedPhrases nBest display question answer".split()
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=25,
)
CELLS = st.sampled_from(
    ["Speaker", "Text", "Start", "Ann", "Why?", '"', "0:02", "", "So, it\nwas", "question", "answer", "1.5"]
)


def prove(transcript: Transcript) -> None:
    source = quotable(transcript)
    assert len(transcript.text) == len(transcript.canonical)
    for row in range(len(source.passages.sentences)):
        assert verify(cite(source, row, row), source) == ""


def prove_text(text: str) -> None:
    with suppress(TranscriptError):
        prove(parse_lines(text, SOURCE, Metadata()))


@settings(max_examples=300, deadline=None)
@given(MARKUP)
def test_any_markup_is_read(pieces: list[str]) -> None:
    for read in (read_html, read_xml):
        document = read("".join(pieces).encode())
        prove_text(document.text)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES)
def test_any_json_is_read_or_refused(value: object) -> None:
    with suppress(TranscriptError):
        prove(read_recording(json.dumps(value).encode(), SOURCE, Metadata()))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=5), max_size=12), st.sampled_from([",", ";", "\t"]))
def test_any_table_is_read_or_refused(rows: list[list[str]], sign: str) -> None:
    with suppress(TranscriptError):
        prove(read_rows("\n".join(sign.join(row) for row in rows).encode(), SOURCE, Metadata()))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([r"\b ", r"\b0 ", r"\par ", "{", "}", r"\v ", r"\u8217?", r"\'e9", "Ann: ", "So. ", r"\cell "])
    )
)
def test_any_rich_text_is_read(pieces: list[str]) -> None:
    prove_text(read_rtf(("{\\rtf1\\ansi " + "".join(pieces)).encode()).text)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_no_pdf_or_one(content: bytes) -> None:
    with suppress(TranscriptError):
        read_pdf(b"%PDF-1.4\n" + content)
