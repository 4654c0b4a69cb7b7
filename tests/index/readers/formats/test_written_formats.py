"""A conversation written out in every format, by the libraries that people use, gives the same turns and answers."""

import os
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest
from formats import FORMATS
from layouts import LAYOUTS, Said
from readings import said
from support import ROOT, library_of

from bot.chat import Bot
from index.passages import split
from index.readers.table import read_transcript
from index.readers.text import parse
from index.transcript import Metadata, Source, Transcript

EVAL = os.environ.get("EVAL", "")
EVERY = 7
"""Of the meetings one in so many is read, for the time that all would take."""
MEETINGS = sorted(Path(EVAL, "qmsum", "docs").glob("*.txt"))[::EVERY] if EVAL else []
SOURCE = Source(Path("talk.txt"), "", 0, 0)
TALK = [
    ("Ida Brook", "Good morning. What burns in the lamp today, and who paid for it?"),
    ("Olaf Renn", "It burns rape oil since March - whale oil was forbidden. It was cheap: nine crowns & a half."),
    ("Ida Brook", "Nine crowns?"),
    ("Mr. Jens d'Holm", "Nine hundred, if I may say so; a question: who counted <them>?"),
    ("Olaf Renn", "Yes"),
    ("Ida Brook", "So"),
    ("Olaf Renn", "We counted them twice. At 10:30 my brother came, and he said: “It is enough.” Naïve, {I} thought."),
    ("Ida Brook", "Then we shall stop here, I think."),
    ("Olaf Renn", "Thank you."),
] * 3  # fmt: skip
QUESTIONS = ("Who received a medal?", "What should be done against the epidemic?", "What was held at the museum?")


def written(form: str, conversation: Said, folder: Path) -> Transcript:
    suffix, write = FORMATS[form]
    path = folder / f"talk{suffix}"
    path.write_bytes(write(conversation))
    return read_transcript(path)


def turns_of(transcript: Transcript) -> list[tuple[str, str]]:
    return [(one.speaker, one.words) for one in said(transcript)]


@cache
def conversation_of(path: Path) -> list[tuple[str, str]]:
    """The turns of a transcript, whose words are one line each; what one says in several turns is one."""
    turns = [(one.speaker, one.words) for one in said(read_transcript(path))]
    return [(name, " ".join(words for _, words in run)) for name, run in groupby(turns, key=lambda turn: turn[0])]


def interview() -> list[tuple[str, str]]:
    return conversation_of(ROOT / "data" / "ambassador-interview.txt")


def sentences_of(transcript: Transcript) -> list[str]:
    """Those of turns, and not of titles above them."""
    turns = transcript.turns
    sentences = [one for one in split(transcript).sentences if turns[one.turn].role != "editor"]
    return [" ".join(transcript.text[sentence.start : sentence.stop].split()) for sentence in sentences]


@pytest.mark.parametrize("form", FORMATS)
def test_a_talk_is_the_same_in_every_format(form: str, tmp_path: Path) -> None:
    assert turns_of(written(form, TALK, tmp_path)) == TALK


@pytest.mark.skipif(not MEETINGS, reason="EVAL does not name a folder of evaluation sets with qmsum")
@pytest.mark.parametrize("form", FORMATS)
def test_meetings_are_the_same_in_every_format(form: str, tmp_path: Path) -> None:
    different = [
        path.name
        for path in MEETINGS
        if turns_of(written(form, conversation_of(path), tmp_path)) != conversation_of(path)
    ]
    assert different == []


@pytest.mark.parametrize("form", FORMATS)
def test_the_interview_has_the_same_turns_and_sentences_in_every_format(form: str, tmp_path: Path) -> None:
    as_text = parse(LAYOUTS["colon"](interview()), SOURCE, Metadata())
    read = written(form, interview(), tmp_path)
    assert turns_of(read) == turns_of(as_text)
    assert sentences_of(read) == sentences_of(as_text)


def test_the_same_statements_answer_in_every_format(tmp_path: Path) -> None:
    folders = {form: tmp_path / str(number) for number, form in enumerate(FORMATS)}
    answers = {}
    for form, folder in folders.items():
        folder.mkdir()
        source = written(form, interview(), folder).source.path
        bot = Bot(library_of(source))
        answers[form] = [" ".join(bot.ask(question).statements[0].citation.exact.split()) for question in QUESTIONS]
    assert answers["Word"]
    assert {form: found for form, found in answers.items() if found != answers["Word"]} == {}


def test_the_formats_are_those_of_the_documentation() -> None:
    page = (ROOT / "docs" / "transcripts.md").read_text("utf-8")
    assert [suffix for suffix, _ in FORMATS.values() if f"`{suffix}`" not in page] == []
