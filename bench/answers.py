"""python -m bench answers: every question of a set through the product as a user has it, as rows for a scorer."""

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from bench.sets import EvaluationSet, Question, Response, SetError, document_path, read_set
from bot import Bot, assemble
from bot.answer import Answer
from bot.commands.options import add_model
from bot.commands.terminal import progress_bar
from bot.errors import QuestionError
from index.library import open_transcripts
from index.model.embedder import Embedder, ModelEmbedder, Progress
from index.readers.files import BOM
from index.transcript import Span

K = 5


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("answers", help="ask every question of a set and save what came back")
    parser.add_argument("set", type=Path, metavar="SET_DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="ANSWERS.jsonl")
    add_model(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    evaluation_set = read_set(options.set)
    embedder = ModelEmbedder(options.model, cache=options.cache)
    with written_whole(options.out) as file:
        for response in ask_all_shown(evaluation_set, embedder, options.cache):
            file.write(json.dumps(as_row(response)) + "\n")
    return 0


def ask_all(
    evaluation_set: EvaluationSet,
    embedder: Embedder,
    cache: Path | None,
    *,
    docs: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> list[Response]:
    """A response to each question, in their order; each is asked of its own document, or of its row of `docs`.

    One document is open at a time. `progress` counts questions. Raises OnTheRecordError.
    """
    questions = evaluation_set.questions
    rows_of: dict[str, list[int]] = {}
    for row, doc in enumerate(docs or [question.doc for question in questions]):
        rows_of.setdefault(doc, []).append(row)
    responses: dict[int, Response] = {}
    for doc, rows in rows_of.items():
        path = document_path(evaluation_set.folder, doc)
        bot = assemble(open_transcripts([path]), embedder, cache)
        before = int(path.read_bytes().startswith(BOM))
        for row in rows:
            responses[row] = ask(bot, questions[row], before)
            if progress:
                progress(len(responses), len(questions))
    return [responses[row] for row in range(len(questions))]


def ask_all_shown(
    evaluation_set: EvaluationSet, embedder: Embedder, cache: Path | None, docs: Sequence[str] | None = None
) -> list[Response]:
    """`ask_all` with a bar on standard error where that is a terminal."""
    with progress_bar(f"Asking {evaluation_set.name}") as progress:
        return ask_all(evaluation_set, embedder, cache, docs=docs, progress=progress)


def ask(bot: Bot, question: Question, before: int) -> Response:
    """What `bot` says to one question; `before` as in `response_of`. Raises SetError for one that it does not take."""
    try:
        answer = bot.ask(question.question, k=K)
    except QuestionError as error:
        raise SetError(f"question {question.id!r}: {error}") from error
    return response_of(question, answer, before)


def response_of(question: Question, answer: Answer, before: int = 0) -> Response:
    """`answer` as a set sees it.

    `before` code points of the file stand before the transcript's text: the byte order mark, which a set counts.
    """
    citations = [statement.citation for statement in answer.statements]
    spans = tuple(Span(citation.start + before, citation.stop + before) for citation in citations)
    return Response(question.id, answer.state, answer.confidence, spans)


def as_row(response: Response) -> dict[str, Any]:
    """The row of an answers file: {id, state, score, citations: [{start, stop}, …]}."""
    citations = [{"start": span.start, "stop": span.stop} for span in response.citations]
    return {"id": response.id, "state": response.state, "score": response.score, "citations": citations}


@contextmanager
def written_whole(path: Path) -> Iterator[IO[str]]:
    """A text file that takes the place of `path` at the end; after an error, `path` is as it was. Raises SetError."""
    with whole(path) as beside:
        try:
            file = beside.open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            raise SetError(f"{path}: expected a place that can be written; found: {error.strerror}") from error
        with file:
            yield file


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A path beside `path`: what is written there takes its place at the end, and goes after an error."""
    path = path.resolve()
    if path.exists() and not path.is_file():
        raise SetError(f"{path}: expected a file to write or none; found something else")
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
