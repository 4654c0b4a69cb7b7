"""Transcripts are embedded across languages when the first question comes that needs it, once, behind whoever waits."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from support import INTERVIEW, LIGHTHOUSE, SlowEmbedder, WordEmbedder

from bot.errors import GoneError
from index.across import Across
from index.errors import ModelError, PreparingError
from index.indexes import Indexes
from index.library import open_transcripts


def across(embedder: WordEmbedder, cache: Path | None = None) -> Across:
    return Across(open_transcripts([INTERVIEW]), Indexes(embedder, cache))


def test_nothing_is_embedded_before_it_is_asked_for_and_once_for_all() -> None:
    words = WordEmbedder()
    asked = across(words)
    counted: list[tuple[int, int]] = []
    asked.progress = lambda done, of: counted.append((done, of))
    assert words.embedded == []
    retriever = asked.retriever()
    assert asked.retriever() is retriever
    assert len(set(words.embedded)) == len(words.embedded) > 0
    sentences = len(asked.quotables[0].passages.sentences)
    assert counted[-1] == (sentences, sentences)


def test_whoever_has_no_patience_is_told_how_far_it_is_and_gets_it_later() -> None:
    slow = SlowEmbedder()
    asked = across(slow)
    asked.patience = 0.01
    with pytest.raises(PreparingError, match=r"questions in other languages: 0 of 38 sentences") as told:
        asked.retriever()
    assert told.value.values == {"done": 0, "of": 38}
    slow.may.set()
    asked.patience = None
    assert asked.retriever().search("medal", 1)


def test_what_failed_is_tried_again() -> None:
    slow = SlowEmbedder(failures=1)
    slow.may.set()
    asked = across(slow)
    with pytest.raises(ModelError, match="the model is broken"):
        asked.retriever()
    assert asked.retriever().search("medal", 1)


def test_what_was_embedded_is_saved_beside_the_other_model_s(tmp_path: Path) -> None:
    first, again = WordEmbedder(), WordEmbedder()
    hits = across(first, tmp_path).retriever().search("medal", 3)
    assert across(again, tmp_path).retriever().search("medal", 3) == hits
    assert again.embedded == []


@pytest.mark.parametrize(
    ("question", "spoken", "compared"),
    [("ru", ["en"], "en"), ("zh", ["kk", "en"], "en"), ("kk", ["en"], ""), ("ru", ["kk"], ""), ("de", ["ru"], "ru")],
)
def test_two_languages_are_compared_if_the_model_has_learnt_both(
    question: str, spoken: list[str], compared: str
) -> None:
    assert across(WordEmbedder()).compared(question, spoken) == compared


def test_libraries_that_share_their_indexes_do_not_disturb_each_other() -> None:
    slow = SlowEmbedder()
    indexes = Indexes(slow, None)
    first, second = Across(open_transcripts([INTERVIEW]), indexes), Across(open_transcripts([LIGHTHOUSE]), indexes)
    with ThreadPoolExecutor(2) as pool:
        found = [pool.submit(each.retriever) for each in (first, second)]
        slow.may.set()
        assert all(each.result(10).search("medal", 1) for each in found)


def test_nothing_is_embedded_behind_a_guard_that_refuses() -> None:
    words = WordEmbedder()
    asked = across(words)

    @contextmanager
    def guard() -> Iterator[None]:
        raise GoneError("these files were deleted")
        yield

    asked.guard = guard
    with pytest.raises(GoneError):
        asked.retriever()
    assert words.embedded == []
