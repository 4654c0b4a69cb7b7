"""Places, citations and their proof."""

from dataclasses import replace

import pytest
from support import INTERVIEW, LIGHTHOUSE, library_of

from bot.evidence.citation import cite, locator, place_id, rows_within
from bot.evidence.proof import verify
from index.quotable import Quotable, holding
from index.transcript import Place, Sentence, Span


@pytest.fixture(scope="module")
def ambassador() -> Quotable:
    return library_of(INTERVIEW).quotables[0]


def row_of(ambassador: Quotable, place: str) -> int:
    return [place_id(s.place) for s in ambassador.passages.sentences].index(place)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (Place("answer", 2, 3, 1), None, "Q2 ¶3 s1"),
        (Place("answer", 2, 3, 1), Place("answer", 2, 3, 2), "Q2 ¶3 s1–2"),
        (Place("answer", 1, 2, 3), Place("answer", 1, 3, 1), "Q1 ¶2 s3 – ¶3 s1"),
        (Place("question", 2, 0, 1), None, "Q2 question s1"),
        (Place("question", 1, 0, 1), Place("question", 1, 0, 3), "Q1 question s1–3"),
        (Place("introduction", 0, 1, 1), None, "Introduction ¶1 s1"),
        (Place("turn", 12, 1, 2), None, "T12 ¶1 s2"),
        (Place("text", 0, 7, 2), None, "¶7 s2"),
        (Place("text", 0, 7), None, "¶7"),
    ],
)
def test_locators_are_those_of_the_terms(first: Place, last: Place | None, expected: str) -> None:
    assert locator(first, last) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place("answer", 2, 3, 1), "q2-p3-s1"),
        (Place("question", 2, 0, 1), "q2-s1"),
        (Place("question", 2, 0), "q2"),
        (Place("introduction", 0, 1, 1), "intro-p1-s1"),
        (Place("turn", 12, 1, 2), "t12-p1-s2"),
        (Place("text", 0, 7, 2), "p7-s2"),
    ],
)
def test_ids_are_those_of_the_terms(place: Place, expected: str) -> None:
    assert place_id(place) == expected


def test_a_citation_carries_the_whole_contract(ambassador: Quotable) -> None:
    row = row_of(ambassador, "q2-p3-s1")
    citation, text = cite(ambassador, row, row), ambassador.transcript.text
    assert (citation.start, citation.stop, citation.locator) == (3242, 3532, "Q2 ¶3 s1")
    assert citation.exact == text[3242:3532]
    assert "Nikolai Mikhailovich Vozov" in citation.exact
    assert (citation.prefix, citation.suffix) == (text[3210:3242], text[3532:3564])
    assert (citation.speaker, citation.role, citation.transcript) == (
        "Zhang Xiao",
        "interviewee",
        "ambassador-interview",
    )
    assert (citation.question, citation.question_text) == ("q2", text[2258:2346])
    assert (citation.paragraph, citation.sentences, citation.quoted) == ("q2-p3", ("q2-p3-s1",), ())
    assert citation.sha256.startswith("713e4831")


def test_a_run_across_paragraphs_is_one_slice(ambassador: Quotable) -> None:
    citation = cite(ambassador, row_of(ambassador, "q1-p2-s3"), row_of(ambassador, "q1-p3-s1"))
    assert citation.exact == ambassador.transcript.text[1349:1722]
    assert (citation.locator, citation.paragraph) == ("Q1 ¶2 s3 – ¶3 s1", "q1-p2")
    assert citation.sentences == ("q1-p2-s3", "q1-p3-s1")
    assert verify(citation, ambassador) == ""


def test_an_answer_among_named_speakers_cites_the_interviewers_turn_before_it() -> None:
    ambassador = library_of(LIGHTHOUSE).quotables[0]
    row = row_of(ambassador, "t10-p1-s2")
    citation = cite(ambassador, row, row)
    assert (citation.question, citation.question_text) == ("t9", "And what will you do without the light?")


def test_every_sentence_of_the_interview_verifies(ambassador: Quotable) -> None:
    rows = range(len(ambassador.passages.sentences))
    assert {verify(cite(ambassador, row, row), ambassador) for row in rows} == {""}


def test_a_shifted_offset_fails_its_proof(ambassador: Quotable) -> None:
    row = row_of(ambassador, "q2-p3-s1")
    citation = cite(ambassador, row, row)
    assert "is not the quotation" in verify(replace(citation, start=citation.start + 1), ambassador)
    shifted = replace(citation, start=3243, parts=(Span(3243, 3532),), exact=ambassador.transcript.text[3243:3532])
    assert "not a run of whole sentences" in verify(shifted, ambassador)
    assert "outside the text" in verify(replace(citation, stop=99_999), ambassador)


def test_a_shifted_sentence_fails_its_proof(ambassador: Quotable) -> None:
    row = row_of(ambassador, "q2-p3-s1")
    moved = list(ambassador.passages.sentences)
    old = moved[row]
    moved[row] = Sentence(old.start + 3, old.stop, old.turn, old.paragraph, old.place)
    passages = replace(ambassador.passages, sentences=tuple(moved))
    harmed = holding(replace(ambassador.content, passages=passages))
    assert "is not the one that was indexed" in verify(cite(harmed, row, row), harmed)


def test_an_altered_digest_fails_its_proof(ambassador: Quotable) -> None:
    row = row_of(ambassador, "q2-p3-s1")
    digests = list(ambassador.digests)
    digests[row] = bytes(16)
    harmed = holding(replace(ambassador.content, digests=tuple(digests)))
    assert "is not the one that was indexed" in verify(cite(harmed, row, row), harmed)
    assert verify(cite(harmed, row + 1, row + 1), harmed) == ""


def test_a_citation_across_two_speakers_fails_its_proof(ambassador: Quotable) -> None:
    citation = cite(ambassador, row_of(ambassador, "q1-p4-s2"), row_of(ambassador, "q2-s1"))
    assert "crosses from one speaker" in verify(citation, ambassador)


def test_a_citation_with_another_speaker_or_place_fails_its_proof(ambassador: Quotable) -> None:
    row = row_of(ambassador, "q2-s1")
    citation = cite(ambassador, row, row)
    for wrong in ({"speaker": "Zhang Xiao", "role": "interviewee"}, {"sha256": "0" * 64}, {"locator": "Q9 ¶9 s9"}):
        assert "speaker or its place" in verify(replace(citation, **wrong), ambassador)


def test_rows_within_a_span_are_those_that_share_a_character(ambassador: Quotable) -> None:
    sentences = ambassador.passages.sentences
    for start, stop in [(0, 2), (1080, 1083), (1082, 1160), (1159, 1162), (3600, 3700), (6494, 6519)]:
        sharing = [row for row, s in enumerate(sentences) if s.start < stop and s.stop > start]
        first, last = rows_within(ambassador.passages, start, stop)
        assert list(range(first, last + 1)) == sharing
