"""A set becomes Lessons for a reader: each question with the best that the search found, and what of it is right."""

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import numpy as np

from bench.answers import written_whole
from bench.documents import Document
from bench.evaluate import elsewhere
from bench.near_misses import TWIN
from bench.sets import EvaluationSet, Question, document_path, halves, read_set_to_fit, read_texts
from bot.commands.terminal import progress_bar
from index.model.embedder import Embedder
from index.model.utterance import Utterance
from index.search.ranking import ranking_of
from index.search.reading import utterances
from index.search.retriever import Retriever
from index.search.segmented import corpus_of

DEPTH = 12
"""Of the best that the search finds, how many a lesson has: more than are read for an answer, so that some are easy."""

ELSEWHERE = 8
"""Every so many questions are asked of another document too."""
OFFICES = (
    ("mayor", " of Kaldbakk"), ("ambassador", " of Norway to Chile"), ("minister", " for fisheries"), ("director", ""),
    ("coach", " of Hollin Rovers"), ("keeper", " of Skerry Light"), ("consul", ""), ("captain", " of the Marieke"),
    ("professor", " of geology"), ("founder", " of Tarn Motors"), ("general", ""), ("baker", ""), ("spokeswoman", ""),
    ("judge", " of the district court"), ("head of the museum", ""), ("chairman", " of the board"), ("nurse", ""),
    ("senator", " for Lowmoor"), ("conductor", ""), ("commissioner", " of police"), ("envoy", ""), ("farmer", ""),
)  # fmt: skip
"""Each as people say it, and what a label says behind it."""
SELF, OTHERS = re.compile(r"\b(?:I|me|my|mine)\b"), re.compile(r"\b(?:he|she|him|his|hers?)\b", re.IGNORECASE)
HE = re.compile(r"\b(?:he|she|him|his)\b", re.IGNORECASE)
"""Who speaks of themselves, who speaks of somebody else, and what a question calls somebody."""
LEANING = 12
"""Every so many questions are asked behind another one of the document, as what leans on one is read."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question and what may answer it, best first by the search; the right ones that it did not find come last."""

    set: str
    doc: str
    id: str
    question: str
    utterances: tuple[Utterance, ...]
    right: tuple[bool, ...]
    about: tuple[bool, ...]
    """Which the question was written for, right or not."""
    found: int
    """How many the search found."""
    answerable: bool

    @property
    def base(self) -> str:
        """The same for the same question asked of two twins."""
        return f"{self.set} {self.id.replace(TWIN, '')}"


def lessons(folder: Path, embedder: Embedder, cache: Path | None, *, half: int | None = None) -> Iterator[Lesson]:
    """Of every question of the set in `folder`, or of one half of its documents, document by document.

    Raises SetError for a set that is kept apart.
    """
    evaluation_set = read_set_to_fit(folder)
    half_of, done = halves(evaluation_set.docs), 0
    asked = [question for question in evaluation_set.questions if half in (None, half_of[question.doc])]
    asked += _asked_elsewhere(asked, evaluation_set)
    with progress_bar(f"Searching {evaluation_set.name}") as progress:
        for doc in dict.fromkeys(question.doc for question in asked):
            document = Document(document_path(folder, doc), embedder, cache)
            ranking = replace(ranking_of(embedder.digest, embedder.reader_digest), reading=0.0)  # what is to be learnt
            retriever = Retriever(corpus_of(document.indexed), embedder, ranking)
            for question in (question for question in asked if question.doc == doc):
                yield _lesson(evaluation_set.name, question, document, retriever)
                done += 1
            if progress:
                progress(done, len(asked))


def _asked_elsewhere(asked: Sequence[Question], evaluation_set: EvaluationSet) -> list[Question]:
    """Some of them asked of another document, as `elsewhere` chooses it among theirs: nothing in it answers."""
    texts = read_texts(evaluation_set)
    own = {question.doc: texts[question.doc] for question in asked}
    some = asked[::ELSEWHERE]
    others = elsewhere([question.doc for question in some], own)
    return [
        Question(f"{question.id} in {other}", other, question.question, ())
        for question, other in zip(some, others, strict=True)
    ]


def _lesson(name: str, question: Question, document: Document, retriever: Retriever) -> Lesson:
    right = document.right(question.spans)
    about = document.right([question.about] if question.about else [])
    hits = retriever.search(question.question, DEPTH, [(0, row) for row in sorted(right | about)])
    rows = [hit.sentence for hit in hits]
    return Lesson(
        set=name,
        doc=question.doc,
        id=question.id,
        question=question.question,
        utterances=tuple(utterances(document.quotable, rows)),
        right=tuple(row in right for row in rows),
        about=tuple(row in about for row in rows),
        found=min(DEPTH, len(rows)),
        answerable=bool(question.spans),
    )


