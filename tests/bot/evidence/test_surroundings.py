"""What stands around a place: the right sentences in order, each proved, with the question that they answer."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from support import INTERVIEW, LIGHTHOUSE

from bot.errors import QuestionError
from bot.evidence.citation import Citation, cite, place_id
from bot.evidence.surroundings import MOST_SENTENCES, Surroundings, surroundings
from bot.render.json import surroundings_json
from index.quotable import Quotable, quotable
from index.readers.table import read_transcript

Write = Callable[..., Path]


@pytest.fixture(scope="module")
def interview() -> Quotable:
    return quotable(read_transcript(INTERVIEW))


@pytest.fixture(scope="module")
def lighthouse() -> Quotable:
    return quotable(read_transcript(LIGHTHOUSE))


def ids(citations: Sequence[Citation]) -> list[str]:
    assert all(len(citation.sentences) == 1 for citation in citations)
    return [citation.sentences[0] for citation in citations]


def around(found: Surroundings) -> list[list[str]]:
    return [ids(found.before), ids(found.sentences), ids(found.after)]


def test_a_sentence_stands_between_those_before_and_after_it_whoever_speaks(interview: Quotable) -> None:
    found = surroundings(interview, "q2-p3-s4", before=2, after=3)
    assert around(found) == [["q2-p3-s2", "q2-p3-s3"], ["q2-p3-s4"], ["q3-s1", "q3-s2", "q3-p1-s1"]]
    assert [one.role for one in found.after] == ["interviewer", "interviewer", "interviewee"]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("q2-p3", [["q2-p2-s2"], ["q2-p3-s1", "q2-p3-s2", "q2-p3-s3", "q2-p3-s4"], ["q3-s1"]]),
        ("q3", [["q2-p3-s4"], ["q3-s1", "q3-s2"], ["q3-p1-s1"]]),
        ("q3-s2", [["q3-s1"], ["q3-s2"], ["q3-p1-s1"]]),
    ],
)
def test_a_paragraph_and_a_question_are_places(interview: Quotable, place: str, expected: list[list[str]]) -> None:
    assert around(surroundings(interview, place, before=1, after=1)) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("intro", [[], ["intro-p1-s1"], ["t1-p1-s1"]]),
        ("t8", [["t7-p1-s1"], ["t8-p1-s1", "t8-p1-s2", "t8-p1-s3"], ["t9-p1-s1"]]),
        ("t6-p2", [["t6-p1-s3"], ["t6-p2-s1", "t6-p2-s2"], ["t7-p1-s1"]]),
        ("t10", [["t9-p1-s1"], ["t10-p1-s1", "t10-p1-s2"], []]),
    ],
)
def test_a_named_speakers_turn_is_a_place(lighthouse: Quotable, place: str, expected: list[list[str]]) -> None:
    assert around(surroundings(lighthouse, place, before=1, after=1)) == expected


def test_the_paragraphs_of_a_text_without_labels_are_places(write: Write) -> None:
    source = quotable(read_transcript(write("One is here. Two is here.\nThree is here.\n")))
    assert around(surroundings(source, "p1")) == [[], ["p1-s1", "p1-s2"], ["p2-s1"]]
    assert around(surroundings(source, "p2-s1", before=1)) == [["p1-s2"], ["p2-s1"], []]


def test_the_question_is_the_whole_one_that_the_place_answers(interview: Quotable, lighthouse: Quotable) -> None:
    asked = surroundings(interview, "q3-p1-s1").question
    assert asked is not None
    assert asked.exact == "The war took place 75 years ago. Why do we still have to celebrate this day?"
    assert (asked.role, asked.locator) == ("interviewer", "Q3 question s1–2")
    told = surroundings(lighthouse, "t10").question
    assert told is not None
    assert told.exact == "And what will you do without the light?"
    assert surroundings(interview, "q3").question is None
    assert surroundings(lighthouse, "intro").question is None


@pytest.mark.parametrize("name", ["interview", "lighthouse"])
def test_every_id_that_a_citation_carries_is_a_place(name: str, request: pytest.FixtureRequest) -> None:
    source: Quotable = request.getfixturevalue(name)
    for row, sentence in enumerate(source.passages.sentences):
        citation = cite(source, row, row)
        paragraph = source.passages.paragraphs[sentence.paragraph]
        rows = range(paragraph.first, paragraph.last)
        alone = surroundings(source, citation.sentences[0], before=0, after=0)
        assert (alone.before, alone.sentences, alone.after) == ((), (citation,), ())
        if sentence.place.part != "question":
            whole = surroundings(source, citation.paragraph, before=0, after=0)
            assert whole.sentences == tuple(cite(source, one, one) for one in rows)
        if citation.question:
            asked = surroundings(source, citation.question, before=0, after=0)
            assert asked.sentences[0].start == alone.question.start  # type: ignore[union-attr]


def test_what_nobody_said_is_left_out(interview: Quotable) -> None:
    last = place_id(interview.passages.sentences[-1].place)
    assert surroundings(interview, last, after=50).after == ()
    assert "Number of shows" in interview.transcript.text


@pytest.mark.parametrize("place", ["", "q9", "q2-p3-s9", "Q2 ¶3 s1", "q2-", "p1", "p1-s1", "t1", " q2", "q2\n"])
def test_another_place_is_an_error_that_shows_what_one_looks_like(interview: Quotable, place: str) -> None:
    with pytest.raises(QuestionError) as caught:
        surroundings(interview, place)
    assert str(caught.value) == (
        f"expected the id of a place in ambassador-interview, as citations carry it, such as q3-p8-s1; found {place!r}"
    )


def test_a_wrong_place_is_not_repeated_at_length(interview: Quotable) -> None:
    with pytest.raises(QuestionError) as caught:
        surroundings(interview, "q" * 10_000)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(("before", "after", "found"), [(-1, 0, "before"), (51, 0, "before"), (0, 51, "after")])
def test_a_number_out_of_range_is_an_error(interview: Quotable, before: int, after: int, found: str) -> None:
    with pytest.raises(QuestionError, match=f"expected {found} from 0 to 50; found (-1|51)"):
        surroundings(interview, "q2", before, after)


@pytest.mark.parametrize("more", [0, 1])
def test_a_place_of_too_many_sentences_is_an_error_that_says_what_to_read(write: Write, more: int) -> None:
    source = quotable(read_transcript(write("It is so. " * (MOST_SENTENCES + more))))
    if more:
        with pytest.raises(QuestionError, match=r"at most 100 sentences; found p1 with 101: .* such as p1-s1"):
            surroundings(source, "p1")
    else:
        assert len(surroundings(source, "p1").sentences) == MOST_SENTENCES
    assert len(surroundings(source, "p1-s50", before=9, after=9).before) == 9


def test_the_json_is_every_sentence_cut_from_the_text_and_whose_it_is(interview: Quotable) -> None:
    found = surroundings_json(surroundings(interview, "q3-p1-s1", before=50, after=50))
    assert list(found) == ["version", "transcript", "place", "question", "before", "sentences", "after"]
    assert found["transcript"]["title"] == "Interview of Ambassador Zhang Xiao to the Kazakh media"
    assert found["transcript"]["sha256"].startswith("713e4831")
    everything = [found["question"], *found["before"], *found["sentences"], *found["after"]]
    for one in everything:
        assert list(one) == ["id", "locator", "speaker", "role", "start", "stop", "exact", "quoted"]
        assert interview.transcript.text[one["start"] : one["stop"]] == one["exact"]
    assert len(everything) == 1 + len(interview.passages.sentences)
    [said] = found["sentences"]
    assert (said["id"], said["locator"], said["speaker"]) == ("q3-p1-s1", "Q3 ¶1 s1", "Zhang Xiao")
    assert said["quoted"] == [{"start": 3959, "stop": 4120, "speaker": "Xi Jinping"}]
    assert (found["question"]["id"], found["question"]["role"]) == ("q3", "interviewer")
