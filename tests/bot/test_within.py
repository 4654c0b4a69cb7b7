"""A choice by transcript, speaker, role, language and date: all that is chosen can be found, and nothing else."""

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support import WordEmbedder

from bot.chat import Bot
from bot.errors import QuestionError
from bot.question.language_mismatch import Compared
from bot.render.json import answer_json
from bot.render.text import answer_lines
from bot.within import EVERYTHING, Within, date_of, scope_of, undated, within_of
from index.card import Card
from index.folder import Folder
from index.model.locate import ACROSS_MODEL, DEFAULT_MODEL
from index.shelf import Shelf

TALKS = {
    "old/lamp": ('date = "1999-12-31"', "Ada: The lamp was lit.\nBo: The storm took the lamp.\nAda: A ship came."),
    "old/ship": ('date = "2020"', "Ada: The ship had a lamp.\nCy: The lens of the lamp was lost.\nAda: A storm."),
    "storm": ('date = "2020-09"', "Bo: The storm was long.\nCy: The lamp went out.\nBo: A house burned."),
    "lens": ('date = "3 May 2020"', "Q: Who kept the lamp?\nA: My mother kept the lamp.\nQ: And the lens?\nA: I did."),
    "маяк": ('language = "ru"', "Ада: Лампа lamp горела.\nБо: Шторм storm унёс её.\nАда: Да."),
}


@pytest.fixture
def library(tmp_path: Path) -> Bot:
    talks = tmp_path / "talks"
    for name, (metadata, text) in TALKS.items():
        file = talks / f"{name}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        file.with_suffix(".toml").write_text(metadata, "utf-8")
    folder = Folder(talks, tmp_path / "cache")
    folder.read()
    return Bot(Shelf(folder, WordEmbedder()).library())


CHOICES = [
    (Within(transcripts=("old/lamp", "storm")), {"old/lamp", "storm"}, None, None),
    (Within(speakers=("Bo",)), None, {"Bo"}, None),
    (Within(speakers=("Bo", "Cy"), transcripts=("old/ship",)), {"old/ship"}, {"Bo", "Cy"}, None),
    (Within(roles=("interviewee",)), None, None, {"interviewee"}),
    (Within(languages=("ru",)), {"маяк"}, None, None),
    (Within(since="2020-09-03"), {"old/ship", "storm"}, None, None),
    (Within(until="2020-08"), {"old/lamp", "old/ship"}, None, None),
    (Within(since="1999", until="1999-12-30"), set(), None, None),
    (Within(since="2020-09-30", until="2020-09-30"), {"old/ship", "storm"}, None, None),
    (EVERYTHING, None, None, None),
]


@pytest.mark.parametrize(("within", "transcripts", "speakers", "roles"), CHOICES)
@pytest.mark.parametrize("question", ["the lamp", "Who saw the storm?", "nothing of this"])
def test_what_is_found_is_what_is_found_everywhere_less_what_was_not_chosen(
    library: Bot, question: str, within: Within, transcripts: set[str] | None, speakers: set[str] | None, roles: Any
) -> None:
    def is_chosen(statement: Any) -> bool:
        citation = statement.citation
        return (
            (transcripts is None or citation.transcript in transcripts)
            and (speakers is None or citation.speaker in speakers)
            and (roles is None or citation.role in roles)
        )

    everywhere = library.ask(question, k=100).statements
    expected = [statement.citation for statement in everywhere if is_chosen(statement)]
    assert [statement.citation for statement in library.ask(question, k=100, within=within).statements] == expected


@pytest.mark.parametrize(("within", "transcripts", "speakers", "roles"), CHOICES)
def test_the_places_of_words_are_those_that_were_chosen(
    library: Bot, within: Within, transcripts: set[str] | None, speakers: set[str] | None, roles: Any
) -> None:
    def places(within: Within) -> list[Any]:
        (mentions,) = library.ask("every mention of “lamp”", within=within).mentions
        assert mentions.count == len(mentions.places)
        return [place.citation for place in mentions.places]

    expected = [
        citation
        for citation in places(EVERYTHING)
        if (transcripts is None or citation.transcript in transcripts)
        and (speakers is None or citation.speaker in speakers)
        and (roles is None or citation.role in roles)
    ]
    assert places(within) == expected


def test_what_was_asked_by_the_interviewer_is_answered_only_where_that_was_chosen(library: Bot) -> None:
    assert library.ask("Who kept the lamp?").state == "answered"
    elsewhere = library.ask("Who kept the lamp?", within=Within(transcripts=("storm",)))
    assert {statement.citation.transcript for statement in elsewhere.statements} == {"storm"}


def test_who_speaks_is_told_of_what_was_chosen(library: Bot) -> None:
    answer = library.ask("Who is speaking?", within=Within(transcripts=("storm",)))
    assert answer.about is not None
    assert {speaker.name for speaker in answer.about.speakers} == {"Bo", "Cy"}


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2020-09-03", "2020-09-03"),
        ("2020-09", "2020-09"),
        ("2020", "2020"),
        ("2020-09-03T10:00:00Z", "2020-09-03"),
        ("2020-09-03 10:00", "2020-09-03"),
        ("2020-13", ""),
        ("2020-09-32", ""),
        ("20200903", ""),
        ("3 September 2020", ""),
        ("2020/09/03", ""),
        ("2020s", ""),
        ("", ""),
    ],
)
def test_a_date_is_known_as_far_as_it_is_stated_in_the_standards_form(library: Bot, stated: str, expected: str) -> None:
    assert date_of(replace(library.library.cards[0].metadata, date=stated)) == expected


