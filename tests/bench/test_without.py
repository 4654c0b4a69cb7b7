"""Questions without an answer are made of those with one, by taking the paragraph out that has it."""

from pathlib import Path

import pytest
from evaluation_set import row, write_set

from bench.__main__ import main
from bench.sets import read_set, read_texts


def test_each_question_is_asked_again_of_its_document_without_the_paragraph(tmp_path: Path) -> None:
    rows = [row("q1", "a", "Кто?", [5, 8]), row("q2", "a", "Why?", [0, 3], [5, 8]), row("q3", "b", "Who?", [0, 1])]
    given = write_set(tmp_path / "given", {"a": "one\n\ntwo\n\nthree", "b": "alone"}, [row("q0", "a", "?"), *rows])
    assert main(["without", str(given), str(tmp_path / "made")]) == 0
    made = read_set(tmp_path / "made")
    assert [(one.id, one.doc, one.question, len(one.spans)) for one in made.questions] == [
        ("q0", "a", "?", 0), ("q1", "a", "Кто?", 1), ("q2", "a", "Why?", 2), ("q3", "b", "Who?", 1),
        ("q1-x", "a-without-1", "Кто?", 0),
    ]  # fmt: skip
    assert read_texts(made) == {"a": "one\n\ntwo\n\nthree", "b": "alone", "a-without-1": "one\n\nthree"}


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = write_set(tmp_path / "given", {"a": "one\n\ntwo"}, [row("q1", "a", "?", [0, 3])])
    (tmp_path / "made" / "docs").mkdir(parents=True)
    assert main(["without", str(given), str(tmp_path / "made")]) == 2
    assert "expected a folder that can be made" in capsys.readouterr().err
