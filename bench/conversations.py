"""python -m bench conversations: questions that need what was asked before, and some that it must not harm."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import Any

from bench.answers import K, response_of
from bench.judging import Judgement, judge
from bench.measures import contributions, mean, paired_difference
from bench.sets import Question, SetError, check_spans, question_of, read_row, read_text
from bot import Bot, assemble
from bot.answer import Answer
from bot.commands.options import ROOT, add_model
from index.library import open_transcripts
from index.model.embedder import ModelEmbedder

FILES = (ROOT / "data" / "conversations.jsonl", ROOT / "tests" / "data" / "conversations" / "conversations.jsonl")
HITS = ("hit@1", "hit@3")


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of a conversation; `needs` says that it can't be understood without those before it."""

    question: Question
    needs: bool
    kind: str
    written_out: str
    """The question as a careful person would write it, to be understood by itself."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Questions about one document, in order."""

    id: str
    document: Path
    turns: tuple[Turn, ...]


def ask_alone(bot: Bot, conversation: Conversation, row: int) -> Answer:
    """The answer to the turn of that row, as it was typed."""
    return bot.ask(conversation.turns[row].question.question, k=K)


def ask_in_conversation(bot: Bot, conversation: Conversation, row: int) -> Answer:
    """The answer to the turn of that row, after those before it."""
    history = [turn.question.question for turn in conversation.turns[:row]]
    return bot.ask(conversation.turns[row].question.question, history=history, k=K)


def ask_written_out(bot: Bot, conversation: Conversation, row: int) -> Answer:
    """The answer to the turn of that row as a careful person would write it."""
    return bot.ask(conversation.turns[row].written_out, k=K)


Asking = Callable[[Bot, Conversation, int], Answer]
ALONE, CONVERSING = "as typed, alone", "in its conversation"
WAYS: dict[str, Asking] = {
    ALONE: ask_alone,
    CONVERSING: ask_in_conversation,
    "written out by hand": ask_written_out,
}


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("conversations", help="ask conversations whose questions need those before them")
    parser.add_argument("files", nargs="*", type=Path, default=FILES, metavar="FILE.jsonl")
    parser.add_argument("--show", action="store_true", help="show what was searched for each question, and its rank")
    add_model(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    embedder = ModelEmbedder(options.model, cache=options.cache)
    for path in options.files:
        conversations = read_conversations(path)
        turns: list[Turn] = []
        judged: dict[str, list[Judgement]] = {way: [] for way in WAYS}
        for document in dict.fromkeys(conversation.document for conversation in conversations):
            bot = assemble(open_transcripts([document]), embedder, options.cache)
            for conversation in conversations:
                if conversation.document != document:
                    continue
                turns += conversation.turns
                for way, asking in WAYS.items():
                    judged[way] += _judged(bot, conversation, asking, options.show and way == CONVERSING)
        print(f"{path.name}: {len(conversations)} conversations, {len(turns)} questions")
        _print_figures(turns, judged)
    return 0


def read_conversations(path: Path) -> list[Conversation]:
    """Rows {id, doc, turns: [{question, spans, needs, kind, standalone}]}; docs stand beside the file, or in docs/.

    Raises SetError with the file, the line, what was expected and what was found.
    """
    conversations = []
    for number, line in enumerate(read_text(path).splitlines(), 1):
        place = f"{path}, line {number}"
        row = read_row(line, place)
        document = _document(path.parent, str(row.get("doc")), place)
        length = len(read_text(document))
        turns = row.get("turns")
        if not isinstance(turns, list) or not turns:
            raise SetError(f"{place}: expected a list of turns; found {turns!r}")
        conversation = str(row["id"])
        asked = [_turn(turn, conversation, turn_number, place) for turn_number, turn in enumerate(turns, 1)]
        for turn in asked:
            check_spans(turn.question, length, place)
        conversations.append(Conversation(conversation, document, tuple(asked)))
    return conversations


def _turn(row: Any, conversation: str, number: int, place: str) -> Turn:
    """Its question's `doc` is the conversation: what is asked in one conversation is not independent."""
    if not isinstance(row, dict) or not isinstance(row.get("needs"), bool):
        raise SetError(f"{place}: expected turns with 'needs', true or false; found {row!r:.60}")
    question = question_of({"id": f"{conversation}.{number}", "doc": conversation} | row, place)
    return Turn(question, row["needs"], str(row.get("kind", "")), str(row.get("standalone", question.question)))


def _document(folder: Path, doc: str, place: str) -> Path:
    for path in (folder / f"{doc}.txt", folder / "docs" / f"{doc}.txt"):
        if path.is_file():
            return path
    raise SetError(f"{place}: expected a document beside the file or in docs; found no {doc!r}")


def _judged(bot: Bot, conversation: Conversation, asking: Asking, shown: bool) -> list[Judgement]:
    questions = [turn.question for turn in conversation.turns]
    answers = [asking(bot, conversation, row) for row in range(len(questions))]
    responses = [response_of(question, answer) for question, answer in zip(questions, answers, strict=True)]
    text = bot.library.quotables[0].transcript.text
    judgements = judge(questions, responses, {conversation.id: text})
    if shown:
        for turn, answer, judgement in zip(conversation.turns, answers, judgements, strict=True):
            need = "needs" if turn.needs else "alone"
            print(f"  {turn.question.id:7} {need} {turn.kind:10} rank {judgement.rank}  {turn.question.question}")
            if answer.standalone != turn.question.question:
                print(f"{'':37}{answer.standalone}")
    return judgements


def _print_figures(turns: Sequence[Turn], judged: dict[str, list[Judgement]]) -> None:
    groups = {
        "need their history": [turn.needs for turn in turns],
        "begin a conversation": [turn.question.id.endswith(".1") for turn in turns],
        "stand alone, later": [not turn.needs and not turn.question.id.endswith(".1") for turn in turns],
    }
    for kind in dict.fromkeys(turn.kind for turn in turns if turn.needs):
        groups[f"- {kind}"] = [turn.needs and turn.kind == kind for turn in turns]
    for group, members in groups.items():
        print(f"  {group}: {sum(members)} questions")
        of_group: dict[str, list[Judgement]] = {}
        for way, judgements in judged.items():
            of_group[way] = list(compress(judgements, members))
            print(f"    {way:22}{'   '.join(_figure(name, of_group[way]) for name in HITS)}")
        print(f"    {'gain over alone':22}{'   '.join(_gain(name, of_group) for name in HITS)}")
    print(flush=True)


def _figure(name: str, judgements: Sequence[Judgement]) -> str:
    figure = mean(*contributions(name, judgements))
    return f"{name} {figure.value:.3f} ({figure.low:.3f} – {figure.high:.3f})"


def _gain(name: str, judged: dict[str, list[Judgement]]) -> str:
    docs, alone = contributions(name, judged[ALONE])
    _, conversing = contributions(name, judged[CONVERSING])
    gain = paired_difference(docs, conversing, alone)
    return f"{name} {gain.value:+.3f} ({gain.low:+.3f} – {gain.high:+.3f})"
