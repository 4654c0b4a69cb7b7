"""python -m bench conversations: questions that need what was asked before, and some that it must not harm."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.answers import K
from bench.measures import Judgement, contributions, judge, mean, paired_difference
from bench.sets import Question, Response, SetError, check_spans, question_of, read_row, read_text
from bot import Bot, assemble
from bot.commands.options import ROOT, add_model
from index.library import open_transcripts
from index.model.embedder import SentenceTransformerEmbedder
from index.transcript import Span

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


Asking = Callable[[Bot, Conversation, int], Any]
"""The answer to the turn of that number."""

WAYS: dict[str, Asking] = {
    "as typed, alone": lambda bot, one, at: bot.ask(one.turns[at].question.question, k=K),
    "in its conversation": lambda bot, one, at: bot.ask(
        one.turns[at].question.question, history=[turn.question.question for turn in one.turns[:at]], k=K
    ),
    "written out by hand": lambda bot, one, at: bot.ask(one.turns[at].written_out, k=K),
}


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("conversations", help="ask conversations whose questions need those before them")
    parser.add_argument("files", nargs="*", type=Path, default=FILES, metavar="FILE.jsonl")
    parser.add_argument("--show", action="store_true", help="show what was searched for each question, and its rank")
    add_model(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    embedder = SentenceTransformerEmbedder(options.model)
    for path in options.files:
        conversations = read_conversations(path)
        judged: dict[str, list[Judgement]] = {way: [] for way in WAYS}
        for document in dict.fromkeys(one.document for one in conversations):
            bot = assemble(open_transcripts([document]), embedder, options.cache)
            for one in (one for one in conversations if one.document == document):
                for way, asking in WAYS.items():
                    shown = options.show and way == "in its conversation"
                    judged[way] += _judged(bot, one, asking, shown)
        turns = [turn for one in _in_order(conversations) for turn in one.turns]
        print(f"{path.name}: {len(conversations)} conversations, {len(turns)} questions")
        _print_figures(turns, judged)
    return 0


def read_conversations(path: Path) -> list[Conversation]:
    """Rows {id, doc, turns: [{question, spans, needs, kind, standalone}]}; docs stand beside the file, or in docs/.

    Raises SetError with the file, the line, what was expected and what was found.
    """
    found = []
    for number, line in enumerate(read_text(path).splitlines(), 1):
        place = f"{path}, line {number}"
        row = read_row(line, place)
        document = _document(path.parent, str(row.get("doc")), place)
        length = len(read_text(document))
        turns = row.get("turns")
        if not isinstance(turns, list) or not turns:
            raise SetError(f"{place}: expected a list of turns; found {turns!r}")
        asked = [_turn(turn, f"{row.get('id')}.{i}", str(row["id"]), place) for i, turn in enumerate(turns, 1)]
        for turn in asked:
            check_spans(turn.question, length, place)
        found.append(Conversation(str(row["id"]), document, tuple(asked)))
    return found


def _turn(row: Any, name: str, conversation: str, place: str) -> Turn:
    """Its question's `doc` is the conversation: what is asked in one conversation is not independent."""
    if not isinstance(row, dict) or not isinstance(row.get("needs"), bool):
        raise SetError(f"{place}: expected turns with 'needs', true or false; found {row!r:.60}")
    question = question_of({"id": name, "doc": conversation} | row, place)
    return Turn(question, row["needs"], str(row.get("kind", "")), str(row.get("standalone", question.question)))


def _document(folder: Path, doc: str, place: str) -> Path:
    places = (folder / f"{doc}.txt", folder / "docs" / f"{doc}.txt")
    path = next((path for path in places if path.is_file()), None)
    if path is None:
        raise SetError(f"{place}: expected a document beside the file or in docs; found no {doc!r}")
    return path


def _in_order(conversations: Sequence[Conversation]) -> list[Conversation]:
    """As they are asked: document by document."""
    documents = list(dict.fromkeys(one.document for one in conversations))
    return sorted(conversations, key=lambda one: documents.index(one.document))


def _judged(bot: Bot, one: Conversation, asking: Asking, shown: bool) -> list[Judgement]:
    answers = [asking(bot, one, at) for at in range(len(one.turns))]
    responses = [
        Response(
            turn.question.id,
            answer.state,
            answer.confidence,
            tuple(Span(s.citation.start, s.citation.stop) for s in answer.statements),
        )
        for turn, answer in zip(one.turns, answers, strict=True)
    ]
    text = bot.library.quotables[0].transcript.text
    judgements = judge([turn.question for turn in one.turns], responses, {one.id: text})
    if shown:
        for turn, answer, judgement in zip(one.turns, answers, judgements, strict=True):
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
        chosen = {way: [j for j, member in zip(js, members, strict=True) if member] for way, js in judged.items()}
        for way, judgements in chosen.items():
            print(f"    {way:22}{'   '.join(_figure(name, judgements) for name in HITS)}")
        print(f"    {'gain over alone':22}{'   '.join(_gain(name, chosen) for name in HITS)}")
    print(flush=True)


def _figure(name: str, judgements: Sequence[Judgement]) -> str:
    one = mean(*contributions(name, judgements))
    return f"{name} {one.value:.3f} ({one.low:.3f} – {one.high:.3f})"


def _gain(name: str, judged: dict[str, list[Judgement]]) -> str:
    alone, conversing = (contributions(name, judged[way]) for way in ("as typed, alone", "in its conversation"))
    one = paired_difference(alone[0], conversing[1], alone[1])
    return f"{name} {one.value:+.3f} ({one.low:+.3f} – {one.high:+.3f})"
