"""python -m bench misspelt: what a slip in a question costs, and how much of that its correction brings back.

One slip is put into each answerable question, in the rarest word that its transcript holds, once for each seed. The
question is asked as it stands, with the slip, and with the slip as the speller corrects it.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from bench.answers import K, response_of
from bench.judging import Judgement, judge
from bench.questions import QUESTIONS, read_questions
from bench.sets import Question, document_path, read_set
from bench.slips import KINDS
from bot import Bot, assemble
from bot.commands.options import DEFAULT_TRANSCRIPT, add_model
from bot.question.phrases import QUOTING
from index.indexed import IndexedTranscript
from index.language.quotation_marks import innermost
from index.language.terms import terms
from index.library import open_transcripts
from index.model.embedder import ModelEmbedder
from index.readers.files import BOM
from index.spelling.candidates import QuestionWord
from index.spelling.speller import Correction, Speller, question_words

SHORTEST = 4
"""Letters of the shortest word that a slip is put in."""
WAYS = ("well", "slip", "fixed")
"""How a question is asked: as it stands, with the slip, and corrected."""
VERDICTS = ("right", "left", "wrong")


@dataclass(frozen=True, slots=True)
class Slip:
    """A question whose `word` became `typed`, and the question that is searched for it."""

    question: Question
    kind: str
    word: str
    typed: str
    text: str
    corrected: str
    is_right: bool
    """Whether what is searched has the words that are searched for the question as it stands, in whatever form."""

    @property
    def verdict(self) -> str:
        if self.is_right:
            return "right"
        return "left" if self.corrected == self.text else "wrong"


@dataclass(frozen=True, slots=True)
class Asked:
    """A slip with what came back for the question as it stands, with the slip, and corrected."""

    slip: Slip
    judgements: tuple[Judgement, Judgement, Judgement]


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("misspelt", help="put slips into questions and see what correcting them brings back")
    parser.add_argument("--set", type=Path, metavar="SET_DIR", help="its questions instead of our own")
    parser.add_argument("--seeds", type=int, default=5, metavar="N", help="slips a question (default: %(default)s)")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N of those left and N wrong")
    add_model(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    embedder = ModelEmbedder(options.model, cache=options.cache)
    altered: list[tuple[Question, Correction]] = []
    asked: list[Asked] = []
    questions = 0
    for path, group in _groups(options.set):
        bot = assemble(open_transcripts([path]), embedder, options.cache)
        speller = Speller(bot.library.vocabulary)
        questions += len(group)
        for question in group:
            _, corrections = _correct(speller, question.question)
            altered += [(question, correction) for correction in corrections]
        made_slips = list(slips(group, bot.library.indexed[0], speller, range(options.seeds)))
        asked += measure(bot, made_slips, int(path.read_bytes().startswith(BOM)))
    pairs = dict.fromkeys(f"{correction.typed} → {correction.searched}" for _, correction in altered)
    changed = len({question.id for question, _ in altered})
    print(f"{changed} of {questions:,} questions are corrected as they stand: {'; '.join(pairs) or 'none'}\n")
    print_kinds(asked)
    for verdict in VERDICTS[1:]:
        of_verdict = [outcome.slip for outcome in asked if outcome.slip.verdict == verdict]
        for slip in of_verdict[: options.show]:
            print(f"  {verdict}: {slip.word} → {slip.typed} ({slip.kind}): {slip.corrected}")
    return 0


def slips(
    questions: Sequence[Question], indexed: IndexedTranscript, speller: Speller, seeds: Sequence[int]
) -> Iterator[Slip]:
    """One for each answerable question and seed, the kinds in turn; none where no word of the question is held."""
    held = Counter(term for sentence in indexed.terms for term in set(sentence))
    language = indexed.quotable.transcript.language
    for seed in seeds:
        for row, question in enumerate(questions):
            word = rarest(question.question, language, held) if question.spans else None
            if word is None:
                continue
            kind, typed = _slip_in(word.text, row + seed, Random(f"{seed} {question.id}"))
            text = question.question[: word.start] + typed + question.question[word.stop :]
            corrected, _ = _correct(speller, text)
            meant, _ = _correct(speller, question.question)
            is_right = terms(corrected, language) == terms(meant, language)
            yield Slip(question, kind, word.text, typed, text, corrected, is_right)


def _slip_in(word: str, turn: int, chance: Random) -> tuple[str, str]:
    """The kind whose turn it is, or the next that changes the word, and the word with that slip."""
    kinds = list(KINDS)
    while True:
        kind = kinds[turn % len(kinds)]
        typed = KINDS[kind](word, chance)
        if typed.lower() != word.lower():
            return kind, typed
        turn += 1


def rarest(question: str, language: str, held: Counter[str]) -> QuestionWord | None:
    """The word that is in the fewest sentences, of those that are in any; a name before others; then the longest."""
    rarest_word: QuestionWord | None = None
    least = (True, sys.maxsize, 0)
    for word in question_words(question, _kept(question)):
        counts = [held[term] for term in terms(word.text, language) if held[term]]
        if len(word.text) < SHORTEST or not counts:
            continue
        is_no_name = not word.text[0].isupper() or word.is_first
        key = (is_no_name, min(counts), -len(word.text))
        if key < least:
            rarest_word, least = word, key
    return rarest_word


def measure(bot: Bot, altered: Sequence[Slip], before: int) -> list[Asked]:
    """Ask each question in the three ways; the same words are asked once.

    `before` code points of the file stand before the transcript's text: the byte order mark, which a set counts.
    """
    text = "\ufeff" * before + bot.library.quotables[0].transcript.text
    known: dict[tuple[str, str], Judgement] = {}
    asked = []
    for slip in altered:
        question = slip.question
        ways = question.question, slip.text, slip.corrected
        for way in ways:
            if (question.id, way) not in known:
                response = response_of(question, bot.ask(question.question, standalone=way, k=K), before)
                (known[question.id, way],) = judge([question], [response], {question.doc: text})
        well, slipped, corrected = (known[question.id, way] for way in ways)
        asked.append(Asked(slip, (well, slipped, corrected)))
    return asked


def print_kinds(asked: Sequence[Asked]) -> None:
    """In per cent: of the slips, what became of them; of the questions, asked each way, those that came out right."""
    figures: dict[str, Callable[[Judgement], bool]] = {
        "hit@1": lambda judgement: judgement.rank == 1,
        "hit@3": lambda judgement: 1 <= judgement.rank <= 3,
        "answered": lambda judgement: judgement.answered,
    }
    headings = ["", "", "slips", "", ""]
    for name in figures:
        headings += [name, "", ""]
    _print_row(headings)
    _print_row(["kind", "n", *VERDICTS, *WAYS * len(figures)])
    for kind in (*KINDS, "all"):
        group = [outcome for outcome in asked if kind in (outcome.slip.kind, "all")]
        if not group:
            continue
        cells = [kind, f"{len(group):,}"]
        cells += [_share([outcome.slip.verdict == verdict for outcome in group]) for verdict in VERDICTS]
        for is_right in figures.values():
            for way in range(len(WAYS)):
                cells.append(_share([is_right(outcome.judgements[way]) for outcome in group]))
        _print_row(cells)


def _groups(folder: Path | None) -> Iterator[tuple[Path, list[Question]]]:
    """Each transcript with its questions."""
    if folder is None:
        yield DEFAULT_TRANSCRIPT, read_questions(QUESTIONS)
        return
    evaluation_set = read_set(folder)
    for doc in evaluation_set.docs:
        yield document_path(folder, doc), [question for question in evaluation_set.questions if question.doc == doc]


def _correct(speller: Speller, text: str) -> tuple[str, tuple[Correction, ...]]:
    return speller.correct(text, _kept(text))


def _kept(text: str) -> list[tuple[int, int]]:
    return [(pair.opens, pair.closes + 1) for pair in innermost(text, QUOTING)]


def _share(values: Sequence[bool]) -> str:
    return f"{100 * sum(values) / len(values):.1f}"


def _print_row(cells: Sequence[str]) -> None:
    print("".join(f"{cell:>9}" for cell in cells))