DAYS = [f"{year}-{month}-{day}" for year in ("2019", "2020") for month in ("01", "12") for day in ("01", "28")]
PARTIAL = sorted({day[:length] for day in DAYS for length in (4, 7, 10)})


def test_dates_that_may_lie_in_between_are_chosen_and_no_others(library: Bot) -> None:
    """Against every day that a date known in part may be."""
    card = library.library.cards[0]

    def dated(date: str) -> Card:
        return replace(card, metadata=replace(card.metadata, date=date))

    def days(date: str) -> list[str]:
        return [day for day in DAYS if day.startswith(date)]

    for date, since, until in itertools.product(PARTIAL, PARTIAL, PARTIAL):
        first, last = min(days(since)), max(days(until))
        expected = first <= last and any(first <= day <= last for day in days(date))
        chosen = scope_of(Within(since=since, until=until), [dated(date)]).transcripts is None
        assert chosen or not expected, (date, since, until)  # a year may hold other days than these eight
        one = dated(days(date)[0])
        is_first = first <= days(date)[0] <= last
        assert (scope_of(Within(since=since, until=until), [one]).transcripts is None) == is_first


def test_undated_ones_are_counted_where_dates_are_asked_for(library: Bot) -> None:
    cards = library.library.cards
    assert undated(Within(speakers=("Bo",)), cards) == 0
    assert undated(Within(since="2000"), cards) == 2
    assert undated(Within(since="2000", languages=("en",)), cards) == 1
    answer = library.ask("the lamp", within=Within(since="2000"))
    assert (answer_json(answer)["undated"], answer_json(answer)["within"]["since"]) == (2, "2000")
    said = [line.text for line in answer_lines(answer)]
    assert "Searched only: from 2000 on." in said
    assert "2 transcripts are left out, for they do not state their dates in the form 2020-09-03." in said
    assert answer_json(library.ask("the lamp"))["within"] is None


def test_answers_name_the_transcript_and_its_date(library: Bot) -> None:
    citation = library.ask("the lamp", within=Within(transcripts=("old/lamp",))).statements[0].citation
    assert (citation.transcript, citation.title, citation.date) == ("old/lamp", "old/lamp", "1999-12-31")
    said = [line.text for line in answer_lines(library.ask("the lamp", within=Within(transcripts=("old/lamp",))))]
    assert any("· old/lamp · 1999-12-31 · T1" in line for line in said)


@pytest.mark.parametrize(
    ("within", "message"),
    [
        (
            Within(transcripts=("lamp",)),
            "expected one of the transcripts lens, old/lamp, old/ship, storm, маяк; found 'lamp'",
        ),
        (Within(speakers=("bo",)), "expected one of the speakers Ada, Bo, Cy, "),
        (Within(roles=("witness",)), "expected one of the roles editor, interviewee, interviewer, speaker; found"),  # type: ignore[arg-type]
        (Within(languages=("de",)), "expected one of the languages en, ru; found 'de'"),
        (Within(since="May 2020"), "since: expected a date like 2020, 2020-09 or 2020-09-03; found 'May 2020'"),
        (Within(until="2020-1"), "until: expected a date like"),
    ],
)
def test_a_place_that_there_is_not_is_an_error(library: Bot, within: Within, message: str) -> None:
    with pytest.raises(QuestionError) as error:
        library.ask("the lamp", within=within)
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (None, EVERYTHING),
        ({}, EVERYTHING),
        ({"speakers": ["Ada"], "since": "2020"}, Within(speakers=("Ada",), since="2020")),
    ],
)
def test_json_says_it_with_the_same_words(table: Any, expected: Within) -> None:
    assert within_of(table) == expected


@pytest.mark.parametrize("table", [[], "x", {"speaker": []}, {"speakers": "Ada"}, {"speakers": [1]}, {"since": ["x"]}])
def test_json_that_says_something_else_is_an_error(table: Any) -> None:
    with pytest.raises(QuestionError, match="within"):
        within_of(table)


def test_a_question_is_understood_or_not_by_those_who_are_asked(tmp_path: Path) -> None:
    """English and Russian together; the default model can't ask the English ones in Russian."""
    english, russian = "Ada: The lamp was lit.\nBo: Rain.\nAda: Yes.\n", "Ада: Лампа горела.\nБо: Дождь.\nАда: Да.\n"
    (tmp_path / "english.txt").write_text(english * 9, "utf-8")
    (tmp_path / "russian.txt").write_text(russian * 9, "utf-8")
    folder = Folder(tmp_path, tmp_path / ".cache")
    folder.read()
    embedder = WordEmbedder()
    embedder.name = DEFAULT_MODEL
    bot = Bot(Shelf(folder, embedder).library())
    assert {quotable.transcript.language for quotable in bot.library.quotables} == {"en", "ru"}
    assert bot.ask("Где горела лампа?").across is None
    assert bot.ask("Где горела лампа?").language_mismatch is None
    compared = bot.ask("Где горела лампа?", within=Within(languages=("en",))).across
    assert compared == Compared("ru", "en", ACROSS_MODEL)
