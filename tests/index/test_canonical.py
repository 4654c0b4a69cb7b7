"""What nobody said is no part of a quotation, and each part of one is a slice of the canonical text."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from support import checker_of

from bot.evidence.citation import cite
from bot.evidence.proof import verify
from bot.quote_check.article import read_article
from index.canonical import blanked, words_at
from index.quotable import Quotable, quotable
from index.readers.table import read_transcript
from index.transcript import Span

Write = Callable[..., Path]
TIMED = (
    "0:00\nbefore the harbour office forbade it we\n0:04\nburned whale oil which my father bought\n0:08\n"
    "in Port Selby.\n"
)
PAGED = (
    "I was born in the tower in 1931 and my\nPort Selby Oral History\nPage 1\nfather bought the oil.\n"
    "The lamp went\nPort Selby Oral History\nPage 2\nout in the storm of that year, and we\n"
    "rowed\nPort Selby Oral History\nPage 3\nhome.\n"
)


def read(write: Write, text: str) -> Quotable:
    return quotable(read_transcript(write(text)))


def test_a_time_within_a_sentence_is_cut_out_of_its_citation(write: Write) -> None:
    source = read(write, TIMED)
    citation = cite(source, 0, 0)
    assert citation.exact == (
        "before the harbour office forbade it we\nburned whale oil which my father bought\nin Port Selby."
    )
    canonical = source.transcript.canonical
    assert canonical == TIMED
    assert "".join(canonical[part.start : part.stop] for part in citation.parts) == citation.exact
    assert [canonical[part.start : part.stop].split()[0] for part in citation.parts] == ["before", "burned", "in"]
    assert (citation.start, citation.stop) == (5, len(TIMED) - 1)
    assert verify(citation, source) == ""


def test_a_part_that_is_moved_fails_its_proof(write: Write) -> None:
    source = read(write, TIMED)
    citation = cite(source, 0, 0)
    first, *others = citation.parts
    moved = replace(citation, parts=(Span(first.start, first.stop - 1), *others))
    assert "is not the quotation" in verify(moved, source)


def test_a_pages_header_is_in_no_sentence(write: Write) -> None:
    source = read(write, PAGED)
    exact = [" ".join(cite(source, row, row).exact.split()) for row in range(len(source.passages.sentences))]
    assert exact == [
        "I was born in the tower in 1931 and my father bought the oil.",
        "The lamp went out in the storm of that year, and we rowed home.",
    ]


def test_words_over_a_time_are_checked_as_they_were_said(write: Write) -> None:
    checker = checker_of(write(TIMED))
    (span,) = checker.check(read_article("“forbade it we burned whale oil”", "text")).spans
    assert (span.verdict, span.holds) == ("punctuation", True)  # a line end for a blank
    (wrong,) = checker.check(read_article("“forbade it we 0:04 burned whale oil”", "text")).spans
    assert not wrong.holds


@given(st.text("ab \n", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)), max_size=4))
def test_slices_are_the_text_without_its_cuts(text: str, drawn: list[tuple[int, int]]) -> None:
    cuts: list[Span] = []
    for start, length in sorted(drawn):
        if start + length <= len(text) and (not cuts or cuts[-1].stop < start):
            cuts.append(Span(start, start + length))
    gone = {at for cut in cuts for at in range(cut.start, cut.stop)}
    assert blanked(text, cuts) == "".join(" " if at in gone else sign for at, sign in enumerate(text))


def test_words_are_those_of_the_canonical_text(write: Write) -> None:
    transcript = read(write, TIMED).transcript
    assert words_at(transcript, 39, 56) == "it we\nburned"
    assert len(transcript.text) == len(transcript.canonical)
