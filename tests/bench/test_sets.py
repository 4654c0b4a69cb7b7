"""Evaluation sets: read in the order of their lines, or refused with what was expected and found."""

from pathlib import Path

import pytest
from evaluation_set import row, write_set

from bench.sets import Question, SetError, read_set, read_texts
from index.transcript import Span


def test_a_set_is_read_in_the_order_of_its_lines(tmp_path: Path) -> None:
    rows = [row("x", "b", "Why?", [0, 3], [4, 7]), "", row("y", "a", "Who\u2028else?")]
    found = read_set(write_set(tmp_path / "small", {"a": "ab", "b": "\r\nдве две", "c": ""}, rows))
    assert found.questions == (
        Question("x", "b", "Why?", (Span(0, 3), Span(4, 7))),
        Question("y", "a", "Who\u2028else?", ()),
    )
    assert (found.name, found.docs) == ("small", ("b", "a"))
    assert read_texts(found) == {"b": "\r\nдве две", "a": "ab"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2: expected a JSON object; found {"),
        ("[1]", "line 2: expected a JSON object; found [1]"),
        ('{"id": 7}', "line 2: expected a string as 'id'; found 7"),
        (row("q1", "a", "?"), "line 2: expected ids that differ; found 'q1' again"),
        (row("q2", "c", "?"), "line 2: expected a document of docs/*.txt (2 found); found 'c'"),
        (row("q2", "../docs/a", "?"), "found '../docs/a'"),
        (row("q2", "a", "?", [0]), "line 2: expected [[start, stop], …] as 'spans'; found [[0]]"),
        ('{"id": "q2", "doc": "a", "question": "?"}', "as 'spans'; found null"),
        (row("q2", "a", "?", [0, 4]), "line 2: expected spans with 0 <= start < stop <= 3, the code points of a"),
        (row("q2", "a", "?", [-1, 2]), "found [-1, 2]"),
        (row("q2", "a", "?", [2, 2]), "found [2, 2]"),
    ],
)
def test_a_bad_line_is_refused_with_its_number(tmp_path: Path, line: object, said: str) -> None:
    folder = write_set(tmp_path / "s", {"a": "äöü", "b": ""}, [row("q1", "a", "?", [0, 3]), line])
    with pytest.raises(SetError) as error:
        read_set(folder)
    assert said in str(error.value)


def test_what_is_no_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetError, match=r"expected a folder .* found nothing"):
        read_set(tmp_path / "none")
    with pytest.raises(SetError, match=r"questions\.jsonl: expected a file that can be read"):
        read_set(tmp_path)
    with pytest.raises(SetError, match="expected at least one question; found none"):
        read_set(write_set(tmp_path / "empty", {}, []))
    folder = write_set(tmp_path / "latin", {"a": ""}, [row("q", "a", "?")])
    (folder / "docs" / "a.txt").write_bytes(b"caf\xe9")
    with pytest.raises(SetError, match="expected UTF-8; found byte 0xe9 at 3"):
        read_set(folder)
