"""python -m bench misspelt: what a slip in a question costs, and how much of that its correction brings back.

One slip is put into each answerable question, in the rarest word that its transcript holds, once for each seed. The
question is asked as it stands, with the slip, and with the slip as the speller corrects it.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from bench.answers import K
from bench.measures import Judgement, judge
from bench.questions import QUESTIONS, read_questions
from bench.sets import Question, Response, document_path, read_set
from bench.slips import KINDS
from bot import Bot, assemble
from bot.commands.options import DEFAULT_TRANSCRIPT, add_model
from bot.question.interpret import QUOTING
from index.indexed import IndexedTranscript
from index.language.quotation_marks import innermost
from index.language.terms import terms
from index.library import open_transcripts
from index.model.embedder import SentenceTransformerEmbedder
from index.readers.files import BOM
from index.spelling.question_words import Typed, typed_words
from index.spelling.speller import Correction, Speller
from index.transcript import Span

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
        return "right" if self.is_right else "left" if self.corrected == self.text else "wrong"


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
    embedder = SentenceTransformerEmbedder(options.model)
    altered: list[tuple[Question, Correction]] = []
    asked: list[Asked] = []
    questions = 0
    for path, group in _groups(options.set):
        bot = assemble(open_transcripts([path]), embedder, options.cache)
        speller = Speller(bot.library.indexed)
        questions += len(group)
        altered += [(question, one) for question in group for one in _correct(speller, question.question)[1]]
        made = list(slips(group, bot.library.indexed[0], speller, range(options.seeds)))
        asked += measure(bot, made, int(path.read_bytes().startswith(BOM)))
    pairs = dict.fromkeys(f"{one.typed} → {one.searched}" for _, one in altered)
    changed = len({question.id for question, _ in altered})
    print(f"{changed} of {questions:,} questions are corrected as they stand: {'; '.join(pairs) or 'none'}\n")
    print_kinds(asked)
    for verdict in VERDICTS[1:]:
        for one in [one.slip for one in asked if one.slip.verdict == verdict][: options.show]:
            print(f"  {verdict}: {one.word} → {one.typed} ({one.kind}): {one.corrected}")
    return 0


def slips(
    questions: Sequence[Question], one: IndexedTranscript, speller: Speller, seeds: Sequence[int]
) -> Iterator[Slip]:
    """One for each answerable question and seed, the kinds in turn; none where no word of the question is held."""
    held = Counter(term for sentence in one.terms for term in set(sentence))
    language = one.quotable.transcript.language
    kinds = list(KINDS)
    for seed in seeds:
        for row, question in enumerate(questions):
            word = rarest(question.question, language, held) if question.spans else None
            if word:
                chance = Random(f"{seed} {question.id}")
                made = ((kind, KINDS[kind](word.text, chance)) for kind in kinds[(row + seed) % len(kinds) :] + kinds)
                kind, typed = next((kind, typed) for kind, typed in made if typed.lower() != word.text.lower())
                text = question.question[: word.start] + typed + question.question[word.stop :]
                corrected, meant = (_correct(speller, way)[0] for way in (text, question.question))
                is_right = terms(corrected, language) == terms(meant, language)
                yield Slip(question, kind, word.text, typed, text, corrected, is_right)


def rarest(question: str, language: str, held: Counter[str]) -> Typed | None:
    """The word that is in the fewest sentences, of those that are in any; a name before others; then the longest."""
    found = [
        ((not word.text[0].isupper() or word.is_first, min(held[term] for term in stems), -len(word.text)), word)
        for word in typed_words(question, _kept(question))
        if len(word.text) >= SHORTEST and (stems := [term for term in terms(word.text, language) if held[term]])
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def measure(bot: Bot, made: Sequence[Slip], before: int) -> list[Asked]:
    """Ask each question in the three ways; the same words are asked once.

    `before` code points of the file stand before the transcript's text: the byte order mark, which a set counts.
    """
    text = "\ufeff" * before + bot.library.quotables[0].transcript.text
    known: dict[tuple[str, str], Judgement] = {}
    asked = []
    for slip in made:
        question = slip.question
        ways = question.question, slip.text, slip.corrected
        for way in ways:
            if (question.id, way) not in known:
                response = _ask(bot, question, way, before)
                known[question.id, way] = judge([question], [response], {question.doc: text})[0]
        well, slipped, corrected = (known[question.id, way] for way in ways)
        asked.append(Asked(slip, (well, slipped, corrected)))
    return asked


def print_kinds(asked: Sequence[Asked]) -> None:
    """In per cent: of the slips, what became of them; of the questions, asked each way, those that came out right."""
    figures: dict[str, Callable[[Judgement], bool]] = {
        "hit@1": lambda one: one.rank == 1,
        "hit@3": lambda one: 1 <= one.rank <= 3,
        "answered": lambda one: one.answered,
    }
    _print_row(["", "", "slips", "", "", *(cell for name in figures for cell in (name, "", ""))])
    _print_row(["kind", "n", *VERDICTS, *WAYS * len(figures)])
    for kind in (*KINDS, "all"):
        group = [one for one in asked if kind in (one.slip.kind, "all")]
        if group:
            became = [_share([one.slip.verdict == verdict for one in group]) for verdict in VERDICTS]
            ways = list(zip(*(one.judgements for one in group), strict=True))
            came = [_share([is_right(one) for one in way]) for is_right in figures.values() for way in ways]
            _print_row([kind, f"{len(group):,}", *became, *came])


def _groups(folder: Path | None) -> Iterator[tuple[Path, list[Question]]]:
    """Each transcript with its questions."""
    if folder is None:
        yield DEFAULT_TRANSCRIPT, read_questions(QUESTIONS)[1]
        return
    evaluation_set = read_set(folder)
    for doc in evaluation_set.docs:
        yield document_path(folder, doc), [one for one in evaluation_set.questions if one.doc == doc]


def _ask(bot: Bot, question: Question, text: str, before: int) -> Response:
    """What comes back where `text` is searched for the question, as it is."""
    answer = bot.ask(question.question, standalone=text, k=K)
    spans = tuple(Span(one.citation.start + before, one.citation.stop + before) for one in answer.statements)
    return Response(question.id, answer.state, answer.confidence, spans)


def _correct(speller: Speller, text: str) -> tuple[str, tuple[Correction, ...]]:
    return speller.correct(text, _kept(text))


def _kept(text: str) -> list[tuple[int, int]]:
    return [(pair.opens, pair.closes + 1) for pair in innermost(text, QUOTING)]


def _share(values: Sequence[bool]) -> str:
    return f"{100 * sum(values) / len(values):.1f}"


def _print_row(cells: Sequence[str]) -> None:
    print("".join(f"{cell:>9}" for cell in cells))
