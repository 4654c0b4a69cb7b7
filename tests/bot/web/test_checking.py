"""Checking: one checker for all threads, made when the first text comes, and an error in words for what is no text."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from support import INTERVIEW

from bot.errors import BusyError, QuestionError
from bot.quote_check.checker import Checker
from bot.quote_check.verdict import Check
from bot.web.checking import Checking
from bot.web.collection import Collection
from bot.web.given import MOST_CHARACTERS
from bot.web.limits import Limit
from bot.web.loading import Loading
from index.library import open_transcripts
from index.quotable import Quotable, by_id


def checking_of(
    running: int = 2, waiting: int = 6, limit: Limit | None = None
) -> Callable[[str, bool], tuple[str, Check]]:
    """What checks a text against the interview."""
    never = Loading.failed(QuestionError("no model is needed"))
    collection = Collection(by_id(open_transcripts([INTERVIEW])), never)
    return partial(Checking(limit or Limit(running, waiting)).check, collection)


def test_the_checker_is_made_once_whoever_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []

    def counted(sources: Sequence[Quotable]) -> Checker:
        made.append(sources)
        return Checker(sources)

    monkeypatch.setattr("bot.web.collection.Checker", counted)
    one = checking_of(running=8)
    assert made == []
    with ThreadPoolExecutor(8) as pool:
        checks = list(pool.map(lambda _: one("“never forget them”", False)[1], range(8)))
    assert len(made) == 1
    assert [check.spans[0].verdict for check in checks] == ["exact"] * 8
    assert len({repr(check) for check in checks}) == 1


def test_lone_surrogates_are_question_marks_and_offsets_are_those_of_what_came() -> None:
    source, check = checking_of()("\ud83d “never forget \udc00 them”", False)
    assert source == "? “never forget ? them”"
    span = check.spans[0]
    assert source[span.start : span.stop] == span.text == "never forget ? them"


@pytest.mark.parametrize("text", ["a" * (MOST_CHARACTERS + 1), None, 7, ["“never”"]])
def test_what_is_no_text_or_too_long_is_refused_and_the_next_is_let_in(text: object) -> None:
    one = checking_of(running=1, waiting=0)
    for _ in range(2):
        with pytest.raises(QuestionError, match="expected a text of at most 200,000 characters; found"):
            one(text, False)  # type: ignore[arg-type]
    assert one("", False)[1].spans == ()


def test_more_than_are_let_in_are_told_to_come_back() -> None:
    limit = Limit(running=1, waiting=0)
    one = checking_of(limit=limit)
    with limit, pytest.raises(BusyError):
        one("“never”", False)
