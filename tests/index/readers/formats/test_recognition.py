"""JSON of programs that no file of the data is from, and what is told by keys and values: units, names, pairs."""

import json
from pathlib import Path
from typing import Any

import pytest
from readings import said

from index.errors import TranscriptError
from index.readers.formats.columns import Columns, by_contents, by_names
from index.readers.made import read_recording, read_rows
from index.transcript import Metadata, Person, Source, Transcript


def read(value: Any, name: str = "talk.json") -> Transcript:
    return read_recording(json.dumps(value).encode(), Source(Path(name), "", 0, 0), Metadata())


def turns(transcript: Transcript) -> list[tuple[str, str]]:
    return [(one.speaker, one.words) for one in said(transcript)]


TURNS = [("Speaker 1", "So it burns."), ("Speaker 2", "What does?"), ("Speaker 1", "The lamp.")]


def test_words_and_marks_of_speechmatics_are_joined() -> None:
    def item(content: str, at: float, kind: str = "word", speaker: str = "S1") -> dict[str, Any]:
        alternatives = [{"content": content, "speaker": speaker}]
        return {"type": kind, "start_time": at, "end_time": at + 0.2, "alternatives": alternatives}

    results = [
        item("So", 0),
        item("it", 1),
        item("burns", 2),
        item(".", 2, "punctuation"),
        item("Why", 3, speaker="S2"),
    ]
    transcript = read({"format": "2.9", "results": [*results, item("?", 3, "punctuation", "S2")]})
    assert turns(transcript) == [("S1", "So it burns."), ("S2", "Why?")]
    assert [timed.begins for timed in transcript.timed] == [0.0, 3.0]


def test_blanks_of_elevenlabs_are_no_words() -> None:
    spoken = [("So", "a"), (" ", "a"), ("it", "a"), (" ", "a"), ("burns.", "a"), ("Why?", "b")]
    words = [
        {"text": text, "type": "word" if text.strip() else "spacing", "start": at, "end": at + 1, "speaker_id": speaker}
        for at, (text, speaker) in enumerate(spoken)
    ]
    assert turns(read({"language_code": "eng", "text": "So it burns. Why?", "words": words})) == [
        ("a", "So it burns."),
        ("b", "Why?"),
    ]


@pytest.mark.parametrize(
    ("unit", "scale"), [("start", 1), ("start", 1000), ("start_ms", 1000), ("offsetInTicks", 10**7)]
)
def test_the_unit_of_time_is_told_by_its_name_or_by_how_fast_one_would_speak(unit: str, scale: int) -> None:
    rows = [{unit: at * scale, "text": "These are some words.", "speaker": "AB"[at % 2]} for at in range(0, 40, 4)]
    assert [timed.begins for timed in read(rows).timed] == pytest.approx(list(range(0, 40, 4)))


def test_words_of_a_script_without_blanks_are_joined_without_them() -> None:
    words = [
        {"word": word, "start": at, "speaker": "A"} for at, word in enumerate("灯 里 烧 的 是 油 。 It burns.".split())
    ]
    assert turns(read({"words": words})) == [("Speaker A", "灯里烧的是油。 It burns.")]


def test_numbered_speakers_are_called_so_and_unknown_ones_are_nobody() -> None:
    rows = [
        {"speaker": speaker, "text": f"Words of row {row}."}
        for row, speaker in enumerate([0, "A", "unknown", None, "Ann"])
    ]
    assert [name for name, _ in turns(read(rows))] == ["Speaker 0", "Speaker A", "", "Ann"]


def test_a_segment_is_cut_where_its_words_change_the_speaker() -> None:
    words = [
        {"word": word, "start": at, "end": at, "speaker": f"S{at > 1}"}
        for at, word in enumerate("So it was. Why?".split())
    ]
    segments = [{"start": 0, "end": 3, "text": "So it was. Why?", "speaker": "SFalse", "words": words}]
    assert turns(read({"segments": segments})) == [("SFalse", "So it"), ("STrue", "was. Why?")]


def test_questions_and_answers_in_two_keys_are_a_text_with_labels() -> None:
    pairs = [{"question": "Why does it burn?", "answer": "It was lit."}, {"question": "By whom?", "answer": "By me."}]
    transcript = read(pairs)
    assert [turn.role for turn in transcript.turns] == ["interviewer", "interviewee"] * 2
    assert turns(transcript)[1] == ("", "It was lit.")


def test_what_an_object_says_of_itself_is_metadata() -> None:
    metadata = read({"title": "The lamp", "date": "2020-01-02", "turns": [{"speaker": "Ann", "text": "So."}]}).metadata
    assert (metadata.title, metadata.date) == ("The lamp", "2020-01-02")


def test_what_is_no_transcript_is_refused_with_the_keys_that_were_found() -> None:
    with pytest.raises(TranscriptError, match=r"a key for the words \(text, words.*found the keys 'name', 'version'"):
        read({"name": "x", "version": 1})


def test_columns_are_told_by_their_names() -> None:
    assert by_names(["ID", "Speaker Name", "start_ms", "Text"]) == Columns(words=3, speaker=1, begins=2, scale=0.001)
    assert by_names(["name.id", "name", "content"]) == Columns(words=2, speaker=1)
    assert by_names(["Début", "Fin", "Locuteur", "Texte"]) == Columns(words=3, speaker=2, begins=0, ends=1)
    assert by_names(["sku", "price"]) is None


def test_columns_are_told_by_what_they_hold() -> None:
    rows = [[f"0:{at:02}", "Ann" if at % 2 else "Ben", f"These are the words of row {at}."] for at in range(6)]
    assert by_contents(rows) == Columns(words=2, speaker=1, begins=0)
    assert by_contents([["1", "2"], ["3", "4"]]) is None


def test_a_row_with_more_cells_than_the_header_has_the_sign_in_its_words() -> None:
    table = b"speaker,text\nAnn,So, it burns.\nBen,Why?\n"
    transcript = read_rows(table, Source(Path("talk.csv"), "", 0, 0), Metadata())
    assert turns(transcript) == [("Ann", "So, it burns."), ("Ben", "Why?")]
    table = "speaker;text\nAnn;So;it burns; it\u2028does.\nBen;Why?\n".encode()
    transcript = read_rows(table, Source(Path("talk.csv"), "", 0, 0), Metadata())
    assert turns(transcript) == [("Ann", "So;it burns; it does."), ("Ben", "Why?")]


def test_a_cell_that_is_too_large_is_refused_with_the_name_of_the_file() -> None:
    table = b"speaker,text\nAnn," + b"a" * 6_000_000
    with pytest.raises(TranscriptError, match=r"^talk.csv: expected a table; found what is none: field larger"):
        read_rows(table, Source(Path("talk.csv"), "", 0, 0), Metadata())


def test_keys_that_say_who_asks_and_who_answers_give_roles() -> None:
    rows = [{"speaker": "Interviewer", "text": "Why?"}, {"speaker": "Interviewee", "text": "It was lit."}]
    assert [(turn.role, turn.part) for turn in read(rows).turns] == [
        ("interviewer", "question"),
        ("interviewee", "answer"),
    ]


def test_the_metadata_gives_roles_to_voices() -> None:
    rows = json.dumps([{"speaker": "Ann", "text": "Why?"}, {"speaker": "Ben", "text": "It was lit."}]).encode()
    metadata = Metadata(interviewer="Ann", interviewee=Person("Ben"))
    transcript = read_recording(rows, Source(Path("talk.json"), "", 0, 0), metadata)
    assert [(turn.role, turn.speaker) for turn in transcript.turns] == [("interviewer", "Ann"), ("interviewee", "Ben")]
