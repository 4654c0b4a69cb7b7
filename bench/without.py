"""python -m bench without: a set with questions that are not answered, for the paragraph that answers is taken out."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.answers import written_whole
from bench.sets import EvaluationSet, Question, SetError, document_path, read_set, read_texts
from index.transcript import Span

PARTING = "\n\n"
"""What parts the paragraphs of a document."""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "without", help="write a set that also asks each question of its document without the paragraph that answers"
    )
    parser.add_argument("set", type=Path, metavar="SET_DIR")
    parser.add_argument("out", type=Path, metavar="OUT_DIR", help="a folder that is not there yet")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    evaluation_set = read_set(options.set)
    texts = read_texts(evaluation_set)
    docs = options.out / "docs"
    try:
        docs.mkdir(parents=True)
    except OSError as error:
        raise SetError(f"{options.out}: expected a folder that can be made; found: {error.strerror}") from error
    taken_out = list(_without(evaluation_set, texts))
    for doc, text in (texts | {one.doc: one.text for one in taken_out}).items():
        document_path(options.out, doc).write_bytes(text.encode())
    with written_whole(options.out / "questions.jsonl") as file:  # last: without it the folder is no set
        for question in evaluation_set.questions:
            file.write(_row(question.id, question.doc, question.question, question.spans))
        for one in taken_out:
            file.write(_row(f"{one.question.id}-x", one.doc, one.question.question, ()))
    print(f"wrote {options.out}: {len(evaluation_set.questions):,} questions, and {len(taken_out):,} of them again")
    return 0


@dataclass(frozen=True, slots=True)
class _Without:
    """A question, and a copy of its document that does not answer it."""

    question: Question
    doc: str
    text: str


def _without(evaluation_set: EvaluationSet, texts: dict[str, str]) -> Iterator[_Without]:
    """Of every question whose spans lie in one paragraph, where the document has others."""
    for question in evaluation_set.questions:
        paragraphs, at = texts[question.doc].split(PARTING), 0
        for number, paragraph in enumerate(paragraphs):
            stop = at + len(paragraph)
            holds = all(at <= span.start and span.stop <= stop for span in question.spans)
            if question.spans and holds and len(paragraphs) > 1:
                others = paragraphs[:number] + paragraphs[number + 1 :]
                yield _Without(question, f"{question.doc}-without-{number}", PARTING.join(others))
            at = stop + len(PARTING)


def _row(name: str, doc: str, question: str, spans: tuple[Span, ...]) -> str:
    row = {"id": name, "doc": doc, "question": question, "spans": [[span.start, span.stop] for span in spans]}
    return json.dumps(row, ensure_ascii=False) + "\n"
