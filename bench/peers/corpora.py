"""Texts become the passages that all are asked about, and questions with the passages that answer them."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.peers.environments import ROOT
from bench.sets import read_set, read_text, read_texts

SEED = ROOT / "data" / "ambassador-interview.txt"
INTERVIEWS = ROOT / "data" / "interviews"
PASSAGES, WORDS = 520, 60
"""Of what speed is measured on: more than 1,500 sentences."""
TELLINGS = ("", "Well, ", "You see, ")
PARAGRAPH = re.compile(r"\S(?:.*?\S)?(?=\s*?\n[^\S\n]*\n|\s*\Z)", re.DOTALL)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")

Documents = list[list[str]]
"""The passages of each document; a passage's id is its number among all."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, and the ids of the passages in which its answer stands."""

    question: str
    relevant: frozenset[int]


def paragraphs(text: str) -> dict[str, tuple[int, int]]:
    r"""Where each stands: "a b\n\nc" -> {"a b": (0, 3), "c": (5, 6)}. Of equal ones the last."""
    return {match[0]: match.span() for match in PARAGRAPH.finditer(text)}


def seed() -> Documents:
    """The paragraphs of the interview that ships."""
    return [list(paragraphs(read_text(SEED)))]


def speed() -> Documents:
    """PASSAGES of about WORDS words: what is said in the invented interviews, told again until there are enough.

    Each telling opens its sentences with words of its own, so that none comes twice and nobody can save the work.
    """
    texts = [read_text(path) for path in sorted((INTERVIEWS / "docs").glob("*.txt"))]
    blocks = [re.sub(r"^(Question|Answer): ", "", block) for text in texts for block in paragraphs(text)]
    sentences = [sentence for block in blocks for sentence in SENTENCE_END.split(block)]
    told = [f"{opening}{sentence}" for opening in TELLINGS for sentence in sentences]
    return [packed(told, WORDS)[:PASSAGES]]


def packed(sentences: Sequence[str], words: int) -> list[str]:
    """Neighbours together, as near to `words` words each as they allow: "a b", "c", "d e" by 3 -> "a b c", "d e"."""
    passages: list[list[str]] = []
    total = 0
    for sentence in sentences:
        more = len(sentence.split())
        if not passages or abs(total + more - words) > abs(total - words):
            passages.append([])
            total = 0
        passages[-1].append(sentence)
        total += more
    return [" ".join(passage) for passage in passages]


def count_sentences(documents: Documents) -> int:
    return sum(len(SENTENCE_END.split(passage)) for document in documents for passage in document)


def warm_questions(most: int) -> list[str]:
    """At most so many of the questions about the invented interviews, evenly from all of them."""
    rows = [json.loads(line) for line in read_text(INTERVIEWS / "questions.jsonl").splitlines()]
    return [row["question"] for row in rows[:: max(1, len(rows) // most)]][:most]


def judged(folder: Path) -> tuple[Documents, list[Judged]]:
    """A set's paragraphs, each once though several documents have it, and its answerable questions.

    Relevant is a paragraph that shares a character with a marked span.
    """
    evaluation_set = read_set(folder)
    places = {doc: paragraphs(text) for doc, text in read_texts(evaluation_set).items()}
    ids: dict[str, int] = {}
    documents = []
    for own in places.values():
        new = [passage for passage in own if passage not in ids]
        ids |= {passage: number for number, passage in enumerate(new, len(ids))}
        documents += [new] if new else []
    questions = []
    for row in evaluation_set.questions:
        relevant = frozenset(
            ids[passage]
            for passage, (start, stop) in places[row.doc].items()
            if any(start < span.stop and span.start < stop for span in row.spans)
        )
        if relevant:
            questions.append(Judged(row.question, relevant))
    return documents, questions
