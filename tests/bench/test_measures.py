"""python -m bench: sets are read or refused, figures are arithmetic, intervals resample documents."""

import json
import math
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support import WordEmbedder, library_of

from bench.__main__ import main
from bench.answers import as_row, ask_all, written_whole
from bench.evaluate import ask_elsewhere, elsewhere
from bench.measures import (
    Judgement,
    bootstrap,
    contributions,
    count_words,
    figures,
    judge,
    mean,
    paired_difference,
)
from bench.sets import EvaluationSet, Question, Response, SetError, read_set, read_texts
from bot.answer import State
from bot.chat import Bot
from index.transcript import Span

EVAL = os.environ.get("EVAL", "")
NUMBERS = "one two three four five six seven eight nine ten"
STATES: tuple[State, ...] = ("answered", "related", "not_found")


def write_set(folder: Path, docs: dict[str, str], rows: Sequence[object]) -> Path:
    """Rows that are strings are written as they are."""
    (folder / "docs").mkdir(parents=True)
    for doc, text in docs.items():
        (folder / "docs" / f"{doc}.txt").write_bytes(text.encode("utf-8"))
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    (folder / "questions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def row(name: str, doc: str, question: str, *spans: list[int]) -> dict[str, object]:
    return {"id": name, "doc": doc, "question": question, "spans": list(spans)}


def response(name: str, state: State, score: float, *citations: tuple[int, int]) -> Response:
    return Response(name, state, score, tuple(Span(*citation) for citation in citations))


def rights(text: str, gold: tuple[int, int], *citations: tuple[int, int]) -> tuple[bool, ...]:
    """Which citations are right, where `gold` is marked."""
    question = Question("q", "d", "?", (Span(*gold),))
    return judge([question], [response("q", "answered", 1, *citations)], {"d": text})[0].right


def judgement(doc: str, right: bool, answerable: bool = True, score: float = 0.5) -> Judgement:
    return Judgement("", doc, answerable, right, score, (right,), (3,))


def random_judgements(docs: int, questions: int, seed: int = 0) -> list[Judgement]:
    rng = random.Random(seed)
    one = [judgement(str(rng.randrange(docs)), rng.random() < 0.6, rng.random() < 0.6) for _ in range(questions)]
    return [replace(j, score=round(rng.random() + 0.3 * j.answerable, 2)) for j in one]


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


def test_figures_are_the_arithmetic_of_their_definitions(tmp_path: Path) -> None:
    rows = [row("a1", "a", "?", [0, 7]), row("a2", "a", "?", [8, 13]), row("a3", "a", "?")]
    rows += [row("b1", "b", "?", [0, 3]), row("b2", "b", "?")]
    read = read_set(write_set(tmp_path / "s", {"a": NUMBERS, "b": NUMBERS}, rows))
    responses = [
        response("b2", "not_found", 0.2, (0, 3)),  # "one"
        response("b1", "answered", 0.6, (4, 13), (14, 18), (19, 23), (0, 3), (24, 27)),  # "two three", 4 × a word
        response("a3", "answered", 0.6),
        response("a2", "related", 0.4, (14, 18), (19, 23), (8, 13)),  # "four", "five", "three"
        response("a1", "answered", 0.9, (0, 7), (8, 18)),  # "one two", "three four"
    ]
    found = figures(judge(read.questions, responses, read_texts(read)))
    assert found == pytest.approx(
        {
            "hit@1": (1 + 0 + 0) / 3,
            "hit@3": (1 + 1 + 0) / 3,
            "mrr@5": (1 + 1 / 3 + 1 / 4) / 3,
            "p@5": (1 / 5 + 1 / 5 + 1 / 5) / 3,
            "words": ((2 + 2) + (1 + 1 + 1) + (2 + 1 + 1 + 1 + 1) + 1) / (2 + 3 + 5 + 1),
            "words@1": (2 + 1 + 2 + 1) / 4,
            "coverage": (1 + 0 + 1) / 3,
            "false_answers": (1 + 0) / 2,
            "auroc": (2 + 1 + 1.5) / (3 * 2),  # 0.9 is above both, 0.4 above one, 0.6 above one and level with one
            "coverage@10": (1 + 0 + 0) / 3,  # above 0.6
        }
    )


def test_the_cut_of_coverage_lets_a_tenth_through() -> None:
    unanswerable = [judgement("d", False, False, score) for score in range(20)]  # 19 and 18 are the tenth
    answerable = [judgement("d", True, True, score) for score in (17.5, 18, 18.5, 30)]
    assert figures(unanswerable + answerable)["coverage@10"] == 2 / 4


def test_a_figure_without_questions_is_left_out() -> None:
    assert set(figures([judgement("d", True)])) & {"false_answers", "auroc", "coverage@10"} == set()
    assert set(figures([judgement("d", False, False)])) == {"words", "words@1", "false_answers"}


def test_a_citation_is_right_from_half_of_the_shorter_span() -> None:
    assert rights(NUMBERS, (4, 14), (12, 16), (0, 5)) == (True, False)  # 2 of 4; 1 of 5
    assert rights(NUMBERS, (8, 10), (9, 40), (0, 8)) == (True, False)  # 1 of 2; touching


def test_a_citation_that_overlaps_an_earlier_one_is_never_right() -> None:
    assert rights(NUMBERS, (0, 7), (0, 7), (0, 7), (4, 13)) == (True, False, False)
    assert rights(NUMBERS, (4, 7), (6, 20), (4, 7)) == (False, False)  # also where the earlier one is wrong
    assert rights(NUMBERS, (0, 13), (0, 7), (7, 13)) == (True, True)


def test_a_citation_of_more_than_80_words_is_never_right() -> None:
    text = "w " * 100
    assert rights(text, (0, 200), (0, 160)) == (True,)
    assert rights(text, (0, 200), (0, 162)) == (False,)
    assert rights("字" * 200, (0, 200), (0, 160)) == (True,)
    assert rights("字" * 200, (0, 200), (0, 161)) == (False,)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("two words", 2),
        ("法国", 1),
        ("法国人", 2),
        ("ひらカナ", 2),
        ("a法b", 3),
        ("法国。", 2),
        ("Ünï\u00a0x\ny", 3),
    ],
)
def test_two_chinese_or_japanese_characters_are_one_word(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (response("other", "answered", 1), "expected a response to each of 1 questions; found none to 1: 'q'"),
        (response("q", "answered", math.nan), "expected a state and a finite score"),
        (response("q", "perhaps", 1), "found 'perhaps'"),  # type: ignore[arg-type]
        (response("q", "answered", 1, (0, 5)), "expected citations in 0-4; found 0-5"),
        (response("q", "answered", 1, (2, 2)), "found 2-2"),
    ],
)
def test_a_response_that_is_missing_or_none_is_refused(given: Response, said: str) -> None:
    with pytest.raises(SetError) as error:
        judge([Question("q", "d", "?", ())], [given], {"d": "text"})
    assert said in str(error.value)


