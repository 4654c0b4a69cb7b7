"""The table of the interviewers' questions leaves out none that may be meant, and needs no text of any other."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from random import Random

import numpy as np
import pytest
from support import ROOT

from bot.question.asked import AskedQuestions, Row, _distance
from bot.question.asked_table import AskedTable, asked_of, asked_question, together
from bot.question.form import form_of, plain
from index.arrays import arrays_of, from_arrays
from index.library import open_transcripts
from index.quotable import Quotable

Write = Callable[..., Path]
INTERVIEWS = sorted((ROOT / "data" / "interviews" / "docs").glob("*.txt"))
GERMAN = "Q: Warum kam der Botschafter nicht?\nA: Er war krank.\nQ: Wirklich?\nA: Ja."


@pytest.fixture(scope="module")
def interviews() -> tuple[Quotable, ...]:
    return open_transcripts(INTERVIEWS)


class Reading(Sequence[Quotable]):
    """Transcripts that note which are read."""

    def __init__(self, quotables: Sequence[Quotable]) -> None:
        self._quotables, self.read = quotables, set[int]()

    def __len__(self) -> int:
        return len(self._quotables)

    def __getitem__(self, row):  # type: ignore[no-untyped-def]
        self.read.add(row)
        return self._quotables[row]


def retyped(quotables: Sequence[Quotable]) -> Iterator[str]:
    """Questions of the interviewers with a word more or fewer, or two exchanged, and what comes to the same."""
    chance = Random(3)
    for replied in chain.from_iterable(quotable.replies.values() for quotable in quotables):
        words = replied.question.split()
        at, other = chance.randrange(len(words)), chance.randrange(len(words))
        swapped = [*words]
        swapped[at], swapped[other] = words[other], words[at]
        yield from (replied.question, f"And {replied.question} then?", " ".join(swapped))
        yield " ".join(words[:at] + words[at + 1 :])
        yield " ".join([*words[:at], chance.choice(["lamp", "not", "three", "you"]), *words[at:]])


def compared_with_all(quotables: Sequence[Quotable], typed: str) -> set[Row]:
    questions = [(i, asked_question(each, turn)) for i, each in enumerate(quotables) for turn in each.replies]
    known = [(i, asked) for i, asked in questions if asked.plain]
    found = [(i, asked) for i, asked in known if plain(typed) in asked.plain]
    if not found:
        distances = [_distance(form_of(typed, asked.language), asked) for _, asked in known]
        least = min((distance for distance in distances if distance is not None), default=-1)
        found = [one for one, distance in zip(known, distances, strict=True) if distance == least]
    return {(i, row) for i, asked in found for row in asked.rows}


def test_what_the_table_finds_is_what_comparing_with_all_finds(interviews: tuple[Quotable, ...]) -> None:
    few = interviews[:3]
    questions = AskedQuestions(few, lambda: asked_of(enumerate(few)))
    typed = [*retyped(few), "", "What do you think?", "who"]
    answered = 0
    for question in typed:
        replies = questions.replies(question)
        assert replies == compared_with_all(few, question)
        answered += bool(replies)
    assert len(typed) / 3 < answered < len(typed)


def test_only_transcripts_with_a_question_like_it_are_read(interviews: tuple[Quotable, ...]) -> None:
    reading = Reading(interviews)
    questions = AskedQuestions(reading, lambda: asked_of(enumerate(interviews)))
    asked = next(iter(interviews[4].replies.values()))
    assert {transcript for transcript, _ in questions.replies(f"And {asked.question}")} == reading.read == {4}
    assert questions.replies("Which comet was seen in Novosibirsk?") == set()
    assert reading.read == {4}


def test_hashes_that_are_the_same_change_no_answer(interviews: tuple[Quotable, ...]) -> None:
    few = interviews[:2]
    table = asked_of(enumerate(few))
    hashes = np.unique(table.hashes)
    every = AskedTable(
        table.transcripts,
        table.turns,
        table.terms,
        np.repeat(hashes, len(table)),
        np.tile(np.arange(len(table)), len(hashes)),
        table.languages,
    )
    told, confused = AskedQuestions(few, lambda: table), AskedQuestions(few, lambda: every)
    for question in retyped(few):
        assert told.replies(question) == confused.replies(question)


def test_a_saved_table_is_the_same(interviews: tuple[Quotable, ...], tmp_path: Path) -> None:
    table = asked_of(enumerate(interviews))
    for name, array in arrays_of(table).items():
        np.save(tmp_path / f"{name}.npy", array)
    read = from_arrays(
        AskedTable, {name: np.load(tmp_path / f"{name}.npy", mmap_mode="r") for name in arrays_of(table)}
    )
    assert all(np.array_equal(array, arrays_of(read)[name]) for name, array in arrays_of(table).items())


def test_tables_are_put_together_in_any_grouping(interviews: tuple[Quotable, ...], write: Write) -> None:
    quotables = [*interviews[:4], *open_transcripts([write(GERMAN, toml='language = "de"\n'), write("A.", "a.txt")])]
    table = asked_of(enumerate(quotables))
    grouped = together([asked_of(enumerate(quotables[:3])), asked_of(enumerate(quotables[3:], 3))])
    assert all(np.array_equal(array, arrays_of(grouped)[name]) for name, array in arrays_of(table).items())
    assert table.names_of_languages() == ["de", "en"]
    assert table.transcripts[-1] == 4
    assert AskedQuestions(quotables, lambda: table).replies("warum kam der botschafter nicht") == {(4, 1)}


def test_without_transcripts_nothing_was_asked() -> None:
    assert AskedQuestions([], lambda: asked_of(())).replies("Who is it?") == set()
    assert len(together([])) == 0
