"""Runs of words are found wherever they stand, and nowhere else: against a plain search word by word."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import INTERVIEW, LIGHTHOUSE

from bot.evidence.concordance import Concordance, Run
from bot.evidence.normal import normalise
from bot.evidence.units import says_nothing_by_case
from bot.quote_check.elision import elide
from bot.quote_check.locate import find_elided, find_whole
from bot.quote_check.nearest import Nearest, pieces
from index.quotable import quotable
from index.readers.table import read_transcript

Write = Callable[..., Path]


@pytest.fixture(scope="module")
def concordance() -> Concordance:
    return Concordance([quotable(read_transcript(path)) for path in (INTERVIEW, LIGHTHOUSE)])


def units(concordance: Concordance) -> list[tuple[int, int, list[str]]]:
    """Transcript, first unit and keys of each turn: what a reader would go through."""
    found = []
    for row, entry in enumerate(concordance.entries):
        at = 0
        for stretch in entry.exact.split("\0")[:-1]:
            text = entry.source.transcript.text
            start, stop = entry.starts[at], entry.stops[at + len(stretch) - 1]
            found.append((row, at, list(normalise(text, start, stop).keys)))
            at += len(stretch) + 1
    return found


def brute(concordance: Concordance, keys: list[str]) -> list[Run]:
    size, found = len(keys), []
    for row, at, turn in units(concordance):
        in_any_case = says_nothing_by_case(turn)
        for i in range(len(turn) - size + 1):
            run = turn[i : i + size]
            if run == keys or (in_any_case and [key.lower() for key in run] == [key.lower() for key in keys]):
                found.append(Run(row, at + i, at + i + size))
    return found


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_find_is_a_plain_search_word_by_word(concordance: Concordance, data: st.DataObject) -> None:
    _, _, turn = data.draw(st.sampled_from(units(concordance)))
    start = data.draw(st.integers(0, len(turn) - 1))
    keys = turn[start : start + data.draw(st.integers(1, 6))]
    if data.draw(st.booleans()):
        keys[data.draw(st.integers(0, len(keys) - 1))] = data.draw(st.sampled_from(["the", "peace", "nowhere", "."]))
    assert list(concordance.find(keys)) == brute(concordance, keys)


def test_a_run_is_sliced_out_of_the_text(concordance: Concordance) -> None:
    (found,) = find_whole(normalise("will never forget them").keys, concordance)
    text = concordance.entries[found.row].source.transcript.text
    assert text[found.span.start : found.span.stop] == "will never forget them"


def test_the_shortest_way_from_part_to_part_is_taken(write: Write) -> None:
    text = "Question: Was it so then?\nAnswer: We saw the lamp. We saw the lamp and the ship. Then the ship sank.\n"
    one = Concordance([quotable(read_transcript(write(text)))])
    (best, *_) = find_elided(elide(normalise("We saw … the ship")), one)
    whole = one.entries[0].source.transcript.text
    assert whole[best.span.start : best.span.stop] == "We saw the lamp and the ship"


def test_pieces_are_the_longest_runs_from_left_to_right(concordance: Concordance) -> None:
    words = "the chinese people will never forget them the trend of historical progress".split()
    assert pieces(words, concordance, 3) == [(0, 7), (7, 12)]
    assert pieces("zebra the chinese people zebra".split(), concordance, 3) == [(1, 4)]
    assert pieces([], concordance, 3) == []


def test_the_likest_words_win_over_those_that_are_alike_in_a_part_of_the_length(write: Write) -> None:
    path = write("Ann: Which is a means to it.\nBob: Which is not a lot.\nAnn: I see that.\nBob: So do I.\n")
    one = Concordance([quotable(read_transcript(path))])
    near = Nearest(one).near("which is a lot".split())
    assert near is not None
    span = one.entries[0].slice(near.run.first, near.run.last)
    assert one.entries[0].source.transcript.text[span.start : span.stop] == "Which is not a lot"


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        ("the chinese people will forget them", "The Chinese people will never forget them"),
        ("the kazakh people will never forget them", "The Chinese people will never forget them"),
        (
            "indeed they were united by a great military friendship",
            "war, they were united by a great military friendship",
        ),
        ("after many years of bloody struggle", "After 14 years of bloody struggle"),
    ],
)
def test_the_nearest_words_are_whole_and_no_more(concordance: Concordance, words: str, nearest: str) -> None:
    near = Nearest(concordance).near(words.split())
    assert near is not None
    entry = concordance.entries[near.run.row]
    span = entry.slice(near.run.first, near.run.last)
    found = entry.source.transcript.text[span.start : span.stop]
    assert found == nearest.removeprefix("war, ")


def test_nothing_is_near_words_that_nobody_knows(concordance: Concordance) -> None:
    assert Nearest(concordance).near(["zebra", "quagga"]) is None
    assert Nearest(concordance).near([]) is None


def test_the_nearest_words_stay_within_a_turn(write: Write) -> None:
    path = write("Ann: We lit the old lamp\nBob: Yes we did\nAnn: It burned\nBob: For years\n")
    one = Concordance([quotable(read_transcript(path))])
    near = Nearest(one).near("we lit the new lamp yes we did".split())
    assert near is not None
    assert "\0" not in one.entries[0].exact[near.run.first : near.run.last]


def test_marks_of_emphasis_do_not_count(write: Write) -> None:
    one = Concordance(
        [quotable(read_transcript(write("My doctor says it is *not* healthy, but _he_ buys **my rolls**.\n")))]
    )
    keys = one.normalise("it is not healthy, but he buys my rolls.").keys
    assert len(list(one.find(keys))) == 1
    assert one.normalise("2 * 3").keys == ("2", "*", "3")
