"""python -m bench near-misses: what the near misses are: transcripts, questions by kind, words shared, agreement.

A near miss names everything in a passage but what is asked. Each question was written for one passage of an invented
transcript, `about`: either that answers it, or it is a near miss, and its spans are those elsewhere, if any, that do.
A transcript's twin has other passages in which, as far as can be, what was answered is left out, and what was missing
is said: the same question is answered in one of the two, so that the question alone tells nothing.
"""

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.evaluate import judged, print_columns, print_table
from bench.judging import Judgement
from bench.measures import Estimate, mean
from bench.sets import Question, SetError, read_row, read_set, read_text
from bot.commands.options import ROOT, add_model
from index.language.terms import terms
from index.model.embedder import ModelEmbedder
from index.transcript import Span

FOLDER = ROOT / "data" / "near-misses"
TWIN = "-twin"
"""Stands behind the name of the transcript that it is the twin of."""
PARTS = ("train", "dev", "test")
"""By writers of their own: a reader learns from the first, is chosen and calibrated on the second, and nothing is
trained or chosen on the third, a fifth of the transcripts, which is kept apart.
"""
ANSWERED = ("plain", "paraphrase", "knowledge", "short", "unmarked", "list", "yesno")
"""Kinds that the passage answers."""
NEAR = (
    "age", "cause", "place", "number", "name", "date", "agent", "comparison", "negation", "time", "person", "detail",
)  # fmt: skip
"""Kinds of what is asked and does not stand in the passage."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and the passage that it was written for, a span of its document."""

    question: Question
    about: Span

    @property
    def is_answered(self) -> bool:
        """Whether the passage answers the question."""
        return self.question.kind in ANSWERED


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of two readers: how many judgements, the share that is the same, and Cohen's kappa (1960), what chance leaves."""

    count: int
    share: float
    kappa: float


def read_pairs(folder: Path) -> list[Pair]:
    """The pairs of a part, in the order of its file. Raises SetError."""
    pairs = []
    for question, (place, _) in zip(read_set(folder).questions, _rows(folder / "questions.jsonl"), strict=True):
        if question.kind not in (*ANSWERED, *NEAR):
            raise SetError(f"{place}: expected a kind of {', '.join((*ANSWERED, *NEAR))}; found {question.kind!r}")
        if question.about is None:
            raise SetError(f"{place}: expected [start, stop] as 'about'; found none")
        pairs.append(Pair(question, question.about))
    return pairs


def shared_words(question: str, passage: str) -> float:
    """The share of the question's terms that the passage has too, 0 to 1; 0 if it has none."""
    asked = set(terms(question, "en"))
    return len(asked & set(terms(passage, "en"))) / len(asked) if asked else 0.0


def agreement(judged: Sequence[tuple[bool, bool]]) -> Agreement:
    """Of pairs of judgements, the first reader's and the second's, at least one.

    >>> agreement([(True, True), (True, True), (False, False), (False, True)])
    Agreement(count=4, share=0.75, kappa=0.5)
    """
    count = len(judged)
    share = sum(first == second for first, second in judged) / count
    firsts, seconds = (sum(reader) / count for reader in zip(*judged, strict=True))
    chance = firsts * seconds + (1 - firsts) * (1 - seconds)
    return Agreement(count, share, (share - chance) / (1 - chance) if chance < 1 else 1.0)


def contrast(judgements: Sequence[Judgement]) -> Estimate:
    """How often a question has the higher confidence in the one of two twins that answers it, a tie being half of one.

    Of the questions asked of both and answered in one only, at least one; 0.5 is chance. Intervals draw transcripts.
    """
    by_id = {judgement.id: judgement for judgement in judgements}
    docs: list[str] = []
    wins: list[float] = []
    for judgement in judgements:
        other = by_id.get(judgement.id.replace(TWIN, ""))
        if other and other is not judgement and other.answerable != judgement.answerable:
            answered, not_answered = sorted((judgement, other), key=lambda one: not one.answerable)
            docs.append(other.doc)
            wins.append((answered.score > not_answered.score) + (answered.score == not_answered.score) / 2)
    return mean(docs, wins)


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("near-misses", help="count the near misses by kind, and how far two readers agree")
    parser.add_argument("--ask", action="store_true", help="ask the part kept apart too: which of two twins answers?")
    add_model(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    pairs = {part: read_pairs(FOLDER / part) for part in PARTS}
    texts = {doc.stem: read_text(doc) for part in PARTS for doc in (FOLDER / part / "docs").glob("*.txt")}
    _print_transcripts([row for _, row in _rows(FOLDER / "transcripts.jsonl")])
    _print_kinds(pairs, texts)
    every = [pair for part in PARTS for pair in pairs[part]]
    disputed = [row for _, row in _rows(FOLDER / "disputed.jsonl")]
    answered = [(bool(pair.question.spans),) * 2 for pair in every]
    answered += [(bool(row["first"]), bool(row["second"])) for row in disputed]
    _print_agreement("whether the transcript answers, all questions", agreement(answered))
    by_id = {pair.question.id: pair.is_answered for pair in every}
    second = [(by_id[row["id"]], bool(row["answers"])) for _, row in _rows(FOLDER / "second_reading.jsonl")]
    _print_agreement("whether the passage alone answers, a sample", agreement(second))
    size = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file())
    print(f"{len(disputed)} disputed questions are in neither part; all files: {size / 1e6:.1f} MB")
    if options.ask:
        judgements = judged(read_set(FOLDER / "test"), ModelEmbedder(options.model, cache=options.cache), options.cache)
        print_table("Of two twins, the one that answers has the higher confidence", {"share": contrast(judgements)})
    return 0


def _print_transcripts(rows: Sequence[Mapping[str, Any]]) -> None:
    counts = Counter((row["kind"], row["style"], row["part"]) for row in rows)
    kinds = sorted({(kind, style) for kind, style, _ in counts})
    table = [(*key, *(str(counts[(*key, part)]) for part in PARTS)) for key in kinds]
    words = sum(row["words"] for row in rows)
    print_columns(f"{len(rows)} transcripts, {words:,} words", ("kind", "style", *PARTS), table)


def _print_kinds(pairs: Mapping[str, Sequence[Pair]], texts: Mapping[str, str]) -> None:
    table = []
    for kind in (*ANSWERED, *NEAR):
        of_kind = {part: [pair for pair in pairs[part] if pair.question.kind == kind] for part in PARTS}
        every = [pair for part in PARTS for pair in of_kind[part]]
        shared = [
            shared_words(pair.question.question, texts[pair.question.doc][pair.about.start : pair.about.stop])
            for pair in every
        ]
        elsewhere = sum(bool(pair.question.spans) for pair in every) if kind in NEAR else 0
        counts = [f"{len(of_kind[part]):,}" for part in PARTS]
        table.append((kind, *counts, str(elsewhere or ""), f"{sum(shared) / len(shared):.2f}"))
    total = sum(len(pairs[part]) for part in PARTS)
    headings = ("kind", *PARTS, "answered elsewhere", "words shared with the passage")
    print_columns(f"{total:,} questions", headings, table)


def _print_agreement(what: str, figures: Agreement) -> None:
    print(f"Two readers on {what} ({figures.count:,}): {figures.share:.3f} agree, kappa {figures.kappa:.3f}")


def _rows(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """Each row of a file with its place, for errors."""
    lines = [(f"{path}, line {number}", line) for number, line in enumerate(read_text(path).split("\n"), 1)]
    return [(place, read_row(line, place)) for place, line in lines if line.strip()]