def test_intervals_resample_documents_and_not_questions() -> None:
    both = [judgement("a", True), *[judgement("b", False)] * 3]
    found = bootstrap(both)["hit@1"]
    # drawn are aa, ab, ba or bb, a quarter of the rounds each: 1/1, 1/4, 1/4, 0/3; questions would reach 1 in 1/256
    assert (found.value, found.low, found.high) == (1 / 4, 0, 1)
    found = mean(["a", "b", "b", "b"], [1, 0, 0, 0])
    assert (found.value, found.low, found.high) == (1 / 4, 0, 1)


def test_a_round_counts_every_question_of_a_document_as_often_as_it_is_drawn() -> None:
    judgements = random_judgements(6, 120)
    docs = list(dict.fromkeys(j.doc for j in judgements))
    drawn = np.random.default_rng(5).multinomial(len(docs), np.full(len(docs), 1 / len(docs)), size=60)
    copies = [
        figures([j for doc, times in zip(docs, counts, strict=True) for j in judgements * times if j.doc == doc])
        for counts in drawn
    ]
    found = bootstrap(judgements, seed=5, rounds=60)
    assert set(found) == set(figures(judgements))
    for name, estimate in found.items():
        expected = np.percentile([copy[name] for copy in copies], [2.5, 97.5])
        assert (estimate.low, estimate.high) == pytest.approx(tuple(expected)), name