def lessons_of_sentences(path: Path, embedder: Embedder) -> Iterator[Lesson]:
    """Of rows `{id, question, sentences, answers}`: the sentences of one text in order, and which of them answer."""
    with path.open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            sentences = row["sentences"]
            vector = embedder.queries([row["question"]]).vectors[0]
            order = np.argsort(-(embedder.documents(sentences).vectors @ vector), kind="stable").tolist()
            chosen = [*order[:DEPTH], *(number for number in order[DEPTH:] if number in row["answers"])]
            yield Lesson(
                set=path.stem,
                doc=row["id"],
                id=row["id"],
                question=row["question"],
                utterances=tuple(Utterance(sentences[i], sentences[i - 1] if i else "", "", "") for i in chosen),
                right=tuple(i in row["answers"] for i in chosen),
                about=(False,) * len(chosen),
                found=min(DEPTH, len(order)),
                answerable=bool(row["answers"]),
            )


def with_twins(given: Sequence[Lesson]) -> list[Lesson]:
    """Each lesson that has a right utterance, with those that its question was written for in the twin of its document,
    where they do not answer: the two differ by little but the answer.
    """
    by_id = {(lesson.set, lesson.id): lesson for lesson in given}
    joined = []
    for lesson in given:
        twin = by_id.get((lesson.set, twin_of(lesson)))
        near = _wrong_about(twin) if twin else ()
        if near and any(lesson.right):
            lesson = replace(
                lesson,
                utterances=(*lesson.utterances, *near),
                right=(*lesson.right, *[False] * len(near)),
                about=(*lesson.about, *[True] * len(near)),
            )
        joined.append(lesson)
    return joined


def _wrong_about(lesson: Lesson) -> tuple[Utterance, ...]:
    return tuple(heard for heard, is_right, is_about in _flagged(lesson) if is_about and not is_right)


def with_history(given: Sequence[Lesson]) -> list[Lesson]:
    """Some of them behind the one before them in their document, mostly of the same passage: it is the last one that
    counts.
    """
    joined = list(given)
    for number in range(LEANING, len(given), LEANING):
        before, lesson = given[number - 1], given[number]
        if (before.set, before.doc) == (lesson.set, lesson.doc):
            joined[number] = replace(lesson, question=f"{before.question} {lesson.question}")
    return joined


def with_offices(given: Sequence[Lesson]) -> list[Lesson]:
    """Those whose question says "he" or "she" of who speaks come again, asked about "the mayor", whose label says so.

    Only where that is plain: in what the question was written for somebody says "I", and nobody is "he" or "she".
    """
    joined = list(given)
    for lesson in given:
        meant = next((heard for heard, *is_it in _flagged(lesson) if any(is_it)), None)
        if not meant or not SELF.search(meant.sentence) or OTHERS.search(meant.sentence):
            continue
        office, detail = random.Random(f"office {lesson.base}").choice(OFFICES)
        if pronoun := HE.search(lesson.question):
            named = f"the {office}’s" if pronoun[0].lower() == "his" else f"the {office}"
            question = lesson.question[: pronoun.start()] + named + lesson.question[pronoun.end() :]
            label = ", ".join(part for part in (meant.speaker, office[0].upper() + office[1:] + detail) if part)
            heard = [replace(one, speaker=label) if one.speaker == meant.speaker else one for one in lesson.utterances]
            joined.append(replace(lesson, question=question, utterances=tuple(heard)))
    return joined


def _flagged(lesson: Lesson) -> Iterator[tuple[Utterance, bool, bool]]:
    """Each utterance, whether it is right, and whether the question was written for it."""
    return zip(lesson.utterances, lesson.right, lesson.about, strict=True)


def twin_of(lesson: Lesson) -> str:
    """The id of the same question in the twin of its document, or in the document that it is the twin of."""
    if TWIN in lesson.id:
        return lesson.id.replace(TWIN, "")
    return lesson.id.replace(lesson.doc, lesson.doc + TWIN)


def write_lessons(path: Path, given: Iterable[Lesson]) -> None:
    with written_whole(path) as file:
        for lesson in given:
            values = {name: getattr(lesson, name) for name in Lesson.__slots__}
            file.write(
                json.dumps(values | {"utterances": list(map(astuple, lesson.utterances))}, ensure_ascii=False) + "\n"
            )


def read_lessons(path: Path) -> list[Lesson]:
    found = []
    with path.open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            heard = tuple(Utterance(*parts) for parts in row.pop("utterances"))
            right, about = tuple(row.pop("right")), tuple(row.pop("about"))
            found.append(Lesson(**row, utterances=heard, right=right, about=about))
    return found
