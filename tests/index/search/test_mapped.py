"""Mapped arrays that are given back are the same afterwards, and no longer in this process's memory."""

from pathlib import Path

import numpy as np
import pytest

from index.search.mapped import give_back, map_array

STATUS = Path("/proc/self/status")


def of_files() -> int:
    """Megabytes of mapped files in this process's memory."""
    (line,) = (line for line in STATUS.read_text().splitlines() if line.startswith("RssFile"))
    return int(line.split()[1]) // 1000


@pytest.mark.skipif(not STATUS.exists(), reason="Linux alone tells it")
def test_what_is_given_back_is_no_longer_in_memory_and_still_the_same(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", np.arange(10_000_000))
    mapped = map_array(tmp_path / "x.npy")
    before = of_files()
    assert mapped.sum() == 49_999_995_000_000
    assert of_files() - before > 60
    give_back([mapped[5:], np.zeros(3), np.zeros((2, 2))[0]])
    assert of_files() - before < 20
    assert mapped[[0, 9_999_999]].tolist() == [0, 9_999_999]
    with pytest.raises(ValueError, match="read-only"):
        mapped[0] = 1
