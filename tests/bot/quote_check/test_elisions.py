"""What editors leave out and put in, fairly and not, by people who had not seen the rules; none was dropped."""

import json
from functools import cache

import pytest
from support import ROOT, checker_of

from bot.quote_check.article import read_article
from bot.quote_check.checker import Checker
from bot.quote_check.verdict import Checked

FOLDER = ROOT / "tests" / "data" / "elisions"
TRANSCRIPTS = ("data", "data/interviews/docs", "tests/data", "tests/data/conversations/docs", "tests/data/words")


@cache
def checker(transcript: str) -> Checker:
    found = [ROOT / folder / f"{transcript}.txt" for folder in TRANSCRIPTS]
    return checker_of(next(path for path in found if path.exists()))


def checked(name: str) -> list[tuple[str, Checked]]:
    """Each quotation of a file, and what became of it."""
    rows = [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]
    spans = []
    for row in rows:
        (span,) = checker(row["transcript"]).check(read_article(f"“{row['quotation']}”", "text")).spans
        spans.append((row["quotation"], span))
    return spans


@pytest.mark.parametrize(
    ("name", "of", "refused"), [("fair", 240, 2), ("fair_later", 307, 2), ("fair_brackets", 240, 27)]
)
def test_fair_elisions_hold(name: str, of: int, refused: int) -> None:
    spans = checked(name)
    assert len(spans) == of
    assert len([words for words, span in spans if not span.holds]) <= refused


def is_cut_at_an_end(words: str) -> bool:
    """Whether the only … stands before the first words or behind the last: a part of a sentence, as without it."""
    inside = words.strip(" .…[]()")
    return not any(sign in inside for sign in ("…", "...", "[", "]"))


@pytest.mark.parametrize(
    ("name", "of", "held"), [("misleading", 160, 3), ("misleading_later", 127, 1), ("misleading_brackets", 240, 15)]
)
def test_misleading_elisions_do_not_hold(name: str, of: int, held: int) -> None:
    spans = checked(name)
    assert len(spans) == of
    accepted = [words for words, span in spans if span.holds and not is_cut_at_an_end(words)]
    assert len(accepted) <= held, accepted
    for words, span in spans:
        if is_cut_at_an_end(words):
            assert not span.holds or "cut" in span.warnings or words in UNWARNED


UNWARNED = (
    "… the evidence of seven years is discouraging.",
    "she never told me …",
    "… يُجِبِ الوزيرُ أبدًا.",
)
"""Whose cut nothing warns of, of 19."""
