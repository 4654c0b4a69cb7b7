"""The units of a transcript are made once, as long as nothing of them can have changed."""

from collections.abc import Callable
from pathlib import Path

from support import LIGHTHOUSE

from bot.evidence.units import compounds_of, units_of
from index.quotable import Quotable, quotable
from index.readers.table import read_transcript

Write = Callable[..., Path]
BROKEN = "Q: How long is a week?\nA: The usual forty-\nhour week. And a har-\nbour.\n"


def test_they_are_made_once_whatever_other_transcripts_there_are() -> None:
    source = quotable(read_transcript(LIGHTHOUSE))
    made = units_of(source, frozenset())
    assert units_of(source, frozenset({"forty-hour"})) is made


def test_they_are_made_anew_where_another_transcript_tells_how_a_word_is_written(write: Write) -> None:
    source = quotable(read_transcript(write(BROKEN)))
    assert compounds_of(source) == {"forty-hour"}
    joined = units_of(source, frozenset())
    parted = units_of(source, frozenset({"forty-hour", "never-said"}))
    assert "fortyhour" in joined.keys
    assert {"forty", "-", "hour", "harbour"} <= {*parted.keys}
    assert units_of(source, frozenset()).keys == joined.keys


def test_each_unit_stands_where_it_says(write: Write) -> None:
    source: Quotable = quotable(read_transcript(write("Q: WHO RANG?\nA: My aunt rang the bell.\n")))
    units, text = units_of(source, frozenset()), source.transcript.text
    said = [text[start:stop] for start, stop in zip(units.starts, units.stops, strict=True)]
    keys = [units.keys[number] for number in units.numbers]
    assert said == ["WHO", "RANG", "?", "", "My", "aunt", "rang", "the", "bell", ".", ""]
    assert keys == ["\0who", "\0rang", "?", "\0", *said[4:10], "\0"]
