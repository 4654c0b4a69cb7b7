"""Segments merged into a folder, against the same transcripts gathered in memory."""

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from support import INTERVIEW, LIGHTHOUSE, ROOT, library_of

from index.indexed import IndexedTranscript
from index.search import merging, postings, segment
from index.search.merging import kept, open_segment, write_merged
from index.search.postings import Postings
from index.search.segment import Segment, gather

NEAR_MISSES = sorted((ROOT / "data/near-misses/dev/docs").glob("*.txt"))[:4]


@pytest.fixture(scope="module")
def every() -> Sequence[IndexedTranscript]:
    return library_of(INTERVIEW, *NEAR_MISSES, LIGHTHOUSE).indexed


def assert_same(one: Segment, other: Segment) -> None:
    """All they hold, whatever numbers their speakers have."""
    assert [one.speakers[row] for row in one.speaker] == [other.speakers[row] for row in other.speaker]
    for field in fields(Segment):
        a, b = getattr(one, field.name), getattr(other, field.name)
        if isinstance(a, Postings):
            for part in fields(Postings):
                np.testing.assert_array_equal(getattr(a, part.name), getattr(b, part.name), f"{field.name}.{part.name}")
        elif field.name not in ("speakers", "speaker", "nearest_sentences", "nearest_paragraphs"):
            np.testing.assert_array_equal(a, b, field.name)
            assert a.dtype == b.dtype, field.name


def merged(parts: Sequence[tuple[Segment, Sequence[bool]]], folder: Path) -> Segment:
    folder.mkdir()
    return open_segment(folder, write_merged([kept(one, np.array(alive)) for one, alive in parts], folder))


@pytest.mark.parametrize("at_once", [1, 20_000])
def test_merged_segments_are_what_gathering_all_gives(
    every: Sequence[IndexedTranscript], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    for module in (merging, postings, segment):
        monkeypatch.setattr(module, "AT_ONCE", at_once)
    first, second, third = gather(every[:2]), gather(every[2:3]), gather(every[3:])
    whole = merged([(first, [True] * 2), (second, [True]), (third, [True] * 3)], tmp_path / "whole")
    assert_same(whole, gather(every))


@pytest.mark.parametrize("alive", [0b111110, 0b011111, 0b101010, 0b000100, 0b110000])
def test_what_is_gone_leaves_nothing(every: Sequence[IndexedTranscript], tmp_path: Path, alive: int) -> None:
    lives = [bool(alive >> row & 1) for row in range(6)]
    parts = [(gather(every[:3]), lives[:3]), (gather(every[3:]), lives[3:])]
    left = merged([part for part in parts if any(part[1])], tmp_path / "left")
    assert_same(left, gather([one for one, stays in zip(every, lives, strict=True) if stays]))
    assert set(left.speakers) == {left.speakers[row] for row in left.speaker}


def test_what_was_merged_is_mapped_and_can_be_merged_again(every: Sequence[IndexedTranscript], tmp_path: Path) -> None:
    first = merged([(gather(every[:3]), [True] * 3)], tmp_path / "first")
    assert not first.tokens.flags.writeable
    assert not first.words.documents.flags.writeable
    again = merged([(first, [True, False, True]), (gather(every[3:]), [True] * 3)], tmp_path / "again")
    assert_same(again, gather([every[0], *every[2:]]))


def test_many_vectors_get_what_finds_the_nearest_of_those_that_may_be_found(
    every: Sequence[IndexedTranscript], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "EXACT", 20)
    whole = merged([(gather(every), [True] * 6)], tmp_path / "whole")
    assert whole.nearest_sentences is not None
    assert whole.nearest_paragraphs is not None
    assert len(whole.nearest_sentences) == whole.served.sum()
    assert len(whole.nearest_paragraphs) == len(set(whole.paragraph[whole.served].tolist()))