def test_intervals_hold_the_figure_and_are_the_same_by_seed() -> None:
    judgements = random_judgements(24, 500)
    found = bootstrap(judgements)
    assert {name: one.value for name, one in found.items()} == figures(judgements)
    assert all(one.low < one.value < one.high for name, one in found.items() if not name.startswith("words"))
    assert bootstrap(judgements) == found != bootstrap(judgements, seed=1)


def test_one_document_has_no_interval() -> None:
    found = bootstrap([judgement("a", True), judgement("a", False)])["hit@1"]
    assert found.value == 1 / 2
    assert math.isnan(found.low)
    assert math.isnan(found.high)


def test_a_paired_difference_is_of_the_same_questions() -> None:
    found = paired_difference(["a", "a", "b"], [1, 0, 1], [0, 0, 1])
    # aa: 1/2; ab and ba: 1/3; bb: 0
    assert (found.value, found.low, found.high) == (1 / 3, 0, 1 / 2)
    ours = random_judgements(9, 200)
    docs, values = contributions("hit@1", ours)
    assert len(docs) == len(values) == sum(j.answerable for j in ours)
    same = paired_difference(docs, values, values)
    assert (same.value, same.low, same.high) == (0, 0, 0)


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
        monkeypatch.setattr(f"{module}.SentenceTransformerEmbedder", lambda _: WordEmbedder())
    out, cache = tmp_path / "answers.jsonl", ["--cache", str(tmp_path / "cache")]
    assert main(["answers", str(talks.folder), "--out", str(out), *cache]) == 0
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert rows == [as_row(one) for one in ask_all(talks, WordEmbedder(), None)]
    assert rows[3] == {"id": "4", "state": "not_found", "score": 0.0, "citations": []}
    assert main(["evaluate", str(talks.folder), "--elsewhere", *cache]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    first, score, second = printed.out.split("\n\n")[:3]
    assert first.startswith("talks: 4 questions, 2 documents\n  figure           value   95 % interval\n")
    assert "  hit@1            1.000   1.000 – 1.000\n" in first
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


def random_response(question: Question, length: int, rng: random.Random) -> Response:
    """Up to seven citations, near the marked spans or anywhere, some long, some overlapping; scores with ties."""
    citations = []
    for _ in range(rng.randrange(8)):
        near = rng.choice(question.spans) if question.spans and rng.random() < 0.5 else Span(0, length)
        start = min(max(near.start + rng.randrange(-20, near.stop - near.start), 0), length - 1)
        citations.append((start, min(start + rng.choice((5, 40, 150, 600)), length)))
    score = round(rng.gauss(0.5 if question.spans else 0.3, 0.2), 2)
    return response(question.id, rng.choice(STATES), score, *citations)


@pytest.mark.skipif(not EVAL, reason="EVAL does not name a folder of evaluation sets")
@pytest.mark.parametrize("name", ["xquad-en", "xquad-zh"])
def test_figures_are_those_of_the_sets_own_scorer(name: str, tmp_path: Path) -> None:
    scorer, folder = Path(EVAL) / "score.py", Path(EVAL) / name
    if not (scorer.is_file() and folder.is_dir()):
        pytest.skip(f"{scorer} or {folder} is not there")
    read, rng = read_set(folder), random.Random(0)
    texts = read_texts(read)
    responses = [random_response(question, len(texts[question.doc]), rng) for question in read.questions]
    out = tmp_path / "answers.jsonl"
    out.write_text("".join(json.dumps(as_row(one)) + "\n" for one in responses), encoding="utf-8")
    command = [sys.executable, str(scorer), str(folder), str(out)]
    scored = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = figures(judge(read.questions, responses, texts))
    assert {name: round(value, 4) for name, value in ours.items()} | {"questions": len(responses)} == scored
