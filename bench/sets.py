"""A folder becomes an EvaluationSet: docs/*.txt, and the questions about them in questions.jsonl."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.answer import State
from index.errors import OnTheRecordError
from index.transcript import Span

KEYS = ("id", "doc", "question")
LEARNT, MEASURED = 0, 1
"""The half of a set's documents that a ranking and a reader learn from, and the one that tells how good they are."""
KEPT_APART = "KEPT-APART"
"""A file of this name in a set's folder says that nothing may be fitted on the set."""


class SetError(OnTheRecordError):
    """An evaluation set, or the responses to it, are not what was expected."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question about docs/`doc`.txt; `spans` of its text answer it, and none says that it is not answered there.

    `kind` is what its set calls its kind, "" where it has none; `about` the passage that it was written for, whether
    that answers or not, where the set says so.
    """

    id: str
    doc: str
    question: str
    spans: tuple[Span, ...]
    kind: str = ""
    about: Span | None = None


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """Questions in the order of their file; `name` is the folder's."""

    name: str
    folder: Path
    questions: tuple[Question, ...]

    @property
    def docs(self) -> tuple[str, ...]:
        """The documents asked about, in the order of their first questions."""
        return tuple(dict.fromkeys(question.doc for question in self.questions))


def article_of(doc: str) -> str:
    """A document's name without what marks a shortened copy of it ("3-without-1") or its twin: fitted and tested
    apart from it."""
    return doc.split("-without-")[0].removesuffix("-twin")


def halves(docs: Iterable[str]) -> dict[str, int]:
    """Of each document 0 or 1, alternately in the order of their articles; copies of one are in the same half.

    >>> halves(["a", "a-without-1", "b", "c"])
    {'a': 0, 'a-without-1': 0, 'b': 1, 'c': 0}
    """
    docs = list(docs)
    rows = {article: row for row, article in enumerate(dict.fromkeys(map(article_of, docs)))}
    return {doc: rows[article_of(doc)] % 2 for doc in docs}


def half(evaluation_set: EvaluationSet, number: int) -> EvaluationSet:
    """The questions of the documents in one of its halves, which may be none."""
    half_of = halves(evaluation_set.docs)
    kept = tuple(question for question in evaluation_set.questions if half_of[question.doc] == number)
    return replace(evaluation_set, questions=kept)


@dataclass(frozen=True, slots=True)
class Response:
    """What came back for the question `id`: `score` rises with confidence, `citations` are best first."""

    id: str
    state: State
    score: float
    citations: tuple[Span, ...]


def document_path(folder: Path, doc: str) -> Path:
    """Where the set in `folder` has its document."""
    return folder / "docs" / f"{doc}.txt"


def read_set(folder: Path) -> EvaluationSet:
    """Read and check a whole set. Raises SetError with the file, the line, what was expected and what was found."""
    if not folder.is_dir():
        raise SetError(f"{folder}: expected a folder with docs and questions.jsonl; found {_kind(folder)}")
    path = folder / "questions.jsonl"
    known = {doc.stem for doc in (folder / "docs").glob("*.txt")}
    lengths: dict[str, int] = {}
    questions: dict[str, Question] = {}
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path}, line {number}"
        question = question_of(read_row(line, place), place)
        if question.id in questions:
            raise SetError(f"{place}: expected ids that differ; found {question.id!r} again")
        if question.doc not in known:
            raise SetError(f"{place}: expected a document of docs/*.txt ({len(known)} found); found {question.doc!r}")
        if question.doc not in lengths:
            lengths[question.doc] = len(read_text(document_path(folder, question.doc)))
        check_spans(question, lengths[question.doc], place)
        questions[question.id] = question
    if not questions:
        raise SetError(f"{path}: expected at least one question; found none")
    return EvaluationSet(folder.resolve().name, folder, tuple(questions.values()))


def read_set_to_fit(folder: Path) -> EvaluationSet:
    """The same, of a set that something is fitted on. Raises SetError for one that is kept apart."""
    if (folder / KEPT_APART).exists():
        raise SetError(f"{folder}: expected a set to fit on; found one that is kept apart ({KEPT_APART})")
    return read_set(folder)


def read_texts(evaluation_set: EvaluationSet) -> dict[str, str]:
    """The text of every document asked about, by its name. Raises SetError."""
    return {doc: read_text(document_path(evaluation_set.folder, doc)) for doc in evaluation_set.docs}


def read_row(line: str, place: str) -> dict[str, Any]:
    """The JSON object of a line. Raises SetError."""
    try:
        row: Any = json.loads(line)
    except ValueError as error:
        raise SetError(f"{place}: expected a JSON object; found {_short(line)}: {error}") from error
    if not isinstance(row, dict):
        raise SetError(f"{place}: expected a JSON object; found {_short(line)}")
    return row


def question_of(row: Mapping[str, Any], place: str) -> Question:
    """What a row asks. Raises SetError for a key that is missing or of another type."""
    for key in KEYS:
        if not isinstance(row.get(key), str):
            raise SetError(f"{place}: expected a string as {key!r}; found {_short(json.dumps(row.get(key)))}")
    spans = row.get("spans")
    if not isinstance(spans, list) or not all(_is_pair(span) for span in spans):
        raise SetError(f"{place}: expected [[start, stop], …] as 'spans'; found {_short(json.dumps(spans))}")
    kind = row.get("kind", "")
    if not isinstance(kind, str):
        raise SetError(f"{place}: expected a string as 'kind', or none; found {_short(json.dumps(kind))}")
    about = row.get("about")
    if about is not None and not _is_pair(about):
        raise SetError(f"{place}: expected [start, stop] as 'about', or none; found {_short(json.dumps(about))}")
    gold = tuple(Span(start, stop) for start, stop in spans)
    return Question(row["id"], row["doc"], row["question"], gold, kind, Span(*about) if about else None)


def _is_pair(span: object) -> bool:
    return isinstance(span, list) and len(span) == 2 and all(type(offset) is int for offset in span)


def check_spans(question: Question, length: int, place: str) -> None:
    """Raises SetError for a span that does not lie in a document of `length` code points."""
    for span in (*question.spans, *([question.about] if question.about else [])):
        if not 0 <= span.start < span.stop <= length:
            raise SetError(
                f"{place}: expected spans with 0 <= start < stop <= {length}, the code points of {question.doc}; "
                f"found [{span.start}, {span.stop}]"
            )


def read_text(path: Path) -> str:
    """The file decoded as it is: offsets count line ends as they are, and a byte order mark."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise SetError(f"{path}: expected a file that can be read; found: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SetError(
            f"{path}: expected UTF-8; found byte {error.object[error.start]:#04x} at {error.start}"
        ) from error


def _kind(path: Path) -> str:
    return "a file" if path.exists() else "nothing"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
