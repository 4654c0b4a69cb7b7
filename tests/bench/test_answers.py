"""python -m bench answers, evaluate: every question asked of its document or of another; files written whole."""

import json
from pathlib import Path

import numpy as np
import pytest
from evaluation_set import row, write_set
from support import WordEmbedder, library_of

from bench.__main__ import main
from bench.answers import as_row, ask_all, written_whole
from bench.evaluate import ask_elsewhere, elsewhere
from bench.sets import EvaluationSet, SetError, read_set, read_texts
from bot.answer import State
from bot.chat import Bot
from index.transcript import Span

STATES: tuple[State, ...] = ("answered", "related", "not_found")

TALKS = {
    "Lamp": "The lamp was lit at dusk. A storm broke the house. Nobody spoke of the ship.",
    "lens": "The lens weighs two tonnes. It goes to the museum. The history is long.",
}
ASKED = [
    row("1", "Lamp", "When was the lamp lit?", [0, 25]),
    row("2", "lens", "Where does it go, the museum?", [28, 50]),
    row("3", "Lamp", "What broke the house?", [26, 50]),
    row("4", "lens", "?!"),
]


@pytest.fixture
def talks(tmp_path: Path) -> EvaluationSet:
    return read_set(write_set(tmp_path / "talks", TALKS, ASKED))


def test_answers_are_those_of_the_bot_in_the_order_of_the_questions(talks: EvaluationSet) -> None:
    embedder, done = WordEmbedder(), []
    responses = ask_all(talks, embedder, None, progress=lambda n, of: done.append((n, of)))
    assert [response.id for response in responses] == ["1", "2", "3", "4"]
    for question, found in zip(talks.questions, responses, strict=True):
        answer = Bot(library_of(talks.folder / "docs" / f"{question.doc}.txt")).ask(question.question, k=5)
        assert (found.state, found.score) == (answer.state, answer.confidence)
        assert found.citations == tuple(Span(s.citation.start, s.citation.stop) for s in answer.statements)
    # "It goes to the museum." is shown with the sentence that it leans on.
    assert [response.citations[0] for response in responses[:3]] == [Span(0, 25), Span(0, 50), Span(26, 50)]
    assert done == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert len(embedder.embedded) == len(set(embedder.embedded)), "every document is opened once"


def test_offsets_count_a_byte_order_mark(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "s", {"a": "\ufeff" + TALKS["Lamp"]}, [row("1", "a", "the lamp?", [1, 26])])
    assert read_texts(read_set(folder))["a"][1:26] == "The lamp was lit at dusk."
    assert ask_all(read_set(folder), WordEmbedder(), None)[0].citations[0] == Span(1, 26)


def test_asking_elsewhere_asks_the_other_document(talks: EvaluationSet) -> None:
    docs = elsewhere([question.doc for question in talks.questions], read_texts(talks))
    assert docs == ["lens", "Lamp", "lens", "Lamp"]
    asked = ask_all(talks, WordEmbedder(), None, docs=docs)
    shares = ask_elsewhere(talks, WordEmbedder(), None)
    assert {state: one.value for state, one in shares.items()} == {
        state: sum(response.state == state for response in asked) / 4 for state in STATES
    }


def test_elsewhere_is_never_a_copy_with_lines_left_out() -> None:
    lines = ["x" * 100, "y" * 100, "z" * 100]
    texts = {"whole": "\n".join(lines), "part": "\n".join(lines[1:]), "other": "x\n" + "v" * 100, "third": "x"}
    chosen = elsewhere(["whole"] * 40, texts)
    assert set(chosen) == {"other", "third"}
    assert chosen == elsewhere(["whole"] * 40, texts) != elsewhere(["whole"] * 40, texts, seed=1)
    with pytest.raises(SetError, match="whole: expected another document"):
        elsewhere(["whole"], {"whole": texts["whole"], "part": texts["part"]})


def write_half(path: Path) -> None:
    with written_whole(path) as file:
        file.write("half")
        raise KeyboardInterrupt


def test_a_file_takes_its_place_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text("before")
    with pytest.raises(KeyboardInterrupt):
        write_half(path)
    assert (path.read_text(), list(tmp_path.iterdir())) == ("before", [path])
    with written_whole(path) as file:
        file.write("after")
        assert path.read_text() == "before"
    assert (path.read_text(), list(tmp_path.iterdir())) == ("after", [path])
    with pytest.raises(SetError, match="expected a file to write or none"), written_whole(tmp_path):
        pass


def test_commands_write_answers_and_print_tables(
    talks: EvaluationSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in ("bench.answers", "bench.evaluate"):
        monkeypatch.setattr(f"{module}.ModelEmbedder", lambda _, cache: WordEmbedder())
    out, cache = tmp_path / "answers.jsonl", ["--cache", str(tmp_path / "cache")]
    assert main(["answers", str(talks.folder), "--out", str(out), *cache]) == 0
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert rows == [as_row(one) for one in ask_all(talks, WordEmbedder(), None)]
    assert rows[3] == {"id": "4", "state": "not_found", "score": 0.0, "citations": []}
    assert main(["evaluate", str(talks.folder), "--elsewhere", *cache]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    first, score, second = printed.out.split("\n\n")[:3]
    title, *table = first.splitlines()
    assert title == "talks: 4 questions, 2 documents"
    assert [line.split() for line in table[:2]] == [
        ["figure", "value", "95", "%", "interval"],
        ["hit@1", "1.000", "1.000", "–", "1.000"],
    ]
    answerable = [1, 1, 1, 0]
    mean = np.mean([(row["score"] - outcome) ** 2 for row, outcome in zip(rows, answerable, strict=True)])
    assert score == f"  Brier score {mean:.3f}"
    assert second.startswith("talks: each question asked of another document\n")
    assert [line.split()[0] for line in second.splitlines()[2:]] == list(STATES)


@pytest.mark.parametrize("command", [["answers", "{}/none", "--out", "{}/a"], ["evaluate", "{}/none"]])
def test_an_error_is_one_line_and_status_2(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([part.format(tmp_path) for part in command]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"error: {tmp_path}/none: expected a folder")
    assert printed.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
