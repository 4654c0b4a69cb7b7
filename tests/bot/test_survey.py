"""What was said on a subject all over a library: one statement of each transcript, in time, and who said how much."""

from pathlib import Path
from typing import Any

import pytest
from support import WordEmbedder

from bot.chat import Bot
from bot.confidence import UNCALIBRATED
from bot.render.html.survey import survey_html
from bot.render.survey_json import survey_json
from bot.render.survey_text import survey_lines
from bot.survey import on_subject
from bot.within import Within
from index.folder import Folder
from index.quotable import by_id
from index.shelf import Shelf

TALKS = {
    "late": ('date = "2021"\n', "Ada: The lamp was lit.\nBo: A lamp again, and the lamp.\nAda: Nothing.\nBo: No."),
    "early": ('date = "1999-12-31"\ntitle = "<b>Early</b>"\n', "Bo: One lamp.\nCy: Rain.\nBo: More rain.\nCy: Yes."),
    "undated": ("", "Q: And the lamp?\nA: My lamp.\nQ: And then?\nA: Rain."),
    "without": ('date = "2000"\n', "Ada: Rain came.\nBo: More rain.\nAda: Yes.\nBo: No."),
}


@pytest.fixture
def library(tmp_path: Path) -> Bot:
    talks = tmp_path / "talks"
    talks.mkdir()
    for name, (metadata, text) in TALKS.items():
        (talks / f"{name}.txt").write_text(text, "utf-8")
        (talks / f"{name}.toml").write_text(metadata, "utf-8")
    folder = Folder(talks, tmp_path / "cache")
    folder.read()
    return Bot(Shelf(folder, WordEmbedder()).library())


def test_each_transcript_that_speaks_of_it_has_its_best_statement_in_the_order_of_dates(library: Bot) -> None:
    survey = library.survey("lamp")
    assert [(dated.date, dated.citation.transcript) for dated in survey.over_time] == [
        ("1999-12-31", "early"),
        ("2021", "late"),
        ("", "undated"),
    ]
    hits = library.library.retriever.search("lamp", 100)
    first = {}
    for hit in on_subject(hits, UNCALIBRATED):
        first.setdefault(library.library.quotables[hit.transcript].transcript.id, hit.sentence)
    assert {one.citation.transcript: one.citation.rows[1] for one in survey.over_time} == first


def test_everybody_is_counted_with_links_and_the_unnamed_are_told_apart(library: Bot) -> None:
    voices = library.survey("lamp").voices
    assert {(voice.name, voice.transcript): voice.count for voice in voices} == {
        ("Ada", ""): 1,
        ("Bo", ""): 2,
        ("", "undated"): 1,
    }
    assert [voice.count for voice in voices] == sorted((voice.count for voice in voices), reverse=True)
    for voice in voices:
        assert len(voice.citations) == voice.count
        assert all("lamp" in citation.exact.lower() for citation in voice.citations)


def test_a_survey_of_a_part_has_nothing_of_the_rest(library: Bot) -> None:
    survey = library.survey("lamp", within=Within(speakers=("Bo",), since="2000"))
    assert [dated.citation.transcript for dated in survey.over_time] == ["late"]
    assert [voice.name for voice in survey.voices] == ["Bo"]
    assert survey.undated == 1


@pytest.mark.parametrize("question", ["medal", "", "?!"])
def test_nobody_speaks_of_what_nobody_speaks_of(library: Bot, question: str) -> None:
    survey = library.survey(question)
    assert (survey.over_time, survey.voices) == ((), ())
    assert [line.text for line in survey_lines(survey)] == ["Nobody speaks of this."]
    assert "Nobody speaks of this." in survey_html(survey, by_id(library.library.quotables))


def test_every_door_has_the_same_statements(library: Bot) -> None:
    survey = library.survey("lamp")
    exact = [dated.citation.exact for dated in survey.over_time]
    json: dict[str, Any] = survey_json(survey)
    assert [dated["citation"]["exact"] for dated in json["over_time"]] == exact
    assert [dated["date"] for dated in json["over_time"]] == ["1999-12-31", "2021", None]
    lines = [line.text for line in survey_lines(survey)]
    assert [line for line in lines if line.startswith("“")] == [f"“{words}”" for words in exact]
    html = survey_html(survey, by_id(library.library.quotables))
    assert html.count("<blockquote") == 3
    assert "<b>Early</b>" not in html
    assert 'href="#early:t1-p1-s1"' in html


def test_a_follow_up_is_surveyed_in_the_light_of_what_was_asked_before(library: Bot) -> None:
    alone, behind = library.survey("Why?"), library.survey("Why?", ["What about the lamp?"])
    assert alone.over_time == ()
    assert [dated.citation.transcript for dated in behind.over_time] == ["early", "late", "undated"]
    assert library.survey("Why?", standalone="lamp").standalone == "lamp"
